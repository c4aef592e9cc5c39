import { css, html, type TemplateResult } from 'lit'
import type { ConversationSnapshot, IntentData } from '../../../shared/wire/assist.ts'
import { readableIntent } from '../../i18n/intent-names.ts'
import type { Language } from '../../i18n/language.ts'
import { type Bands, confidencePart } from '../shared/confidence.ts'
import { headTemplate } from '../shared/head.ts'

export const intentStyles = css`
  .intent-name {
    font-size: var(--_large);
    line-height: calc(4 / 3);
  }
`

/** What the bot thinks the customer wants: how sure it is in words, the figure on demand. */
export const intentPart = (
  intent: ConversationSnapshot['intent'],
  bands: Bands,
  language: Language,
  now: number,
): TemplateResult => html`<div role="group" aria-labelledby="intent" part="intent">
  ${headTemplate('intent', language.text('intent.label'), intent?.at, language, now)}
  ${intent ? recognised(intent.data, bands, language) : html`<p class="muted">${language.text('intent.none')}</p>`}
</div>`

const recognised = ({ name, score, threshold }: IntentData, bands: Bands, language: Language): TemplateResult => {
  const figure = language.text('intent.figure', {
    score: language.percent(score),
    threshold: language.percent(threshold),
  })
  return html`<p class="intent-name strong" title=${name}>${readableIntent(name)}</p>
    ${confidencePart(score, bands, language, figure)}`
}
