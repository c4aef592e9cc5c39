/** How many conversations of a board needed somebody, minute by minute, while it may not have been open. */
import { lastHourOf, type Spell } from '../../../shared/domain/board/needed.ts'
import type { KeptRow } from '../../../shared/domain/board/row.ts'
import { needsSomeone, urgencyOf } from '../../../shared/domain/board/urgency.ts'
import type { BoardView } from '../../../shared/domain/board/view.ts'

/** Where two conversations became one, what the one needed may stand open though nobody is needed any more. */
const spellsOf = (row: KeptRow): readonly Spell[] => {
  const { needed = [] } = row
  if (needed.length === 0 || needsSomeone(urgencyOf(row))) return needed
  return needed.map(({ since, until = since }) => ({ since, until }))
}

/**
 * Of what is kept that the board shows, as {@link lastHourOf} says: known since the oldest of these began.
 *
 * @param kept with those that ended in the last hour
 * @param now milliseconds since 1970
 */
export const lastHourOn = (board: Pick<BoardView, 'shows'>, kept: Iterable<KeptRow>, now: number): number[] => {
  const spells: Spell[] = []
  let since = now
  for (const row of kept) {
    if (!board.shows(row)) continue
    const own = spellsOf(row)
    spells.push(...own)
    since = Math.min(since, Date.parse(row.startedAt), own[0]?.since ?? since)
  }
  return lastHourOf(spells, since, now)
}
