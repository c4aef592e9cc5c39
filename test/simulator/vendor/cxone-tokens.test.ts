import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../simulator/cxone/vendor/server.ts'
import { bearer, call, form, json } from '../calls.ts'
import {
  ACCESS_KEY_PATH,
  accessKeyInit,
  accessKeyToken,
  asked,
  basic,
  clientOf,
  passwordForm,
  passwordToken,
  TOKEN_PATH,
  textIn,
} from './calls.ts'

let cxone: CxoneVendorStandIn
let now = Date.parse('2026-01-31T09:30:00Z')
beforeEach(async () => {
  cxone = await startCxoneVendor({ tokenSeconds: 60, now: () => now })
  cxone.seedContact({ id: '4711' })
})
afterEach(() => cxone.close())

const DISCOVERY = '/.well-known/openid-configuration'
const CONFIGURATION = '/.well-known/cxone-configuration'
const get = (path: string, init: RequestInit = {}) => call(cxone.url + path, init)
const lastReason = () => cxone.journal.entries().at(-1)?.reason

describe('the discovery document', () => {
  it('the discovery document names the token endpoint and how clients show themselves there', async () => {
    expect((await get(DISCOVERY)).body).toMatchObject({
      issuer: cxone.url,
      token_endpoint: `${cxone.url}/auth/token`,
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      scopes_supported: ['openid'],
    })
  })

  it('the discovery document is refused to whoever sends credentials along', async () => {
    expect((await get(DISCOVERY, bearer('x'))).status).toBe(400)
  })

  it('the discovery document names a foreign host once it is told to', async () => {
    cxone.lie({ tokenEndpoint: 'https://elsewhere.example/auth/token' })
    expect((await get(DISCOVERY)).body).toMatchObject({ token_endpoint: 'https://elsewhere.example/auth/token' })
    cxone.lie({})
    expect((await get(DISCOVERY)).body).toMatchObject({ token_endpoint: `${cxone.url}/auth/token` })
  })

  it('the discovery document can be replaced by a redirect', async () => {
    const headers = { location: 'https://elsewhere.example/' }
    cxone.faults.add({ path: DISCOVERY, kind: 'status', status: 302, headers, times: 1 })
    const { status, headers: sent } = await get(DISCOVERY, { redirect: 'manual' })
    expect([status, sent.get('location')]).toEqual([302, 'https://elsewhere.example/'])
  })
})

describe('the password grant', () => {
  const ask = (fields = passwordForm(cxone), authorization: string | undefined = clientOf(cxone)) =>
    call(cxone.url + TOKEN_PATH, form(fields, authorization))

  it('the password grant gives an access token and an id token that name issuer and tenant', async () => {
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 60 })
    for (const name of ['access_token', 'id_token']) {
      expect(decodeJwt(textIn(answer, name))).toMatchObject({ iss: cxone.url, tenantId: cxone.tenant.tenantId })
    }
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('the password grant signs its tokens by a key that is published', async () => {
    const keys: JSONWebKeySet = { keys: [] }
    const { body } = await get('/auth/jwks')
    Object.assign(keys, body)
    const { payload } = await jwtVerify(textIn(await ask(), 'id_token'), createLocalJWKSet(keys), {
      issuer: cxone.url,
      audience: cxone.tenant.clientId,
      currentDate: new Date(now),
    })
    expect(payload['area']).toBe('na1')
  })

  it('the password grant is refused with 401 to a client that is unknown, has a wrong secret or shows itself in the form', async () => {
    expect((await ask(undefined, basic('guess', cxone.tenant.clientSecret))).status).toBe(401)
    expect((await ask(undefined, basic(cxone.tenant.clientId, 'guess'))).status).toBe(401)
    const inForm = {
      ...passwordForm(cxone),
      client_id: cxone.tenant.clientId,
      client_secret: cxone.tenant.clientSecret,
    }
    expect((await call(cxone.url + TOKEN_PATH, form(inForm))).status).toBe(401)
  })

  it.each([
    ['a wrong key', { password: 'guess' }],
    ['an unknown key', { username: 'guess' }],
    ['another grant', { grant_type: 'client_credentials' }],
    ['a field too many', { scope: 'openid' }],
  ])('the password grant is refused with 400 for %s', async (_what, change) => {
    expect((await ask({ ...passwordForm(cxone), ...change })).status).toBe(400)
  })

  it('the password grant is refused with 400 as JSON', async () => {
    const init = json('POST', passwordForm(cxone))
    const headers = { 'content-type': 'application/json', authorization: clientOf(cxone) }
    expect((await call(cxone.url + TOKEN_PATH, { ...init, headers })).status).toBe(400)
    expect(lastReason()).toContain('content type')
  })

  it('the password grant leaves neither key nor client secret in the journal', async () => {
    await ask()
    const [entry] = cxone.journal.entries(TOKEN_PATH)
    expect(entry).toMatchObject({ authorization: 'Basic ***', body: { grant_type: 'password', password: '***' } })
  })
})

describe('the access-key grant', () => {
  it('the access-key grant gives an access token that names issuer and tenant, and no id token', async () => {
    const answer = await get(ACCESS_KEY_PATH, accessKeyInit(cxone))
    expect(answer.status).toBe(200)
    expect(answer.body).not.toHaveProperty('id_token')
    expect(decodeJwt(textIn(answer, 'access_token'))).toMatchObject({ iss: cxone.url, tenantId: cxone.tenant.tenantId })
  })

  it.each([
    ['401 for a wrong secret', 401, { accessKeySecret: 'guess' }],
    ['401 for an unknown key', 401, { accessKeyId: 'guess' }],
    ['400 for a field too many', 400, { scope: 'openid' }],
    ['400 for a field that is no text', 400, { accessKeyId: 4711 }],
  ])('the access-key grant is refused with %s', async (_what, status, change) => {
    const { accessKeyId, accessKeySecret } = cxone.tenant
    const body = { accessKeyId, accessKeySecret, ...change }
    expect((await get(ACCESS_KEY_PATH, json('POST', body))).status).toBe(status)
  })

  it('the access-key grant wants no client beside it', async () => {
    const headers = { 'content-type': 'application/json', authorization: clientOf(cxone) }
    expect((await get(ACCESS_KEY_PATH, { ...accessKeyInit(cxone), headers })).status).toBe(400)
  })

  it('the access-key grant may open the ACD alone', async () => {
    const narrow = await startCxoneVendor({ accessKeyOpensDigital: false })
    narrow.seedContact({ id: '4711' })
    const token = await accessKeyToken(narrow)
    expect((await call(`${narrow.url}/inContactAPI/services/v30.0/skills`, asked(token))).status).toBe(200)
    expect((await call(`${narrow.url}/dfo/3.0/contacts/4711`, asked(token))).status).toBe(403)
    await narrow.close()
  })
})

describe('the tenant’s configuration', () => {
  const configuration = (tenantId = cxone.tenant.tenantId, init: RequestInit = {}) =>
    get(`${CONFIGURATION}?tenantId=${tenantId}`, init)

  it('the tenant’s configuration names this host, and no domain that would lead away from it', async () => {
    const { status, body } = await configuration()
    expect(status).toBe(200)
    expect(body).toMatchObject({ api_endpoint: cxone.url, area: 'na1', tenantId: cxone.tenant.tenantId })
    expect(body).not.toHaveProperty('domain')
  })

  it('the tenant’s configuration is refused to whoever sends the token along, names no tenant or another', async () => {
    expect((await configuration(undefined, bearer(await passwordToken(cxone)))).status).toBe(400)
    expect((await get(CONFIGURATION)).status).toBe(400)
    expect((await configuration('another-tenant')).status).toBe(404)
  })

  it('the tenant’s configuration and the tokens say what they are told to', async () => {
    const told = { apiEndpoint: 'https://elsewhere.example', area: 'eu1', domain: 'elsewhere.example' }
    cxone.lie({ ...told, issuer: 'https://elsewhere.example', tenantId: 'another-tenant' })
    expect((await configuration()).body).toMatchObject({
      api_endpoint: 'https://elsewhere.example',
      area: 'eu1',
      domain: 'elsewhere.example',
    })
    const claims = decodeJwt(await passwordToken(cxone))
    expect(claims).toMatchObject({ iss: 'https://elsewhere.example', tenantId: 'another-tenant' })
    cxone.lie({ tenantId: null })
    expect(decodeJwt(await accessKeyToken(cxone))).not.toHaveProperty('tenantId')
  })
})

describe('what a token opens', () => {
  const contact = (init: RequestInit) => get('/dfo/3.0/contacts/4711', init)

  it('a token opens both APIs until it expires or is revoked', async () => {
    for (const token of [await passwordToken(cxone), await accessKeyToken(cxone)]) {
      expect((await contact(asked(token))).status).toBe(200)
      expect((await get('/inContactAPI/services/v30.0/skills', asked(token))).status).toBe(200)
    }
    const token = await passwordToken(cxone)
    now += 61_000
    expect((await contact(asked(token))).status).toBe(401)
    const another = await passwordToken(cxone)
    cxone.revokeTokens()
    expect((await contact(asked(another))).status).toBe(401)
  })

  it('a token is not enough where the caller does not say that JSON is wanted', async () => {
    const token = await passwordToken(cxone)
    expect((await contact(bearer(token))).status).toBe(406)
    expect(lastReason()).toContain('Accept')
    expect((await contact({ headers: { authorization: `Bearer ${token}`, accept: 'text/html' } })).status).toBe(406)
  })

  it('a token is the only thing that opens: neither the access key nor a client does', async () => {
    expect((await contact(asked(cxone.tenant.accessKeyId))).status).toBe(401)
    const headers = { accept: 'application/json', authorization: clientOf(cxone) }
    expect((await contact({ headers })).status).toBe(401)
  })
})

it('the simulated tenant lies to a test in another process too', async () => {
  const open = await startCxoneVendor({ controlRoutes: true })
  const lie = (body: unknown) => call(`${open.url}/__simulator/lies`, json('PUT', body))
  expect((await lie({ tokenEndpoint: 'https://elsewhere.example' })).status).toBe(204)
  expect((await call(open.url + DISCOVERY)).body).toMatchObject({ token_endpoint: 'https://elsewhere.example' })
  expect((await lie({ truth: true })).status).toBe(400)
  await open.close()
})
