/** Agents sign in, are given tokens and sign out: over HTTP, at a real OpenID provider. */
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { systemClock, systemTimer } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import type { IdentityUpstream } from '../../../bff/ports/identity.ts'
import { createWidgetTokens } from '../../../bff/push/widget-token.ts'
import { openOidc } from '../../../bff/upstream/oidc/open-oidc.ts'
import { signedInAnswer, signedOutAnswer, signInMessage } from '../../../shared/wire/sign-in.ts'
import { type Browsing, createBrowsing, signInAs } from '../../support/browsing.ts'
import { CLIENT, SUPERVISOR, startOidcProvider, type TestProvider } from '../../support/oidc-provider.ts'
import { type RunningBff, startBff, WIDGET_SECRET } from '../../support/start-bff.ts'
import { connectWidget, dialWidget, handshakeOutcome } from '../../support/widget-client.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: 'i', clientSecret: 's' }
const SCOPES = 'openid profile'
const AGENT_RULES = { agentClaim: 'preferred_username', supervisor: { claim: 'groups', value: 'supervisors' } }
const tokens = createWidgetTokens(WIDGET_SECRET, systemClock)

let provider: TestProvider
let identity: IdentityUpstream
let bff: RunningBff
beforeAll(async () => {
  provider = await startOidcProvider()
  identity = openOidc({
    issuer: provider.issuer,
    client: CLIENT,
    scopes: SCOPES,
    clock: systemClock,
    timer: systemTimer,
    log: createLog('silent', { write: () => undefined }),
    metrics: createMetrics(),
  })
  bff = await startBff(NOWHERE, { signIn: { provider: identity, agentRules: AGENT_RULES } })
  provider.register(bff.url)
})
afterAll(async () => {
  identity.stop()
  await bff.stop()
  await provider.close()
})

interface Panel {
  readonly verifier: string
  readonly login: string
}
const openPanel = (): Panel => {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  return { verifier, login: `${bff.url}/auth/login?challenge=${challenge}&lang=de` }
}

const told = z.object({ message: signInMessage, origin: z.string(), closes: z.boolean() })
/** What a page tells the panel that opened it. */
const toldBy = async (response: Response) => {
  const [, json = ''] = /<script type="application\/json" id="told">(.*)<\/script>/.exec(await response.text()) ?? []
  return told.parse(JSON.parse(json))
}

const codeFor = async (window: Browsing, account: string, panel: Panel): Promise<string> => {
  const { message, origin } = await toldBy((await signInAs(window, account, panel.login)).response)
  expect(origin).toBe(bff.url)
  if (message.type !== 'cx-assist:signed-in') throw new Error(message.reason)
  return message.code
}

const fromOwn = (headers: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  origin: bff.url,
  ...headers,
})
const redeem = (frame: Browsing, code: string, verifier: string): Promise<Response> =>
  frame.ask(`${bff.url}/auth/token`, {
    method: 'POST',
    headers: fromOwn({ 'content-type': 'application/json' }),
    body: JSON.stringify({ code, verifier }),
  })
const post = (frame: Browsing, path: string, headers = fromOwn()): Promise<Response> =>
  frame.ask(`${bff.url}${path}`, { method: 'POST', headers })

/** A browser in which somebody is signed in: the frame's cookies, and the window's. */
const signedIn = async (account: string) => {
  const [window, frame, panel] = [createBrowsing(), createBrowsing(), openPanel()]
  const response = await redeem(frame, await codeFor(window, account, panel), panel.verifier)
  return { window, frame, response, answer: signedInAnswer.parse(await response.json()) }
}

describe('a sign-in', () => {
  it('a sign-in asks the provider for a code with PKCE, state and nonce, and names its own callback', async () => {
    const response = await createBrowsing().ask(openPanel().login)
    expect(response.status).toBe(303)
    const { origin, searchParams } = new URL(response.headers.get('location') ?? '')
    expect(origin).toBe(provider.issuer)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${bff.url}/auth/callback`,
      ui_locales: 'de',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/)
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-cx-assist-sign-in-.*HttpOnly.*Secure.*SameSite=Lax/)
    expect(cookie).not.toContain(searchParams.get('state'))
  })

  it('a sign-in gives the panel that began it a token of its agent, for the conversations of that agent', async () => {
    const { response, answer } = await signedIn('ana')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(answer).toMatchObject({ agentId: 'ana', role: 'agent' })
    const claims = await tokens.verify(answer.token)
    expect(claims).toMatchObject({ sub: 'ana' })
    expect(claims).not.toHaveProperty('conversations')
    expect(claims).not.toHaveProperty('role')
    expect(Date.parse(answer.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000)
  })

  it('a sign-in leaves a cookie in the panel’s own partition that scripts cannot read and no other host gets', async () => {
    const { response } = await signedIn('ana')
    const [cookie = ''] = response.headers.getSetCookie()
    const attributes = cookie.split('; ').slice(1).toSorted()
    expect(cookie).toMatch(/^__Host-cx-assist=[\w-]{43};/)
    expect(attributes).toEqual([
      expect.stringMatching(/^HttpOnly$/),
      expect.stringMatching(/^Max-Age=4(3200|319\d)$/),
      'Partitioned',
      'Path=/',
      'SameSite=None',
      'Secure',
    ])
  })

  it('a sign-in makes a supervisor of whoever has the value in the claim', async () => {
    const { answer } = await signedIn(SUPERVISOR)
    expect(answer.role).toBe('supervisor')
    expect(await tokens.verify(answer.token)).toMatchObject({ sub: SUPERVISOR, role: 'supervisor' })
  })

  it('a sign-in that no panel began signs in the window itself', async () => {
    const window = createBrowsing()
    const { response } = await signInAs(window, 'ana', `${bff.url}/auth/login`)
    expect(response.status).toBe(200)
    expect(signedInAnswer.parse(await (await post(window, '/auth/token')).json()).agentId).toBe('ana')
  })

  it('a sign-in shows no token and no code in any address', async () => {
    const [window, panel] = [createBrowsing(), openPanel()]
    const { url, response } = await signInAs(window, 'ana', panel.login)
    const { message } = await toldBy(response)
    expect(url).toMatch(/^[^?]*\/auth\/callback\?code=/)
    if (message.type !== 'cx-assist:signed-in') throw new Error(message.reason)
    expect(url).not.toContain(message.code)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  it('a sign-in still works after the provider changed its keys', async () => {
    await signedIn('ana')
    await provider.changeKeys()
    expect((await signedIn('ana')).answer.agentId).toBe('ana')
  })
})

describe('the code of a sign-in', () => {
  it('the code of a sign-in is good once, however many redeem it at a time', async () => {
    const panel = openPanel()
    const code = await codeFor(createBrowsing(), 'ana', panel)
    const answers = await Promise.all([1, 2, 3].map(() => redeem(createBrowsing(), code, panel.verifier)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
  })

  it('the code of a sign-in is good for nobody but the panel that began it', async () => {
    const panel = openPanel()
    const code = await codeFor(createBrowsing(), 'ana', panel)
    expect((await redeem(createBrowsing(), code, openPanel().verifier)).status).toBe(401)
    expect((await redeem(createBrowsing(), code, panel.verifier)).status).toBe(401)
  })

  it('the code of a sign-in that has another shape is refused by field', async () => {
    const response = await redeem(createBrowsing(), 'short', 'x')
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: [{ path: 'code' }, { path: 'verifier' }] })
  })
})

describe('a callback', () => {
  it('a callback that comes again is refused, though the browser still has its cookie', async () => {
    const window = createBrowsing()
    const begun = await window.ask(openPanel().login)
    const before = new Map(window.jar)
    const { url } = await signInAs(window, 'ana', begun.headers.get('location') ?? '')
    for (const [name, value] of before) window.jar.set(name, value)
    const again = await window.ask(url)
    expect(again.status).toBe(400)
    expect((await toldBy(again)).message).toEqual({ type: 'cx-assist:sign-in-refused', reason: 'replayed' })
  })

  it('a callback in another browser than the one that began is refused', async () => {
    const window = createBrowsing()
    const shown = await window.follow(openPanel().login)
    const done = await window.ask(shown.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'prompt=login&login=ana&password=p',
    })
    const resumed = await window.ask(new URL(done.headers.get('location') ?? '', shown.url).href)
    const callback = resumed.headers.get('location') ?? ''
    expect(callback).toContain('/auth/callback?code=')
    const other = await createBrowsing().ask(callback)
    expect(other.status).toBe(400)
    expect((await toldBy(other)).message).toMatchObject({ reason: 'mixed_up' })
    expect((await window.ask(callback)).status).toBe(200)
  })

  it('a callback after the agent said no says so, in the panel’s language', async () => {
    const window = createBrowsing()
    const shown = await window.follow(openPanel().login)
    const { response } = await window.follow(`${shown.url}/abort`)
    expect(response.status).toBe(403)
    const page = await response.clone().text()
    expect(page).toContain('<html lang="de"')
    expect(page).toContain('Die Anmeldung wurde abgelehnt oder abgebrochen.')
    expect((await toldBy(response)).message).toMatchObject({ reason: 'denied' })
  })
})

describe('a renewal', () => {
  it('a renewal by the cookie gives another token of the same agent', async () => {
    const { frame } = await signedIn('ana')
    const response = await post(frame, '/auth/token')
    expect(response.status).toBe(200)
    expect(signedInAnswer.parse(await response.json()).agentId).toBe('ana')
  })

  it.each([
    ['another origin', { origin: 'https://desk.example.com' }],
    ['a page without an origin', { origin: 'null' }],
    ['nobody who says from where', {}],
    ['another site of this origin’s name', { 'sec-fetch-site': 'cross-site' }],
  ])('a renewal is refused to %s, whatever cookie comes along', async (_whom, headers) => {
    const { frame } = await signedIn('ana')
    const given = 'sec-fetch-site' in headers ? fromOwn(headers) : { ...headers }
    const response = await post(frame, '/auth/token', given)
    expect(response.status).toBe(403)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect((await post(frame, '/auth/logout', given)).status).toBe(403)
    expect((await post(frame, '/auth/token')).status).toBe(200)
  })

  it('a renewal where nobody is signed in is a 401', async () => {
    expect((await post(createBrowsing(), '/auth/token')).status).toBe(401)
    const made = createBrowsing()
    made.jar.set('__Host-cx-assist', randomBytes(32).toString('base64url'))
    expect((await post(made, '/auth/token')).status).toBe(401)
  })
})

describe('a sign-out', () => {
  it('a sign-out ends every session of the agent, their tokens and sockets, and says where the provider ends its own', async () => {
    const [here, there] = [await signedIn('bo'), await signedIn('bo')]
    const other = await signedIn('cleo')
    const widget = await connectWidget(bff.url, there.answer.token)
    const gone = new Promise<string>((resolve) => widget.socket.once('disconnect', resolve))
    const response = await post(here.frame, '/auth/logout')
    const { providerLogout = '' } = signedOutAnswer.parse(await response.json())
    expect(new URL(providerLogout).searchParams.get('post_logout_redirect_uri')).toBe(`${bff.url}/auth/signed-out`)
    expect(providerLogout).not.toContain('id_token_hint')
    expect(await gone).toBe('io server disconnect')
    expect((await post(there.frame, '/auth/token')).status).toBe(401)
    expect(await handshakeOutcome(dialWidget(bff.url, { auth: { token: here.answer.token } }))).toBe('unauthorized')
    expect((await post(other.frame, '/auth/token')).status).toBe(200)
    expect((await signedIn('bo')).answer.agentId).toBe('bo')
  })

  it('a sign-out where nobody is signed in is one all the same', async () => {
    expect((await post(createBrowsing(), '/auth/logout')).status).toBe(200)
  })

  it('a sign-out at the provider ends the session here, by its back channel', async () => {
    const { window, frame, answer } = await signedIn('dora')
    const ending = await window.follow(`${provider.issuer}/session/end?client_id=${CLIENT.clientId}`)
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(await ending.response.text()) ?? []
    await window.ask(`${provider.issuer}/session/end/confirm`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `xsrf=${xsrf}&logout=yes`,
    })
    await expect.poll(async () => (await post(frame, '/auth/token')).status).toBe(401)
    expect(await handshakeOutcome(dialWidget(bff.url, { auth: { token: answer.token } }))).toBe('unauthorized')
  })

  it('a made-up word of the provider ends nothing', async () => {
    const { frame } = await signedIn('ana')
    const response = await createBrowsing().ask(`${bff.url}/auth/backchannel-logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'logout_token=a.b.c',
    })
    expect(response.status).toBe(400)
    expect((await post(frame, '/auth/token')).status).toBe(200)
  })
})

it('nothing secret of a sign-in is in the log', async () => {
  const { frame, answer } = await signedIn('ana')
  await post(frame, '/auth/logout')
  const logged = bff.logged()
  expect(logged).toContain('an agent signed in')
  for (const secret of [answer.token, CLIENT.clientSecret, ...frame.jar.values()]) expect(logged).not.toContain(secret)
  expect(logged).not.toMatch(/code=|state=|eyJ/)
})

it('a service without a provider has none of the paths of a sign-in', async () => {
  const plain = await startBff(NOWHERE)
  for (const [method, path] of [
    ['GET', '/auth/login'],
    ['GET', '/auth/callback'],
    ['GET', '/auth/signed-out'],
    ['POST', '/auth/token'],
    ['POST', '/auth/logout'],
    ['POST', '/auth/backchannel-logout'],
  ] as const) {
    expect((await fetch(`${plain.url}${path}`, { method })).status).toBe(404)
  }
  expect(await (await fetch(`${plain.url}/api/widget/config`)).json()).not.toHaveProperty('offers.signIn')
  expect(await (await fetch(`${bff.url}/api/widget/config`)).json()).toHaveProperty('offers.signIn', true)
  await plain.stop()
})
