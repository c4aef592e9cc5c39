/** One conversation, in one line where there is room, in three where there is not. */
import { html, nothing, type TemplateResult } from 'lit'
import {
  botIcon,
  checkIcon,
  downIcon,
  headsetIcon,
  levelIcons,
  personIcon,
  ringIcon,
  warningIcon,
} from '../../parts/shared/icons.ts'
import { urgencyIn } from '../state/order.ts'
import { moodWords, nameOf, placeWords, type RowWordsInput, rowName, waitWords, whyWords } from './row-words.ts'

export interface RowInput extends RowWordsInput {
  /** From 0, of all rows that are listed. */
  readonly index: number
  /** Where it stands, in px below the first. */
  readonly top: number
  /** The one that the keys are for. */
  readonly isActive: boolean
  /** Its conversation is open beside the list. */
  readonly isOpen: boolean
  /** Something happened in it since somebody looked. */
  readonly isFresh: boolean
}

const STATES = { bot: botIcon, waiting: personIcon, active: headsetIcon, ended: ringIcon } as const

const signOf = ({ row, isGone }: RowInput): TemplateResult => {
  const { reason } = urgencyIn(row)
  if (isGone) return ringIcon
  if (reason === 'escalated') return warningIcon
  if (reason === 'angry') return levelIcons.manager
  if (reason === 'rising') return html`<span class="up">${downIcon}</span>`
  const isTaken = reason === 'rest' && row.escalation?.takenBy !== undefined
  return isTaken ? checkIcon : STATES[row.state]
}

const moodPart = (input: RowInput): TemplateResult | typeof nothing => {
  const { row, language } = input
  const { level, trend } = row
  if (level === undefined) return nothing
  const arrow = trend === 'steady' ? nothing : html`<span class=${trend === 'rising' ? 'up' : ''}>${downIcon}</span>`
  return html`<span class="mood ${level}">${levelIcons[level]}<span>${moodWords(row, language)}</span>${arrow}</span>`
}

/** The name says all of it; `aria-rowindex` counts the line of headings as the first. */
export const rowPart = (input: RowInput): TemplateResult => {
  const { row, isGone, index, top, isActive, isOpen, isFresh, language, now } = input
  const waits = waitWords(row, language, now)
  const { reason } = urgencyIn(row)
  const why = whyWords(input)
  const who = placeWords(row, language)
  // Once is enough.
  const places = [who === why ? '' : who, row.skill ?? ''].filter((each) => each !== '').join(' · ')
  return html`<div
    class="line row ${isGone ? 'gone' : reason} ${isFresh ? 'fresh' : ''}"
    role="row"
    part="row"
    data-id=${row.conversationId}
    aria-rowindex=${index + 2}
    aria-selected=${isOpen ? 'true' : 'false'}
    aria-label=${rowName(input)}
    tabindex=${isActive ? 0 : -1}
    .style=${`transform: translateY(${top}px)`}
  >
    <span role="gridcell" class="why">${signOf(input)}<span class="cut">${why}</span></span>
    <span role="gridcell" class="who strong cut"><bdi>${nameOf(row)}</bdi></span>
    <span role="gridcell" class="place muted cut"><bdi>${places}</bdi></span>
    <span role="gridcell" class="how">${moodPart(input)}</span>
    <span role="gridcell" class="waits">${waits}</span>
    <span role="gridcell" class="said muted cut"><bdi>${row.lastText ?? nothing}</bdi></span>
  </div>`
}
