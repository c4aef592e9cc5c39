/** What stands in the place of the hosted panel where there is no conversation: in words, for every eye, as narrow as 320 px. */
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A desktop as narrow as its window, which says to the panel what a test has it say, and nothing by itself. */
const desktop: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><meta charset="utf-8">
<title>A desktop</title><link rel="icon" href="data:,">
<style>body{margin:0}iframe{display:block;width:100vw;height:100vh;border:0}</style><script>
const given = new URLSearchParams(location.hash.slice(1))
const frame = document.createElement('iframe')
frame.src = given.get('bff') + '/panel?desktop=' + given.get('desktop')
frame.title = 'Assist'
document.addEventListener('DOMContentLoaded', () => document.body.append(frame))
const tell = (message) => frame.contentWindow.postMessage(message, given.get('bff'))
</script>`)
}

let browser: Browser
let stage: Stage
let context: BrowserContext
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
  stage = await openStage([desktop])
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
beforeEach(async () => {
  // What looks for flaws is no script of the service's, and its policy lets no others in.
  context = await browser.newContext({ bypassCSP: true, viewport: { width: 320, height: 568 }, locale: 'en-GB' })
  page = await context.newPage()
})
afterEach(() => context.close())

const open = async (named: string, host = '127.0.0.1'): Promise<void> => {
  const given = new URLSearchParams({ bff: stage.bff.url, desktop: named })
  await page.goto(`${(stage.sites[0] ?? '').replace('127.0.0.1', host)}/#${given}`)
}
const panel = () => page.frameLocator('iframe')
const inside = (): Frame => page.frames().at(-1) ?? page.mainFrame()
const shown = (kind: string) => panel().locator(`.hindrance[data-kind=${kind}]`)
/** Says it again until it was heard: the panel may not have listened yet. */
const tellUntil = async (message: string, kind: string): Promise<void> => {
  await expect
    .poll(async () => {
      await page.evaluate(`tell(${message})`)
      return await shown(kind).count()
    })
    .toBe(1)
}
const CONTEXT = "{ type: 'cx-assist:context', conversation: 'conv_4711' }"
const REFUSED = `{ issuer: 'CXA', contactId: null, events: [{
  messageType: 'ClientEventSubscriptionAcknowledge', contactId: null, status: 'ERROR', reason: 'InvalidSubscriptionTypes'.repeat(3) }] }`

/** By the kind of what is in the way: its heading, and what brings it about. */
const STATES: readonly (readonly [kind: string, heading: string, comeAbout: () => Promise<unknown>])[] = [
  ['unknown', 'This desktop is not known', () => open('genesys')],
  ['alone', 'Open this in your desktop', () => page.goto(`${stage.bff.url}/panel?desktop=generic`)],
  ['waiting', 'Waiting for your desktop', () => open('generic')],
  ['late', 'Your desktop has not answered', () => open('generic')],
  [
    'noConversation',
    'No conversation open',
    async () => {
      const token = await stage.token('agent-7')
      await open('generic')
      await tellUntil(`{ type: 'cx-assist:context', conversation: null, token: '${token}' }`, 'noConversation')
    },
  ],
  [
    'noToken',
    'Not signed in',
    async () => {
      await open('generic')
      await tellUntil(CONTEXT, 'noToken')
    },
  ],
  [
    'signingIn',
    'Signing you in',
    async () => {
      await page.route('**/auth/token', () => undefined)
      await open('generic')
      await tellUntil(CONTEXT, 'signingIn')
    },
  ],
  [
    'signedOut',
    'You are not signed in',
    async () => {
      await page.route('**/auth/token', (route) => route.fulfill({ status: 401, json: { title: 'Unauthorized' } }))
      await open('generic')
      await tellUntil(CONTEXT, 'signedOut')
    },
  ],
  [
    'signInFailed',
    'Sign-in cannot be reached',
    async () => {
      await page.route('**/auth/token', (route) => route.abort())
      await open('generic')
      await tellUntil(CONTEXT, 'signInFailed')
    },
  ],
  [
    'loadFailed',
    'Could not be loaded',
    async () => {
      await page.route(/\/generic-[\w-]+\.js$/, (route) => route.abort())
      await open('generic')
    },
  ],
  [
    'wrongOrigin',
    'Not set up for this desktop',
    async () => {
      // A proxy in between that takes the policy away: browsers would not show it at all.
      await page.route('**/panel?*', async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': '' } })
      })
      await open('generic', 'localhost')
      await tellUntil(CONTEXT, 'wrongOrigin')
    },
  ],
  [
    'refused',
    'Your desktop refused',
    async () => {
      await open('cxone')
      await tellUntil(REFUSED, 'refused')
    },
  ],
]

describe('the hosted panel at 320 px', () => {
  it.each(STATES)(
    'the hosted panel at 320 px says in words what is in the way, and has no flaw that axe knows: %s',
    async (kind, heading, comeAbout) => {
      await comeAbout()
      const place = kind === 'alone' ? page : panel()
      await place.getByRole('heading', { name: heading, exact: true }).waitFor()
      const words = await place.locator(`.hindrance[data-kind=${kind}] > p`).first().innerText()
      expect(words.split(' ').length).toBeGreaterThan(3)
      const frame = inside()
      expect(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      const wide = await place
        .locator('.hindrance, .hindrance *')
        .evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).length)
      expect(wide).toBe(0)
      await frame.evaluate(AXE)
      const flaws: unknown = await frame.evaluate(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 160)))`,
      )
      expect(flaws).toEqual([])
    },
  )
})
