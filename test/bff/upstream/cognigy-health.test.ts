/** `/readyz` says of no part of Cognigy that it is well which is not even configured. */
import { describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../../../bff/config.ts'
import { type CognigyState, cognigyHealth } from '../../../bff/upstream/cognigy/tutorial/health.ts'

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
  ])('are off, and say why, with %j', (env, detail) => {
    expect(checkOf(env, 'suggestions')).toEqual({
      name: 'cognigy-suggestions',
      state: 'degraded',
      detail: expect.stringMatching(detail),
    })
    expect(checkOf(env, 'stream')?.detail).toMatch(detail)
  })

  it('are well where they are configured, and down since when they are', () => {
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
