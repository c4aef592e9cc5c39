/** The routing webhook as the contract prints it, and what differs from test to test. */
import { Webhook } from 'standardwebhooks'

export const ROUTING_PATHS = ['/webhook/cognigy', '/webhook/cognigy/routing'] as const

/** docs/contract.md 1.1, word for word. */
export const EXAMPLE_ROUTING = {
  session: {
    id: 'sess_12345',
    user: { id: 'user_67890', name: 'John Doe' },
    cxone: { conversationId: 'conv_abc123', channel: 'webchat' },
  },
  intent: { name: 'billing_inquiry', score: 0.92 },
  entities: [{ name: 'account_number', value: '99887766' }],
  text: 'I want to check my bill',
}

export interface RoutingFacts {
  readonly conversationId?: unknown
  readonly sessionId?: string
  readonly intent?: string
  readonly score?: number
  readonly text?: string
}

export const routingBody = (facts: RoutingFacts = {}) => ({
  ...EXAMPLE_ROUTING,
  session: {
    ...EXAMPLE_ROUTING.session,
    id: facts.sessionId ?? 'sess_12345',
    cxone: { channel: 'webchat', conversationId: 'conversationId' in facts ? facts.conversationId : 'conv_abc123' },
  },
  intent: { name: facts.intent ?? 'billing_inquiry', score: facts.score ?? 0.92 },
  text: facts.text ?? EXAMPLE_ROUTING.text,
})

export const SOME_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const ANOTHER_SECRET = `whsec_${Buffer.alloc(24, 9).toString('base64')}`

export interface Signing {
  readonly secret?: string
  readonly id?: string
  readonly at?: Date
}

/** The three headers of Standard Webhooks for this very body. */
export const signed = (body: string, { secret = SOME_SECRET, id = 'msg_1', at = new Date() }: Signing = {}) => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign(id, at, body),
})
