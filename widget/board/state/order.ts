/** The order of the rows, and how it keeps still while somebody reads. Pure. */
import { byUrgency, type Urgency, type UrgencyReason, urgencyOf } from '../../../shared/domain/board/urgency.ts'
import type { BoardRow } from '../../../shared/wire/board.ts'
import type { Rows } from './board-state.ts'

const known = new WeakMap<BoardRow, Urgency>()

/** Asked for each row at each change: what did not change is not looked at again. */
export const urgencyIn = (row: BoardRow): Urgency => {
  const found = known.get(row) ?? urgencyOf(row)
  known.set(row, found)
  return found
}

/** By urgency, most urgent first; equals by their ids, so that they never change places by themselves. */
export const byNeed = (rows: readonly BoardRow[]): readonly BoardRow[] =>
  rows.toSorted(
    (one, other) => byUrgency(urgencyIn(one), urgencyIn(other)) || (one.conversationId < other.conversationId ? -1 : 1),
  )

/** A row in its place: as it was when it was put there, and why. What it says now is known by its id. */
export interface Place {
  readonly row: BoardRow
  readonly reason: UrgencyReason
}

export const placesOf = (ordered: readonly BoardRow[]): readonly Place[] =>
  ordered.map((row) => ({ row, reason: urgencyIn(row).reason }))

/** How many rows are new, gone, or more or less urgent than their place says. */
export const changesBetween = (places: readonly Place[], wanted: readonly BoardRow[]): number => {
  const reasons = new Map(places.map(({ row, reason }) => [row.conversationId, reason]))
  let stayed = 0
  let moved = 0
  for (const row of wanted) {
    const reason = reasons.get(row.conversationId)
    if (reason === undefined) moved += 1
    else {
      stayed += 1
      if (reason !== urgencyIn(row).reason) moved += 1
    }
  }
  return moved + places.length - stayed
}

/** What of a row is worth a mark when it changed. */
const gist = ({ level, state, escalation, lastText, agentId }: BoardRow): string =>
  JSON.stringify([level, state, escalation?.at, escalation?.takenBy, lastText, agentId])

/** Whether something happened in a conversation since somebody looked. */
export const isFresh = (row: BoardRow, seen: Rows | null): boolean => {
  const before = seen?.get(row.conversationId)
  return seen !== null && before !== row && (before === undefined || gist(before) !== gist(row))
}
