/** Somebody who knows says that a conversation is over: its widgets are told, and what comes later begins a new one. */
import {
  contactIdsIn,
  kindedIds,
  type ToldIds,
  withOrigin,
} from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationEndedAnswer, ConversationEndedWebhook } from '../../../shared/wire/webhooks.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Metrics } from '../../ports/observe.ts'
import { httpProblem } from '../../problem-answer.ts'

export type ConversationEndedOutcome = 'ended' | 'no_id'

export interface ConversationEndedParts {
  readonly conversations: Pick<Conversations, 'end' | 'findTold'>
  readonly mask: Masking
  readonly metrics: Pick<Metrics, 'conversationEnded'>
}

export type ConversationEndedFlow = (webhook: ConversationEndedWebhook) => Promise<ConversationEndedOutcome>

export const createConversationEndedFlow = (parts: ConversationEndedParts): ConversationEndedFlow => {
  const { conversations, mask, metrics } = parts

  /** A session outlives its contact: the end of one contact is not that of the next, though both have the session. */
  const placeOf = async ({ sessionId, ...contact }: ToldIds): Promise<ToldIds | undefined> => {
    if ((await conversations.findTold(contact)) !== undefined) return contact
    if (sessionId == null) return undefined
    const known = contactIdsIn((await conversations.findTold({ sessionId }))?.ids ?? [])
    const isOtherContact = kindedIds(contact).length > 0 && known.length > 0
    return isOtherContact ? undefined : { sessionId }
  }

  return async (webhook) => {
    const told = withOrigin({ conversationId: webhook.conversationId, sessionId: webhook.sessionId }, webhook.origin)
    if (kindedIds(told).length === 0) return 'no_id'
    const place = await placeOf(told)
    const reason = mask.text(webhook.reason).text.trim()
    if (place !== undefined && (await conversations.end(place, reason === '' ? undefined : reason))) {
      metrics.conversationEnded('webhook')
    }
    return 'ended'
  }
}

/** A conversation that nobody has heard of has ended as well: there is nothing to tell and nothing to make. */
export const answerConversationEnded = (outcome: ConversationEndedOutcome): HttpAnswer =>
  outcome === 'ended'
    ? { status: 200, body: { status: 'ended' } satisfies ConversationEndedAnswer }
    : httpProblem(400, 'conversationId or sessionId is needed: one of them must name the conversation')
