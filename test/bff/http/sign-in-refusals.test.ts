/** What no sign-in may come of, and what an agent is told then. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemTimer } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import type { IdentityUpstream } from '../../../bff/ports/identity.ts'
import { openOidc } from '../../../bff/upstream/oidc/open-oidc.ts'
import { createBrowsing } from '../../support/browsing.ts'
import { send } from '../../support/http-client.ts'
import { CLIENT } from '../../support/oidc-provider.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../support/scripted-provider.ts'
import { createShiftingClock } from '../../support/shifting-clock.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: 'i', clientSecret: 's' }

let provider: ScriptedProvider
let identity: IdentityUpstream
let bff: RunningBff
beforeAll(async () => {
  provider = await startScriptedProvider()
  ;({ identity, bff } = await serve())
})
afterAll(async () => {
  identity.stop()
  await bff.stop()
  await provider.close()
})
beforeEach(() => {
  provider.be('well')
  provider.say({})
  provider.signWithAnother(false)
})

const serve = async (clock = createShiftingClock()) => {
  const log = createLog('silent', { write: () => undefined })
  const parts = { client: CLIENT, scopes: 'openid', clock, timer: systemTimer, log, metrics: createMetrics() }
  const opened = openOidc({ ...parts, issuer: provider.issuer })
  const agentRules = { agentClaim: 'preferred_username', supervisor: undefined }
  return { identity: opened, bff: await startBff(NOWHERE, { clock, signIn: { provider: opened, agentRules } }), clock }
}

/** The status and the reason that a window ends with. */
const signIn = async (at = bff): Promise<string> => {
  const window = createBrowsing()
  const begun = await window.ask(`${at.url}/auth/login`)
  const location = begun.headers.get('location')
  const ended = location === null ? begun : await window.ask(provider.comeBack(location))
  const [, reason = 'signed in'] = /"reason":"(\w+)"/.exec(await ended.text()) ?? []
  return `${ended.status} ${reason}`
}

describe('a sign-in is refused', () => {
  it.each([
    ['whose nonce is another', { nonce: 'another' }, '400 not_genuine'],
    ['that is for another client', { aud: 'another' }, '400 not_genuine'],
    ['of another issuer', { iss: 'https://another.example.com' }, '400 not_genuine'],
    ['that does not say who it is', { preferred_username: undefined }, '403 no_agent'],
    ['whose agent has no usable id', { preferred_username: ' ' }, '403 no_agent'],
    ['that has run out', { exp: 1, iat: 0 }, '502 clock'],
    ['that begins later', { nbf: 4e9 }, '502 clock'],
    ['of a provider whose clock is two minutes ahead', { iat: Math.floor(Date.now() / 1000) + 120 }, '502 clock'],
    ['of a provider whose clock is two minutes behind', { iat: Math.floor(Date.now() / 1000) - 120 }, '502 clock'],
  ])('a sign-in is refused %s', async (_what, claims, outcome) => {
    expect(await signIn()).toBe('200 signed in')
    provider.say(claims)
    expect(await signIn()).toBe(outcome)
  })

  it('a sign-in is refused that another key signed', async () => {
    provider.signWithAnother(true)
    expect(await signIn()).toBe('400 not_genuine')
  })

  it.each([-30, 30])('a sign-in is taken although the clocks are %d s apart', async (seconds) => {
    provider.say({ iat: Math.floor(Date.now() / 1000) + seconds })
    expect(await signIn()).toBe('200 signed in')
  })

  it('a clock that is too far off is named in the log, by how far', async () => {
    provider.say({ iat: Math.floor(Date.now() / 1000) - 400 })
    await signIn()
    expect(bff.logged()).toMatch(/"cause":"the clock of this machine is 40\d s ahead"/)
  })

  it('a sign-in is refused where the service is reached by a name that is not configured', async () => {
    const response = await fetch(`${bff.url}/auth/login`, { headers: { 'x-forwarded-host': 'evil.example.com' } })
    expect(response.status).toBe(200)
    const reply = await send(bff.url, '/auth/login', { headers: { host: 'evil.example.com' } })
    expect(reply.status).toBe(502)
    expect(reply.text).not.toContain('evil')
  })
})

describe('a provider that is down', () => {
  it('a provider that is down at the start leaves the service running, and sign-in recovers once it is up', async () => {
    provider.be('down')
    const late = await serve()
    late.identity.start()
    await expect.poll(() => late.identity.health()[0]?.state).toBe('degraded')
    expect(late.identity.health()[0]).toMatchObject({
      name: 'sign-in',
      detail: expect.stringContaining('answered 503'),
    })
    expect(await signIn(late.bff)).toBe('503 unavailable')
    expect((await fetch(`${late.bff.url}/healthz`)).status).toBe(200)
    provider.be('well')
    expect(await signIn(late.bff)).toBe('200 signed in')
    expect(late.identity.health()).toEqual([{ name: 'sign-in', state: 'ok' }])
    late.identity.stop()
    await late.bff.stop()
  })

  it('a provider that is not who it should be is told so', async () => {
    provider.be('another_issuer')
    const late = await serve()
    expect(await signIn(late.bff)).toBe('503 unavailable')
    expect(late.identity.health()[0]?.state).toBe('degraded')
    late.identity.stop()
    await late.bff.stop()
  })

  it('a provider that hangs holds nobody up for longer than a window’s answer may take', async () => {
    const window = createBrowsing()
    const begun = await window.ask(`${bff.url}/auth/login`)
    const callback = provider.comeBack(begun.headers.get('location') ?? '')
    provider.be('hanging')
    const since = performance.now()
    const ended = await window.ask(callback)
    expect(ended.status).toBe(503)
    expect(performance.now() - since).toBeLessThan(60_000)
    expect(identity.health()[0]?.state).toBe('degraded')
  })
})

describe('the word of a provider that a session has ended', () => {
  const tell = async (token: string): Promise<number> => {
    const body = new URLSearchParams({ logout_token: token })
    return (await fetch(`${bff.url}/auth/backchannel-logout`, { method: 'POST', body })).status
  }

  it('the word of a provider that a session has ended is taken once', async () => {
    await signIn()
    const token = await provider.logoutToken()
    expect(await tell(token)).toBe(200)
    expect(await tell(token)).toBe(400)
  })

  it.each([
    ['another key signed', { sub: 'ana' }, true],
    ['is an ID token', { nonce: 'n' }, false],
    ['names nobody', { sub: undefined }, false],
    ['says nothing of a logout', { events: {} }, false],
    ['is an hour old', { iat: 1, exp: 4e9 }, false],
    ['is for another client', { aud: 'another' }, false],
  ] as const)('the word of a provider is not taken that %s', async (_what, claims, isAnother) => {
    provider.signWithAnother(isAnother)
    expect(await tell(await provider.logoutToken(claims))).toBe(400)
  })
})

it('a session is over after the hours that the rules give it', async () => {
  const own = await serve()
  own.bff.setRules({ signIn: { hours: 1 } })
  const window = createBrowsing()
  const begun = await window.ask(`${own.bff.url}/auth/login`)
  await window.ask(provider.comeBack(begun.headers.get('location') ?? ''))
  const renew = () => window.ask(`${own.bff.url}/auth/token`, { method: 'POST', headers: { origin: own.bff.url } })
  own.clock.advance(59 * 60)
  expect((await renew()).status).toBe(200)
  own.clock.advance(2 * 60)
  expect((await renew()).status).toBe(401)
  own.identity.stop()
  await own.bff.stop()
})
