/** docs/contract.md 1.2: what a misunderstood utterance is answered with. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { problem } from '../../../../shared/wire/problem.ts'
import { fallbackAnswer } from '../../../../shared/wire/webhooks.ts'
import {
  CLEAR,
  type FallbackStage,
  fallbackBody,
  openFallbackStage,
  SESSION,
  UNCLEAR,
} from '../../../support/fallback-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { candidate } from '../../../support/scripted-ranker.ts'

let stage: FallbackStage
beforeEach(async () => {
  stage = await openFallbackStage()
})
afterEach(() => stage.close())

const answerTo = async (facts: Readonly<Record<string, unknown>> = {}) => {
  const reply = await stage.post(facts)
  expect(reply.status).toBe(200)
  return fallbackAnswer.parse(reply.body)
}
const scored = async (score: number) => {
  stage.ranker.script('scored', { candidates: [candidate('billing_inquiry', score)] })
  return await answerTo({ input: 'scored' })
}

describe('a possible meaning', () => {
  it('an utterance that may have meant something is answered with it, flat and with exactly three keys', async () => {
    const reply = await stage.post()
    expect(reply.status).toBe(200)
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.body).toEqual({
      context: {
        fallbackAnalysis: {
          originalInput: CLEAR,
          suggestedIntents: [
            { intent: 'billing_inquiry', score: 0.81, semantic: 0.77, historical: 0.84 },
            { intent: 'payment_failure', score: 0.4, semantic: 0.77, historical: 0.84 },
          ],
          highestScore: 0.81,
          escalationTriggered: false,
        },
      },
      nextNode: 'SuggestionRouterNode',
      output: 'Did you mean one of these options?',
    })
  })

  it('an utterance that may have meant something is ranked by its words, the failed intent and those before it', async () => {
    await stage.post({ intent: { name: 'refund_request', confidence: 0.3 } })
    expect(stage.ranker.asked).toEqual([
      { utterance: CLEAR, intent: 'refund_request', previousIntents: [{ name: 'greeting', confidence: 0.9 }] },
    ])
  })

  it('an utterance that may have meant something is answered with three candidates at most, or as many as the rules say', async () => {
    const candidates = [0.9, 0.8, 0.7, 0.6, 0.5].map((score) => candidate(`intent_${score}`, score))
    stage.ranker.script(CLEAR, { candidates })
    expect((await answerTo()).context.fallbackAnalysis.suggestedIntents).toEqual(candidates.slice(0, 3))
    stage.bff.setRules({ fallback: { topIntents: 1 } })
    expect((await answerTo()).context.fallbackAnalysis.suggestedIntents).toEqual(candidates.slice(0, 1))
  })

  it('an utterance that may have meant something comes back whole, however long it is', async () => {
    const input = 'so very long '.repeat(5000)
    expect((await answerTo({ input })).context.fallbackAnalysis.originalInput).toBe(input)
  })
})

describe('the limit of escalation', () => {
  it.each([
    [0.65, false],
    [0.6499, true],
    [1, false],
    [0, true],
  ])('a best score of %d gives as escalated %s', async (score, escalated) => {
    const { context, nextNode } = await scored(score)
    expect(context.fallbackAnalysis).toMatchObject({ highestScore: score, escalationTriggered: escalated })
    expect(nextNode).toBe(escalated ? 'HumanTransferNode' : 'SuggestionRouterNode')
  })

  it('the limit of escalation is the rules’', async () => {
    stage.bff.setRules({ fallback: { escalateBelow: 0.9 } })
    expect((await scored(0.89)).context.fallbackAnalysis.escalationTriggered).toBe(true)
    expect((await scored(0.9)).context.fallbackAnalysis.escalationTriggered).toBe(false)
  })
})

describe('no known meaning', () => {
  it('an utterance that means nothing known is escalated with a score of 0', async () => {
    expect(await answerTo({ input: UNCLEAR })).toEqual({
      context: {
        fallbackAnalysis: {
          originalInput: UNCLEAR,
          suggestedIntents: [],
          highestScore: 0,
          escalationTriggered: true,
        },
      },
      nextNode: 'HumanTransferNode',
      output: 'I am not sure I understand. Would you like to speak to an agent?',
    })
  })

  it('an utterance that means nothing known is escalated also where nothing is below the limit', async () => {
    stage.bff.setRules({ fallback: { escalateBelow: 0 } })
    expect((await answerTo({ input: UNCLEAR })).context.fallbackAnalysis.escalationTriggered).toBe(true)
  })

  it.each(['', '   ', '\n'])('an utterance that means nothing known may be %j', async (input) => {
    expect((await answerTo({ input })).nextNode).toBe('HumanTransferNode')
  })
})

it('nodes and texts are those of the rules', async () => {
  const ours = { suggestNode: 'Ask', suggestText: 'This?', escalateNode: 'Person', escalateText: 'A person?' }
  stage.bff.setRules({ fallback: ours })
  expect(await answerTo()).toMatchObject({ nextNode: 'Ask', output: 'This?' })
  expect(await answerTo({ input: UNCLEAR })).toMatchObject({ nextNode: 'Person', output: 'A person?' })
})

describe('the guard', () => {
  it.each([
    ['Fallback', 0.99, 200],
    ['Fallback', 0, 200],
    ['billing_inquiry', 0.4, 200],
    ['billing_inquiry', 0.41, 400],
    ['billing_inquiry', 1, 400],
    ['fallback', 0.5, 400],
  ])('the guard answers %s with a confidence of %d with %d', async (name, confidence, status) => {
    const reply = await stage.post({ intent: { name, confidence } })
    expect(reply.status).toBe(status)
    if (status === 200) return
    expect(problem.parse(reply.body).detail).toBe('Webhook only processes actual fallback triggers')
    expect(stage.ranker.asked).toEqual([])
    expect(stage.cognigy.journal.entries()).toEqual([])
  })

  it('the guard has the limit of the rules', async () => {
    stage.bff.setRules({ fallback: { maximumConfidence: 0.6 } })
    expect((await stage.post({ intent: { name: 'billing_inquiry', confidence: 0.6 } })).status).toBe(200)
    expect((await stage.post({ intent: { name: 'billing_inquiry', confidence: 0.61 } })).status).toBe(400)
  })

  it.each(['', 'short', '123456789', '..', '\u0000'])(
    'the guard refuses the session %j, which is too short, with 400',
    async (id) => {
      const reply = await stage.post({ sessionId: id })
      expect(reply.status).toBe(400)
      expect(problem.parse(reply.body).detail).toBe('Invalid session identifier')
      expect(stage.cognigy.journal.entries()).toEqual([])
    },
  )

  it('the guard takes a session of ten characters', async () => {
    expect((await stage.post({ sessionId: '1234567890' })).status).toBe(200)
  })
})

const withoutField = (name: string) =>
  Object.fromEntries(Object.entries(fallbackBody()).filter(([key]) => key !== name))
const fieldsOf = (body: unknown) => problem.parse(body).errors?.map(({ path }) => path)

describe('missing or ill-typed', () => {
  it('what is missing or ill-typed is refused by name: no sessionId', async () => {
    const reply = await sendJson(stage.bff.url, '/webhook/fallback', withoutField('sessionId'))
    expect(reply.status).toBe(422)
    expect(fieldsOf(reply.body)).toEqual(['sessionId'])
  })

  it.each([
    ['sessionId', { sessionId: null }],
    ['sessionId', { sessionId: 12345678901.5 }],
    ['sessionId', { sessionId: ' '.repeat(12) }],
    ['sessionId', { sessionId: 'x'.repeat(257) }],
    ['sessionId', { sessionId: 'sess_12345\u0000' }],
    ['sessionId', { sessionId: 'sess_12345\ud800' }],
    ['input', { input: ['x'] }],
    ['intent', { intent: 'Fallback' }],
    ['intent.confidence', { intent: { name: 'Fallback', confidence: 'low' } }],
    ['intent.confidence', { intent: { name: 'Fallback', confidence: 1.1 } }],
    ['intent.confidence', { intent: { name: 'Fallback', confidence: -0.1 } }],
    ['previousIntents', { previousIntents: {} }],
    ['conversationId', { conversationId: {} }],
  ])('what is missing or ill-typed is refused by name: %s in %j', async (path, facts) => {
    const reply = await stage.post(facts)
    expect(reply.status).toBe(422)
    expect(fieldsOf(reply.body)).toEqual([path])
    expect(stage.cognigy.journal.entries()).toEqual([])
  })

  it('a field that nobody asked for is not ill-typed', async () => {
    expect((await stage.post({ more: 1, intent: { name: 'Fallback', confidence: 0, more: 1 } })).status).toBe(200)
  })
})

describe('a repeated delivery', () => {
  it('a repeated delivery gets the first answer again and acts once', async () => {
    const headers = { 'webhook-id': 'delivery-1' }
    const widget = await stage.watch(SESSION)
    const together = [1, 2, 3].map(() => stage.post({ input: UNCLEAR }, headers))
    const replies = [...(await Promise.all(together)), await stage.post({ input: UNCLEAR }, headers)]
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
    expect(stage.writes()).toHaveLength(1)
    expect(stage.triggers()).toHaveLength(1)
    await expect.poll(() => widget.events.map(({ type }) => type)).toEqual(['transcript', 'fallback'])
  })

  it('a repeated delivery with another body is a 409', async () => {
    const headers = { 'idempotency-key': 'delivery-1' }
    await stage.post({}, headers)
    expect((await stage.post({ input: UNCLEAR }, headers)).status).toBe(409)
  })
})

it('what became of utterances is counted, by the rule that ranked them', async () => {
  stage.ranker.script('by tutorial', { rule: 'tutorial' })
  await stage.post()
  await stage.post({ input: 'by tutorial' })
  await stage.post({ intent: { name: 'x', confidence: 1 } })
  expect(await stage.counted('fallback_total{outcome="suggested",rule="posterior"}')).toBe(1)
  expect(await stage.counted('fallback_total{outcome="escalated",rule="tutorial"}')).toBe(1)
  expect(await stage.counted('fallback_total{outcome="refused",rule="none"}')).toBe(1)
})

it('no text of the customer is logged', async () => {
  stage.cognigy.faults.add({ kind: 'status', status: 400, path: /sessions/, body: { message: CLEAR } })
  await stage.post()
  await stage.post({ input: `${CLEAR}!` })
  expect(stage.bff.logged()).toContain('could not be told')
  expect(stage.bff.logged()).not.toContain(CLEAR)
})

it('the answer fits its own schema and holds nothing else', async () => {
  const { body } = await stage.post()
  const strict = z.strictObject({
    context: z.strictObject({
      fallbackAnalysis: z.strictObject(fallbackAnswer.shape.context.shape.fallbackAnalysis.shape),
    }),
    nextNode: z.string(),
    output: z.string(),
  })
  expect(strict.safeParse(body).success).toBe(true)
})
