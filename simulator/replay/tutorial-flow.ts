import type { PlayedCognigy } from '../cast/cognigy.ts'
import type { PlayedCxone } from '../cast/cxone.ts'
import { FALLBACK_PATH, HANDOVER_PATH, PLAIN_PATH, SENTIMENT_PATH } from './answers.ts'
import { type Flow, TRANSFER_REASON } from './flow.ts'

const DETAILED_PATH = '/webhook/cognigy/routing'

/** As docs/contract.md has the bodies; what is said goes over Cognigy's stream. */
export const createTutorialFlow = (
  cxone: Pick<PlayedCxone, 'handoverTo'>,
  sendUpdate: NonNullable<PlayedCognigy['sendUpdate']>,
): Flow => ({
  routing: ({ facts, ids, userId, line, number }, intent) => ({
    // There are two routing webhooks, and flows of both kinds.
    path: number % 3 === 2 ? PLAIN_PATH : DETAILED_PATH,
    body: {
      session: {
        id: facts.sessionId,
        user: { id: userId, name: facts.customerName },
        cxone: { conversationId: ids.conversationId, channel: facts.channel },
      },
      intent: { name: intent.name, score: intent.score },
      text: line.text,
    },
  }),
  fallback: ({ facts, language }, body) => ({
    path: FALLBACK_PATH,
    body: { ...body, context: { channel: facts.channel, language } },
  }),
  sentiment: (_heard, body) => ({ path: SENTIMENT_PATH, body }),
  handover: ({ facts, ids, language, line }, { name }, skill) => ({
    path: HANDOVER_PATH,
    body: {
      conversationId: ids.conversationId,
      ...cxone.handoverTo(skill, facts.channel),
      transferType: 'blind',
      contextData: {
        intent: name,
        customerName: facts.customerName,
        transferReason: TRANSFER_REASON,
        botSummary: `The bot could not tell what the customer wants. Their last words: ${line.text}`,
        channel: facts.channel,
        language,
      },
    },
  }),
  tell: async ({ facts, ids, language }, line, mood) =>
    sendUpdate({
      interactionId: facts.interactionId,
      conversationId: ids.conversationId,
      ...(facts.agentId !== undefined && { agentId: facts.agentId }),
      transcript: line.text,
      ...(mood !== undefined && { sentimentScore: mood }),
      speaker: line.speaker,
      utteranceId: line.id,
      context: { channel: facts.channel, language },
    }),
  tellAgent: async ({ facts, ids }) =>
    sendUpdate({
      interactionId: facts.interactionId,
      conversationId: ids.conversationId,
      ...(facts.agentId !== undefined && { agentId: facts.agentId }),
      transcript: '',
    }),
})
