/** `/readyz` says of no part that it is well which is not even configured. */
import { describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../../../bff/config.ts'
import { sessionsCheck, streamCheck, suggestionsCheck } from '../../../bff/health/readiness.ts'

const COGNIGY = { COGNIGY_CLIENT_ID: 'client', COGNIGY_CLIENT_SECRET: 'secret' }
const configOf = (env: Readonly<Record<string, string>>): Config => {
  const reading = readConfig(env)
  if (!reading.ok) throw new TypeError(reading.problems.join())
  return reading.config
}

describe('suggestions', () => {
  it.each([
    [{}, /^off: Cognigy credentials are not configured$/],
    [{ COGNIGY_DOMAIN: 'org.cognigy.ai' }, /^off: Cognigy credentials/],
    [COGNIGY, /^off: neither COGNIGY_ORG_URL nor COGNIGY_DOMAIN is set$/],
  ])('suggestions are off, and say why, with %j', (env, detail) => {
    const config = configOf(env)
    expect(suggestionsCheck(config, undefined)).toEqual({
      name: 'cognigy-suggestions',
      state: 'degraded',
      detail: expect.stringMatching(detail),
    })
    expect(streamCheck(config, { kind: 'off' }).detail).toMatch(detail)
  })

  it('suggestions are well where they are configured, and down since when they are', () => {
    const config = configOf({ ...COGNIGY, COGNIGY_DOMAIN: 'org.cognigy.ai' })
    expect(suggestionsCheck(config, undefined)).toEqual({ name: 'cognigy-suggestions', state: 'ok' })
    expect(suggestionsCheck(config, '2026-11-29T00:00:00.000Z')).toMatchObject({
      state: 'degraded',
      detail: 'down since 2026-11-29T00:00:00.000Z',
    })
    expect(sessionsCheck(config, undefined).state).toBe('ok')
  })
})
