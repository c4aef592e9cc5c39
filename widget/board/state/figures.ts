/** The figures above the board: how things stand, and how they went for an hour. Pure. */
import { isUntaken, needsSomeone } from '../../../shared/domain/board/urgency.ts'
import type { BoardRow } from '../../../shared/wire/board.ts'
import { urgencyIn } from './order.ts'

export interface Counts {
  /** All that have not ended. */
  readonly live: number
  /** On their way to an agent. */
  readonly waiting: number
  /** Escalated, and taken by nobody. */
  readonly escalated: number
  readonly angry: number
  /** Escalated and not taken, or angry and not answered. */
  readonly urgent: number
}

export const countsOf = (rows: Iterable<BoardRow>): Counts => {
  const counts = { live: 0, waiting: 0, escalated: 0, angry: 0, urgent: 0 }
  for (const row of rows) {
    if (row.state === 'ended') continue
    counts.live += 1
    if (row.state === 'waiting') counts.waiting += 1
    if (isUntaken(row)) counts.escalated += 1
    if (row.level === 'manager') counts.angry += 1
    if (needsSomeone(urgencyIn(row))) counts.urgent += 1
  }
  return counts
}

const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS

/** How many conversations needed somebody. `at`: milliseconds since 1970. */
export interface Sample {
  readonly at: number
  readonly urgent: number
}

/** One a minute, of the last hour: the most that it was in that minute. Oldest first. */
export const sampled = (history: readonly Sample[], sample: Sample): readonly Sample[] => {
  const kept = history.filter(({ at }) => sample.at - at <= HOUR_MS)
  const last = kept.at(-1)
  const isSameMinute = last !== undefined && Math.floor(last.at / MINUTE_MS) === Math.floor(sample.at / MINUTE_MS)
  if (!isSameMinute) return [...kept, sample]
  return last.urgent >= sample.urgent ? kept : [...kept.slice(0, -1), { at: last.at, urgent: sample.urgent }]
}

/**
 * What the service tells of the last hour, behind what was seen here before that: it has counted while nobody looked.
 *
 * @param lastHour each minute up to `answeredAt`, oldest first
 * @param answeredAt by the clock of this page, so that it does not matter how the service's goes
 */
export const toldBy = (
  history: readonly Sample[],
  lastHour: readonly number[],
  answeredAt: number,
): readonly Sample[] => {
  const told = lastHour.map((urgent, minute) => ({
    at: answeredAt - (lastHour.length - 1 - minute) * MINUTE_MS,
    urgent,
  }))
  const first = told[0]?.at ?? Number.POSITIVE_INFINITY
  return [...history.filter(({ at }) => at < first), ...told]
}

/** When it was worst; the latest of several such times. */
export const worstOf = (history: readonly Sample[]): Sample | undefined =>
  history.reduce<Sample | undefined>(
    (worst, sample) => (worst === undefined || sample.urgent >= worst.urgent ? sample : worst),
    undefined,
  )
