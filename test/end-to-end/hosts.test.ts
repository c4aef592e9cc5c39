/** The sample hosts, built and run as their readers would: a suggestion arrives, goes into the reply, and out of it again. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessible, type Screen } from './accessible.ts'
import { openBrowser } from './browser.ts'
import { hostsSite } from './hosts-site.ts'
import { openStage, type Stage } from './stage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const desktops = hostsSite()
const panels = hostsSite()

const DRAFT = 'Dear customer, '

let browser: Browser
let stage: Stage
let page: Page
let faults: string[]
let conversationId = ''
let count = 0

beforeAll(async () => {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--mode', 'hosts'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the sample hosts do not build:\n${stderr}`)
  browser = await openBrowser()
  stage = await openStage([desktops.answer, panels.answer])
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
beforeEach(async () => {
  count += 1
  conversationId = `conv_host_${count}`
  page = await browser.newPage()
  faults = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  const { url: bff } = stage.bff
  const [desktopOrigin = '', panelOrigin = ''] = stage.sites
  const token = await stage.token('agent-7', [conversationId])
  desktops.filledIn = { bff, token, conversation: conversationId, desktopOrigin, panelOrigin }
  panels.filledIn = desktops.filledIn
  desktops.policy = [
    "default-src 'none'",
    'img-src data:',
    `script-src 'self' ${bff} 'wasm-unsafe-eval'`,
    `worker-src blob: ${bff}`,
    `connect-src 'self' ${bff} ${bff.replace('http', 'ws')}`,
    `frame-src ${panelOrigin}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html cx-assist vue',
  ].join('; ')
  panels.policy = `${desktops.policy}; frame-ancestors ${desktopOrigin}`
})
afterEach(() => page.close())

const open = async (host: string): Promise<Screen> => {
  await page.goto(`${stage.sites[0]}/${host}/`)
  return accessible(page)
}
const say = (utteranceId: string): void => {
  const said = { interactionId: `int_${conversationId}`, conversationId, utteranceId }
  stage.cognigy.sendUpdate({ ...said, transcript: 'I want to cancel my contract' })
}

describe('a sample host', () => {
  it.each([
    { host: 'plain', isCounted: false },
    // These two show what they have as their own state.
    { host: 'react', isCounted: true },
    { host: 'vue', isCounted: true },
    { host: 'sandboxed', isCounted: false },
    { host: 'closed-shadow', isCounted: false },
  ])('has a suggestion inserted into its reply, and taken out again: $host', async ({ host, isCounted }) => {
    const screen = await open(host)
    await screen.find('StaticText', 'Live')
    await (await screen.find('textbox', 'Reply')).focus()
    await page.keyboard.type(DRAFT)
    say('u1')
    await (await screen.find('button', /^Insert/)).focus()
    await page.keyboard.press('Enter')
    const written = async () => (await screen.find('textbox', 'Reply')).value
    await expect.poll(written).toMatch(/^Dear customer, .{10,}/)
    const { length } = await written()
    if (isCounted) await page.getByText(`${length} characters`).waitFor()

    await (await screen.find('button', /^Undo/)).focus()
    await page.keyboard.press('Enter')
    await expect.poll(written).toBe(DRAFT)
    if (isCounted) await page.getByText(`${DRAFT.length} characters`).waitFor()
    expect(faults).toEqual([])
  })

  it('scores in the browser although a bundler has moved the modules, with the worker of the service', async () => {
    const screen = await open('react')
    await screen.find('StaticText', 'Live')
    say('u1')
    await page.getByText('Scored in this browser (wasm)').first().waitFor({ state: 'attached' })
    expect(faults).toEqual([])
  })

  it('whose sandbox has no origin is not let in: anybody’s sandbox would be', async () => {
    await open('sandboxed')
    faults = []
    await page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
      frame.sandbox.remove('allow-same-origin')
      frame.setAttribute('src', frame.src)
    })
    await expect.poll(() => faults.join('\n')).toMatch(/origin 'null' has been blocked by CORS policy/)
  })
})
