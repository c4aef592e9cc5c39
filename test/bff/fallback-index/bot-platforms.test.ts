/** What bot platforms send where they have nothing: no null, no number in quotes and no odd extra stops a conversation. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { validate } from '../../../shared/validate/validate.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type FallbackStage, fallbackBody, openFallbackStage } from '../../support/fallback-stage.ts'
import { type Reply, send, sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, ROUTING_PATHS } from '../../support/routing-webhook.ts'
import { INTEGRATOR_KEY, type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../support/widget-client.ts'

const ROUTE = '/api/v2/conversations/conv_abc123/routing'

let cxone: CxoneStandIn
let bff: RunningBff
let widget: Widget
beforeAll(async () => {
  cxone = await startCxone()
})
beforeEach(async () => {
  cxone.journal.clear()
  cxone.seedConversation({ id: 'conv_abc123' })
  bff = await startBff(cxone)
  widget = await connectWidget(
    bff.url,
    await bff.token({ agentId: 'agent_1', conversations: ['conv_abc123', '123456'] }),
  )
  await widget.join('conv_abc123')
  return async () => {
    widget.close()
    await bff.stop()
  }
})
afterAll(() => cxone.close())

type Facts = Readonly<Record<string, unknown>>
const post = async (facts: Facts, path: string = ROUTING_PATHS[0]): Promise<Reply> => {
  const body = { ...EXAMPLE_ROUTING, ...facts }
  const reply = await sendJson(bff.url, path, body)
  // Whoever tries it out before hears the same.
  expect(validate('routing', JSON.parse(JSON.stringify(body))).status).toBe(reply.status)
  return reply
}
const types = (): string[] => widget.events.map(({ type }) => type)

describe('nothing recognised', () => {
  const NOTHING: readonly unknown[] = [
    undefined,
    null,
    '',
    ' ',
    {},
    { name: null, score: null },
    { name: null, score: -1 },
    { name: '', score: 'none' },
    { name: {}, score: null },
    { name: null, score: 0.99 },
    { name: '', score: 1 },
    { name: '  ', score: 1 },
    { score: 1 },
    { name: 'billing_inquiry' },
    { name: 'billing_inquiry', score: null },
    { name: 'billing_inquiry', score: '' },
  ]

  it.each(NOTHING)(
    'an utterance in which the bot recognised nothing is left to the bot as any below the gate is: %j',
    async (intent) => {
      expect((await post({ intent })).body).toEqual({ status: 'fallback', reason: 'low_confidence' })
      expect((await post({ intent, text: 'and again' }, ROUTING_PATHS[1])).body).toEqual({
        status: 'low_confidence',
        action: 'fallback',
      })
      expect(cxone.journal.entries()).toEqual([])
      await expect.poll(types).toEqual(['transcript', 'routing', 'transcript', 'routing'])
    },
  )

  it('an utterance in which the bot recognised nothing is below a gate that lets everything through', async () => {
    bff.setRules({ routing: { confidenceThreshold: 0 } })
    expect((await post({ intent: null })).body).toEqual({ status: 'fallback', reason: 'low_confidence' })
  })

  it('an utterance in which the bot recognised nothing is not what a prototype says', async () => {
    const body = JSON.stringify(EXAMPLE_ROUTING).replace('"score":0.92', '"__proto__":{"score":0.92}')
    const headers = { 'content-type': 'application/json' }
    const reply = await send(bff.url, ROUTING_PATHS[0], { method: 'POST', headers, body })
    expect(reply.body).toEqual({ status: 'fallback', reason: 'low_confidence' })
    expect(cxone.journal.entries()).toEqual([])
  })
})

describe('a score in quotes', () => {
  it.each(['0.92', ' .92 ', '1', '9.2e-1', '+0.92'])(
    'a score in quotes is the number that it says: %j',
    async (score) => {
      expect((await post({ intent: { name: 'billing_inquiry', score } })).body).toMatchObject({ status: 'routed' })
    },
  )

  it.each(['0.2', '0', '8e-1'])('a score in quotes is measured as the number that it says: %j', async (score) => {
    expect((await post({ intent: { name: 'billing_inquiry', score } })).body).toMatchObject({ status: 'fallback' })
  })

  it.each(['1.2', '-1', 'high', '0,92', '0x1', 'NaN', '92%'])(
    'a score in quotes that is no score is refused by name: %j',
    async (score) => {
      expect((await post({ intent: { name: 'billing_inquiry', score } })).body).toMatchObject({
        errors: [{ path: 'intent.score' }],
      })
    },
  )
})

describe('no text', () => {
  it.each([undefined, null, '', ' \n '])(
    'a customer who sent no text is routed, and no utterance is shown: %j',
    async (text) => {
      expect((await post({ text })).body).toMatchObject({ status: 'routed' })
      await expect.poll(types).toEqual(['intent', 'routing'])
    },
  )

  it('a number that a customer sent is shown as the text that it is', async () => {
    expect((await post({ text: 42 })).status).toBe(200)
    await expect.poll(() => widget.events[0]?.data).toMatchObject({ text: '42' })
  })
})

describe('what nobody reads', () => {
  const ODD: readonly unknown[] = [
    null,
    '',
    'x',
    7,
    true,
    [],
    {},
    [null],
    [{ name: 'date', value: { from: 1, to: 2 } }],
  ]

  it.each(ODD)('what nobody reads stops nobody, whatever it is: entities %j', async (entities) => {
    expect((await post({ entities })).body).toMatchObject({ status: 'routed' })
  })

  it.each(ODD)('what nobody reads stops nobody, whatever it is: session.user %j', async (user) => {
    const session = { ...EXAMPLE_ROUTING.session, user }
    expect((await post({ session })).body).toMatchObject({ status: 'routed' })
  })
})

describe('an id that is a number', () => {
  it('an id that is a number is its digits, in whichever field of a routing webhook', async () => {
    cxone.seedConversation({ id: '123456' })
    const session = { id: 98765, cxone: { conversationId: 123456 } }
    expect((await post({ session })).body).toMatchObject({ status: 'routed' })
    expect(cxone.conversation('123456')?.state).toBe('queued')
    expect((await bff.store.conversations.find('98765'))?.conversationId).toBe('123456')
  })

  it.each([2 ** 53, -(2 ** 60), 1.5])(
    'an id that is a number is refused where its digits are not what was written: %d',
    async (conversationId) => {
      const session = { ...EXAMPLE_ROUTING.session, cxone: { conversationId } }
      expect((await post({ session })).status).toBe(400)
      expect(cxone.journal.entries(ROUTE)).toEqual([])
    },
  )

  it('an id that is a number is taken for a widget’s token, and for the time that it lives in quotes', async () => {
    const ask = (body: unknown) =>
      sendJson(bff.url, '/api/widget/token', body, { authorization: `Bearer ${INTEGRATOR_KEY}` })
    for (const more of [{}, { conversations: null }, { conversations: '', ttlSeconds: null }, { ttlSeconds: '' }]) {
      expect((await ask({ agentId: 4711, ...more })).status).toBe(200)
    }
    const reply = await ask({ agentId: 4711, conversations: [123456], ttlSeconds: '60' })
    expect(reply.status).toBe(200)
    const { token } = Object(reply.body)
    const own = await connectWidget(bff.url, String(token))
    await own.join('123456')
    own.close()
  })
})

describe('a fallback webhook', () => {
  let stage: FallbackStage
  beforeEach(async () => {
    stage = await openFallbackStage()
    return stage.close
  })

  it.each<Facts>([
    { intent: null },
    { intent: undefined },
    { intent: {} },
    { intent: { name: null, confidence: null } },
    { intent: { name: 'Fallback', confidence: '0.2' } },
    { intent: { name: '', confidence: '' } },
    { context: null },
    { context: undefined },
    { context: [] },
    { context: 'none' },
    { previousIntents: null },
    { previousIntents: undefined },
    { previousIntents: '' },
    { intent: null, context: null, previousIntents: null },
    { sessionId: 12345678901 },
    { conversationId: null },
    { conversationId: '' },
  ])('a fallback webhook is answered as a flow expects with %j', async (facts) => {
    const reply = await stage.post(facts)
    expect(reply.status).toBe(200)
    expect(reply.body).toMatchObject({ nextNode: 'SuggestionRouterNode', output: expect.any(String) })
    expect(validate('fallback', JSON.parse(JSON.stringify(fallbackBody(facts)))).status).toBe(200)
  })

  it.each([[[]], ['Fallback'], [7]])(
    'a fallback webhook is refused by the name of the field where its intent is %j',
    async (intent) => {
      const { status, body } = await stage.post({ intent })
      expect(status).toBe(422)
      expect(body).toMatchObject({ errors: [{ path: 'intent' }] })
      expect(validate('fallback', fallbackBody({ intent })).status).toBe(422)
    },
  )

  it('a fallback webhook reads the previous intents that are some, and leaves out the others', async () => {
    const odd = [null, 'greeting', 7, [], {}, { name: null, confidence: 1 }, { name: '', confidence: 1 }]
    const some = [
      { name: 'a', confidence: 0.5 },
      { name: 'b', confidence: '0.25' },
      { name: 'c', confidence: 92 },
      { name: 'd', confidence: null },
      { name: 'e' },
    ]
    expect((await stage.post({ previousIntents: [...odd, ...some] })).status).toBe(200)
    expect(stage.ranker.asked[0]?.previousIntents).toEqual([
      { name: 'a', confidence: 0.5 },
      { name: 'b', confidence: 0.25 },
      { name: 'c', confidence: 0.92 },
      { name: 'd', confidence: 0 },
      { name: 'e', confidence: 0 },
    ])
  })

  it.each([undefined, null, '', '  '])(
    'a fallback webhook without words is answered, and no utterance is shown: %j',
    async (input) => {
      const agent = await stage.watch('sess_12345')
      const { status, body } = await stage.post({ input })
      expect(status).toBe(200)
      expect(body).toMatchObject({ context: { fallbackAnalysis: { originalInput: input ?? '' } } })
      await expect.poll(() => agent.events.map(({ type }) => type)).toEqual(['fallback'])
    },
  )
})
