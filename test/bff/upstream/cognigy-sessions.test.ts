/** docs/contract.md 3, `COGNIGY_API_URL`: how sessions are told, call by call. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDeadline } from '../../../bff/deadline.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import type { CognigySessions } from '../../../bff/ports/cognigy.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../../bff/ports/upstream.ts'
import { createCognigySessions } from '../../../bff/upstream/cognigy/tutorial/sessions.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { createShiftingClock, type ShiftingClock } from '../../support/shifting-clock.ts'

const TOKEN_SECONDS = 600
const CROWD = 40
const ID = 'sess_12345'

let clock: ShiftingClock
let cognigy: CognigyStandIn
let sessions: CognigySessions
let health: boolean[]
const sessionsAt = (url: string) =>
  createCognigySessions({
    apiUrl: url,
    credentials: { clientId: cognigy.clientId, clientSecret: cognigy.clientSecret },
    orgUrl: undefined,
    apiKey: undefined,
    clock,
    metrics: createMetrics(),
    backoffMs: { first: 5, longest: 20 },
    onHealth: (isHealthy) => void health.push(isHealthy),
  })
beforeEach(async () => {
  clock = createShiftingClock()
  health = []
  cognigy = await startCognigy({ tokenSeconds: TOKEN_SECONDS, now: clock.now })
  cognigy.seedSession(ID)
  sessions = sessionsAt(cognigy.url)
})
afterEach(() => cognigy.close())

const merge = (id = ID, context: Readonly<Record<string, unknown>> = { a: 1 }) =>
  sessions.mergeContext({ sessionId: id }, context, startDeadline(5000, clock))
const trigger = (id = ID) => sessions.triggerNode({ sessionId: id }, 'SomeNode', startDeadline(5000, clock))
const calls = (path?: RegExp) => cognigy.journal.entries(path ?? /sessions/)
const tokenRequests = () => cognigy.journal.entries('/oauth/token')
const failureOf = async (call: Promise<void>): Promise<UpstreamFailureFacts> => {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UpstreamFailure)) throw new Error(`no failure of an upstream: ${String(error)}`)
  return error.facts
}

describe('a session', () => {
  it('a session is told by the documented requests', async () => {
    await merge(ID, { fallbackAnalysis: { x: 1 } })
    await trigger()
    expect(calls()).toMatchObject([
      {
        method: 'PUT',
        path: `/api/v3/sessions/${ID}/context`,
        authorization: 'Bearer ***',
        body: { fallbackAnalysis: { x: 1 } },
      },
      {
        method: 'POST',
        path: `/api/v3/sessions/${ID}/trigger`,
        authorization: 'Bearer ***',
        body: { nodeId: 'SomeNode' },
      },
    ])
    expect(health).toEqual([true, true])
  })

  it.each(['a/../b', '..%2f', 'ü ?#&=', 'x'.repeat(256)])(
    'a session called %j is one segment of the path',
    async (id) => {
      cognigy.seedSession(id)
      await merge(id)
      await trigger(id)
      expect(cognigy.session(id)).toMatchObject({ context: { a: 1 }, triggeredNodes: ['SomeNode'] })
    },
  )

  it('a session is found by its own id, whatever else is known of it', async () => {
    const whole = { sessionId: ID, userId: 'user_1', urlToken: 'token_1' }
    await sessions.mergeContext(whole, { a: 1 }, startDeadline(5000, clock))
    await sessions.triggerNode(whole, 'SomeNode', startDeadline(5000, clock))
    expect(calls().map(({ path }) => path)).toEqual([
      `/api/v3/sessions/${ID}/context`,
      `/api/v3/sessions/${ID}/trigger`,
    ])
  })

  it('a session is found below a base path too', async () => {
    sessions = sessionsAt(`${cognigy.url}/base/`)
    await failureOf(merge())
    expect(cognigy.journal.entries().map(({ path }) => path)).toEqual(['/base/oauth/token'])
  })

  it.each([
    ['nothing', { kind: 'status', status: 204 }],
    ['an empty body', { kind: 'status', status: 200, body: '' }],
    ['plain text', { kind: 'status', status: 200, body: 'OK' }],
    ['half an object', { kind: 'bad-body', body: 'truncated-json' }],
  ] as const)('a session that answers yes with %s was told', async (_what, fault) => {
    cognigy.faults.add({ ...fault, path: /sessions/ })
    await merge()
    await trigger()
    expect(calls()).toHaveLength(2)
  })
})

describe('the token', () => {
  it('the token is asked for with HTTP Basic and a form that holds no secret', async () => {
    await merge()
    expect(tokenRequests()).toMatchObject([
      { method: 'POST', authorization: 'Basic ***', body: { grant_type: 'client_credentials' } },
    ])
    expect(Object.keys(Object(tokenRequests()[0]?.body))).toEqual(['grant_type'])
  })

  it('the token is shared by all who want one at once', async () => {
    await Promise.all(Array.from({ length: CROWD }, () => merge()))
    expect(tokenRequests()).toHaveLength(1)
  })

  it('the token is kept until 60 seconds before it expires, and not longer', async () => {
    await merge()
    clock.advance(TOKEN_SECONDS - 62)
    await merge()
    expect(tokenRequests()).toHaveLength(1)
    clock.advance(3)
    await merge()
    expect(tokenRequests()).toHaveLength(2)
    expect(calls().every(({ status }) => status === 200)).toBe(true)
  })

  it('the token that was revoked is renewed once, and the call made again', async () => {
    await merge()
    cognigy.revokeTokens()
    await Promise.all([merge(), trigger()])
    expect(tokenRequests()).toHaveLength(2)
    expect(cognigy.session(ID)?.triggeredNodes).toEqual(['SomeNode'])
  })

  it('the token that is no JSON is not a session that was told', async () => {
    cognigy.faults.add({ kind: 'bad-body', path: '/oauth/token' })
    expect(await failureOf(merge())).toMatchObject({ kind: 'bad_answer' })
    expect(calls()).toEqual([])
    expect(health).toEqual([false])
  })
})

describe('a failure', () => {
  it.each([
    [400, 'refused', 1],
    [401, 'credentials', 2],
    [403, 'permission', 2],
    [404, 'not_found', 1],
    [429, 'rate_limited', 3],
    [500, 'unavailable', 1],
    [502, 'unavailable', 3],
    [503, 'unavailable', 3],
    [504, 'timeout', 1],
  ])('a failure with %d is "%s" after %d tries', async (status, kind, tries) => {
    cognigy.faults.add({ kind: 'status', status, path: /sessions/ })
    expect(await failureOf(merge())).toMatchObject({ kind, status })
    expect(calls()).toHaveLength(tries)
    expect(await failureOf(trigger())).toMatchObject({ kind, status })
  })

  it.each([400, 401])('a %d of the token request is "credentials"', async (status) => {
    cognigy.faults.add({ kind: 'status', status, path: '/oauth/token' })
    expect(await failureOf(merge())).toMatchObject({ kind: 'credentials' })
    expect(calls()).toEqual([])
  })

  it('a failure of a context that went unanswered is mended by another try, that of a trigger is told', async () => {
    cognigy.faults.add({ kind: 'drop-after-apply', path: /context$/, times: 2 })
    await merge()
    expect(calls(/context$/)).toHaveLength(3)
    cognigy.faults.add({ kind: 'drop-after-apply', path: /trigger$/, times: 2 })
    expect(await failureOf(trigger())).toMatchObject({ kind: 'unavailable', mayHaveApplied: true })
    expect(cognigy.session(ID)?.triggeredNodes).toEqual(['SomeNode'])
  })

  it('a failure of a trigger for which no token was to be had leaves no doubt', async () => {
    cognigy.faults.add({ kind: 'drop', path: '/oauth/token' })
    expect((await failureOf(trigger())).mayHaveApplied).toBe(false)
  })

  it('a failure is told as ill health, and the next success as health, but an unknown session as neither', async () => {
    await failureOf(merge('sess_unknown'))
    expect(health).toEqual([])
    cognigy.faults.add({ kind: 'status', status: 503, path: /trigger$/, times: 3 })
    await failureOf(trigger())
    await merge()
    expect(health).toEqual([false, true])
  })

  it('a failure of permission for one thing is not mended by another', async () => {
    cognigy.faults.add({ kind: 'status', status: 403, path: /trigger$/ })
    await failureOf(trigger())
    await merge()
    cognigy.faults.clear()
    await trigger()
    expect(health).toEqual([false, false, true])
  })

  it('a failure of the caller’s time ends the call', async () => {
    cognigy.faults.add({ kind: 'hang', path: /sessions/ })
    expect(await failureOf(sessions.mergeContext({ sessionId: ID }, {}, startDeadline(60, clock)))).toMatchObject({
      kind: 'timeout',
    })
  })
})

it('nothing is sent without credentials', async () => {
  const off = createCognigySessions({
    apiUrl: cognigy.url,
    credentials: undefined,
    orgUrl: undefined,
    apiKey: undefined,
    clock,
    metrics: createMetrics(),
    onHealth: (isHealthy) => void health.push(isHealthy),
  })
  expect(await failureOf(off.mergeContext({ sessionId: ID }, {}, startDeadline(1000, clock)))).toMatchObject({
    kind: 'not_configured',
  })
  expect(await failureOf(off.triggerNode({ sessionId: ID }, 'n', startDeadline(1000, clock)))).toMatchObject({
    kind: 'not_configured',
  })
  expect([cognigy.journal.entries(), health]).toEqual([[], []])
})
