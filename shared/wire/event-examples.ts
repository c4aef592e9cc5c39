/** One event of every type as it arrives at a widget, for whoever reads the description or writes a client. */
import type { AssistEnvelope, AssistType } from './assist.ts'

const AT = '2026-01-31T09:30:00.000Z'
const carried = (seq: number) => ({ conversationId: 'conv_abc123', seq, at: AT })

export const EVENT_EXAMPLES: { readonly [T in AssistType]: Extract<AssistEnvelope, { type: T }> } = {
  transcript: {
    ...carried(1),
    type: 'transcript',
    data: {
      utteranceId: 'utt_1',
      speaker: 'customer',
      text: 'You charged me twice this month',
      sentimentScore: -0.4,
      awaitsSuggestions: true,
    },
  },
  intent: {
    ...carried(2),
    type: 'intent',
    data: { name: 'billing_inquiry', score: 0.92, threshold: 0.7, accepted: true, utteranceId: 'utt_1' },
  },
  routing: { ...carried(3), type: 'routing', data: { outcome: 'routed', skill: 'Billing Support' } },
  fallback: {
    ...carried(4),
    type: 'fallback',
    data: {
      utteranceId: 'utt_2',
      text: 'it took the money two times',
      predicted: 'feature_request',
      candidates: [{ intent: 'billing_inquiry', score: 0.81, semantic: 0.84, historical: 0.7 }],
      escalated: false,
    },
  },
  suggestions: {
    ...carried(5),
    type: 'suggestions',
    data: {
      basedOn: 'utt_1',
      suggestions: [
        {
          id: 'sugg_1',
          text: 'I am sorry about that. I have found both charges and will refund the second one.',
          confidence: 0.91,
          source: 'knowledge',
          fallback: false,
        },
      ],
      fallback: false,
      cached: false,
      withheld: [{ reason: 'prohibited phrase', rule: 'guaranteed', count: 1 }],
    },
  },
  frustration: {
    ...carried(6),
    type: 'frustration',
    data: {
      score: 0.62,
      level: 'supervisor',
      since: AT,
      utteranceId: 'utt_1',
      recent: [{ utteranceId: 'utt_1', frustration: 0.62, score: 0.62, tone: 'negative' }],
      scoredBy: 'service',
    },
  },
  escalation: {
    ...carried(7),
    type: 'escalation',
    data: { level: 'supervisor', cause: 'agent', by: 'agent_1', reason: 'Asked for a supervisor', score: 0.62 },
  },
  handover: {
    ...carried(8),
    type: 'handover',
    data: {
      intent: 'billing_inquiry',
      customerName: 'Sam Reed',
      summary: 'Was charged twice and wants the second charge back.',
      reason: 'Asked for a person',
      queue: 'Billing Support',
      collected: { invoice: '2026-01' },
      warnings: [],
    },
  },
  note: {
    ...carried(9),
    type: 'note',
    data: { noteId: 'note_1', text: 'You may refund it at once.', from: 'supervisor_1', at: AT },
  },
  status: { ...carried(10), type: 'status', data: { state: 'degraded', since: AT, reason: 'suggestions' } },
}
