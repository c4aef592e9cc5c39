/** TinyMCE in both of its shapes. */
import tinymce from 'tinymce/tinymce'
import 'tinymce/icons/default'
import 'tinymce/models/dom'
import 'tinymce/themes/silver'
import 'tinymce/skins/ui/oxide/skin.js'
import 'tinymce/skins/ui/oxide/content.js'
import 'tinymce/skins/ui/oxide/content.inline.js'
import 'tinymce/skins/content/default/content.js'
import { element, linesIn, type OpenEditor, plain } from './editor.ts'

const linesOfHtml = (html: string): readonly string[] => {
  const copy = document.createElement('div')
  copy.innerHTML = html
  return linesIn(copy, 'p').map(plain)
}

export const openTinymce =
  (inline: boolean): OpenEditor =>
  async (place) => {
    const target = element(
      place,
      inline ? '<div class="reply" style="min-height: 6em"></div>' : '<textarea class="reply"></textarea>',
    )
    const [editor] = await tinymce.init({
      target,
      inline,
      license_key: 'gpl',
      menubar: false,
      promotion: false,
      branding: false,
    })
    if (!editor) throw new Error('no editor')
    const trimmed = (line: string): string => (line === ' ' ? '' : line)
    const orEmpty = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [''] : lines)
    return {
      selector: '.reply',
      model: () => orEmpty(linesOfHtml(editor.getContent()).map(trimmed)),
      dom: () => orEmpty(linesIn(editor.getBody(), 'p').map(trimmed)),
      focus: () => editor.focus(),
      makeReadOnly: () => editor.mode.set('readonly'),
      close: () => editor.remove(),
    }
  }
