/** `/readyz` says of no part of Cognigy that it is well which is not even configured. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../../../bff/config.ts'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { openCognigy } from '../../../bff/upstream/cognigy/open-cognigy.ts'
import { type CognigyState, cognigyHealth } from '../../../bff/upstream/cognigy/tutorial/health.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'

const COGNIGY = { COGNIGY_CLIENT_ID: 'client', COGNIGY_CLIENT_SECRET: 'secret' }
const configOf = (env: Readonly<Record<string, string>>): Config => {
  const reading = readConfig(env)
  if (!reading.ok) throw new TypeError(reading.problems.join())
  return reading.config
}
const QUIET: CognigyState = {
  stream: { kind: 'off' },
  suggestionsDownSince: undefined,
  sessionsDownSince: undefined,
}
const checkOf = (env: Readonly<Record<string, string>>, part: string, state: Partial<CognigyState> = {}) =>
  cognigyHealth(configOf(env).cognigy, { ...QUIET, ...state }).find(({ name }) => name === `cognigy-${part}`)

describe('suggestions and stream', () => {
  it.each([
    [{}, /^off: Cognigy credentials are not configured$/],
    [{ COGNIGY_DOMAIN: 'org.cognigy.ai' }, /^off: Cognigy credentials/],
    [COGNIGY, /^off: neither COGNIGY_ORG_URL nor COGNIGY_DOMAIN is set$/],
  ])('sessions are off, and say why, with %j', (env, detail) => {
    expect(checkOf(env, 'suggestions')).toEqual({
      name: 'cognigy-suggestions',
      state: 'degraded',
      detail: expect.stringMatching(detail),
    })
    expect(checkOf(env, 'stream')?.detail).toMatch(detail)
  })

  it('suggestions and stream are well where they are configured, and down since when they are', () => {
    const env = { ...COGNIGY, COGNIGY_DOMAIN: 'org.cognigy.ai' }
    expect(checkOf(env, 'suggestions')).toEqual({ name: 'cognigy-suggestions', state: 'ok' })
    expect(checkOf(env, 'suggestions', { suggestionsDownSince: '2026-11-29T00:00:00.000Z' })).toMatchObject({
      state: 'degraded',
      detail: 'down since 2026-11-29T00:00:00.000Z',
    })
    expect(checkOf(env, 'sessions')?.state).toBe('ok')
    expect(checkOf(env, 'stream', { stream: { kind: 'live', since: 0 } })).toEqual({
      name: 'cognigy-stream',
      state: 'ok',
    })
  })
})

describe('a Cognigy that was opened', () => {
  let cognigy: CognigyStandIn
  beforeAll(async () => {
    cognigy = await startCognigy()
  })
  afterAll(() => cognigy.close())

  it('the stream tells how it fares as it goes: well, down, and well again', async () => {
    const told: string[] = []
    const opened = openCognigy({
      dialect: 'tutorial',
      orgUrl: cognigy.url,
      apiUrl: cognigy.url,
      credentials: { clientId: cognigy.clientId, clientSecret: cognigy.clientSecret },
      apiKey: undefined,
      clock: systemClock,
      log: createLog('silent', { write: () => undefined }),
      metrics: createMetrics(),
      backoffMs: { first: 5, longest: 20 },
      onHealth: {
        suggestions: (isHealthy) => void told.push(`suggestions ${isHealthy}`),
        sessions: (isHealthy) => void told.push(`sessions ${isHealthy}`),
      },
    })
    const states = () => opened.health().map(({ state }) => state)
    const merge = () => opened.sessions.mergeContext({ sessionId: 'sess_1' }, {}, startDeadline(5000))
    const query = { interactionId: 'int_1', transcript: 'refund', sentimentScore: undefined, context: {} }
    const suggest = () => opened.suggestions.suggest(query, startDeadline(5000))
    // Another process may listen for all.
    expect(opened.health()[0]).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^standby/) })
    const stream = opened.openStream({ onUpdate: () => undefined, onState: () => undefined })
    await expect.poll(states).toEqual(['ok', 'ok', 'ok'])
    cognigy.seedSession('sess_1')
    cognigy.faults.add({ kind: 'status', status: 400, path: /suggest$/ })
    cognigy.faults.add({ kind: 'status', status: 500, path: /context$/ })
    await suggest().catch(() => undefined)
    await merge().catch(() => undefined)
    expect(opened.health().map(({ detail }) => detail)).toEqual([
      undefined,
      expect.stringMatching(/^down since \d{4}-/),
      expect.stringMatching(/^down since \d{4}-/),
    ])
    cognigy.faults.clear()
    await suggest()
    await merge()
    expect(states()).toEqual(['ok', 'ok', 'ok'])
    expect(told).toEqual(['suggestions false', 'sessions false', 'suggestions true', 'sessions true'])
    stream.close()
  })
})
