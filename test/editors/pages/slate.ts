import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createEditor, Node } from 'slate'
import { withHistory } from 'slate-history'
import { Editable, Slate, withReact } from 'slate-react'
import { linesIn, type OpenEditor } from './editor.ts'

export const open: OpenEditor = async (place) => {
  const editor = withHistory(withReact(createEditor()))
  const initialValue = [{ type: 'paragraph', children: [{ text: '' }] }]
  let readOnly: (isReadOnly: boolean) => void = () => undefined
  const Reply = () => {
    const [isReadOnly, setReadOnly] = useState(false)
    readOnly = setReadOnly
    const editable = createElement(Editable, { className: 'reply', placeholder: 'Write a reply', readOnly: isReadOnly })
    const props = { editor, initialValue, children: editable }
    return createElement(Slate, props)
  }
  createRoot(place).render(createElement(Reply))
  await new Promise((resolve) => setTimeout(resolve, 50))
  const field = place.querySelector<HTMLElement>('.reply')
  if (!field) throw new Error('no editor')
  return {
    selector: '.reply',
    model: () => editor.children.flatMap((block) => Node.string(block).split('\n')),
    dom: () => linesIn(field, '[data-slate-node=element]'),
    focus: () => field.focus(),
    makeReadOnly: () => readOnly(true),
  }
}
