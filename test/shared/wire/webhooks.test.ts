import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { parseOrProblem } from '../../../shared/wire/problem.ts'
import {
  fallbackAnswer,
  fallbackWebhook,
  handoverWebhook,
  routingAnswer,
  routingAnswerDetailed,
  routingWebhook,
  sentimentAnswer,
  sentimentWebhook,
} from '../../../shared/wire/webhooks.ts'
import { EXAMPLE_ROUTING, routingBody } from '../../support/routing-webhook.ts'

const EXAMPLE_FALLBACK = {
  sessionId: 'sess_12345',
  input: 'gibberish',
  intent: { name: 'Fallback', confidence: 0.2 },
  context: { channel: 'webchat' },
  previousIntents: [{ name: 'billing_inquiry', confidence: 0.38 }],
}
const EXAMPLE_SENTIMENT = {
  session: { id: 'sess_12345', history: [{ userInput: 'This is the third time!' }] },
  userInput: 'I want a manager',
  platform: 'webchat',
  language: 'en',
}
const EXAMPLE_HANDOVER = {
  conversationId: 'conv_abc123',
  transferTo: { type: 'queue', id: 'queue-id' },
  transferType: 'blind',
  wrapupCode: { id: 'wrapup-id' },
  contextData: { intent: 'billing_inquiry', customerName: 'John Doe', botSummary: '…' },
}
const EXAMPLE_FALLBACK_ANSWER = {
  context: {
    fallbackAnalysis: {
      originalInput: '…',
      suggestedIntents: [{ intent: 'billing_inquiry', score: 0.81, semantic: 0.77, historical: 0.84 }],
      highestScore: 0.81,
      escalationTriggered: false,
    },
  },
  nextNode: 'SuggestionRouterNode',
  output: 'Did you mean one of these options?',
}
const EXAMPLE_SENTIMENT_ANSWER = {
  status: 'success',
  escalationLevel: 'supervisor',
  frustrationScore: 0.4321,
  targetFlow: 'supervisor_escalation',
  targetNode: 'start',
  cognigyApiResult: { ok: true },
}

const cases: readonly (readonly [string, z.ZodMiniType, unknown])[] = [
  ['a routing webhook', routingWebhook, EXAMPLE_ROUTING],
  ['a fallback webhook', fallbackWebhook, EXAMPLE_FALLBACK],
  ['a sentiment webhook', sentimentWebhook, EXAMPLE_SENTIMENT],
  ['a handover webhook', handoverWebhook, EXAMPLE_HANDOVER],
  ['the answer "routed"', routingAnswer, { status: 'routed', skill: 'Billing Support' }],
  ['the answer "fallback"', routingAnswer, { status: 'fallback', reason: 'low_confidence' }],
  ['the answer "success"', routingAnswerDetailed, { status: 'success', routedTo: 'Sales Team', cxoneResponse: {} }],
  ['the answer "low_confidence"', routingAnswerDetailed, { status: 'low_confidence', action: 'fallback' }],
  ['the answer to a fallback', fallbackAnswer, EXAMPLE_FALLBACK_ANSWER],
  ['the answer to a sentiment', sentimentAnswer, EXAMPLE_SENTIMENT_ANSWER],
  [
    'the answer to a failed update',
    sentimentAnswer,
    { status: 'error', message: 'Cognigy refused the key', escalationLevel: 'standard' },
  ],
]

describe('examples', () => {
  it.each(cases)('every example of the contract parses whole: %s', (_name, schema, example) => {
    expect(parseOrProblem(schema, example)).toEqual({ ok: true, value: example })
  })
})

const pathsOf = (schema: z.ZodMiniType, value: unknown): string[] => {
  const parsed = parseOrProblem(schema, value)
  return parsed.ok ? [] : parsed.errors.map(({ path }) => path)
}

describe('a routing webhook', () => {
  it.each([
    ['session', { ...EXAMPLE_ROUTING, session: undefined }],
    ['session', { ...EXAMPLE_ROUTING, session: 'sess_1' }],
    ['session.id', { ...EXAMPLE_ROUTING, session: { ...EXAMPLE_ROUTING.session, id: null } }],
    ['session.id', { ...EXAMPLE_ROUTING, session: { ...EXAMPLE_ROUTING.session, id: 1.5 } }],
    ['session.id', { ...EXAMPLE_ROUTING, session: { ...EXAMPLE_ROUTING.session, id: 2 ** 53 } }],
    ['session.id', { ...EXAMPLE_ROUTING, session: { ...EXAMPLE_ROUTING.session, id: '  ' } }],
    ['session.cxone', { ...EXAMPLE_ROUTING, session: { ...EXAMPLE_ROUTING.session, cxone: ['conv_1'] } }],
    ['intent', { ...EXAMPLE_ROUTING, intent: 'billing_inquiry' }],
    ['intent.name', { ...EXAMPLE_ROUTING, intent: { name: [], score: 1 } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: 'high' } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: '1.7' } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: '0x1' } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: 'Infinity' } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: [0.9] } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: 1.7 } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: -0.1 } }],
    ['intent.score', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: Number.NaN } }],
    ['text', { ...EXAMPLE_ROUTING, text: ['hello'] }],
  ])('a routing webhook names the field that does not fit: %s', (path, body) => {
    expect(pathsOf(routingWebhook, body)).toContain(path)
  })

  it('a routing webhook names every field that does not fit at once', () => {
    expect(pathsOf(routingWebhook, { intent: [], text: {} })).toEqual(['session', 'intent', 'text'])
  })

  it('a routing webhook may come without entities and without session.cxone, which is not for the schema to judge', () => {
    const { entities: _left, ...rest } = EXAMPLE_ROUTING
    const { cxone: _gone, ...session } = EXAMPLE_ROUTING.session
    expect(pathsOf(routingWebhook, rest)).toEqual([])
    expect(pathsOf(routingWebhook, { ...rest, session })).toEqual([])
  })

  it.each([0, 1, 0.85])('a routing webhook takes the score %d', (score) => {
    expect(pathsOf(routingWebhook, routingBody({ score }))).toEqual([])
  })

  it('a routing webhook forgets fields it does not know', () => {
    const parsed = routingWebhook.parse({ ...EXAMPLE_ROUTING, extra: 1 })
    expect(parsed).toEqual(EXAMPLE_ROUTING)
  })

  it('a routing webhook lets no key reach a prototype', () => {
    const body: unknown = JSON.parse(
      `{"session":{"id":"s","user":{"__proto__":{"polluted":1}},"cxone":{"__proto__":{"conversationId":"c"}}},
        "intent":{"name":"a","score":1},"text":"x","__proto__":{"polluted":1}}`,
    )
    const parsed = routingWebhook.parse(body)
    expect(parsed.session.cxone?.['conversationId']).toBeUndefined()
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

describe('messages', () => {
  it('messages never repeat what was sent', () => {
    const parsed = parseOrProblem(routingWebhook, { ...EXAMPLE_ROUTING, intent: { name: 'a', score: 'TOP-SECRET' } })
    expect(JSON.stringify(parsed)).not.toContain('TOP-SECRET')
  })
})
