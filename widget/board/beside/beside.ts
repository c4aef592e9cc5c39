/** A conversation beside the list: who is on it, a note to its agent, and the agent's own panel to read it in. */
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { BoardRow } from '../../../shared/wire/board.ts'
import { NOTE_LENGTH } from '../../../shared/wire/board.ts'
import type { Density, Theme } from '../../attributes.ts'
import type { Language } from '../../i18n/language.ts'
import { checkIcon, crossIcon, warningIcon } from '../../parts/shared/icons.ts'
import { nameOf, placeWords } from '../parts/row-words.ts'
import { type Deed, noteFailure, type SupervisorDesk, takeFailure, takenWords } from './supervisor-desk.ts'

export interface BesideInput {
  /** As it is, or as it was when it left the board. */
  readonly row: BoardRow
  readonly isGone: boolean
  /** Who looks, where the token says so. */
  readonly me: string | undefined
  /** Whether the agent's panel is there, or why it is not. */
  readonly panel: 'loading' | 'ready' | 'lost'
  readonly bff: string
  readonly token: string
  readonly theme: Theme
  readonly density: Density
  readonly language: Language
  readonly desk: SupervisorDesk
  close(): void
  retryPanel(): void
}

const failed = (words: string): TemplateResult =>
  html`<p class="failed row small">${warningIcon}<span>${words}</span></p>`

const takePart = (input: BesideInput): TemplateResult | typeof nothing => {
  const { row, isGone, me, language, desk } = input
  const { text } = language
  const { escalation, state, conversationId } = row
  const { take } = desk.in(conversationId)
  // The answer is quicker than the row.
  const takenBy = escalation?.takenBy ?? (take.kind === 'done' ? take.by : undefined)
  if (takenBy !== undefined) return html`<span class="row small">${checkIcon}${takenWords(takenBy, me, text)}</span>`
  if (isGone || state === 'ended' || escalation === undefined || escalation.level === 'standard') return nothing
  return html`<button class="outlined take strong" aria-keyshortcuts="t" aria-disabled=${take.kind === 'sending'} @click=${() => desk.take(conversationId)}>
      ${text(take.kind === 'sending' ? 'board.take.sending' : 'board.take')}
    </button>
    ${take.kind === 'failed' ? failed(takeFailure(take.refusal, text)) : nothing}`
}

const noteDeed = (note: Deed, language: Language): TemplateResult | typeof nothing => {
  const { text } = language
  if (note.kind === 'failed') return failed(noteFailure(note.refusal, text))
  if (note.kind !== 'done') return nothing
  return html`<p class="row small muted">${checkIcon}${text('board.note.sent', { at: language.clockTime(note.at) })}</p>`
}

/** So near to the end, it is said how much room is left. */
const LEFT_TOLD = 200

const notePart = ({ row, isGone, language, desk }: BesideInput): TemplateResult => {
  const { text } = language
  const { conversationId } = row
  const { draft, note } = desk.in(conversationId)
  const isSending = note.kind === 'sending'
  const left = NOTE_LENGTH - draft.length
  const write = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) desk.write(conversationId, target.value)
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    desk.send(conversationId)
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
  }
  return html`<form class="note" part="note" @submit=${submit}>
    <label class="small muted" for="note">${text('board.note.label')}</label>
    <textarea id="note" dir="auto" rows="2" maxlength=${NOTE_LENGTH} aria-keyshortcuts="n" ?readonly=${isSending} .value=${draft} @input=${write} @keydown=${pressed}></textarea>
    <div class="row spread">
      <span class="small muted">${left <= LEFT_TOLD ? text('board.note.left', { count: left }) : nothing}</span>
      <button type="submit" class="outlined" aria-disabled=${isSending || isGone || draft.trim() === ''}>${text(isSending ? 'board.note.sending' : 'board.note.send')}</button>
    </div>
    ${noteDeed(note, language)}
  </form>`
}

const panelPart = (input: BesideInput): TemplateResult => {
  const { row, panel, bff, token, theme, density, language } = input
  const { text } = language
  if (panel === 'loading') return html`<p class="waiting muted">${text('board.beside.loading')}</p>`
  if (panel === 'lost') {
    return html`<p class="waiting muted">${text('board.beside.lost')} <button class="outlined" @click=${input.retryPanel}>${text('panel.tryNow')}</button></p>`
  }
  // What was typed or opened in one conversation must not be found in another.
  return html`${keyed(
    row.conversationId,
    html`<cx-assist
      shortcut=""
      lang=${language.tag}
      theme=${theme}
      density=${density}
      .bff=${bff}
      .token=${token}
      .conversation=${row.conversationId}
    ></cx-assist>`,
  )}`
}

export const besidePart = (input: BesideInput): TemplateResult => {
  const { row, isGone, language, close } = input
  const { text } = language
  const name = nameOf(row)
  return html`<section class="beside" part="conversation" aria-label=${text('board.beside.label', { name })}>
    <div class="about">
      <div class="row spread">
        <h2 class="strong cut" tabindex="-1" dir="auto">${name}</h2>
        <button class="shut row" aria-label=${text('board.beside.close')} title="${text('board.beside.close')} (Esc)" @click=${close}>${crossIcon}</button>
      </div>
      <div class="row spread taking"><span class="small muted">${isGone ? text('board.gone') : placeWords(row, language)}</span>${takePart(input)}</div>
      ${notePart(input)}
    </div>
    <div class="panel-room">${panelPart(input)}</div>
  </section>`
}
