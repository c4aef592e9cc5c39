import { html, type TemplateResult } from 'lit'

/** Stands in a message where an element comes. No sentence has it. */
const GAP = '\u{F0000}'

/** A sentence with an element in it, wherever the language puts that. */
export const around = (sentenceWith: (gap: string) => string, element: TemplateResult): TemplateResult => {
  const [before, after] = sentenceWith(GAP).split(GAP)
  return html`${before}${element}${after}`
}
