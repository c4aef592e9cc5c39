import { element, type OpenEditor } from './editor.ts'

export const open: OpenEditor = (place) => {
  const field = element(place, '<textarea class="reply" rows="6"></textarea>')
  if (!(field instanceof HTMLTextAreaElement)) throw new Error('no textarea')
  const lines = () => field.value.split('\n')
  return {
    selector: '.reply',
    model: lines,
    dom: lines,
    focus: () => field.focus(),
    makeReadOnly: () => {
      field.readOnly = true
    },
  }
}
