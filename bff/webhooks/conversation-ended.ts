/** Somebody who knows says that a conversation is over: its widgets are told, and what comes later begins a new one. */
import type { ConversationEndedAnswer, ConversationEndedWebhook } from '../../shared/wire/webhooks.ts'
import type { Conversations } from '../conversations/conversations.ts'
import type { HttpAnswer, Metrics } from '../ports.ts'
import { httpProblem } from '../problem-answer.ts'

export type ConversationEndedOutcome = 'ended' | 'no_id'

export interface ConversationEndedParts {
  readonly conversations: Pick<Conversations, 'end' | 'find'>
  readonly metrics: Pick<Metrics, 'conversationEnded'>
}

export type ConversationEndedFlow = (webhook: ConversationEndedWebhook) => Promise<ConversationEndedOutcome>

export const createConversationEndedFlow = (parts: ConversationEndedParts): ConversationEndedFlow => {
  const { conversations, metrics } = parts

  /** A session outlives its contact: the end of one contact is not that of the next, though both have the session. */
  const idOf = async (contactId: string | undefined, sessionId: string | undefined): Promise<string | undefined> => {
    if (contactId !== undefined && (await conversations.find(contactId)) !== undefined) return contactId
    if (sessionId === undefined) return undefined
    const other = (await conversations.find(sessionId))?.contactId
    return contactId === undefined || other === undefined || other === contactId ? sessionId : undefined
  }

  return async ({ conversationId, sessionId, reason }) => {
    const contactId = conversationId ?? undefined
    if (contactId === undefined && sessionId == null) return 'no_id'
    const id = await idOf(contactId, sessionId ?? undefined)
    const told = reason?.trim() ?? ''
    if (id !== undefined && (await conversations.end(id, told === '' ? undefined : told))) {
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
