/** docs/contract.md 1.2: what Cognigy's session is told beside the answer, which never fails and never waits long because of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  CLEAR,
  CONTEXT_PATH,
  type FallbackStage,
  fallbackBody,
  openFallbackStage,
  SESSION,
  TOKEN_PATH,
  TRIGGER_PATH,
  UNCLEAR,
} from '../../../support/fallback-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { startBff } from '../../../support/start-bff.ts'

let stage: FallbackStage
beforeEach(async () => {
  stage = await openFallbackStage()
})
afterEach(() => stage.close())

const warnings = () =>
  stage.bff
    .logged()
    .split('\n')
    .filter((line) => line.includes('could not be told'))
const contextOf = () => stage.cognigy.session(SESSION)?.context
const triggered = () => stage.cognigy.session(SESSION)?.triggeredNodes

describe('the context', () => {
  it('the context is told the analysis that the answer holds and nothing else', async () => {
    const reply = await stage.post()
    expect(stage.writes()).toMatchObject([{ method: 'PUT', path: `/api/v3/sessions/${SESSION}/context`, status: 200 }])
    expect(stage.writes()[0]?.body).toEqual(Reflect.get(Object(reply.body), 'context'))
    expect(Object.keys(Object(stage.writes()[0]?.body))).toEqual(['fallbackAnalysis'])
  })

  it('the context keeps what others wrote there', async () => {
    stage.cognigy.seedSession(SESSION, { cart: [1, 2], fallbackAnalysis: { originalInput: 'old' } })
    await stage.post({ context: { cart: 'of the webhook' } })
    expect(contextOf()).toMatchObject({ cart: [1, 2], fallbackAnalysis: { originalInput: CLEAR } })
  })

  it('the context is that of the very session, whatever its id is made of', async () => {
    const id = '../a b/ü?x=%2e#'
    stage.cognigy.seedSession(id)
    await stage.post({ sessionId: id })
    expect(stage.cognigy.session(id)?.context).toHaveProperty('fallbackAnalysis')
  })
})

describe('the node', () => {
  it('the node is triggered on escalation, once', async () => {
    await stage.post({ input: UNCLEAR })
    expect(triggered()).toEqual(['HumanTransferNode'])
  })

  it('the node is the one of the rules', async () => {
    stage.bff.setRules({ fallback: { escalateNode: 'Person' } })
    await stage.post({ input: UNCLEAR })
    expect(triggered()).toEqual(['Person'])
  })

  it('the node is not triggered where something may have been meant', async () => {
    await stage.post()
    expect(stage.triggers()).toEqual([])
  })

  it('the node is not triggered where the rules leave that to the flow', async () => {
    stage.bff.setRules({ fallback: { triggerOnEscalation: false } })
    expect((await stage.post({ input: UNCLEAR })).body).toMatchObject({ nextNode: 'HumanTransferNode' })
    expect(stage.triggers()).toEqual([])
    expect(stage.writes()).toHaveLength(1)
  })

  it('the node is triggered while the context is being written', async () => {
    stage.cognigy.faults.add({ kind: 'hang', path: CONTEXT_PATH })
    stage.bff.setRules({ fallback: { responseBudgetMs: 100 } })
    await stage.post({ input: UNCLEAR })
    await expect.poll(triggered).toEqual(['HumanTransferNode'])
    expect(stage.writes()).toMatchObject([{ outcome: 'fault' }])
  })
})

const TROUBLE = [
  ['is cut', { kind: 'drop' }],
  ['is applied and then cut', { kind: 'drop-after-apply' }],
  ['is answered by a page', { kind: 'bad-body', body: 'html' }],
  ['is answered by half an object', { kind: 'bad-body', body: 'truncated-json' }],
  ...[204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504].map(
    (status) => [`is answered with ${status}`, { kind: 'status', status }] as const,
  ),
] as const

describe('the same answer', () => {
  it.each(TROUBLE)('the answer is the same when a call %s', async (_how, fault) => {
    const [clear, unclear] = [await stage.post(), await stage.post({ input: UNCLEAR })]
    for (const path of [/sessions/, TOKEN_PATH]) {
      stage.cognigy.revokeTokens()
      stage.cognigy.faults.add({ ...fault, path })
      expect((await stage.post()).text).toBe(clear.text)
      expect((await stage.post({ input: UNCLEAR })).text).toBe(unclear.text)
      stage.cognigy.faults.clear()
    }
  })

  it('the answer is the same when Cognigy says nothing, and it comes when the budget is spent', async () => {
    stage.bff.setRules({ fallback: { responseBudgetMs: 60, retryWithinMs: 1 } })
    stage.cognigy.faults.add({ kind: 'hang' })
    const startedAt = performance.now()
    expect((await stage.post({ input: UNCLEAR })).body).toMatchObject({ nextNode: 'HumanTransferNode' })
    const tookMs = performance.now() - startedAt
    expect(tookMs).toBeGreaterThan(50)
    // Far below the time-out of a single call; the rest is for slow machines.
    expect(tookMs).toBeLessThan(1200)
  })

  it('the answer is the same when there is no Cognigy, or no credentials for it', async () => {
    const { text } = await stage.post()
    const bare = await startBff(stage.cognigy, { ranker: stage.ranker })
    stage.cognigy.journal.clear()
    expect((await sendJson(bare.url, '/webhook/fallback', fallbackBody())).text).toBe(text)
    expect(stage.cognigy.journal.entries()).toEqual([])
    expect(bare.logged()).not.toMatch(/"level":"(warn|error)"/)
    expect(await bare.metrics.render()).not.toContain('cognigy_session_write_total{')
    await bare.stop()
    await stage.cognigy.close()
    expect((await stage.post()).text).toBe(text)
  })
})

describe('what will not pass', () => {
  it.each([
    [400, 'refused', 1],
    [401, 'credentials', 2],
    [403, 'permission', 2],
    [404, 'not_found', 1],
  ])('a %d of Cognigy will not pass, so it is not tried again, and is logged as "%s"', async (status, cause, calls) => {
    stage.cognigy.faults.add({ kind: 'status', status, path: CONTEXT_PATH })
    await stage.post()
    expect(stage.writes()).toHaveLength(calls)
    expect(stage.cognigy.journal.entries(TOKEN_PATH)).toHaveLength(calls)
    expect(warnings().map((line): unknown => JSON.parse(line))).toMatchObject([
      { sessionId: SESSION, operation: 'context', cause, status },
    ])
    expect(await stage.counted('cognigy_session_write_total{operation="context",outcome="failed"}')).toBe(1)
  })

  it('a session that Cognigy forgot alarms no agent, and the next one is told as always', async () => {
    stage.cognigy.forgetSession(SESSION)
    const widget = await stage.watch(SESSION)
    await stage.post({ input: UNCLEAR })
    expect(warnings()).toHaveLength(2)
    stage.cognigy.seedSession('sess_of_another')
    await stage.post({ sessionId: 'sess_of_another' })
    expect(stage.cognigy.session('sess_of_another')?.context).toHaveProperty('fallbackAnalysis')
    expect(stage.bff.status.current().state).toBe('live')
    expect(widget.events.map(({ type }) => type)).toEqual(['transcript', 'fallback'])
  })

  it('a wrong secret will not pass: no session is asked for, and neither secret nor token is logged', async () => {
    const { url, clientId } = stage.cognigy
    const wrong = { url, clientId, clientSecret: 'a-secret-that-is-wrong' }
    const other = await startBff(stage.cognigy, { sessionsOf: wrong, ranker: stage.ranker })
    expect((await sendJson(other.url, '/webhook/fallback', fallbackBody())).status).toBe(200)
    expect(stage.writes()).toEqual([])
    expect(other.logged()).toContain('"cause":"credentials"')
    expect(other.logged()).not.toContain(wrong.clientSecret)
    expect(other.logged()).not.toContain(Buffer.from(`${clientId}:${wrong.clientSecret}`).toString('base64'))
    await other.stop()
  })
})

describe('agents', () => {
  const states = async () => {
    const widget = await stage.watch(SESSION)
    return () =>
      widget.events.flatMap((event) => (event.type === 'status' ? [[event.data.state, event.data.reason]] : []))
  }

  it.each([TOKEN_PATH, CONTEXT_PATH, TRIGGER_PATH])(
    'agents are told while %s does not work, and when it does again',
    async (path) => {
      const told = await states()
      stage.bff.setRules({ fallback: { retryWithinMs: 1 } })
      stage.cognigy.faults.add({ kind: 'status', status: 500, path })
      await stage.post({ input: UNCLEAR })
      await expect.poll(() => stage.bff.status.sessionsDownSince()).toBeDefined()
      await expect.poll(() => told().at(0)).toEqual(['degraded', 'sessions'])
      stage.cognigy.faults.clear()
      await stage.post({ input: UNCLEAR })
      await expect.poll(() => told().at(-1)).toEqual(['live', undefined])
      expect(stage.bff.status.sessionsDownSince()).toBeUndefined()
    },
  )

  it('agents are not told otherwise because something else is permitted', async () => {
    const told = await states()
    stage.cognigy.faults.add({ kind: 'status', status: 403, path: TRIGGER_PATH })
    await stage.post({ input: UNCLEAR })
    await stage.post()
    await expect.poll(told).toEqual([['degraded', 'sessions']])
    stage.cognigy.faults.clear()
    await stage.post({ input: UNCLEAR })
    await expect.poll(told).toEqual([
      ['degraded', 'sessions'],
      ['live', undefined],
    ])
  })

  it('agents are told of missing suggestions rather, and of the sessions once these are back', async () => {
    const told = await states()
    stage.bff.status.suggestions(false)
    stage.cognigy.faults.add({ kind: 'status', status: 403, path: CONTEXT_PATH })
    await stage.post()
    await expect.poll(told).toEqual([['degraded', 'suggestions']])
    stage.bff.status.suggestions(true)
    await expect.poll(told).toEqual([
      ['degraded', 'suggestions'],
      ['degraded', 'sessions'],
    ])
  })
})
