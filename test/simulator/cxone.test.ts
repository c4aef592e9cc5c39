import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../simulator/cxone/tutorial/server.ts'
import { bearer, call, cxoneForm, cxoneToken, form, json, rawStatus } from './calls.ts'

let cxone: CxoneStandIn
let token: string
let now = Date.parse('2026-01-31T09:30:00Z')

beforeEach(async () => {
  cxone = await startCxone({ tokenSeconds: 60, now: () => now })
  token = await cxoneToken(cxone)
  cxone.seedConversation({ id: 'conv_1', customerName: 'John Doe' })
})
afterEach(() => cxone.close())

const path = (rest: string): string => `${cxone.url}/api/v2${rest}`
const route = (id: string, skill = 'Billing Support') =>
  call(
    path(`/conversations/${id}/routing`),
    json('PATCH', { skillGroups: [{ name: skill }], routingMethod: 'longestAvailable' }, token),
  )
const lastReason = () => cxone.journal.entries().at(-1)?.reason

it('the simulated CXone queues what a bot hands over by itself, so that it cannot be routed once more', async () => {
  cxone.queueConversation('conv_1', 'General Inquiry')
  const queued = { state: 'queued', skillGroup: 'General Inquiry', agentName: undefined }
  expect(cxone.conversation('conv_1')).toMatchObject(queued)
  expect((await route('conv_1')).status).toBe(409)
  expect(cxone.conversation('conv_1')).toMatchObject(queued)
})

describe('tokens', () => {
  it('tokens are given for the right credentials, with their life and scope', async () => {
    const { status, body } = await call(
      `${cxone.url}/oauth/token`,
      form(cxoneForm(cxone, 'conversation:all routing:all')),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 60, scope: 'conversation:all routing:all' })
  })

  it('tokens are refused with 401 for a wrong secret', async () => {
    const { status } = await call(`${cxone.url}/oauth/token`, form({ ...cxoneForm(cxone), client_secret: 'guess' }))
    expect(status).toBe(401)
  })

  it.each(['grant_type', 'client_id', 'client_secret', 'scope'])(
    'tokens are refused with 400 without %s',
    async (name) => {
      const { [name]: _left, ...fields } = cxoneForm(cxone)
      expect((await call(`${cxone.url}/oauth/token`, form(fields))).status).toBe(400)
      expect(lastReason()).toContain(name)
    },
  )

  it('tokens are refused with 400 when asked for as JSON, or with a field too many, or for an unknown scope', async () => {
    const url = `${cxone.url}/oauth/token`
    expect((await call(url, json('POST', cxoneForm(cxone)))).status).toBe(400)
    expect((await call(url, form({ ...cxoneForm(cxone), audience: 'x' }))).status).toBe(400)
    expect((await call(url, form(cxoneForm(cxone, 'everything')))).status).toBe(400)
  })

  it('tokens expire', async () => {
    now += 61_000
    expect((await route('conv_1')).status).toBe(401)
  })

  it('tokens can be revoked all at once', async () => {
    cxone.revokeTokens()
    expect((await route('conv_1')).status).toBe(401)
    expect(cxone.conversation('conv_1')?.state).toBe('bot')
  })
})

describe('scopes', () => {
  it('routing wants both of its scopes', async () => {
    for (const scope of ['conversation:all', 'routing:all', 'conversations:modify']) {
      token = await cxoneToken(cxone, scope)
      expect((await route('conv_1')).status).toBe(403)
    }
    token = await cxoneToken(cxone, 'conversation:all routing:all')
    expect((await route('conv_1')).status).toBe(200)
  })

  it('reading is not enough to write', async () => {
    token = await cxoneToken(cxone, 'conversations:read')
    const body = { attributes: { cognigyIntent: { name: 'billing_inquiry', score: 0.9 } } }
    expect((await call(path('/conversations/conv_1'), json('PATCH', body, token))).status).toBe(403)
    expect((await call(path('/conversations/conv_1'), bearer(token))).status).toBe(200)
  })
})

describe('attributes', () => {
  it('attributes take an agent’s summary beside the intent, and whoever listens is told', async () => {
    cxone.seedConversation({ id: 'conv_2', state: 'active', skillGroup: 'Billing Support' })
    const told: unknown[] = []
    cxone.onWrappedUp((event) => told.push(event))
    const intent = { cognigyIntent: { name: 'billing_inquiry', score: 0.92 } }
    const cxAssistWrapUp = { summary: 'Refunded.', dispositionId: 'wrapup-resolved' }
    await call(path('/conversations/conv_2'), json('PATCH', { attributes: intent }, token))
    const reply = await call(path('/conversations/conv_2'), json('PATCH', { attributes: { cxAssistWrapUp } }, token))
    expect(reply.status).toBe(200)
    expect(cxone.conversation('conv_2')?.attributes).toEqual({ ...intent, cxAssistWrapUp })
    expect(told).toEqual([{ conversationId: 'conv_2', summary: 'Refunded.', disposition: 'Resolved' }])
  })

  it.each([
    ['without a word', 400, { cxAssistWrapUp: { summary: '' } }],
    ['of a key that nobody knows', 400, { cxAssistWrapUp: { summary: 'Refunded.', mood: 'calm' } }],
    ['with a wrap-up code of no queue', 422, { cxAssistWrapUp: { summary: 'Refunded.', dispositionId: 'nowhere' } }],
    ['of nothing', 400, {}],
  ])('attributes %s are refused (%i), and nothing is kept', async (_what, status, attributes) => {
    expect((await call(path('/conversations/conv_1'), json('PATCH', { attributes }, token))).status).toBe(status)
    expect(cxone.conversation('conv_1')?.attributes).toEqual({})
  })

  it('attributes are kept with the conversation', async () => {
    const body = { attributes: { cognigyIntent: { name: 'billing_inquiry', score: 0.92 } } }
    expect((await call(path('/conversations/conv_1'), json('PATCH', body, token))).status).toBe(200)
    expect(cxone.conversation('conv_1')?.attributes).toEqual(body.attributes)
  })

  it.each([
    ['another shape', { attributes: { cognigy: { intent: 'x', score: 0.9 } } }],
    ['a field too many', { attributes: { cognigyIntent: { name: 'x', score: 0.9 } }, priority: 1 }],
    ['a score out of range', { attributes: { cognigyIntent: { name: 'x', score: 1.7 } } }],
    ['nothing', {}],
  ])('attributes are refused with 400 as %s, and the journal says why', async (_what, body) => {
    expect((await call(path('/conversations/conv_1'), json('PATCH', body, token))).status).toBe(400)
    expect(cxone.journal.entries().at(-1)).toMatchObject({ outcome: 'rejected', status: 400 })
    expect(lastReason()).toMatch(/^body: /)
  })
})

describe('routing', () => {
  it('routing queues the conversation and tells who listens', async () => {
    const heard: unknown[] = []
    cxone.onRouted((event) => heard.push(event))
    const { status, body } = await route('conv_1')
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: 'conv_1', skillGroup: 'Billing Support', state: 'queued' })
    expect(heard).toEqual([{ conversationId: 'conv_1', skillGroup: 'Billing Support' }])
    expect(cxone.conversation('conv_1')).toMatchObject({ state: 'queued', queueId: 'queue-billing-support' })
  })

  it('routing is refused with 409 the second time and after the end', async () => {
    await route('conv_1')
    expect((await route('conv_1')).status).toBe(409)
    cxone.seedConversation({ id: 'conv_2', state: 'ended' })
    expect((await route('conv_2')).status).toBe(409)
  })

  it('routing is refused with 404 for a conversation nobody knows, and with 400 for such a skill group', async () => {
    expect((await route('conv_9')).status).toBe(404)
    expect((await route('conv_1', 'Poetry')).status).toBe(400)
  })

  it('routing is refused with 400 for a method that does not exist or no skill group', async () => {
    const url = path('/conversations/conv_1/routing')
    const skillGroups = [{ name: 'Billing Support' }]
    expect((await call(url, json('PATCH', { skillGroups, routingMethod: 'random' }, token))).status).toBe(400)
    expect((await call(url, json('PATCH', { skillGroups: [], routingMethod: 'longestAvailable' }, token))).status).toBe(
      400,
    )
    expect((await call(url, json('PATCH', { skillGroups }, token))).status).toBe(400)
  })

  it('routing takes unknown conversations when told to', async () => {
    const lenient = await startCxone({ acceptUnknownConversations: true })
    const body = { skillGroups: [{ name: 'Sales Team' }], routingMethod: 'firstAvailable' }
    const init = json('PATCH', body, await cxoneToken(lenient))
    expect((await call(`${lenient.url}/api/v2/conversations/new/routing`, init)).status).toBe(200)
    expect(lenient.conversation('new')?.state).toBe('queued')
    await lenient.close()
  })
})

describe('ids in paths', () => {
  it('ids in paths arrive decoded', async () => {
    cxone.seedConversation({ id: 'conv/ä 1?x' })
    expect((await route(encodeURIComponent('conv/ä 1?x'))).status).toBe(200)
    expect(cxone.conversation('conv/ä 1?x')?.state).toBe('queued')
  })

  it('ids in paths that would climb to another route are refused', async () => {
    expect(await rawStatus(cxone.url, '/api/v2/routing/users?skillGroup=Sales%20Team&status=available', token)).toBe(
      200,
    )
    for (const tricky of [
      '/api/v2/conversations/../routing/users?skillGroup=Sales%20Team&status=available',
      '/api/v2/conversations/%2e%2e/routing/users?skillGroup=Sales%20Team&status=available',
      '/api/v2//routing/users?skillGroup=Sales%20Team&status=available',
    ]) {
      expect(await rawStatus(cxone.url, tricky, token)).toBe(400)
    }
    expect(await rawStatus(cxone.url, '/api/v2/conversations/%E0%A4', token)).toBe(400)
    expect(await rawStatus(cxone.url, '/api/v2/Conversations/conv_1', token)).toBe(404)
  })
})

describe('what can be read', () => {
  it('a conversation can be read, with what was asked for', async () => {
    cxone.seedConversation({
      id: 'conv_3',
      customerName: 'Ana',
      state: 'active',
      skillGroup: 'Sales Team',
      agentName: 'Kim',
    })
    expect((await call(path('/conversations/conv_3'), bearer(token))).body).toEqual({
      id: 'conv_3',
      legs: [{ state: 'active' }],
    })
    const { body } = await call(path('/conversations/conv_3?expand=participants,wrapup,queue'), bearer(token))
    expect(body).toEqual({
      id: 'conv_3',
      legs: [
        {
          state: 'active',
          participants: [
            { address: { name: 'Virtual assistant' }, purpose: 'bot' },
            { address: { name: 'Ana' }, purpose: 'customer' },
            { address: { name: 'Kim' }, purpose: 'agent' },
          ],
          wrapup: null,
          queue: { id: 'queue-sales-team', name: 'Sales Team' },
        },
      ],
    })
    expect((await call(path('/conversations/conv_3?expand=everything'), bearer(token))).status).toBe(400)
    expect((await call(path('/conversations/conv_9'), bearer(token))).status).toBe(404)
  })

  it('conversations can be read by state', async () => {
    cxone.seedConversation({ id: 'conv_4', state: 'ended', wrapupCode: 'wrapup-resolved' })
    const { body } = await call(path('/conversations/search?state=ended'), bearer(token))
    expect(body).toMatchObject({
      entities: [{ id: 'conv_4', legs: [{ wrapup: { code: { id: 'wrapup-resolved' } } }] }],
    })
    expect((await call(path('/conversations/search?state=asleep'), bearer(token))).status).toBe(400)
  })

  it('who is available in a skill group can be read', async () => {
    const users = path('/routing/users?skillGroup=Billing%20Support&status=available')
    expect((await call(users, bearer(token))).body).toMatchObject({ total: 2 })
    cxone.setAgentStatus('Billing Support', 'busy')
    expect((await call(users, bearer(token))).body).toEqual({ entities: [], total: 0 })
    expect((await call(path('/routing/users?skillGroup=Poetry&status=available'), bearer(token))).status).toBe(400)
    expect((await call(path('/routing/users?skillGroup=Sales%20Team'), bearer(token))).status).toBe(400)
  })

  it('queues and their wrap-up codes can be read', async () => {
    const { body } = await call(path('/routing/queues/queue-sales-team'), bearer(token))
    expect(body).toEqual({ id: 'queue-sales-team', name: 'Sales Team', active: true, availableAgents: 2 })
    const codes = await call(path('/routing/queues/queue-sales-team/wrapupcodes'), bearer(token))
    expect(codes.body).toMatchObject({ entities: [{ id: 'wrapup-resolved', name: 'Resolved' }, {}, {}] })
    expect((await call(path('/routing/queues/queue-9'), bearer(token))).status).toBe(404)
  })
})

describe('transfers', () => {
  const good = {
    transferTo: { type: 'queue', id: 'queue-technical-support' },
    transferType: 'blind',
    wrapupCode: { id: 'wrapup-transferred' },
    contextData: { intent: 'login_issue', customerName: 'John Doe' },
  }
  const transfer = (body: unknown, id = 'conv_1') =>
    call(path(`/conversations/voice/${id}/transfer`), json('POST', body, token))

  it('transfers put the conversation into the other queue', async () => {
    expect((await transfer(good)).status).toBe(200)
    expect(cxone.conversation('conv_1')).toMatchObject({
      state: 'queued',
      queueId: 'queue-technical-support',
      transfers: [good],
    })
  })

  it.each([
    ['400 for a target that does not exist', 400, { ...good, transferTo: { type: 'queue', id: 'Technical Support' } }],
    [
      '400 for a kind of target that does not exist',
      400,
      { ...good, transferTo: { type: 'moon', id: 'queue-sales-team' } },
    ],
    ['422 for a wrap-up code of nobody', 422, { ...good, wrapupCode: { id: 'wrapup-9' } }],
    ['400 with the conversation id in the body', 400, { ...good, conversationId: 'conv_1' }],
    ['400 without context', 400, { ...good, contextData: undefined }],
  ])('transfers are refused with %s', async (_what, status, body) => {
    expect((await transfer(body)).status).toBe(status)
    expect(cxone.conversation('conv_1')?.transfers).toEqual([])
  })

  it('transfers are refused with 404 for an unknown conversation and 409 once it is wrapped up', async () => {
    expect((await transfer(good, 'conv_9')).status).toBe(404)
    cxone.endConversation('conv_1', 'wrapup-resolved')
    expect((await transfer(good)).status).toBe(409)
    cxone.seedConversation({ id: 'conv_2', state: 'ended' })
    expect((await transfer(good, 'conv_2')).status).toBe(409)
  })

  it('transfers are refused with 403 without a scope to modify', async () => {
    token = await cxoneToken(cxone, 'conversations:read routing:all')
    expect((await transfer(good)).status).toBe(403)
  })
})

it('the simulated CXone says when to come back once a minute has seen too many calls', async () => {
  const busy = await startCxone({ requestsPerMinute: 2, now: () => now })
  busy.seedConversation({ id: 'conv_1' })
  const init = bearer(await cxoneToken(busy))
  const url = `${busy.url}/api/v2/conversations/conv_1`
  expect((await call(url, init)).status).toBe(200)
  now += 20_000
  expect((await call(url, init)).status).toBe(200)
  const refused = await call(url, init)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('40')
  now += 40_000
  expect((await call(url, init)).status).toBe(200)
  await busy.close()
})

it('the simulated CXone answers 404 for what it does not serve, and writes it down', async () => {
  expect((await call(path('/conversations/conv_1/messages'), bearer(token))).status).toBe(404)
  expect(lastReason()).toContain('no such route')
})
