import { element, type OpenEditor, plain } from './editor.ts'

export const open: OpenEditor = (place) => {
  const field = element(place, '<div class="reply" contenteditable="true" style="min-height: 6em"></div>')
  // The element is its own model: a line of its own is what stands first, and what browsers put in a `div`.
  const lines = () => {
    const copy = document.createElement('div')
    copy.innerHTML = field.innerHTML.replaceAll('<div>', '\n<div>').replaceAll('<br>', '')
    return plain(copy.textContent).split('\n')
  }
  return {
    selector: '.reply',
    model: lines,
    dom: lines,
    focus: () => field.focus(),
    makeReadOnly: () => {
      field.contentEditable = 'false'
    },
  }
}
