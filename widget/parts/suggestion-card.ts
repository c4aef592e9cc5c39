import { html, nothing, type TemplateResult } from 'lit'
import type { Suggestion } from '../../shared/wire/assist.ts'
import { en as words } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
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
  readonly formats: Formats
  act(act: CardAct): void
}

const { suggestions: said } = words

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

const dismissed = (input: CardInput): TemplateResult => html`<div class="row spread small muted">
  <span id="text-${input.index}">${said.dismissed}</span>
  <button tabindex=${tabStop(input)} title="${said.undo} (Z)" @click=${() => input.act('undo')}>${said.undo}</button>
</div>`

const offered = (input: CardInput): TemplateResult => {
  const { suggestion, index, mark, act } = input
  const stop = tabStop(input)
  const isInserted = mark.insert === 'done'
  const isCopied = mark.copy === 'done'
  return html`<p id="text-${index}" dir="auto">${suggestion.text}</p>
    ${originOf(input)}
    <div class="acts row">
      <button class="insert row" tabindex=${stop} title="${isInserted ? said.insertAgain : said.insert} (Enter)" @click=${() => act('insert')}>
        ${isInserted ? html`${checkIcon}${said.inserted}` : said.insert}
      </button>
      <button class="row" tabindex=${stop} title="${isCopied ? said.copyAgain : said.copy} (C)" @click=${() => act('copy')}>
        ${isCopied ? html`${checkIcon}${said.copied}` : said.copy}
      </button>
      <span class="rest row">${rate(input, 'helpful')}${rate(input, 'unhelpful')}
        <button class="sign" tabindex=${stop} aria-label=${said.dismiss} title="${said.dismiss} (X)" @click=${() => act('dismiss')}>${crossIcon}</button>
      </span>
    </div>
    ${obstacleOf(mark)}`
}

/** How sure and from where. A generic reply is neither: its figure is no match with anything. */
const originOf = (input: CardInput): TemplateResult => {
  const { suggestion, bands, formats } = input
  const { fallback, confidence, source } = suggestion
  if (fallback) return html`<p class="origin small muted">${said.genericReply}</p>`
  const title = sourceTitle(source)
  const figure = said.figure(formats.percent(confidence))
  return html`<div class="origin row small muted">
    ${confidencePart(confidence, bands, formats, figure, tabStop(input))}
    ${title ? html`<span class="source" title=${title}>${title}</span>` : nothing}
  </div>`
}

const SIGNS = { helpful: thumbUpIcon, unhelpful: thumbDownIcon }
const KEYS = { helpful: '+', unhelpful: '−' }

const rate = (input: CardInput, rating: 'helpful' | 'unhelpful'): TemplateResult => html`<button
  class="sign"
  tabindex=${tabStop(input)}
  aria-label=${said[rating]}
  aria-pressed=${input.mark.rating === rating ? 'true' : 'false'}
  title="${said[rating]} (${KEYS[rating]})"
  @click=${() => input.act(rating)}
>${SIGNS[rating]}</button>`

const obstacleOf = ({ insert, copy }: Mark): readonly TemplateResult[] =>
  [...(insert === 'refused' ? [said.insertRefused] : []), ...(copy === 'refused' ? [said.copyFailed] : [])].map(
    (text) => html`<p class="obstacle small">${text}</p>`,
  )
