import 'quill/dist/quill.snow.css'
import Quill from 'quill'
import { element, linesIn, type OpenEditor } from './editor.ts'

export const open: OpenEditor = (place) => {
  const root = element(place, '<div class="reply"></div>')
  const quill = new Quill(root, { theme: 'snow', placeholder: 'Write a reply' })
  return {
    selector: '.reply',
    model: () => quill.getText().replace(/\n$/u, '').split('\n'),
    dom: () => linesIn(quill.root, 'p'),
    focus: () => quill.focus(),
    makeReadOnly: () => quill.disable(),
  }
}
