import { Bold } from '@ckeditor/ckeditor5-basic-styles'
import { ClassicEditor } from '@ckeditor/ckeditor5-editor-classic'
import { Essentials } from '@ckeditor/ckeditor5-essentials'
import { Paragraph } from '@ckeditor/ckeditor5-paragraph'
import { element, linesIn, type OpenEditor, plain } from './editor.ts'

export const open: OpenEditor = async (place) => {
  const source = element(place, '<div></div>')
  place.className = 'reply'
  const editor = await ClassicEditor.create(source, {
    licenseKey: 'GPL',
    plugins: [Essentials, Paragraph, Bold],
    toolbar: ['bold'],
    placeholder: 'Write a reply',
  })
  const root = editor.editing.view.getDomRoot()
  const model = editor.model.document.getRoot()
  if (!root || !model) throw new Error('no editor')
  return {
    selector: '.reply',
    model: () =>
      [...model.getChildren()].flatMap((block) => {
        if (!block.is('element')) return []
        const text = [...block.getChildren()].map((each) => (each.is('$text') ? each.data : '\n')).join('')
        return plain(text).split('\n')
      }),
    dom: () => linesIn(root, 'p'),
    focus: () => editor.focus(),
    makeReadOnly: () => editor.enableReadOnlyMode('test'),
  }
}
