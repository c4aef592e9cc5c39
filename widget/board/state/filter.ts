/** Which rows somebody wants to see. Pure. */
import type { BoardRow } from '../../../shared/wire/board.ts'
import type { EscalationLevel } from '../../../shared/wire/vocabulary.ts'

/** An empty word for all. */
export interface Filter {
  readonly skill: string
  readonly agent: string
  readonly level: EscalationLevel | ''
  /** As it is typed. */
  readonly text: string
}

export const noFilter: Filter = { skill: '', agent: '', level: '', text: '' }

export const isFiltering = ({ skill, agent, level, text }: Filter): boolean =>
  skill !== '' || agent !== '' || level !== '' || text.trim() !== ''

/** Case, diacritics and width make no difference. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const known = new WeakMap<BoardRow, string>()
const wordsOf = (row: BoardRow): string => {
  const { customerName, agentId, skill, intent, channel, lastText, conversationId } = row
  const words =
    known.get(row) ?? folded([customerName, agentId, skill, intent, channel, lastText, conversationId].join('\n'))
  known.set(row, words)
  return words
}

/** All of its words are somewhere in the row. */
export const filterRows = (rows: Iterable<BoardRow>, filter: Filter): readonly BoardRow[] => {
  const { skill, agent, level } = filter
  const wanted = folded(filter.text).split(/\s/u).filter(Boolean)
  return [...rows].filter(
    (row) =>
      (skill === '' || row.skill === skill) &&
      (agent === '' || row.agentId === agent) &&
      (level === '' || (row.level ?? 'standard') === level) &&
      (wanted.length === 0 || wanted.every((word) => wordsOf(row).includes(word))),
  )
}

/** What can be chosen, in order. What is chosen stays, though no row has it any more. */
export const choicesIn = (rows: Iterable<BoardRow>, of: 'skill' | 'agentId', chosen: string): readonly string[] => {
  const found = new Set([...rows].map((row) => row[of] ?? ''))
  found.add(chosen)
  found.delete('')
  return [...found].toSorted((one, other) => one.localeCompare(other))
}
