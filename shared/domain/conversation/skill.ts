/** The skill that a conversation is with. */
import type { ConversationSnapshot } from '../../wire/assist.ts'

type Placed = Pick<ConversationSnapshot, 'routing' | 'handover'>

/**
 * Whatever was said last: the skill that it was routed to, or should have been, or the queue that a bot handed it over to.
 * `undefined` while only a bot has it.
 */
export const skillOf = ({ routing, handover }: Placed): string | undefined => {
  const routed = routing === null || routing.data.outcome === 'bot_fallback' ? undefined : routing.data.skill
  const queue = handover?.data.queue
  if (routed === undefined || queue === undefined) return routed ?? queue
  return (handover?.seq ?? 0) > (routing?.seq ?? 0) ? queue : routed
}
