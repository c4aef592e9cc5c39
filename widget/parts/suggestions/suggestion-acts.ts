/** What can be done with a suggestion, in the order in which it is wanted. */
import { html, nothing, type TemplateResult } from 'lit'
import { unhelpfulReason } from '../../../shared/wire/socket-reports.ts'
import { isUnderWay } from '../../desk/rewrite-desk.ts'
import type { KeyAct } from '../../keys/key-map.ts'
import { keyLabel } from '../../keys/key-words.ts'
import { checkIcon, moreIcon, thumbDownIcon, thumbUpIcon } from '../shared/icons.ts'
import type { CardInput } from './card-input.ts'
import { rewriteButton } from './rewrite.ts'

const LONGEST_TEXT = 10_000

export const tabStop = ({ isCurrent }: Pick<CardInput, 'isCurrent'>): 0 | -1 => (isCurrent ? 0 : -1)

/** What a button does, with its key where it has one. */
export const hint = ({ keys, language }: CardInput, what: string, act: KeyAct): string =>
  keys[act] === '' ? what : language.text('keys.hint', { act: what, key: keyLabel(keys[act]) })

export const actsPart = (input: CardInput): TemplateResult => {
  const { mark, index, isOpen, toggle, language } = input
  const more = language.text('suggestions.more')
  if (mark.draft !== undefined) return draftActs(input)
  return html`<div class="acts row">
      ${input.canWrite ? insertButton(input) : copyButton(input, true)}${mark.canUndo ? undoButton(input) : input.canWrite ? copyButton(input) : nothing}
      <span class="rest row">${input.found === 'answer' ? nothing : html`${rate(input, 'helpful')}${rate(input, 'unhelpful')}`}${rewriteButton(input)}
        <button
          class="sign more"
          tabindex=${tabStop(input)}
          aria-label=${more}
          aria-expanded=${isOpen ? 'true' : 'false'}
          aria-controls=${isOpen ? `more-${index}` : nothing}
          title=${hint(input, more, 'menu')}
          @click=${toggle}
        >${moreIcon}</button>
      </span>
    </div>
    ${isOpen ? moreActs(input) : nothing}`
}

/** Those that are wanted most, for the eye: whoever cannot see them is told with the card. */
export const keysPart = ({ isCurrent, canWrite, mark, keys, language }: CardInput): TemplateResult | typeof nothing => {
  if (!isCurrent || mark.draft !== undefined || mark.confirming !== undefined) return nothing
  const { text } = language
  const first = mark.canUndo ? 'undo' : 'insert'
  const label = text(mark.canUndo ? 'panel.undo' : canWrite ? 'suggestions.insert' : 'suggestions.copy')
  const more = ([...(canWrite ? (['copy'] as const) : []), 'dismiss'] as const).filter((act) => keys[act] !== '')
  return html`<span class="caps" aria-hidden="true">
    ${keys[first] === '' ? nothing : html`<kbd>${keyLabel(keys[first])}</kbd> ${label}`}
    ${more.map((act) => html`<kbd title=${text('keys.hint', { act: text(`suggestions.${act}`), key: keyLabel(keys[act]) })}>${keyLabel(keys[act])}</kbd>`)}
  </span>`
}

const insertButton = (input: CardInput): TemplateResult => {
  const { text } = input.language
  const { isInserted, isEdited } = input.mark
  const done = html`${checkIcon}${text(isEdited ? 'suggestions.insertedEdited' : 'suggestions.inserted')}`
  const title = hint(input, text(isInserted ? 'suggestions.insertAgain' : 'suggestions.insert'), 'insert')
  return html`<button class="insert row" tabindex=${tabStop(input)} title=${title} @click=${() => input.act('insert')}>
    ${isInserted ? done : text('suggestions.insert')}
  </button>`
}

/** @param isMain in the place of "Insert", where nothing can be put in the reply; then it says why. */
const copyButton = (input: CardInput, isMain = false): TemplateResult => {
  const { text } = input.language
  const { isCopied } = input.mark
  const what = text(isCopied ? 'suggestions.copyAgain' : 'suggestions.copy')
  const title = isMain ? text('desktop.clipboard', { desktop: '' }) : hint(input, what, 'copy')
  return html`<button class="${isMain ? 'insert' : ''} row" tabindex=${tabStop(input)} title=${title} @click=${() => input.act('copy')}>
    ${isCopied ? html`${checkIcon}${text('suggestions.copied')}` : text('suggestions.copy')}
  </button>`
}

/** In the place of "Copy", which moves out of sight: nothing else moves, and a second press of "Insert" is none of it. */
const undoButton = (input: CardInput): TemplateResult => {
  const undo = input.language.text('panel.undo')
  return html`<button class="row" tabindex=${tabStop(input)} title=${hint(input, undo, 'undo')} @click=${() => input.act('undo')}>${undo}</button>`
}

const moreActs = (input: CardInput): TemplateResult => {
  const { text } = input.language
  const acts = [
    ...(input.canWrite ? (['replace'] as const) : []),
    'edit',
    ...(input.found === undefined ? (['dismiss'] as const) : []),
  ] as const
  return html`<div class="acts more-acts row" id="more-${input.index}" role="group" aria-label=${text('suggestions.more')}>
    ${acts.map((act) => {
      const label = text(`suggestions.${act}`)
      return html`<button tabindex=${tabStop(input)} title=${hint(input, label, act)} @click=${() => input.act(act)}>${label}</button>`
    })}${input.mark.canUndo ? copyButton(input) : nothing}
  </div>`
}

const SIGNS = { helpful: thumbUpIcon, unhelpful: thumbDownIcon }

const rate = (input: CardInput, rating: 'helpful' | 'unhelpful'): TemplateResult => {
  const label = input.language.text(`suggestions.${rating}`)
  return html`<button
    class="sign"
    tabindex=${tabStop(input)}
    aria-label=${label}
    aria-pressed=${input.mark.rating === rating ? 'true' : 'false'}
    title=${hint(input, label, rating)}
    @click=${() => input.act(rating)}
  >${SIGNS[rating]}</button>`
}

/** By figure, as the keys count them. */
export const REASONS = unhelpfulReason.options

/** Below everything that could be under the pointer. Nobody need say why. */
export const reasonsPart = (input: CardInput): TemplateResult => {
  const { language, mark, explain } = input
  const why = language.text('suggestions.why')
  return html`<div class="reasons row small" role="group" aria-label=${why}>
    <span class="muted" aria-hidden="true">${why}</span>
    ${REASONS.map((reason, index) => {
      const label = language.text(`suggestions.reason.${reason}`)
      return html`<button
        class="outlined chip"
        tabindex=${tabStop(input)}
        aria-pressed=${mark.reason === reason ? 'true' : 'false'}
        aria-keyshortcuts=${index + 1}
        title=${language.text('keys.hint', { act: label, key: String(index + 1) })}
        @click=${() => explain(reason)}
      >${label}</button>`
    })}
  </div>`
}

/** The text while the agent changes it. */
export const draftPart = (input: CardInput, draft: string): TemplateResult => {
  const { index, mark, act, write, language } = input
  const typed = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) write(target.value)
  }
  const pressed = (event: KeyboardEvent): void => {
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat
    if (event.isComposing || (event.key !== 'Escape' && !isSend)) return
    event.preventDefault()
    act(isSend ? (event.shiftKey ? 'replace' : 'insert') : 'cancel')
  }
  return html`<textarea
    id="text-${index}"
    class="draft"
    dir="auto"
    rows="3"
    maxlength=${LONGEST_TEXT}
    tabindex=${tabStop(input)}
    ?readonly=${isUnderWay(mark.rewriting)}
    aria-label=${language.text('suggestions.editLabel')}
    .value=${draft}
    @input=${typed}
    @keydown=${pressed}
  ></textarea>`
}

const draftActs = (input: CardInput): TemplateResult => {
  const { act, language } = input
  const { text } = language
  const button = (what: 'insert' | 'replace' | 'copy' | 'cancel', key: string): TemplateResult => {
    const label = text(`suggestions.${what}`)
    const title = text('keys.hint', { act: label, key })
    return html`<button class=${what === 'copy' ? 'insert' : what} tabindex=${tabStop(input)} title=${title} @click=${() => act(what)}>${label}</button>`
  }
  return html`<div class="acts row">
    ${input.canWrite ? html`${button('insert', 'Ctrl + Enter')}${button('replace', 'Ctrl + Shift + Enter')}` : button('copy', 'Ctrl + Enter')}${button('cancel', 'Esc')}<span class="rest row">${rewriteButton(input)}</span>
  </div>`
}
