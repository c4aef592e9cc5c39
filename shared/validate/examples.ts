/** Payloads to begin with: one that fits each webhook, and one as they go wrong. */
import type { WebhookName } from './validate.ts'

export interface Example {
  readonly good: unknown
  readonly broken: unknown
}

export const EXAMPLES: Readonly<Record<WebhookName, Example>> = {
  routing: {
    good: {
      session: { id: 'sess_12345', user: { id: 'user_1' }, cxone: { conversationId: 'conv_1', channel: 'webchat' } },
      intent: { name: 'billing_inquiry', score: 0.92 },
      text: 'I want to check my bill',
    },
    broken: {
      session: { id: 'sess_12345', user: {}, cxone: { converstionId: 'conv_1' } },
      intent: { name: 'billing_inquiry', confidence: '0.92' },
      text: 'I want to check my bill',
    },
  },
  fallback: {
    good: {
      sessionId: 'sess_0123456789',
      input: 'it took the money two times',
      intent: { name: 'Fallback', confidence: 0.2 },
      context: {},
      previousIntents: [{ name: 'feature_request', confidence: 0.31 }],
    },
    broken: {
      session_id: 'sess_0123456789',
      input: 'it took the money two times',
      intent: { name: 'billing_inquiry', score: 0.9 },
      context: {},
    },
  },
  'sentiment-escalation': {
    good: {
      session: { id: 'sess_12345', history: [{ userInput: 'Where is my parcel?' }] },
      userInput: 'This is the third time that I ask',
      platform: 'webchat',
      language: 'en',
    },
    broken: { sessionId: 'sess_12345', session: { history: 'none' }, userInput: 3, platform: 'webchat' },
  },
  'conversation-ended': {
    good: { conversationId: 'conv_1', sessionId: 'sess_12345', reason: 'resolved' },
    broken: { conversation_id: 'conv_1', reason: ['resolved'] },
  },
  transcript: {
    good: {
      updates: [
        { interactionId: 'int_1', transcript: 'Where is my parcel?', speaker: 'customer', utteranceId: 'u_1' },
        { interactionId: 'int_1', transcript: 'I will look', speaker: 'agent', utteranceId: 'u_2' },
      ],
    },
    broken: { interaction_id: 'int_1', transcript: 'Where is my parcel?', speaker: 'nobody' },
  },
  handover: {
    good: {
      conversationId: 'conv_1',
      transferTo: { type: 'queue', id: 'queue-billing-support' },
      transferType: 'blind',
      wrapupCode: { id: 'wrapup-transferred' },
      contextData: { intent: 'billing_inquiry', customerName: 'Sam Reed', transferReason: 'Asked for a person' },
    },
    broken: {
      conversationId: 'conv_1',
      transferTo: { type: 'Queue', id: 'Billing Support' },
      transferType: 'blind',
      wrapupCode: { id: null },
      contextData: { intent: 'billing_inquiry', customer_name: 'Sam Reed' },
    },
  },
}
