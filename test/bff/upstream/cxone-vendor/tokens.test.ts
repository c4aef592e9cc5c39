/** How a token and the tenant's hosts are had, and to whom neither is ever shown. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { answerJson, type ScriptedUpstream, startUpstream } from '../../../support/scripted-upstream.ts'
import { createShiftingClock } from '../../../support/shifting-clock.ts'
import { CASE, digital, failureOf, openVendor, route, within } from '../../../support/vendor-cxone.ts'

const TOKEN = '/auth/token'
const KEY_TOKEN = '/authentication/v1/token/access-key'
const CONFIGURATION = '/.well-known/cxone-configuration'
const CONTACT = `/dfo/3.0/contacts/${CASE}`

let cxone: CxoneVendorStandIn
/** A host that nobody should be led to. */
let stranger: ScriptedUpstream
beforeEach(async () => {
  cxone = await startCxoneVendor()
  stranger = await startUpstream((_request, response) => answerJson(response, {}))
  cxone.seedContact({ id: CASE })
})
afterEach(async () => {
  await cxone.close()
  await stranger.close()
})

const calls = (path: string | RegExp): number => cxone.journal.entries(path).length
/** Where no loopback is allowed, a lie that leads to another loopback host cannot be told from one that leads to the right one. */
const LIES = [
  ['of a foreign domain', 'https://cxone.evil.example'],
  ['that only begins like one of NICE', 'https://niceincontact.com.evil.example'],
  ['that only ends like one of NICE', 'https://evilniceincontact.com'],
  ['with a user before it', 'https://niceincontact.com@evil.example'],
  ['with a user in it', 'https://user:password@cxone.niceincontact.com'],
  ['without TLS', 'http://cxone.niceincontact.com'],
  ['of another scheme', 'ftp://cxone.niceincontact.com'],
  ['that is none', 'cxone.niceincontact.com'],
] as const

describe('a token of CXone', () => {
  it('a token of CXone is had by discovery and the password grant where a client is registered', async () => {
    await route(openVendor(cxone), digital())
    const [asked] = cxone.journal.entries(TOKEN)
    expect(asked).toMatchObject({
      method: 'POST',
      authorization: 'Basic ***',
      body: { grant_type: 'password', username: cxone.tenant.accessKeyId },
      outcome: 'applied',
    })
    expect(calls('/.well-known/openid-configuration')).toBe(1)
    expect(calls(KEY_TOKEN)).toBe(0)
    expect(cxone.journal.entries(CONFIGURATION)).toMatchObject([
      { query: `tenantId=${cxone.tenant.tenantId}`, authorization: undefined },
    ])
  })

  it('a token of CXone is had for the access key alone where no client is registered, without discovery', async () => {
    await route(openVendor(cxone, { settings: { client: undefined } }), digital())
    expect(cxone.journal.entries(KEY_TOKEN)).toMatchObject([
      { method: 'POST', authorization: undefined, body: { accessKeyId: cxone.tenant.accessKeyId }, outcome: 'applied' },
    ])
    expect(calls('/.well-known/openid-configuration')).toBe(0)
    expect(calls(TOKEN)).toBe(0)
  })

  it('a token of CXone is asked for once however many wait for it, and so are the hosts', async () => {
    const opened = openVendor(cxone)
    for (let n = 0; n < 20; n += 1) cxone.seedContact({ id: `c${n}` })
    await Promise.all(Array.from({ length: 20 }, (_, n) => route(opened, digital({}, `c${n}`))))
    expect([calls(TOKEN), calls(CONFIGURATION)]).toEqual([1, 1])
  })

  it('a token of CXone is kept until five minutes before it expires, and for fifty minutes at most', async () => {
    for (const [tokenSeconds, kept] of [
      [3600, 50 * 60],
      [1200, 900],
    ] as const) {
      const short = await startCxoneVendor({ tokenSeconds })
      const clock = createShiftingClock()
      const opened = openVendor(short, { clock })
      short.seedContact({ id: CASE })
      await route(opened, digital())
      clock.advance(kept - 5)
      await route(opened, digital())
      expect(short.journal.entries(TOKEN)).toHaveLength(1)
      clock.advance(10)
      await route(opened, digital())
      expect(short.journal.entries(TOKEN)).toHaveLength(2)
      await short.close()
    }
  })

  it.each([401, 403])(
    'a token of CXone that is refused with %d is renewed once, and the call made again',
    async (status) => {
      cxone.faults.add({ kind: 'status', status, path: CONTACT, times: 1 })
      expect(await route(openVendor(cxone), digital())).toMatchObject({ via: 'queue' })
      expect(calls(TOKEN)).toBe(2)
    },
  )

  it('a token of CXone that is refused for good is renewed once, and the first refusal stands', async () => {
    cxone.faults.add({ kind: 'status', status: 401, path: CONTACT, times: 1 })
    cxone.faults.add({ kind: 'status', status: 403, path: CONTACT })
    const opened = openVendor(cxone)
    const failure = await failureOf(route(opened, digital()))
    expect(failure).toMatchObject({ kind: 'permission', status: 401 })
    expect(opened.contacts.explain(failure)).toMatch(/access key.*role/)
    expect(calls(TOKEN)).toBe(2)
  })

  it('a token of CXone that no longer holds is not used up by those who come at the same time', async () => {
    const opened = openVendor(cxone)
    for (let n = 0; n < 8; n += 1) cxone.seedContact({ id: `c${n}` })
    await route(opened, digital())
    cxone.revokeTokens()
    await Promise.all(Array.from({ length: 8 }, (_, n) => route(opened, digital({}, `c${n}`))))
    expect(calls(TOKEN)).toBe(2)
  })

  it('a token of CXone is not asked for without an access key, and the failure names what to set', async () => {
    const opened = openVendor(cxone, { settings: { accessKey: undefined } })
    const failure = await failureOf(route(opened, digital()))
    expect(failure.kind).toBe('not_configured')
    expect(opened.contacts.explain(failure)).toContain('CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET')
    expect(cxone.journal.entries()).toHaveLength(0)
  })

  it('a token of CXone that is not had for wrong credentials is a failure of credentials', async () => {
    const accessKey = { id: cxone.tenant.accessKeyId, secret: 'wrong-secret-of-the-key' }
    for (const client of [undefined, { clientId: cxone.tenant.clientId, clientSecret: cxone.tenant.clientSecret }]) {
      const opened = openVendor(cxone, { settings: { accessKey, client } })
      const failure = await failureOf(route(opened, digital()))
      expect(failure.kind).toBe('credentials')
      expect(opened.contacts.explain(failure)).toMatch(/access key.*role/)
      expect(opened.logged()).not.toContain('wrong-secret-of-the-key')
    }
  })
})

describe('the tenant of a token', () => {
  it('the tenant of a token must be the one that is configured, or the token is shown to nobody', async () => {
    const opened = openVendor(cxone, { settings: { tenantId: 'another-tenant' } })
    const failure = await failureOf(route(opened, digital()))
    expect(failure).toMatchObject({ kind: 'credentials', code: 'other_tenant' })
    expect(opened.contacts.explain(failure)).toContain('CXONE_TENANT_ID')
    expect(cxone.journal.entries().filter(({ authorization }) => authorization?.startsWith('Bearer'))).toEqual([])
  })

  it('the tenant of a token is the configured one where the token names none, else there is nothing to go by', async () => {
    cxone.lie({ tenantId: null })
    const unnamed = await failureOf(route(openVendor(cxone), digital()))
    expect(unnamed).toMatchObject({ kind: 'bad_answer', code: 'no_tenant' })
    const named = openVendor(cxone, { settings: { tenantId: cxone.tenant.tenantId } })
    expect(await route(named, digital())).toMatchObject({ via: 'queue' })
  })
})

describe('the hosts of a tenant', () => {
  it('the hosts of a tenant may be configured, and then nobody is asked for them', async () => {
    const settings = { apiUrl: `${cxone.url}/`, dfoUrl: cxone.url }
    expect(await route(openVendor(cxone, { settings }), digital())).toMatchObject({ via: 'queue' })
    expect(calls(CONFIGURATION)).toBe(0)
  })

  it('the hosts of a tenant are asked for again where that failed', async () => {
    cxone.faults.add({ kind: 'status', status: 500, path: CONFIGURATION, times: 1 })
    const opened = openVendor(cxone)
    expect(await failureOf(route(opened, digital()))).toMatchObject({ kind: 'unavailable', changedNothing: true })
    expect(opened.health()).toMatchObject([{ name: 'cxone', state: 'degraded' }])
    expect(await route(opened, digital())).toMatchObject({ via: 'queue' })
    expect(opened.health()).toEqual([{ name: 'cxone', state: 'ok' }])
  })

  it('the hosts of a tenant that CXone does not know are no unknown contact', async () => {
    cxone.lie({ tenantId: 'nobody' })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'bad_answer' })
  })
})

describe('a lying answer', () => {
  it.each(LIES)('a lying answer that names a token endpoint %s gets no credential', async (_name, tokenEndpoint) => {
    cxone.lie({ tokenEndpoint })
    const failure = await failureOf(route(openVendor(cxone), digital()))
    expect(failure).toMatchObject({ kind: 'bad_answer', code: 'untrusted_host' })
  })

  it.each(LIES)('a lying answer that names an issuer %s is not asked for hosts', async (_name, issuer) => {
    cxone.lie({ issuer })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ code: 'untrusted_host' })
    expect(calls(CONFIGURATION)).toBe(0)
  })

  it.each(LIES)('a lying answer that names an interface %s gets no token', async (_name, apiEndpoint) => {
    cxone.lie({ apiEndpoint })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ code: 'untrusted_host' })
  })

  it.each([
    ['na1', 'evil.example'],
    ['na1.evil.example/', 'niceincontact.com'],
    ['na1@evil.example?', 'niceincontact.com'],
    ['na1', 'niceincontact.com:8443'],
    ['na1', 'niceincontact.com/dfo'],
    ['', 'niceincontact.com.'],
  ])('a lying answer with the area “%s” of “%s” gets no token', async (area, domain) => {
    cxone.lie({ area, domain })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ code: 'untrusted_host' })
  })

  it('a lying answer leads to no host of this machine where the issuer is elsewhere', async () => {
    // The issuer of these settings is never reached: the access key alone needs none.
    const remote = { issuer: 'https://cxone.example.com', authUrl: 'https://auth.example.com' }
    const { createTrust } = await import('../../../../bff/upstream/cxone/vendor/trust.ts')
    const { vendorSettings } = await import('../../../support/vendor-cxone.ts')
    const trusted = createTrust(vendorSettings(cxone, remote))
    for (const url of [stranger.url, 'http://localhost:1', 'http://[::1]:1', 'https://127.0.0.1']) {
      expect(() => trusted(url)).toThrow('bad_answer')
    }
    expect(trusted('https://eu.cxone.example.com/x/')).toBe('https://eu.cxone.example.com/x')
    expect(trusted('https://api-na1.niceincontact.com')).toBe('https://api-na1.niceincontact.com')
  })

  it.each([
    ['the discovery', '/.well-known/openid-configuration'],
    ['the token', TOKEN],
    ['the configuration', CONFIGURATION],
    ['a contact', CONTACT],
    ['a queue', `${CONTACT}/routing-queue`],
  ])('a redirect of %s is not followed', async (_name, path) => {
    const headers = { location: `${stranger.url}/elsewhere` }
    for (const status of [301, 302, 307, 308]) {
      const fault = cxone.faults.add({ kind: 'status', status, path, headers })
      await route(openVendor(cxone), digital()).catch(() => undefined)
      fault()
    }
    expect(stranger.asked).toEqual([])
  })
})

it('a secret or a token is in no log, failure or probe', async () => {
  cxone.faults.add({ kind: 'status', status: 403, path: CONTACT })
  const opened = openVendor(cxone)
  const failure = await failureOf(route(opened, digital()))
  const findings = await Promise.all(
    opened.probes().flatMap((probe) => (probe.kind === 'question' ? [within((deadline) => probe.ask(deadline))] : [])),
  )
  const said = JSON.stringify([failure, opened.contacts.explain(failure), findings, opened.health()]) + opened.logged()
  const { accessKeySecret, clientSecret } = cxone.tenant
  for (const secret of [accessKeySecret, clientSecret, 'eyJ']) expect(said).not.toContain(secret)
})
