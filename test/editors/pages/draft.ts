import 'draft-js/dist/Draft.css'
import { Editor, EditorState } from 'draft-js'
import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { linesIn, type OpenEditor } from './editor.ts'

export const open: OpenEditor = async (place) => {
  place.className = 'reply'
  let held = EditorState.createEmpty()
  let readOnly: (isReadOnly: boolean) => void = () => undefined
  const Reply = () => {
    const [editorState, setEditorState] = useState(held)
    const [isReadOnly, setReadOnly] = useState(false)
    held = editorState
    readOnly = setReadOnly
    const onChange = (state: EditorState) => setEditorState(state)
    return createElement(Editor, { editorState, onChange, readOnly: isReadOnly, placeholder: 'Write a reply' })
  }
  createRoot(place).render(createElement(Reply))
  await new Promise((resolve) => setTimeout(resolve, 50))
  return {
    selector: '.reply',
    model: () => held.getCurrentContent().getPlainText('\n').split('\n'),
    dom: () => linesIn(place, '[data-block=true]'),
    focus: () => place.querySelector<HTMLElement>('[contenteditable]')?.focus(),
    makeReadOnly: () => readOnly(true),
  }
}
