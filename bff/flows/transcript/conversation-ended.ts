/** Somebody who knows says that a conversation is over: its widgets are told, and what comes later begins a new one. */
import type { ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
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
  const placeOf = async ({ conversationId, sessionId }: ConversationEndedWebhook): Promise<ToldIds | undefined> => {
    if (conversationId != null && (await conversations.findTold({ conversationId })) !== undefined) {
      return { conversationId }
    }
    if (sessionId == null) return undefined
    const contactId = (await conversations.findTold({ sessionId }))?.contactId
    const isOtherContact = conversationId != null && contactId !== undefined && contactId !== conversationId
    return isOtherContact ? undefined : { sessionId }
  }

  return async (webhook) => {
    if (webhook.conversationId == null && webhook.sessionId == null) return 'no_id'
    const place = await placeOf(webhook)
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
