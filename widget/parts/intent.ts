import { css, html, type TemplateResult } from 'lit'
import type { ConversationSnapshot, IntentData } from '../../shared/wire/assist.ts'
import { en as words } from '../i18n/en.ts'
import { type Formats, readableIntent } from '../i18n/formats.ts'
import { type Bands, confidencePart } from './confidence.ts'
import { headTemplate } from './head.ts'

export const intentStyles = css`
  .intent-name {
    font-size: 15px;
    line-height: 20px;
  }
`

/** What the bot thinks the customer wants: how sure it is in words, the figure on demand. */
export const intentPart = (
  intent: ConversationSnapshot['intent'],
  bands: Bands,
  formats: Formats,
  now: number,
): TemplateResult => html`<div role="group" aria-labelledby="intent" part="intent">
  ${headTemplate('intent', words.intent.label, intent?.at, formats, now)}
  ${intent ? recognised(intent.data, bands, formats) : html`<p class="muted">${words.intent.none}</p>`}
</div>`

const recognised = ({ name, score, threshold }: IntentData, bands: Bands, formats: Formats): TemplateResult => {
  const figure = words.intent.figure(formats.percent(score), formats.percent(threshold))
  return html`<p class="intent-name strong" title=${name}>${readableIntent(name)}</p>
    ${confidencePart(score, bands, formats, figure)}`
}
