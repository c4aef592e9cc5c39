/** What became of a message that the bot did not understand. */
import { html, nothing, type TemplateResult } from 'lit'
import { canGoBetter } from '../../desk/feedback-outbox.ts'
import { intentInSentence } from '../../i18n/intent-names.ts'
import type { Language } from '../../i18n/language.ts'
import type { FallbackNews, Verdict } from '../../state/fallback.ts'
import { checkIcon, slashIcon, warningIcon } from '../shared/icons.ts'

const told = (verdict: Verdict, { text }: Language): string => {
  switch (verdict.kind) {
    case 'noted':
      return text(verdict.isOwn ? 'fallback.noted' : 'fallback.notedByOther', {
        intent: intentInSentence(verdict.actual),
      })
    case 'failed':
      return text('fallback.notSaved', { code: verdict.why })
    case 'sending':
      return verdict.isSlow ? text('fallback.saving') : ''
    default:
      return text('fallback.hint')
  }
}

/** Below the guesses, in a line that is there from the start: nothing may move for it. */
export const resultPart = (verdict: Verdict, language: Language, again: () => void): TemplateResult =>
  html`<div class="result ${verdict.kind} small">
    <p>${told(verdict, language)}</p>
    ${
      verdict.kind === 'failed' && canGoBetter({ refused: verdict.why })
        ? html`<button class="outlined" @click=${again}>${language.text('fallback.again')}</button>`
        : nothing
    }
  </div>`

/** All that is seen of a message once a later card tells the same and more. @param open shows it whole. */
export const foldedPart = ({ data }: FallbackNews, { text }: Language, open: () => void): TemplateResult => {
  const count = data.candidates.length
  return html`<section class="line row small" part="notice" aria-labelledby="title">
    ${warningIcon}
    <h2 id="title" title=${text('text.quoted', { text: data.text })}>${count === 0 ? text('fallback.title') : text('fallback.guesses', { count })}</h2>
    <button @click=${open}>${text('fallback.open')}</button>
  </section>`
}

/** All that is left to see of a message that is dealt with. @param back takes it up again. */
export const linePart = (
  { data }: FallbackNews,
  verdict: Verdict,
  language: Language,
  back: () => void,
): TemplateResult => {
  const { text } = language
  const isNone = verdict.kind === 'none'
  return html`<section class="line row small" part="notice" aria-labelledby="title">
    ${isNone ? slashIcon : checkIcon}
    <h2 id="title" title=${text('text.quoted', { text: data.text })}>${isNone ? text(data.candidates.length === 0 ? 'fallback.dismissed' : 'fallback.noneFits') : told(verdict, language)}</h2>
    <button @click=${back}>${text(isNone ? 'panel.undo' : 'fallback.change')}</button>
  </section>`
}
