import { type ChangeEvent, createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { OpenEditor } from './editor.ts'

export const open: OpenEditor = async (place) => {
  let held = ''
  let readOnly: (isReadOnly: boolean) => void = () => undefined
  const Reply = () => {
    const [value, setValue] = useState('')
    const [isReadOnly, setReadOnly] = useState(false)
    held = value
    readOnly = setReadOnly
    const onChange = ({ target }: ChangeEvent<HTMLTextAreaElement>) => setValue(target.value)
    return createElement('textarea', { className: 'reply', rows: 6, value, onChange, readOnly: isReadOnly })
  }
  createRoot(place).render(createElement(Reply))
  await new Promise((resolve) => setTimeout(resolve, 50))
  const field = place.querySelector('textarea')
  if (!field) throw new Error('no textarea')
  return {
    selector: '.reply',
    model: () => held.split('\n'),
    dom: () => field.value.split('\n'),
    focus: () => field.focus(),
    makeReadOnly: () => readOnly(true),
  }
}
