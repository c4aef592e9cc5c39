/** What a row says, in words: to whoever reads it, and as its name to whoever hears it. */
import { isUntaken } from '../../../shared/domain/board/urgency.ts'
import type { BoardRow } from '../../../shared/wire/board.ts'
import type { Language } from '../../i18n/language.ts'
import { takenWords } from '../beside/supervisor-desk.ts'
import { urgencyIn } from '../state/order.ts'

export interface RowWordsInput {
  readonly row: BoardRow
  /** It left the board while its place is kept. */
  readonly isGone: boolean
  readonly language: Language
  /** Milliseconds since 1970. */
  readonly now: number
  /** Who looks, where the token says so. */
  readonly me: string | undefined
}

const lists = new WeakMap<Language, Intl.ListFormat>()
/** One after the other, as the language of the words puts them. */
const listed = (pieces: readonly string[], language: Language): string => {
  const format = lists.get(language) ?? new Intl.ListFormat(language.wordsTag, { type: 'unit', style: 'short' })
  lists.set(language, format)
  return format.format(pieces)
}

/** Nobody tells of every customer what they are called; by the id a supervisor finds them elsewhere, and tells them apart here. */
export const nameOf = ({ customerName, conversationId }: BoardRow): string => customerName?.trim() || conversationId

/** Who has it, or who might. */
export const placeWords = ({ state, agentId }: BoardRow, { text }: Language): string =>
  state === 'active' && agentId !== undefined ? agentId : text(`board.state.${state}`)

/** Why it stands where it stands; for whoever is on it, their name. */
export const whyWords = ({ row, isGone, language, me }: Omit<RowWordsInput, 'now'>): string => {
  const { text } = language
  const { escalation } = row
  if (isGone) return text('board.gone')
  if (escalation !== undefined && escalation.level !== 'standard' && row.state !== 'ended') {
    const { takenBy } = escalation
    if (isUntaken(row) || takenBy === undefined) return text(`announced.escalated.${escalation.level}`)
    return takenWords(takenBy, me, text)
  }
  const { reason } = urgencyIn(row)
  return reason === 'angry' || reason === 'rising' ? text(`board.why.${reason}`) : text(`board.state.${row.state}`)
}

export const moodWords = ({ level, frustration }: BoardRow, language: Language): string => {
  if (level === undefined) return ''
  const word = language.text(`frustration.level.${level}`)
  return frustration === undefined ? word : `${word} ${language.number(Math.round(frustration * 100))}`
}

/** For how long nobody has answered; empty where nobody waits. */
export const waitWords = ({ unansweredSince, state }: BoardRow, language: Language, now: number): string =>
  unansweredSince === undefined || state === 'ended' ? '' : language.duration(now - Date.parse(unansweredSince))

/** All of it in one breath: who, why, with whom, how they are, how long they wait, what they said. */
export const rowName = (input: RowWordsInput): string => {
  const { row, language, now } = input
  const { text } = language
  const waits = waitWords(row, language, now)
  const why = whyWords(input)
  const place = placeWords(row, language)
  const mood = moodWords(row, language)
  const pieces = [
    nameOf(row),
    why,
    place === why ? '' : place,
    row.skill ?? '',
    mood,
    row.trend === 'steady' || mood === '' ? '' : text(`frustration.trend.${row.trend}`),
    waits === '' ? '' : text('board.unanswered', { duration: waits }),
    row.misunderstood > 0 ? text('board.misunderstood', { count: row.misunderstood }) : '',
    row.lastText === undefined ? '' : text('text.quoted', { text: row.lastText }),
  ]
  return listed(
    pieces.filter((piece) => piece !== ''),
    language,
  )
}
