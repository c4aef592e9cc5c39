import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyVendorStandIn, startCognigyVendor } from '../../../simulator/cognigy/vendor/server.ts'
import { call, json } from '../calls.ts'

let cognigy: CognigyVendorStandIn
let now = Date.parse('2026-01-31T09:30:00Z')
const SESSION = 'sess-1'
beforeEach(async () => {
  cognigy = await startCognigyVendor({
    now: () => now,
    callsPerFiveMinutes: 5,
    endpoints: [{ urlToken: 'hub-url-token', type: 'niceCXOne' }],
  })
  cognigy.seedSession(SESSION, 'user-1', { language: 'en' })
})
afterEach(() => cognigy.close())

const lastReason = () => cognigy.journal.entries().at(-1)?.reason
/** With these headers more than a body of JSON needs. */
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(cognigy.url + path, { ...json('POST', body), headers: { 'content-type': 'application/json', ...headers } })

describe('context inject', () => {
  const INJECT = `/new/v2.0/sessions/${SESSION}/context/inject`
  const fallbackAnalysis = { originalInput: 'x', escalationTriggered: false }
  const inject = (body: unknown, headers: Record<string, string> = { 'x-api-key': cognigy.apiKey }, path = INJECT) =>
    post(path, body, headers)
  const good = { userId: 'user-1', context: { fallbackAnalysis } }

  it.each(['/new/v2.0', '/v2.0'])(
    'context inject under %s keeps what it is given, beside what was there',
    async (prefix) => {
      const { status, body } = await inject(good, undefined, `${prefix}/sessions/${SESSION}/context/inject`)
      expect(status).toBe(200)
      expect(body).toEqual({ fallbackAnalysis })
      expect(cognigy.session(SESSION)?.context).toEqual({ language: 'en', fallbackAnalysis })
    },
  )

  it('context inject puts a new object in the place of the old one', async () => {
    await inject(good)
    await inject({ userId: 'user-1', context: { fallbackAnalysis: { originalInput: 'y' } } })
    expect(cognigy.session(SESSION)?.context['fallbackAnalysis']).toEqual({ originalInput: 'y' })
  })

  it('context inject is refused with 401 without the key in its own header, and with it as a bearer token', async () => {
    expect((await inject(good, {})).status).toBe(401)
    expect((await inject(good, { 'x-api-key': 'guess' })).status).toBe(401)
    const { status, body } = await inject(good, { authorization: `Bearer ${cognigy.apiKey}` })
    expect(status).toBe(401)
    expect(body).toMatchObject({ status: 401, detail: 'an API key is no bearer token', traceId: expect.any(String) })
    expect(cognigy.session(SESSION)?.context).toEqual({ language: 'en' })
  })

  it('context inject is refused with 400 with the key in the URL', async () => {
    const inUrl = `${INJECT}?api_key=${cognigy.apiKey}`
    expect((await inject(good, undefined, inUrl)).status).toBe(400)
    expect(cognigy.journal.entries().at(-1)?.query).toBe('api_key=***')
  })

  it.each([
    ['without a user', { context: {} }],
    ['without a context', { userId: 'user-1' }],
    ['with a context that is a text', { userId: 'user-1', context: '{}' }],
    ['with a key too many', { userId: 'user-1', context: {}, flow: 'x' }],
  ])('context inject is refused with 400 %s', async (_what, body) => {
    expect((await inject(body)).status).toBe(400)
    expect(lastReason()).toMatch(/^body: /)
  })

  it('context inject is refused with 404 for another session or somebody else’s, and with 413 beyond 60 kB', async () => {
    expect((await inject(good, undefined, '/new/v2.0/sessions/x/context/inject')).status).toBe(404)
    expect((await inject({ ...good, userId: 'user-2' })).status).toBe(404)
    expect((await inject({ userId: 'user-1', context: { x: 'x'.repeat(60_000) } })).status).toBe(413)
  })

  it('context inject may want an e-mail address for a user, and may take any session', async () => {
    const picky = await startCognigyVendor({ userIdIsEmail: true, acceptUnknownSessions: true })
    const ask = (userId: string) =>
      call(`${picky.url}/v2.0/sessions/new/context/inject`, {
        ...json('POST', { userId, context: {} }),
        headers: { 'content-type': 'application/json', 'x-api-key': picky.apiKey },
      })
    expect((await ask('user-1')).status).toBe(400)
    expect((await ask('ana@customers.example')).status).toBe(200)
    expect(picky.sessions()).toMatchObject([{ id: 'new', userId: 'ana@customers.example' }])
    await picky.close()
  })

  it('context inject says when to come back once five minutes have seen too many calls', async () => {
    for (let n = 0; n < 5; n += 1) expect((await inject(good)).status).toBe(200)
    now += 200_000
    const refused = await inject(good)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '100'])
    now += 100_000
    expect((await inject(good)).status).toBe(200)
  })
})

describe('a conversation', () => {
  const show = (id: string, headers: Record<string, string> = { 'x-api-key': cognigy.apiKey }) =>
    call(`${cognigy.url}/new/v2.0/conversations/${id}`, { headers })

  it('a conversation is shown for the key, and to nobody without it', async () => {
    expect(await show(SESSION)).toMatchObject({ status: 200, body: [] })
    expect((await show(`${SESSION}?projectId=p1`)).status).toBe(200)
    expect((await show('x')).status).toBe(404)
    expect((await show('x', { 'x-api-key': 'guess' })).status).toBe(401)
    expect((await show(`${SESSION}?api_key=${cognigy.apiKey}`)).status).toBe(400)
  })
})

describe('inject', () => {
  const good = {
    userId: 'user-1',
    sessionId: SESSION,
    text: '',
    data: { cxAssist: { action: 'escalate', level: 'manager', targetFlow: 'Escalation', targetNode: 'Manager' } },
  }
  const inject = (body: unknown, urlToken = cognigy.chatToken, headers: Record<string, string> = {}) =>
    post(`/inject/${urlToken}`, body, headers)

  it('inject brings data into a session, by the endpoint’s token alone', async () => {
    expect((await inject(good)).status).toBe(202)
    expect(cognigy.session(SESSION)?.injects).toEqual([
      { urlToken: cognigy.chatToken, userId: 'user-1', text: '', data: good.data },
    ])
  })

  it('inject that is repeated comes in twice', async () => {
    await inject(good)
    await inject(good)
    expect(cognigy.session(SESSION)?.injects).toHaveLength(2)
    expect(cognigy.journal.entries(/^\/inject\//)).toHaveLength(2)
  })

  it('inject is refused with 404 by endpoints that take none, and by those that nobody knows', async () => {
    for (const token of ['hub-url-token', 'assist-url-token', 'guess']) {
      expect((await inject(good, token)).status).toBe(404)
    }
    expect(cognigy.session(SESSION)?.injects).toEqual([])
  })

  it('inject is refused with 400 with a key that is none of its business', async () => {
    expect((await inject(good, undefined, { 'x-api-key': cognigy.apiKey })).status).toBe(400)
    expect((await inject(good, undefined, { authorization: `Bearer ${cognigy.apiKey}` })).status).toBe(400)
  })

  it.each([
    ['400 with a key too many', 400, { ...good, URLToken: 'x' }],
    ['400 without a text', 400, { ...good, text: undefined }],
    ['400 with data that is a text', 400, { ...good, data: 'escalate' }],
    ['400 with a text of more than 10,000 characters', 400, { ...good, text: 'x'.repeat(10_001) }],
    ['400 with a session id of more than 256 characters', 400, { ...good, sessionId: 'x'.repeat(257) }],
    ['404 for a session that nobody knows', 404, { ...good, sessionId: 'x' }],
    ['404 for somebody else’s session', 404, { ...good, userId: 'user-2' }],
  ])('inject is refused with %s', async (_what, status, body) => {
    expect((await inject(body)).status).toBe(status)
    expect(cognigy.session(SESSION)?.injects).toEqual([])
  })
})

describe('the endpoint that suggests', () => {
  const good = {
    userId: 'cx-assist',
    sessionId: 'cx-assist-4711',
    text: 'I want a refund',
    data: { cxAssist: { interactionId: '4711', sentimentScore: -0.2, context: { channel: 'webchat' } } },
  }
  const suggest = (body: unknown = good, headers: Record<string, string> = {}) =>
    post(new URL(cognigy.assistUrl).pathname, body, headers)
  const stackIn = ({ body }: { body: unknown }): { text: string; data: { suggestions: unknown[] } }[] =>
    Object(body).outputStack

  it('the endpoint that suggests answers with several outputs, and the last of them once more', async () => {
    const answer = await suggest()
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ userId: 'cx-assist', sessionId: 'cx-assist-4711', text: '' })
    const [first, second] = stackIn(answer)
    expect(first).toMatchObject({
      traceId: 'trace-1',
      source: 'bot',
      data: { suggestions: [{ source: 'refund-policy' }] },
    })
    expect(second?.data.suggestions).toHaveLength(2)
    expect(Object(answer.body).data).toEqual(second?.data)
  })

  it('the endpoint that suggests takes what the service knows, and costs a session for each id', async () => {
    const { status } = await suggest({ ...good, data: { cxAssist: { interactionId: '4711' } } })
    expect(status).toBe(200)
    await suggest({ ...good, sessionId: 'cx-assist-4712' })
    await suggest()
    expect(cognigy.assist.sessionIds).toEqual(['cx-assist-4711', 'cx-assist-4712'])
  })

  it('the endpoint that suggests runs another Flow when told to', async () => {
    cognigy.assist.answerBy(({ text }) => [{ text: `About: ${text}`, data: {} }])
    expect(stackIn(await suggest())).toEqual([
      { text: 'About: I want a refund', data: {}, traceId: 'trace-1', source: 'bot' },
    ])
    cognigy.assist.answerBy(() => [])
    expect((await suggest()).body).toMatchObject({ text: '', data: {}, outputStack: [] })
    cognigy.assist.answerBy(undefined)
    expect(stackIn(await suggest())).toHaveLength(2)
  })

  it.each([
    ['with a key too many', { ...good, channel: 'x' }],
    ['with a key too many in its data', { ...good, data: { cxAssist: { interactionId: '1', agentId: 'x' } } }],
    ['with a score out of range', { ...good, data: { cxAssist: { interactionId: '1', sentimentScore: -2 } } }],
    ['with a session id of more than 256 characters', { ...good, sessionId: 'x'.repeat(257) }],
    ['with a text of more than 10,000 characters', { ...good, text: 'x'.repeat(10_001) }],
  ])('the endpoint that suggests refuses with 400 %s', async (_what, body) => {
    expect((await suggest(body)).status).toBe(400)
    expect(cognigy.assist.sessionIds).toEqual([])
  })

  it('the endpoint that suggests wants no key, and no other endpoint answers like it', async () => {
    expect((await suggest(good, { 'x-api-key': cognigy.apiKey })).status).toBe(400)
    expect((await post(`/${cognigy.chatToken}`, good)).status).toBe(404)
    expect((await post('/guess', good)).status).toBe(404)
  })
})

it('the simulated Cognigy answers with faults and journals them as the tutorial’s does', async () => {
  const path = `/inject/${cognigy.chatToken}`
  cognigy.faults.add({ path, kind: 'drop-after-apply', times: 1 })
  const body = { userId: 'user-1', sessionId: SESSION, text: '', data: {} }
  await expect(post(path, body)).rejects.toThrow()
  expect(cognigy.session(SESSION)?.injects).toHaveLength(1)
  expect(cognigy.journal.entries(path)).toMatchObject([{ outcome: 'applied', reason: 'drop-after-apply', body }])
})

it('the simulated Cognigy lets a test in another process see what became of a session', async () => {
  const open = await startCognigyVendor({ controlRoutes: true })
  open.seedSession('sess-2', 'user-2', { language: 'de' })
  const { body } = await call(`${open.url}/__simulator/sessions/sess-2`)
  expect(body).toEqual({ id: 'sess-2', userId: 'user-2', context: { language: 'de' }, injects: [] })
  expect((await call(`${open.url}/__simulator/sessions/sess-3`)).status).toBe(404)
  open.forgetSession('sess-2')
  expect((await call(`${open.url}/__simulator/sessions/sess-2`)).status).toBe(404)
  await open.close()
})

it('the simulated Cognigy answers 404 for what it does not serve, the deprecated inject too', async () => {
  expect((await post('/new/v2.0/endpoint/inject', {}, { 'x-api-key': cognigy.apiKey })).status).toBe(404)
  expect(lastReason()).toContain('no such route')
  expect((await post(`/new/v2.0/sessions/${SESSION}/trigger`, {}, { 'x-api-key': cognigy.apiKey })).status).toBe(404)
})
