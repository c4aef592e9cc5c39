/** The keys of the board, as a list over it. */
import { html, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'

/** By what they do, as they are written on keyboards. */
const KEYS = [
  ['move', '↑ ↓'],
  ['pages', 'Page ↑ ↓'],
  ['ends', 'Home End'],
  ['open', 'Enter'],
  ['close', 'Esc'],
  ['filter', '/'],
  ['changes', 'U'],
  ['note', 'N'],
  ['take', 'T'],
  ['list', '?'],
] as const

export const keyListPart = ({ text }: Language, close: () => void): TemplateResult =>
  html`<section class="keys" role="dialog" aria-modal="false" aria-labelledby="keys-title" tabindex="-1" part="keys">
    <div class="row spread">
      <h2 id="keys-title" class="strong">${text('keys.label')}</h2>
      <button class="outlined small" @click=${close}>${text('keys.close')}</button>
    </div>
    <dl>
      ${KEYS.map(([act, key]) => html`<div class="row"><dt><kbd>${key}</kbd></dt><dd>${text(`board.keys.${act}`)}</dd></div>`)}
    </dl>
    <p class="small muted">${text('board.keys.scope')}</p>
  </section>`
