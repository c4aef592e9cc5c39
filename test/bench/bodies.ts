/** Webhook bodies of about the size that Cognigy's HTTP node sends, each with a text of its own. */

export const BELOW_THE_GATE = 0.42
export const ABOVE_THE_GATE = 0.92
/** Events of a webhook below the gate: the utterance, the intent, and that the bot fell back. */
export const EVENTS_OF_A_WEBHOOK = 3

const TEXT =
  'I want to check my bill, because the amount that was taken from my account last week is not the one on the invoice'

export interface WebhookFacts {
  readonly conversationId: string
  readonly score: number
  /** What tells this utterance from all others. */
  readonly serial: number
}

const sessionIdOf = (conversationId: string): string => `sess_${conversationId}`

/** A body as JSON text, some 540 bytes. */
export const webhookBody = ({ conversationId, score, serial }: WebhookFacts): string =>
  JSON.stringify({
    session: {
      id: sessionIdOf(conversationId),
      user: { id: 'user_67890', name: 'John Doe', locale: 'en-GB', authenticated: true },
      cxone: { conversationId, channel: 'webchat' },
    },
    intent: { name: 'billing_inquiry', score },
    entities: [
      { name: 'account_number', value: '99887766' },
      { name: 'invoice_month', value: 'October' },
    ],
    text: `${TEXT} (${serial})`,
  })

/** What a flow sends of an utterance that the bot did not understand, some 330 bytes. */
export const fallbackBody = ({ conversationId, serial }: Omit<WebhookFacts, 'score'>): string =>
  JSON.stringify({
    sessionId: sessionIdOf(conversationId),
    input: `${TEXT} (${serial})`,
    intent: { name: 'Fallback', confidence: 0.31 },
    context: { channel: 'webchat' },
    previousIntents: [{ name: 'payment_failure', confidence: 0.31 }],
  })
