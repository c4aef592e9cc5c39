import { element, type OpenEditor } from './editor.ts'

export const open: OpenEditor = (place) => {
  const field = element(place, '<div class="reply" contenteditable="true" style="min-height: 6em"></div>')
  // The element is its own model: read as it looks, without the empty line that keeps its end open.
  const lines = () => field.innerText.replace(/\n$/u, '').replaceAll('\u00a0', ' ').split('\n')
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
