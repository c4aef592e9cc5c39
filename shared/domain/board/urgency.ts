/** What on a supervisor's board needs a person most, and why (docs/contract.md 14). */
import type { BoardRow } from '../../wire/board.ts'
import type { EscalationLevel } from '../../wire/vocabulary.ts'

/**
 * Why a conversation stands where it stands, most urgent first:
 * - `escalated`: somebody called for a superior, and none has taken it;
 * - `angry`: the customer is, and nobody has answered what they wrote last;
 * - `rising`: it is about to get worse;
 * - `rest`: it goes its way, with whoever has it;
 * - `over`: it has ended, whatever it was before.
 */
const URGENCY_REASONS = ['escalated', 'angry', 'rising', 'rest', 'over'] as const
export type UrgencyReason = (typeof URGENCY_REASONS)[number]

/** Where a conversation belongs. Compared by {@link byUrgency}. */
export interface Urgency {
  readonly reason: UrgencyReason
  /** Among those of one reason, the heavier comes first. */
  readonly weight: number
  /** ISO 8601, as the row has it: among equals, whoever waits longest comes first. */
  readonly since: string
}

const SEVERITY: Readonly<Record<EscalationLevel, number>> = { standard: 0, supervisor: 1, manager: 2 }
const STATE = { waiting: 2, active: 1, bot: 0, ended: 0 } as const
/** A mood is one of three, a state one of three. */
const MOOD_BEFORE_STATE = 3

/** Whether a superior was called for, and nobody is on it. */
export const isUntaken = ({ escalation, state }: Pick<BoardRow, 'escalation' | 'state'>): boolean =>
  state !== 'ended' && escalation !== undefined && escalation.level !== 'standard' && escalation.takenBy === undefined

/** Whether somebody has to look at it now. */
export const needsSomeone = ({ reason }: Pick<Urgency, 'reason'>): boolean =>
  reason === 'escalated' || reason === 'angry'

export const urgencyOf = (row: BoardRow): Urgency => {
  const { state, level = 'standard', trend, escalation, unansweredSince, frustration = 0, startedAt } = row
  if (state === 'ended') return { reason: 'over', weight: 0, since: startedAt }
  if (escalation !== undefined && isUntaken(row)) {
    return { reason: 'escalated', weight: SEVERITY[escalation.level], since: escalation.at }
  }
  if (level === 'manager' && unansweredSince !== undefined) {
    return { reason: 'angry', weight: 0, since: unansweredSince }
  }
  // By tenths: a figure that moves by a hair moves nothing.
  if (trend === 'rising') return { reason: 'rising', weight: Math.floor(frustration * 10), since: startedAt }
  return { reason: 'rest', weight: SEVERITY[level] * MOOD_BEFORE_STATE + STATE[state], since: startedAt }
}

const RANK = new Map(URGENCY_REASONS.map((reason, rank) => [reason, rank]))
const rankOf = ({ reason }: Urgency): number => RANK.get(reason) ?? 0

const earlierFirst = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

/** Negative where the first is more urgent; 0 for equals, which whoever sorts keeps apart by id. */
export const byUrgency = (one: Urgency, other: Urgency): number =>
  rankOf(one) - rankOf(other) || other.weight - one.weight || earlierFirst(one.since, other.since)
