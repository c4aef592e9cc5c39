import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../simulator/cognigy/tutorial/server.ts'
import { apiToken, basic, bearer, call, form, json, ORG_SCOPE, orgForm, orgToken } from './calls.ts'

let cognigy: CognigyStandIn
let now = Date.parse('2026-01-31T09:30:00Z')

beforeEach(async () => {
  cognigy = await startCognigy({ tokenSeconds: 60, now: () => now })
  cognigy.seedSession('sess_12345', { language: 'en' })
})
afterEach(() => cognigy.close())

const at = (path: string): string => cognigy.url + path

describe('API tokens', () => {
  const grant = { grant_type: 'client_credentials' }

  it('API tokens are given for HTTP Basic credentials', async () => {
    const { status, body } = await call(at('/oauth/token'), form(grant, basic(cognigy)))
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 60 })
  })

  it('API tokens are refused with 401 for wrong or missing credentials, and for credentials in the form', async () => {
    const wrong = `Basic ${Buffer.from('cognigy-client:guess').toString('base64')}`
    expect((await call(at('/oauth/token'), form(grant, wrong))).status).toBe(401)
    expect((await call(at('/oauth/token'), form(orgForm(cognigy)))).status).toBe(401)
  })

  it('API tokens are refused with 400 for another grant', async () => {
    expect((await call(at('/oauth/token'), form({ grant_type: 'password' }, basic(cognigy)))).status).toBe(400)
  })

  it('API tokens expire', async () => {
    const token = await apiToken(cognigy)
    now += 61_000
    expect((await call(at('/api/v3/sessions/sess_12345/context'), json('PUT', {}, token))).status).toBe(401)
  })
})

describe('session context', () => {
  it('session context is merged', async () => {
    const token = await apiToken(cognigy)
    const url = at('/api/v3/sessions/sess_12345/context')
    expect((await call(url, json('PUT', { fallbackAnalysis: { highestScore: 0.8 } }, token))).status).toBe(200)
    expect(cognigy.session('sess_12345')?.context).toEqual({ language: 'en', fallbackAnalysis: { highestScore: 0.8 } })
  })

  it('session context keeps what a later merge does not name, and takes what it does', async () => {
    const token = await apiToken(cognigy)
    const url = at('/api/v3/sessions/sess_12345/context')
    for (const body of [{ a: 1, b: { c: 2 } }, { b: { d: 3 } }]) await call(url, json('PUT', body, token))
    expect(cognigy.session('sess_12345')?.context).toEqual({ language: 'en', a: 1, b: { d: 3 } })
  })

  it('session context is refused with 400 if it is no object, and with 404 for a session nobody knows', async () => {
    const token = await apiToken(cognigy)
    expect((await call(at('/api/v3/sessions/sess_12345/context'), json('PUT', [1], token))).status).toBe(400)
    expect((await call(at('/api/v3/sessions/sess_99999/context'), json('PUT', {}, token))).status).toBe(404)
  })

  it('session context wants a token of this API, not of the organisation', async () => {
    const url = at('/api/v3/sessions/sess_12345/context')
    expect((await call(url, json('PUT', {}, await orgToken(cognigy)))).status).toBe(401)
  })
})

describe('triggering a node', () => {
  it('triggering a node is remembered with the session', async () => {
    const url = at('/api/v3/sessions/sess_12345/trigger')
    expect((await call(url, json('POST', { nodeId: 'HumanTransferNode' }, await apiToken(cognigy)))).status).toBe(200)
    expect(cognigy.session('sess_12345')?.triggeredNodes).toEqual(['HumanTransferNode'])
  })

  it('triggering a node is remembered in order, each time', async () => {
    const url = at('/api/v3/sessions/sess_12345/trigger')
    const token = await apiToken(cognigy)
    for (const nodeId of ['A', 'B', 'A']) await call(url, json('POST', { nodeId }, token))
    expect(cognigy.session('sess_12345')?.triggeredNodes).toEqual(['A', 'B', 'A'])
  })

  it('triggering a node is refused with 404 for a session nobody knows, and with 401 without a token of this API that is valid', async () => {
    const token = await apiToken(cognigy)
    const node = { nodeId: 'HumanTransferNode' }
    const url = at('/api/v3/sessions/sess_12345/trigger')
    expect((await call(at('/api/v3/sessions/sess_99999/trigger'), json('POST', node, token))).status).toBe(404)
    expect((await call(url, json('POST', node, await orgToken(cognigy)))).status).toBe(401)
    now += 61_000
    expect((await call(url, json('POST', node, token))).status).toBe(401)
    expect(cognigy.session('sess_12345')?.triggeredNodes).toEqual([])
  })

  it('triggering a node is refused with 400 without a node or with more than a node', async () => {
    const token = await apiToken(cognigy)
    const url = at('/api/v3/sessions/sess_12345/trigger')
    expect((await call(url, json('POST', {}, token))).status).toBe(400)
    expect((await call(url, json('POST', { nodeId: 'A', flow: 'B' }, token))).status).toBe(400)
    expect(cognigy.session('sess_12345')?.triggeredNodes).toEqual([])
  })
})

describe('organisation tokens', () => {
  it('organisation tokens are given for exactly the documented scope', async () => {
    const { status, body } = await call(at('/api/v1/oauth/token'), form(orgForm(cognigy)))
    expect(status).toBe(200)
    expect(body).toMatchObject({ scope: ORG_SCOPE, expires_in: 60 })
    const less = { ...orgForm(cognigy), scope: 'agentassist:read' }
    expect((await call(at('/api/v1/oauth/token'), form(less))).status).toBe(400)
  })

  it('organisation tokens are refused with 401 for a wrong secret', async () => {
    const wrong = { ...orgForm(cognigy), client_secret: 'guess' }
    expect((await call(at('/api/v1/oauth/token'), form(wrong))).status).toBe(401)
  })
})

describe('suggestions', () => {
  const body = { interactionId: 'int_1', transcript: 'I want a refund now', sentimentScore: -0.2, context: {} }
  const ask = async (sent: unknown) =>
    call(at('/api/v1/agentassist/suggest'), json('POST', sent, await orgToken(cognigy)))

  it('suggestions fit what was said, each with text, confidence and source', async () => {
    const { status, body: answer } = await ask(body)
    expect(status).toBe(200)
    expect(JSON.stringify(answer)).toMatch(/refund/i)
    expect(answer).toMatchObject({
      suggestions: expect.arrayContaining([
        { text: expect.any(String), confidence: expect.any(Number), source: expect.any(String) },
      ]),
    })
    expect((await ask({ ...body, transcript: 'my app keeps crashing' })).body).not.toEqual(answer)
  })

  it.each([
    ['a word that holds the name of a topic', 'it feels so much better now', 'billing-faq'],
    ['an account that is mentioned by the way', 'send it to the number in my account', 'login-guide'],
    ['something that was paid for and did not come', 'I paid for two tickets and have none', 'billing-faq'],
  ])('suggestions are of no topic for %s', async (_what, transcript, source) => {
    const { status, body: answer } = await ask({ ...body, transcript })
    expect(status).toBe(200)
    expect(JSON.stringify(answer)).not.toContain(source)
  })

  it('suggestions for someone who gives thanks say welcome, and promise nothing that is done', async () => {
    const { body: answer } = await ask({ ...body, transcript: 'Opens fine. Thx' })
    expect(answer).toMatchObject({ suggestions: [{ text: expect.stringMatching(/welcome/) }, {}] })
    expect(JSON.stringify(answer)).not.toMatch(/let me check|trouble/i)
  })

  it('suggestions begin with an apology for someone who is upset', async () => {
    const { body: answer } = await ask({ ...body, sentimentScore: -0.9 })
    expect(answer).toMatchObject({ suggestions: [{ text: expect.stringMatching(/^I am sorry/) }, {}, {}, {}] })
  })

  it.each([
    ['an agent id too many', { ...body, agentId: 'a1' }],
    ['no transcript', { ...body, transcript: undefined }],
    ['no sentiment', { ...body, sentimentScore: undefined }],
    ['a sentiment out of range', { ...body, sentimentScore: -2 }],
    ['no context', { ...body, context: undefined }],
  ])('suggestions are refused with 400 for %s', async (_what, sent) => {
    expect((await ask(sent)).status).toBe(400)
  })

  it('suggestions are refused with 401 without a token', async () => {
    expect((await call(at('/api/v1/agentassist/suggest'), json('POST', body))).status).toBe(401)
  })
})

describe('session updates', () => {
  const body = {
    sessionData: { escalationLevel: 'manager', frustrationScore: 0.8, escalationTriggered: true },
    flow: 'manager_escalation',
    node: 'start',
  }
  const update = (sent: unknown, key = cognigy.apiKey, id = 'sess_12345') =>
    call(at(`/api/v1/sessions/${id}/update`), json('POST', sent, key))

  it('session updates are remembered, with and without a target', async () => {
    const { flow: _flow, node: _node, ...bare } = body
    expect((await update(body)).status).toBe(200)
    expect((await update(bare)).status).toBe(200)
    expect(cognigy.session('sess_12345')?.updates).toEqual([body, bare])
  })

  it('session updates are refused with 401 for another key, a token included', async () => {
    expect((await update(body, 'guess')).status).toBe(401)
    expect((await update(body, await orgToken(cognigy))).status).toBe(401)
  })

  it.each([
    ['a level that does not exist', { ...body, sessionData: { ...body.sessionData, escalationLevel: 'angry' } }],
    ['a flow without a node', { sessionData: body.sessionData, flow: 'manager_escalation' }],
    ['a field too many', { ...body, userId: 'u1' }],
    ['no data', { flow: 'a', node: 'b' }],
  ])('session updates are refused with 400 for %s', async (_what, sent) => {
    expect((await update(sent)).status).toBe(400)
    expect(cognigy.session('sess_12345')?.updates).toEqual([])
  })

  it('session updates are refused with 404 for a session nobody knows, unless such sessions are to be taken', async () => {
    expect((await update(body, cognigy.apiKey, 'sess_99999')).status).toBe(404)
    const lenient = await startCognigy({ acceptUnknownSessions: true })
    const init = json('POST', body, lenient.apiKey)
    expect((await call(`${lenient.url}/api/v1/sessions/sess_99999/update`, init)).status).toBe(200)
    await lenient.close()
  })

  it('session updates are limited per minute', async () => {
    const busy = await startCognigy({ updatesPerMinute: 1, acceptUnknownSessions: true, now: () => now })
    const url = `${busy.url}/api/v1/sessions/s/update`
    expect((await call(url, json('POST', body, busy.apiKey))).status).toBe(200)
    const refused = await call(url, json('POST', body, busy.apiKey))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    await busy.close()
  })
})

describe('control routes', () => {
  let steered: CognigyStandIn
  beforeEach(async () => {
    steered = await startCognigy({ controlRoutes: true })
    steered.seedSession('sess_12345', { language: 'en' })
  })
  afterEach(() => steered.close())

  const context = '/api/v3/sessions/sess_12345/context'
  const trigger = '/api/v3/sessions/sess_12345/trigger'
  const seen = (id = 'sess_12345') => call(`${steered.url}/__simulator/sessions/${id}`)

  it('control routes show a session with its context and its triggered nodes, and 404 where there is none', async () => {
    const token = await apiToken(steered)
    await call(steered.url + context, json('PUT', { mood: 'lost' }, token))
    await call(steered.url + trigger, json('POST', { nodeId: 'HumanTransferNode' }, token))
    expect(await seen()).toMatchObject({
      status: 200,
      body: { context: { language: 'en', mood: 'lost' }, triggeredNodes: ['HumanTransferNode'], updates: [] },
    })
    expect((await seen('sess_99999')).status).toBe(404)
    expect(steered.journal.entries(/__simulator/)).toEqual([])
  })

  it('control routes are not there unless they were asked for', async () => {
    expect((await call(at('/__simulator/sessions/sess_12345'))).status).toBe(404)
  })

  it.each([
    ['context', context, json('PUT', { a: 1 })],
    ['trigger', trigger, json('POST', { nodeId: 'A' })],
  ])('control routes let the %s of a session meet a rate limit', async (_what, path, init) => {
    const fault = { pathPattern: `${path}$`, times: 1, kind: 'status', status: 429, headers: { 'retry-after': '3' } }
    expect((await call(`${steered.url}/__simulator/faults`, json('POST', fault))).status).toBe(201)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await apiToken(steered)}` }
    const refused = await call(steered.url + path, { ...init, headers })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3'])
    expect((await seen()).body).toMatchObject({ context: { language: 'en' }, triggeredNodes: [] })
    expect((await call(steered.url + path, { ...init, headers })).status).toBe(200)
  })
})

it('the simulated Cognigy revokes the tokens of both base URLs', async () => {
  const [api, org] = [await apiToken(cognigy), await orgToken(cognigy)]
  cognigy.revokeTokens()
  expect((await call(at('/api/v3/sessions/sess_12345/context'), json('PUT', {}, api))).status).toBe(401)
  expect((await call(at('/api/v1/agentassist/suggest'), { ...bearer(org), method: 'POST' })).status).toBe(401)
})
