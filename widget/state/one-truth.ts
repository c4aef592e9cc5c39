/** Which of the cards that tell of the same thing speaks, and what the others leave out. Pure. */
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import { type FallbackNews, openFallback } from './fallback.ts'
import type { SaidElsewhere } from './handover.ts'
import { isAfter } from './order.ts'

export interface Truth {
  /** What the bot did not understand; none once the conversation ended. */
  readonly fallback: FallbackNews | null
  /** A later handover tells the same and more: one line is enough. */
  readonly isFallbackEarlier: boolean
  /** Something later speaks, or the conversation is a record: the card is folded until somebody opens it. */
  readonly isHandoverEarlier: boolean
  /** Not where all that the bot has to say of what the customer wants is that it does not know. */
  readonly hasIntentRow: boolean
  readonly hasRoutingRow: boolean
  /** What the rows below say: the handover need not. */
  readonly saidElsewhere: SaidElsewhere
}

export const truthOf = (snapshot: ConversationSnapshot): Truth => {
  const { handover, intent, routing } = snapshot
  const isEnded = snapshot.status?.data.state === 'ended'
  const fallback = isEnded ? null : openFallback(snapshot)
  const isFallbackEarlier = fallback !== null && handover !== null && isAfter(handover, fallback)
  const isFallbackOpen = fallback !== null && !isFallbackEarlier
  // Not understood, not recognised and still with the bot are one thing said three times.
  const hasIntentRow = !isFallbackOpen || intent?.data.accepted === true
  const isWithBot = routing?.data.outcome === 'bot_fallback'
  const isHandedOverSince = isWithBot && handover !== null && isAfter(handover, routing)
  const hasRoutingRow = !isHandedOverSince && !(isWithBot && isFallbackOpen) && !(isEnded && routing === null)
  return {
    fallback,
    isFallbackEarlier,
    isHandoverEarlier: isEnded || (isFallbackOpen && handover !== null),
    hasIntentRow,
    hasRoutingRow,
    saidElsewhere: {
      intent: hasIntentRow ? intent?.data.name : undefined,
      queue: routing?.data.outcome === 'routed' ? routing.data.skill : undefined,
    },
  }
}
