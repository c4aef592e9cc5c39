/** Texts as a clipboard holds them. Pure. */
import type { EditorKind } from './editor-kinds.ts'

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/gu, (character) => ESCAPED[character] ?? '')

/** Spaces that HTML would drop. */
const kept = (line: string): string => escaped(line).replace(/^ | $| (?= )/gu, '&nbsp;')

const paragraph = (line: string): string => `<p>${line === '' ? '<br>' : line}</p>`

/** The HTML that goes with a text, where an editor would not keep its lines by the text alone. */
export const htmlOf = (text: string, as: EditorKind['lines']): string | undefined => {
  const lines = text.split('\n')
  if (lines.length === 1) return undefined
  switch (as) {
    case 'text':
      return undefined
    // Marked as the editor's own, or it would go by the plain text.
    case 'breaks':
      return `<!-- x-tinymce/html -->${lines.map(kept).join('<br>')}`
    case 'paragraphs':
      return lines.map((line) => paragraph(kept(line))).join('')
    // Says that the first and the last line go on with what is around them, and that spaces count.
    case 'slice':
      return lines
        .map((line) => paragraph(escaped(line)))
        .join('')
        .replace('<p>', '<p data-pm-slice="1 1 []">')
  }
}
