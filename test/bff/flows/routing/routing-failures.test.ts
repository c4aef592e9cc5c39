/** docs/contract.md 1.1, the rows where CXone does not do what it was asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import type { FaultSpec } from '../../../../simulator/http/faults.ts'
import { type Reply, sendJson } from '../../../support/http-client.ts'
import { EXAMPLE_ROUTING, ROUTING_PATHS } from '../../../support/routing-webhook.ts'
import { createShiftingClock } from '../../../support/shifting-clock.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'

const ATTRIBUTES = '/api/v2/conversations/conv_abc123'
const ROUTE = `${ATTRIBUTES}/routing`
const TOKEN = '/oauth/token'

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone()
  bff = await startBff(cxone)
})
beforeEach(() => {
  cxone.faults.clear()
  cxone.journal.clear()
  cxone.seedConversation({ id: 'conv_abc123' })
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const post = (path: string = ROUTING_PATHS[0], base = bff.url) => sendJson(base, path, EXAMPLE_ROUTING)
const triesAt = (path: string): number => cxone.journal.entries(path).length
const onRoute = (fault: FaultSpec): FaultSpec => ({ ...fault, method: 'PATCH', path: ROUTE })
const status = (code: number, more: { times?: number; headers?: Record<string, string> } = {}): FaultSpec =>
  onRoute({ kind: 'status', status: code, ...more })

const expectProblem = (reply: Reply, code: number, detail: RegExp): void => {
  expect(reply.status).toBe(code)
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(reply.headers['cache-control']).toBe('no-store')
  expect(reply.body).toEqual({
    type: expect.any(String),
    title: expect.any(String),
    status: code,
    detail: expect.stringMatching(detail),
  })
  expect(reply.text).not.toContain(new URL(cxone.url).host)
  expect(reply.text).not.toContain('a fault was armed')
}

describe.each(ROUTING_PATHS)('over %s', (path) => {
  it('a conversation that CXone does not know is a 404', async () => {
    cxone.forgetConversation('conv_abc123')
    expectProblem(await post(path), 404, /knows no conversation .*\(11 characters\)$/)
    expect(triesAt(ROUTE)).toBe(1)
  })

  it.each(['queued', 'active', 'ended'] as const)('a conversation that is %s already is a 409', async (state) => {
    cxone.seedConversation({ id: 'conv_abc123', state })
    expectProblem(await post(path), 409, /already routed or has ended/)
    expect(triesAt(ROUTE)).toBe(1)
  })

  it.each([
    [401, /credentials/i],
    [403, /scope/i],
  ])('a %d that a new token does not cure is a 502 that names its cause', async (code, detail) => {
    await post(path)
    cxone.seedConversation({ id: 'conv_abc123' })
    cxone.journal.clear()
    cxone.faults.add(status(code))
    expectProblem(await post(path), 502, detail)
    expect(triesAt(ROUTE)).toBe(2)
    expect(triesAt(TOKEN)).toBe(1)
  })

  it.each([401, 403])('a %d that a new token cures is routed', async (code) => {
    cxone.faults.add(status(code, { times: 1 }))
    expect((await post(path)).status).toBe(200)
    expect(cxone.conversation('conv_abc123')?.state).toBe('queued')
  })

  it.each([500, 502, 503])('a %d that stays is a 502', async (code) => {
    cxone.faults.add(status(code))
    expectProblem(await post(path), 502, /unavailable/)
  })

  it('a time-out at the other side of CXone is a 504', async () => {
    cxone.faults.add(status(504))
    expectProblem(await post(path), 504, /in time/)
  })

  it.each([400, 418, 422])('a %d is a 502 that calls it a refusal', async (code) => {
    cxone.faults.add(status(code))
    expectProblem(await post(path), 502, new RegExp(`refused.*${code}`))
    expect(triesAt(ROUTE)).toBe(1)
  })

  it.each([301, 302, 307])('a redirect by %d is not followed', async (code) => {
    cxone.faults.add(status(code, { headers: { location: `${cxone.url}/elsewhere` } }))
    expectProblem(await post(path), 502, /unavailable/)
    expect(triesAt('/elsewhere')).toBe(0)
  })

  it('a page of a proxy in place of an answer is a 502, since nothing was routed', async () => {
    cxone.faults.add(onRoute({ kind: 'bad-body', body: 'html' }))
    expectProblem(await post(path), 502, /form that is not its own/)
  })

  it('a yes whose words were garbled is a yes, since the conversation was routed', async () => {
    cxone.faults.add(onRoute({ kind: 'bad-body', body: 'truncated-json' }))
    expect((await post(path)).body).toMatchObject(
      path === '/webhook/cognigy' ? { status: 'routed', skill: 'Billing Support' } : { routedTo: 'Billing Support' },
    )
    expect(triesAt(ROUTE)).toBe(1)
  })

  it('a conversation is routed once though its answer was lost, and the answer says routed', async () => {
    cxone.faults.add(onRoute({ kind: 'drop-after-apply', times: 1 }))
    expect((await post(path)).body).toMatchObject(
      path === '/webhook/cognigy' ? { status: 'routed', skill: 'Billing Support' } : { routedTo: 'Billing Support' },
    )
    const effects = cxone.journal.entries(ROUTE).filter(({ outcome }) => outcome === 'applied')
    expect(effects).toHaveLength(1)
  })
})

describe('tries', () => {
  it.each([429, 502, 503])('tries are three in all on %d', async (code) => {
    cxone.faults.add(status(code))
    await post()
    expect(triesAt(ROUTE)).toBe(3)
  })

  it('tries are three in all on a cut connection, which then is a 502', async () => {
    cxone.faults.add(onRoute({ kind: 'drop' }))
    expectProblem(await post(), 502, /unavailable/)
    expect(triesAt(ROUTE)).toBe(3)
  })

  it.each([429, 502, 503])('tries end with the first that succeeds after %d', async (code) => {
    cxone.faults.add(status(code, { times: 2 }))
    expect((await post()).body).toEqual({ status: 'routed', skill: 'Billing Support' })
  })

  it('tries end with the first that succeeds after a cut connection', async () => {
    cxone.faults.add(onRoute({ kind: 'drop', times: 2 }))
    expect((await post()).body).toEqual({ status: 'routed', skill: 'Billing Support' })
  })

  it.each([400, 404, 409, 500])('tries are one only on %d', async (code) => {
    cxone.faults.add(status(code))
    await post()
    expect(triesAt(ROUTE)).toBe(1)
  })

  it('tries find nobody where nothing listens, and that is a 502', async () => {
    const gone = await startCxone()
    await gone.close()
    const other = await startBff(gone)
    expectProblem(await post('/webhook/cognigy', other.url), 502, /unavailable/)
    await other.stop()
  })
})

describe('the token itself', () => {
  it('the token itself refused for a wrong secret is a 502 that names the credentials, and nothing else is called', async () => {
    const other = await startBff({ url: cxone.url, clientId: cxone.clientId, clientSecret: 'not the secret' })
    const reply = await post('/webhook/cognigy', other.url)
    expectProblem(reply, 502, /CXONE_CLIENT_ID/)
    expect(reply.text).not.toContain('not the secret')
    expect(cxone.journal.entries(/conversations/)).toEqual([])
    await other.stop()
  })

  it.each([400, -400])(
    'the token itself refused while this clock is %d s off is a 502 that names the clock as well',
    async (seconds) => {
      const clock = createShiftingClock()
      clock.advance(seconds)
      const other = await startBff(cxone, { clock })
      cxone.faults.add({ path: TOKEN, kind: 'status', status: 401 })
      const words = seconds > 0 ? /clock, which is (399|40[01]) s ahead/ : /clock, which is (399|40[01]) s behind/
      expectProblem(await post('/webhook/cognigy', other.url), 502, words)
      await other.stop()
    },
  )

  it('the token itself refused for a scope is a 502 that names credentials or scope', async () => {
    const poor = await startCxone({ grantedScopes: ['conversations:read'] })
    const other = await startBff(poor)
    expectProblem(await post('/webhook/cognigy', other.url), 502, /credentials|scope/)
    await other.stop()
    await poor.close()
  })

  it('the token itself in a form that is not its own is a 502', async () => {
    const other = await startBff(cxone)
    cxone.faults.add({ path: TOKEN, kind: 'bad-body', body: 'html' })
    expectProblem(await post('/webhook/cognigy', other.url), 502, /form that is not its own/)
    await other.stop()
  })

  it('the token itself is asked for again after a hiccup', async () => {
    const other = await startBff(cxone)
    cxone.faults.add({ path: TOKEN, kind: 'status', status: 503, times: 2 })
    expect((await post('/webhook/cognigy', other.url)).status).toBe(200)
    await other.stop()
  })
})

describe('writing the attributes', () => {
  const faults: readonly (readonly [string, FaultSpec])[] = [
    ...[400, 401, 403, 404, 409, 422, 429, 500, 503].map(
      (code) => [`is answered ${code}`, { kind: 'status', status: code }] as const,
    ),
    ['is cut', { kind: 'drop' }],
    ['is answered by a page', { kind: 'bad-body', body: 'html' }],
    ['is told to wait for an hour', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
  ]

  it.each(faults)('writing the attributes does not stop the routing when it %s', async (_how, fault) => {
    cxone.faults.add({ ...fault, method: 'PATCH', path: ATTRIBUTES })
    expect((await post()).body).toEqual({ status: 'routed', skill: 'Billing Support' })
    expect(bff.logged()).toContain('"attributesUpdated":false')
  })
})
