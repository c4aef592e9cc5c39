/** What is said, suggested and told in the scripted states: one conversation about a double charge. */
import type {
  AssistEvent,
  ConversationSnapshot,
  FallbackData,
  FrustrationData,
  HandoverData,
  Suggestion,
  SuggestionsData,
} from '../../shared/wire/assist.ts'
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import { START } from './manual-clock.ts'

const MINUTE_MS = 60_000

/** A time of the scripts' day. */
export const ago = (minutes: number): string => new Date(START - minutes * MINUTE_MS).toISOString()

export const utterance = (seq: number, speaker: Speaker, text: string, minutesAgo = 0) => ({
  seq,
  at: ago(minutesAgo),
  data: { utteranceId: `utt_${seq}`, speaker, text },
})

export const said = (utteranceId: string, text: string, speaker: Speaker = 'customer') =>
  ({ type: 'transcript', data: { utteranceId, speaker, text } }) satisfies AssistEvent

/** The customer's message that the suggestions answer. */
const ASKED = 'utt_4'

/** A conversation in full swing: recognised, routed, with a bot, a customer and an agent. */
export const CONVERSATION = {
  seq: 8,
  transcript: [
    utterance(1, 'bot', 'Hi, I’m the virtual assistant. What can I do for you today?', 12),
    utterance(2, 'customer', 'I was charged twice for January', 11),
    utterance(4, 'customer', 'It is order 88213. I want one of the two charges back, please.', 4),
    utterance(5, 'agent', 'Let me look at both charges.', 3),
  ],
  intent: { seq: 6, at: ago(11), data: { name: 'billing_inquiry', score: 0.92, threshold: 0.85, accepted: true } },
  routing: { seq: 7, at: ago(11), data: { outcome: 'routed', skill: 'Billing Support' } },
} satisfies Partial<ConversationSnapshot>

export const suggestion = (id: string, text: string, more: Partial<Suggestion> = {}): Suggestion => ({
  id,
  text,
  confidence: 0.94,
  source: 'double-charges',
  fallback: false,
  ...more,
})

export const CHARGES = suggestion(
  'charges',
  'I can see both charges of 3 January. One of them is only a reservation: it disappears by itself within five working days.',
)
export const REFUND = suggestion(
  'refund',
  'I have opened a case for the second charge. The money is back on your card within three to five working days.',
  { confidence: 0.83, source: 'Refund policy, section 4' },
)
export const RECEIPT = suggestion('receipt', 'Shall I send you a receipt for the charge that stays?', {
  confidence: 0.77,
  source: '',
})
export const THREE: readonly Suggestion[] = [CHARGES, REFUND, RECEIPT]

export const suggested = (suggestions: readonly Suggestion[], more: Partial<SuggestionsData> = {}) =>
  ({
    type: 'suggestions',
    data: { basedOn: ASKED, suggestions: [...suggestions], fallback: false, cached: false, withheld: [], ...more },
  }) satisfies AssistEvent

export const GENERIC = suggested(
  [
    suggestion('generic-1', 'I understand your concern. Let me connect you with a specialist.', {
      confidence: 0.85,
      source: 'fallback',
      fallback: true,
    }),
    suggestion('generic-2', 'Would you like me to explain our resolution options?', {
      confidence: 0.8,
      source: 'fallback',
      fallback: true,
    }),
  ],
  { fallback: true, fallbackReason: 'timeout', unavailableSince: ago(28) },
)

export const FIRST: FrustrationData = {
  score: 0.98,
  level: 'manager',
  since: ago(4),
  utteranceId: ASKED,
  scoredBy: 'service',
  recent: [{ utteranceId: ASKED, frustration: 0.98, score: 0.98, tone: 'negative' }],
}
export const CALM: FrustrationData = {
  score: 0.14,
  level: 'standard',
  since: ago(12),
  utteranceId: ASKED,
  scoredBy: 'service',
  recent: [
    { utteranceId: 'history:0', frustration: 0.1, score: 0.1, tone: 'neutral' },
    { utteranceId: 'utt_2', frustration: 0.2, score: 0.17, tone: 'neutral' },
    { utteranceId: ASKED, frustration: 0.1, score: 0.14, tone: 'neutral' },
  ],
}
export const CALMED: FrustrationData = {
  ...CALM,
  score: 0.18,
  recent: [
    { utteranceId: 'history:0', frustration: 0.9, score: 0.82, tone: 'negative' },
    { utteranceId: 'utt_2', frustration: 0.3, score: 0.5, tone: 'neutral' },
    { utteranceId: ASKED, frustration: 0.05, score: 0.18, tone: 'positive' },
  ],
}
export const TENSE: FrustrationData = {
  score: 0.47,
  level: 'supervisor',
  since: ago(4),
  utteranceId: ASKED,
  scoredBy: 'wasm',
  recent: [
    { utteranceId: 'history:0', frustration: 0.05, score: 0.05, tone: 'positive' },
    { utteranceId: 'utt_2', frustration: 0.35, score: 0.21, tone: 'neutral' },
    { utteranceId: ASKED, frustration: 0.72, score: 0.47, tone: 'negative' },
  ],
}
export const ANGRY: FrustrationData = {
  score: 0.82,
  level: 'manager',
  since: ago(2),
  utteranceId: 'utt_9',
  scoredBy: 'wasm',
  recent: [...(TENSE.recent ?? []), { utteranceId: 'utt_9', frustration: 0.97, score: 0.82, tone: 'negative' }],
}
export const FURIOUS_MESSAGE = said('utt_9', 'This is the third time I explain it. Nobody reads what I write!')

export const HANDOVER: HandoverData = {
  intent: 'billing_inquiry',
  customerName: 'Maya Lindqvist',
  summary: 'Was charged twice for January and wants one of the two charges back.',
  reason: 'Asked for a person',
  queue: 'Billing Support',
  collected: { order_number: '88213', chargedOn: '3 January' },
  warnings: [],
}
const WARNINGS: HandoverData['warnings'] = [
  {
    path: 'wrapupCode',
    code: 'unknown_wrapup_code',
    message: 'The wrap-up code “billing” is not one of the queue’s.',
    fix: 'Choose one of the queue’s codes when you close the conversation.',
    severity: 'warning',
  },
  {
    path: 'contextData.transferReason',
    code: 'missing_key',
    message: 'The bot gave no reason for the transfer.',
    fix: 'Ask the customer what the bot could not do.',
    severity: 'warning',
  },
  {
    path: 'transferTo.id',
    code: 'queue_without_agents',
    message: 'Nobody else of Billing Support is available.',
    fix: 'Transfer to General Inquiry if you cannot take it.',
    severity: 'error',
  },
]
export const WARNED_HANDOVER: HandoverData = { ...HANDOVER, warnings: WARNINGS }
export const LONG_HANDOVER: HandoverData = {
  ...HANDOVER,
  customerName: 'Prof. Dr. Maximiliane Hohenstein-Wolkersdorf von der Lindenallee',
  summary:
    'The customer was charged twice for January, on the 3rd and on the 4th, by the same card. The first charge carries the order number, the second one does not. The bank says that both were booked by us. The customer already wrote twice by e-mail and was promised a call that never came. She wants one charge back within this week, since her rent is due, and she wants it in writing.',
  collected: {
    order_number: '88213',
    chargedOn: '3 January',
    amount: '€ 49.90',
    card: 'ends in 4711',
    email: 'maximiliane.hohenstein-wolkersdorf@lindenallee.example',
    previous_cases: 'C-20260104-001, C-20260111-017',
    bankStatement: 'uploaded',
    preferred_contact: 'telephone, after 17:00',
  },
}

const CANDIDATES: FallbackData['candidates'] = [
  { intent: 'billing_inquiry', score: 0.91, semantic: 0.84, historical: 0.77 },
  { intent: 'refund_request', score: 0.78, semantic: 0.8, historical: 0.41 },
  { intent: 'payment_failure', score: 0.55, semantic: 0.52, historical: 0.3 },
]
export const misunderstood = (more: Partial<FallbackData> = {}) =>
  ({
    type: 'fallback',
    data: {
      utteranceId: 'utt_9',
      text: 'it took the money two times',
      predicted: 'order_status',
      candidates: CANDIDATES,
      escalated: false,
      ...more,
    },
  }) satisfies AssistEvent
