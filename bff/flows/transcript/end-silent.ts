/** Ends conversations in which nothing happens any more and of which nobody said that they ended. */
import type { Rules } from '../../../shared/rules.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { describeFault } from '../../fault.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { Timer } from '../../ports/time.ts'

const LOOK_EVERY_MS = 60_000
const HOUR_MS = 3_600_000

export interface EndSilentParts {
  readonly conversations: Pick<Conversations, 'endSilent'>
  readonly rules: () => Rules
  readonly timer: Timer
  readonly log: Log
  readonly metrics: Pick<Metrics, 'conversationEnded'>
}

/** Looks once a minute, by the rules in force then. @returns what stops it */
export const endSilentConversations = ({ conversations, rules, timer, log, metrics }: EndSilentParts): (() => void) => {
  const look = async (): Promise<void> => {
    const count = await conversations.endSilent(rules().conversations.endAfterHours * HOUR_MS)
    for (let n = 0; n < count; n += 1) metrics.conversationEnded('silence')
  }
  return timer.every(LOOK_EVERY_MS, () => {
    look().catch((error: unknown) => log.error(describeFault(error), 'silent conversations could not be ended'))
  })
}
