/** What became of a message that the bot did not understand. */
import { html, nothing, type TemplateResult } from 'lit'
import { canGoBetter } from '../feedback-outbox.ts'
import { en as words } from '../i18n/en.ts'
import type { FallbackNews, Verdict } from '../state/fallback.ts'
import { checkIcon, slashIcon } from './icons.ts'

const { fallback: said } = words

const told = (verdict: Verdict): string => {
  switch (verdict.kind) {
    case 'noted':
      return said.noted(verdict.actual, verdict.isOwn)
    case 'failed':
      return said.notSaved(verdict.why)
    case 'sending':
      return verdict.isSlow ? said.saving : ''
    default:
      return said.hint
  }
}

/** Below the guesses, in a line that is there from the start: nothing may move for it. */
export const resultPart = (verdict: Verdict, again: () => void): TemplateResult =>
  html`<div class="result ${verdict.kind} small">
    <p>${told(verdict)}</p>
    ${
      verdict.kind === 'failed' && canGoBetter({ refused: verdict.why })
        ? html`<button class="outlined" @click=${again}>${said.again}</button>`
        : nothing
    }
  </div>`

/** All that is left to see of a message that is dealt with. @param back takes it up again. */
export const linePart = ({ data }: FallbackNews, verdict: Verdict, back: () => void): TemplateResult => {
  const isNone = verdict.kind === 'none'
  return html`<section class="line row small" part="notice" aria-labelledby="title">
    ${isNone ? slashIcon : checkIcon}
    <h2 id="title" title=${said.quoted(data.text)}>${isNone ? said.none(data.candidates.length) : told(verdict)}</h2>
    <button @click=${back}>${isNone ? words.suggestions.undo : said.change}</button>
  </section>`
}
