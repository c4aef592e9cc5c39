import type { Origin } from '../../shared/wire/origin.ts'
import type { PlayedCognigy } from '../cast/cognigy.ts'
import type { PlayedCxone } from '../cast/cxone.ts'
import { FALLBACK_PATH, HANDOVER_PATH, PLAIN_PATH, SENTIMENT_PATH, TRANSCRIPT_PATH } from './answers.ts'
import { type Flow, type FlowState, TRANSFER_REASON } from './flow.ts'
import type { WebhookNode } from './webhook-node.ts'

/** How much of what the customer wrote a flow sends along. */
const HISTORY = 20

/** As the nodes of a real flow word the bodies (docs/cognigy.md); what is said is posted too, since there is no stream. */
export const createVendorFlow = (
  cxone: Pick<PlayedCxone, 'handoverTo'>,
  cognigy: Pick<PlayedCognigy, 'endpoint' | 'sendUpdate'>,
  node: WebhookNode,
): Flow => {
  const originOf = ({ facts, ids, userId }: FlowState, utteranceId?: string): Origin => ({
    ...cognigy.endpoint,
    ...ids,
    userId,
    sessionId: facts.sessionId,
    channel: facts.channel,
    ...(utteranceId !== undefined && { utteranceId }),
  })
  return {
    routing: ({ line, ...state }, { name, score }) => ({
      path: PLAIN_PATH,
      body: {
        session: { id: state.facts.sessionId, user: { id: state.userId }, cxone: originOf(state, line.id) },
        intent: { name, score },
        text: line.text,
      },
    }),
    fallback: ({ line, ...state }, body) => ({
      path: FALLBACK_PATH,
      body: { ...body, context: {}, origin: originOf(state, line.id) },
    }),
    sentiment: ({ line, ...state }, { session, ...body }) => ({
      path: SENTIMENT_PATH,
      body: {
        session: { ...session, history: (session.history ?? []).slice(-HISTORY) },
        ...body,
        origin: originOf(state, line.id),
      },
    }),
    handover: ({ line, ...state }, { name }, skill) => ({
      path: HANDOVER_PATH,
      body: {
        conversationId: state.ids.conversationId,
        ...cxone.handoverTo(skill, state.facts.channel),
        transferType: 'blind',
        contextData: { intent: name, customerName: state.facts.customerName, transferReason: TRANSFER_REASON },
        origin: originOf(state, line.id),
      },
    }),
    tell: async (state, line, mood, told) => {
      const { sessionId, interactionId, agentId } = state.facts
      const update = { transcript: line.text, speaker: line.speaker, ...(agentId !== undefined && { agentId }) }
      if (cognigy.sendUpdate === undefined) {
        const origin = originOf(state, line.id)
        await told
        await node.post(TRANSCRIPT_PATH, { interactionId: sessionId, ...update, origin })
        return
      }
      cognigy.sendUpdate({
        interactionId,
        ...update,
        conversationId: state.ids.conversationId,
        utteranceId: line.id,
        ...(mood !== undefined && { sentimentScore: mood }),
      })
    },
    tellAgent: async (state, told) => {
      const { sessionId, interactionId, agentId } = state.facts
      const update = { transcript: '', ...(agentId !== undefined && { agentId }) }
      if (cognigy.sendUpdate === undefined) {
        await told
        await node.post(TRANSCRIPT_PATH, { interactionId: sessionId, ...update, origin: originOf(state) })
        return
      }
      cognigy.sendUpdate({ interactionId, ...update, conversationId: state.ids.conversationId })
    },
  }
}
