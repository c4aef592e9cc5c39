/** Agents sign in at a panel within another site's page, in a browser that blocks third-party cookies, at a real provider. */
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock, systemTimer } from '../../bff/deadline.ts'
import { createLog } from '../../bff/observe/log.ts'
import { createMetrics } from '../../bff/observe/metrics.ts'
import type { IdentityUpstream } from '../../bff/ports/identity.ts'
import { openOidc } from '../../bff/upstream/oidc/open-oidc.ts'
import { CHROMIUM_FLAGS, ensureChromium } from '../chromium.mjs'
import { CLIENT, startOidcProvider, type TestProvider } from '../support/oidc-provider.ts'
import { type RunningBff, startBff } from '../support/start-bff.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: 'i', clientSecret: 's' }
const built = (folder: string): string => fileURLToPath(new URL(`../../dist/public/${folder}`, import.meta.url))
/** One desktop of two sites, both of which are others than the service's, and as safe for browsers as with TLS. */
const SITES = ['one.localhost', 'two.localhost'] as const

let browser: Browser
let provider: TestProvider
let identity: IdentityUpstream
let bff: RunningBff
let desktops: Server
let deskPort = 0
let context: BrowserContext

const desktop = (
  panel: string,
  sandbox: string,
): string => `<!doctype html><meta charset="utf-8"><title>A desktop</title>
<link rel="icon" href="data:,"><style>body{margin:0}iframe{width:380px;height:700px;border:0}</style>
<iframe src="${panel}" ${sandbox}></iframe><script>
addEventListener('message', ({ source, data, origin }) => {
  if (data.type === 'cx-assist:ready') source.postMessage({ type: 'cx-assist:context', conversation: 'conv_1' }, origin)
})
</script>`

beforeAll(async () => {
  provider = await startOidcProvider()
  desktops = createServer((request, response) => {
    const sandbox = request.url === '/sandboxed' ? 'sandbox="allow-scripts allow-same-origin"' : ''
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(desktop(panelUrl(), sandbox))
  })
  await new Promise<void>((resolve) => desktops.listen(0, '127.0.0.1', resolve))
  const address = desktops.address()
  deskPort = typeof address === 'object' && address !== null ? address.port : 0
  const log = createLog('silent', { write: () => undefined })
  const parts = { clock: systemClock, timer: systemTimer, log, metrics: createMetrics() }
  identity = openOidc({ ...parts, issuer: provider.issuer, client: CLIENT, scopes: 'openid profile' })
  bff = await startBff(NOWHERE, {
    signIn: { provider: identity, agentRules: { agentClaim: 'preferred_username', supervisor: undefined } },
    folders: { widget: built('widget'), models: built('widget') },
    panelAncestors: SITES.map((site) => `http://${site}:${deskPort}`),
  })
  provider.register(own())
  browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...CHROMIUM_FLAGS, '--test-third-party-cookie-phaseout'],
  })
})
afterAll(async () => {
  await browser.close()
  identity.stop()
  await bff.stop()
  desktops.closeAllConnections()
  desktops.close()
  await provider.close()
})
beforeEach(async () => {
  context = await browser.newContext({ locale: 'en-GB' })
})
afterEach(() => context.close())

/** By a name: browsers take a loopback one for as safe as one with TLS. */
const own = (): string => `http://localhost:${bff.port}`
const panelUrl = (): string => `${own()}/panel?desktop=generic`

const openDesk = async (site: (typeof SITES)[number] = SITES[0], path = '/'): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`http://${site}:${deskPort}${path}`)
  return page
}
const within = (page: Page) => page.frameLocator('iframe')
const signInAt = (page: Page) => within(page).getByRole('button', { name: 'Sign in', exact: true })

/** Signs in at the provider's page in a window that was opened. */
const logIn = async (window: Page, account: string): Promise<void> => {
  await window.locator('input[name=login]').fill(account)
  await window.locator('input[name=password]').fill('p')
  const closed = window.waitForEvent('close')
  await window.locator('button[type=submit]').click()
  await closed
}
const signIn = async (page: Page, account: string): Promise<void> => {
  const opening = page.waitForEvent('popup')
  await signInAt(page).click()
  await logIn(await opening, account)
  await within(page).getByText(`Signed in as ${account}`).waitFor()
}
const sessionCookies = async () => (await context.cookies(own())).filter(({ name }) => name === '__Host-cx-assist')

describe('an agent at a desktop of another site', () => {
  it('an agent at a desktop of another site signs in, though third-party cookies are blocked, and stays signed in', async () => {
    const page = await openDesk()
    await within(page).getByRole('heading', { name: 'You are not signed in' }).waitFor()
    await signIn(page, 'ana')
    const [cookie, ...others] = await sessionCookies()
    expect(others).toEqual([])
    expect(cookie).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: 'None',
      partitionKey: 'http://one.localhost',
    })
    await page.reload()
    await within(page).getByText('Signed in as ana').waitFor()
    const frame = page.frames().at(-1)
    expect(await frame?.evaluate(() => `${document.cookie}${location.hash}`)).toBe('')
    // Even if it wanted to keep a token there, this frame could not.
    expect(await frame?.evaluate(() => Object.keys(localStorage)).catch(() => [])).toEqual([])
  })

  it('an agent at a desktop of another site is not signed in at the next one', async () => {
    await signIn(await openDesk(), 'ana')
    const other = await openDesk(SITES[1])
    await within(other).getByRole('heading', { name: 'You are not signed in' }).waitFor()
  })

  it('an agent at a desktop of another site signs out everywhere at once, and at the provider', async () => {
    const page = await openDesk()
    await signIn(page, 'bo')
    const other = await openDesk(SITES[1])
    const opening = other.waitForEvent('popup')
    await signInAt(other).click()
    // The provider knows who it is by now.
    await opening
    await within(other).getByText('Signed in as bo').waitFor()

    const ending = page.waitForEvent('popup')
    await within(page).getByRole('button', { name: 'Sign out' }).click()
    const window = await ending
    const closed = window.waitForEvent('close')
    await window.locator('button[value=yes]').click()
    await closed
    await within(page).getByText('You are signed out.').waitFor()
    await within(other).getByText('Your sign-in has ended.').waitFor()
    expect(await sessionCookies()).toEqual([])
  })

  it('an agent at a desktop of another site is told of a window that was blocked, and opens it by hand', async () => {
    await context.addInitScript(() => {
      window.open = () => null
    })
    const page = await openDesk()
    await signInAt(page).click()
    await within(page).getByText('The browser did not open the sign-in window.').waitFor()
    const opening = page.waitForEvent('popup')
    await within(page).getByRole('link', { name: 'Open the sign-in window' }).click()
    await logIn(await opening, 'ana')
    await within(page).getByText('Signed in as ana').waitFor()
  })

  it('an agent at a desktop of another site is told of a window that a sandbox keeps shut', async () => {
    const page = await openDesk(SITES[0], '/sandboxed')
    await signInAt(page).click()
    await within(page).getByText('The browser did not open the sign-in window.').waitFor()
  })

  it('an agent at a desktop of another site is told that the provider is down, in the window and in the panel', async () => {
    const page = await openDesk()
    const opening = page.waitForEvent('popup')
    await signInAt(page).click()
    const window = await opening
    await window.locator('input[name=login]').fill('ana')
    await window.locator('input[name=password]').fill('p')
    const callback = window.waitForURL('**/auth/callback?**')
    provider.failTokens(true)
    await window.locator('button[type=submit]').click()
    await callback
    provider.failTokens(false)
    await window.getByText('The sign-in cannot be reached right now.').waitFor()
    await within(page).getByText('The sign-in cannot be reached right now.').waitFor()
    await window.close()
    await signInAt(page).click()
    await within(page).getByText('Signed in as ana').waitFor()
  })
})
