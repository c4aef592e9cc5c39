import { html, nothing, type TemplateResult } from 'lit'
import type { Suggestion } from '../../shared/wire/assist.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { Language } from '../i18n/language.ts'
import type { Mark } from '../state/marks.ts'
import type { CardAct } from '../suggestion-desk.ts'
import { type Bands, confidencePart } from './confidence.ts'
import { checkIcon, crossIcon, thumbDownIcon, thumbUpIcon } from './icons.ts'
import { sourceTitle } from './source-title.ts'
import { CARD_KEYS } from './suggestion-keys.ts'

export interface CardInput {
  readonly suggestion: Suggestion
  readonly index: number
  readonly mark: Mark
  /** The one that the keys are for; only what is on it is reached by Tab. */
  readonly isCurrent: boolean
  readonly bands: Bands
  readonly language: Language
  act(act: CardAct): void
}

export const suggestionCard = (input: CardInput): TemplateResult => {
  const { index, isCurrent, mark } = input
  // One element whatever becomes of it: the focus stays on it.
  return html`<li>
    <div
      class="card ${isCurrent ? 'current' : ''} ${mark.isDismissed ? 'dismissed' : ''}"
      part="suggestion"
      role="group"
      tabindex=${tabStop(input)}
      data-index=${index}
      aria-labelledby="text-${index}"
      aria-keyshortcuts=${CARD_KEYS}
    >
      ${mark.isDismissed ? dismissed(input) : offered(input)}
    </div>
  </li>`
}

const tabStop = ({ isCurrent }: CardInput): 0 | -1 => (isCurrent ? 0 : -1)

const dismissed = (input: CardInput): TemplateResult => {
  const { text } = input.language
  const undo = text('panel.undo')
  return html`<div class="row spread small muted">
    <span id="text-${input.index}">${text('suggestions.dismissed')}</span>
    <button tabindex=${tabStop(input)} title=${text('keys.hint', { act: undo, key: 'Z' })} @click=${() => input.act('undo')}>${undo}</button>
  </div>`
}

const offered = (input: CardInput): TemplateResult => {
  const { suggestion, index, mark, act, language } = input
  const { text } = language
  const hint = (what: string, key: string): string => text('keys.hint', { act: what, key })
  const stop = tabStop(input)
  const isInserted = mark.insert === 'done'
  const isCopied = mark.copy === 'done'
  return html`<p id="text-${index}" dir="auto">${suggestion.text}</p>
    ${originOf(input)}
    <div class="acts row">
      <button class="insert row" tabindex=${stop} title=${hint(text(isInserted ? 'suggestions.insertAgain' : 'suggestions.insert'), 'Enter')} @click=${() => act('insert')}>
        ${isInserted ? html`${checkIcon}${text('suggestions.inserted')}` : text('suggestions.insert')}
      </button>
      <button class="row" tabindex=${stop} title=${hint(text(isCopied ? 'suggestions.copyAgain' : 'suggestions.copy'), 'C')} @click=${() => act('copy')}>
        ${isCopied ? html`${checkIcon}${text('suggestions.copied')}` : text('suggestions.copy')}
      </button>
      <span class="rest row">${rate(input, 'helpful')}${rate(input, 'unhelpful')}
        <button class="sign" tabindex=${stop} aria-label=${text('suggestions.dismiss')} title=${hint(text('suggestions.dismiss'), 'X')} @click=${() => act('dismiss')}>${crossIcon}</button>
      </span>
    </div>
    ${obstacleOf(mark, text)}`
}

/** How sure and from where. A generic reply is neither: its figure is no match with anything. */
const originOf = (input: CardInput): TemplateResult => {
  const { suggestion, bands, language } = input
  const { fallback, confidence, source } = suggestion
  if (fallback) return html`<p class="origin small muted">${language.text('suggestions.genericReply')}</p>`
  const title = sourceTitle(source)
  const figure = language.text('suggestions.figure', { score: language.percent(confidence) })
  return html`<div class="origin row small muted">
    ${confidencePart(confidence, bands, language, figure, tabStop(input))}
    ${title ? html`<span class="source" title=${title}>${title}</span>` : nothing}
  </div>`
}

const SIGNS = { helpful: thumbUpIcon, unhelpful: thumbDownIcon }
const KEYS = { helpful: '+', unhelpful: '−' }

const rate = (input: CardInput, rating: 'helpful' | 'unhelpful'): TemplateResult => {
  const { text } = input.language
  const label = text(`suggestions.${rating}`)
  return html`<button
    class="sign"
    tabindex=${tabStop(input)}
    aria-label=${label}
    aria-pressed=${input.mark.rating === rating ? 'true' : 'false'}
    title=${text('keys.hint', { act: label, key: KEYS[rating] })}
    @click=${() => input.act(rating)}
  >${SIGNS[rating]}</button>`
}

const obstacleOf = ({ insert, copy }: Mark, text: Text): readonly TemplateResult[] =>
  [
    ...(insert === 'refused' ? ['suggestions.insertRefused' as const] : []),
    ...(copy === 'refused' ? ['suggestions.copyFailed' as const] : []),
  ].map((id) => html`<p class="obstacle small">${text(id)}</p>`)
