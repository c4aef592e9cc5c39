/** docs/contract.md 1.1, the rows of its table that are no upstream's fault. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { EXAMPLE_ROUTING, ROUTING_PATHS, routingBody } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone()
  bff = await startBff(cxone)
})
beforeEach(() => {
  cxone.journal.clear()
  cxone.seedConversation({ id: 'conv_abc123', customerName: 'John Doe' })
  bff.setRules({})
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const calls = () => cxone.journal.entries().map(({ method, path }) => `${method} ${path}`)
const post = (body: unknown, path: string = ROUTING_PATHS[0]) => sendJson(bff.url, path, body)

describe('a sure intent', () => {
  it('an intent that is sure enough is routed by the example of the contract, word for word', async () => {
    const reply = await post(EXAMPLE_ROUTING)
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({ status: 'routed', skill: 'Billing Support' })
    expect(reply.headers['content-type']).toMatch(/^application\/json/)
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  it('an intent that is sure enough is routed over the other path too, with what CXone said', async () => {
    const reply = await post(EXAMPLE_ROUTING, '/webhook/cognigy/routing')
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      status: 'success',
      routedTo: 'Billing Support',
      cxoneResponse: {
        id: 'conv_abc123',
        state: 'queued',
        skillGroup: 'Billing Support',
        routingMethod: 'longestAvailable',
      },
    })
  })

  it.each(ROUTING_PATHS)(
    'an intent that is sure enough is written as attributes first, then routed, as %s asks it',
    async (path) => {
      await post(EXAMPLE_ROUTING, path)
      expect(calls().filter((call) => !call.includes('token'))).toEqual([
        'PATCH /api/v2/conversations/conv_abc123',
        'PATCH /api/v2/conversations/conv_abc123/routing',
      ])
      const [attributes, route] = cxone.journal.entries(/conversations/)
      expect(attributes?.body).toEqual({ attributes: { cognigyIntent: { name: 'billing_inquiry', score: 0.92 } } })
      expect(route?.body).toEqual({ skillGroups: [{ name: 'Billing Support' }], routingMethod: 'longestAvailable' })
    },
  )

  it('an intent that is sure enough is carried by a bearer token on every call but the one for the token', async () => {
    await post(EXAMPLE_ROUTING)
    for (const { path, authorization } of cxone.journal.entries()) {
      expect(authorization).toBe(path === '/oauth/token' ? undefined : 'Bearer ***')
    }
  })

  it('an intent is routed at exactly the threshold', async () => {
    expect((await post(routingBody({ score: 0.85 }))).body).toEqual({ status: 'routed', skill: 'Billing Support' })
  })

  it.each([
    ['payment_failure', 'Billing Support'],
    ['login_issue', 'Technical Support'],
    ['product_bug', 'Technical Support'],
    ['feature_request', 'Sales Team'],
    ['weather', 'General Inquiry'],
    ['Billing_Inquiry', 'General Inquiry'],
    ['constructor', 'General Inquiry'],
    ['__proto__', 'General Inquiry'],
  ])('the sure intent %s is sent to %s', async (intent, skill) => {
    expect((await post(routingBody({ intent }))).body).toEqual({ status: 'routed', skill })
    expect(cxone.conversation('conv_abc123')?.skillGroup).toBe(skill)
  })

  it('an intent that is not in the map is counted', async () => {
    await post(routingBody({ intent: 'weather' }))
    expect(await bff.metrics.render()).toMatch(/cx_assist_routing_unmapped_intents_total [1-9]/)
  })

  it('an intent that is sure enough is routed with the method and to the groups of the rules in force', async () => {
    bff.setRules({ routing: { routingMethod: 'firstAvailable', intentToSkill: { billing_inquiry: 'Sales Team' } } })
    expect((await post(EXAMPLE_ROUTING)).body).toEqual({ status: 'routed', skill: 'Sales Team' })
    expect(cxone.conversation('conv_abc123')?.routingMethod).toBe('firstAvailable')
  })

  it('an intent that is sure enough is routed where CXone answers without a body', async () => {
    cxone.faults.add({ kind: 'status', status: 204, path: /routing$/, times: 1 })
    expect((await post(EXAMPLE_ROUTING, '/webhook/cognigy/routing')).body).toEqual({
      status: 'success',
      routedTo: 'Billing Support',
      cxoneResponse: {},
    })
  })

  it('an intent that is sure enough is routed without entities and with an empty text', async () => {
    const { entities: _left, ...body } = routingBody({ text: '' })
    expect((await post(body)).status).toBe(200)
  })
})

describe('an intent below the gate', () => {
  it.each([
    ['/webhook/cognigy', { status: 'fallback', reason: 'low_confidence' }],
    ['/webhook/cognigy/routing', { status: 'low_confidence', action: 'fallback' }],
  ])('an intent below the gate is left to the bot, and %s calls no upstream', async (path, answer) => {
    const reply = await post(routingBody({ score: 0.849999 }), path)
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual(answer)
    expect(calls()).toEqual([])
  })

  it('an intent below the gate is judged by the rules in force', async () => {
    bff.setRules({ routing: { confidenceThreshold: 0.95 } })
    expect((await post(EXAMPLE_ROUTING)).body).toEqual({ status: 'fallback', reason: 'low_confidence' })
  })
})

describe('no usable conversation id', () => {
  const session = (cxone: unknown) => ({ ...EXAMPLE_ROUTING, session: { id: 's', user: {}, cxone } })
  const cases: readonly (readonly [string, unknown])[] = [
    ['no session.cxone', { ...EXAMPLE_ROUTING, session: { id: 's', user: {} } }],
    ['null for session.cxone', session(null)],
    ['an empty session.cxone', session({})],
    ['an empty id', session({ conversationId: '' })],
    ['a blank id', session({ conversationId: ' \t ' })],
    ['null for the id', session({ conversationId: null })],
    ['half a number for the id', session({ conversationId: 4.2 })],
    ['an object for the id', session({ conversationId: {} })],
    ['a list for the id', session({ conversationId: ['conv_abc123'] })],
    ['a way up for the id', session({ conversationId: '..' })],
    ['a line break in the id', session({ conversationId: 'conv\r\nx: y' })],
    ['half a character for the id', session({ conversationId: '\ud800' })],
    ['an id that is too long', session({ conversationId: 'x'.repeat(257) })],
  ]

  it.each(cases)('a webhook without a usable conversation id is a 400 over both paths: %s', async (_what, body) => {
    for (const path of ROUTING_PATHS) {
      const reply = await post(body, path)
      expect(reply.status).toBe(400)
      expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(reply.body).toMatchObject({ status: 400, detail: expect.stringContaining('conversationId') })
    }
    expect(calls()).toEqual([])
  })
})

describe('ids as path segments', () => {
  it.each([
    'a/b',
    '../conv_abc123',
    '..%2f..%2foauth',
    '%2e%2e',
    'conv?x=1',
    'conv#frag',
    'conv;v=1',
    '会話-1',
    'späti🙂',
    'a b+c&d',
    '...',
    'constructor',
    '__proto__',
    'identity',
  ])('an id as one path segment arrives at CXone as it is: %s', async (id) => {
    cxone.seedConversation({ id })
    expect((await post(routingBody({ conversationId: id, sessionId: `sess ${id}` }))).status).toBe(200)
    expect(cxone.conversation(id)?.state).toBe('queued')
    expect(cxone.journal.entries(/conversations/).map(({ path }) => path)).toEqual([
      `/api/v2/conversations/${encodeURIComponent(id)}`,
      `/api/v2/conversations/${encodeURIComponent(id)}/routing`,
    ])
  })
})
