import { Editor } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Placeholder, UndoRedo } from '@tiptap/extensions'
import { linesIn, type OpenEditor } from './editor.ts'

export const open: OpenEditor = (place) => {
  place.className = 'reply'
  const extensions = [
    Document,
    Paragraph,
    Text,
    Bold,
    HardBreak,
    UndoRedo,
    Placeholder.configure({ placeholder: 'Write a reply' }),
  ]
  const editor = new Editor({ element: place, extensions })
  return {
    selector: '.reply',
    model: () => editor.getText({ blockSeparator: '\n' }).split('\n'),
    dom: () => linesIn(editor.view.dom, 'p'),
    focus: () => editor.view.focus(),
    makeReadOnly: () => editor.setEditable(false),
  }
}
