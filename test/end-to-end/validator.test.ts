/** The page that checks payloads, as an integrator uses it: by keyboard, offline, on a narrow screen. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Listening } from '../../simulator/http/listen.ts'
import { serveDesktopPages } from '../support/desktop-pages.ts'
import { openBrowser } from './browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
let desktop: Listening
let page: Page
let requests: string[]
let faults: string[]
beforeAll(async () => {
  browser = await openBrowser()
  desktop = await serveDesktopPages()
})
afterAll(async () => {
  await browser.close()
  await desktop.close()
})
beforeEach(async () => {
  page = await browser.newPage()
  requests = []
  faults = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(`${desktop.url}/validate`)
  await page.getByRole('heading', { name: 'Check a webhook payload' }).waitFor()
})
afterEach(async () => {
  expect(faults).toEqual([])
  await page.close()
})

const findings = () => page.getByRole('listitem').allInnerTexts()

it('the validator names what a payload that is pasted lacks, and how to mend it, and asks nobody for it', async () => {
  requests.length = 0
  await page
    .getByLabel('JSON')
    .fill(
      '{"sessionId":"sess_12345","text":"hm","intent":{"name":"Fallback","confidence":0.2},"context":{},"previousIntents":[]}',
    )
  expect((await findings()).join('\n')).toMatch(/input is empty[\s\S]*rename text to input/)
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/^200 from \/webhook\/fallback/)
  expect(requests).toEqual([])
})

it('the validator is used by keyboard alone: an example, the outcome, another webhook', async () => {
  await page.getByLabel('JSON').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/^200 from \/webhook\/handover/)
  expect(await findings()).toEqual([])
  await page.getByLabel('Webhook').focus()
  await page.keyboard.press('r')
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/^422 from \/webhook\/cognigy/)
})

it('the validator works once the network is gone', async () => {
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'One that fits' }).click()
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/would be transferred/)
  await page.context().setOffline(false)
})

it.each(['light', 'dark'] as const)(
  'the validator has no flaw that axe knows, in %s, and fits 320 px',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await page.evaluate(AXE)
    const flaws: unknown = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')
    expect(flaws).toEqual([])
  },
)

it('the validator is found from the desktop', async () => {
  faults.length = 0
  await page.goto(desktop.url)
  await page.getByRole('link', { name: 'Check a payload' }).waitFor()
  faults.length = 0
})

it('the validator judges a handover by the dialect that is chosen, and asks for one only where it matters', async () => {
  const choice = page.getByLabel('CXone’s dialect')
  const target = { conversationId: 'conv_1', transferTo: { type: 'queue', id: '101' }, transferType: 'blind' }
  const contextData = { intent: 'billing_inquiry', customerName: 'Sam Reed', transferReason: 'Asked for a person' }
  await page.getByLabel('JSON').fill(JSON.stringify({ ...target, contextData }))
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/^422 from \/webhook\/handover/)
  await choice.selectOption('vendor')
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/^200 from \/webhook\/handover/)
  await page.getByLabel('JSON').fill('{"interactionId":"int_1","transcript":"Where is it?","speaker":"customer"}')
  await expect.poll(() => page.getByRole('status').innerText()).toMatch(/^202 from \/webhook\/transcript/)
  expect(await choice.count()).toBe(0)
})
