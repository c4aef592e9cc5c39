/** The examples, built and run as their readers would: a suggestion arrives, goes into the reply, and out of it again. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureApart } from '../apart.mjs'
import { accessible, type Screen } from '../end-to-end/accessible.ts'
import { openBrowser } from '../end-to-end/browser.ts'
import { openStage, type Stage } from '../end-to-end/stage.ts'
import { examplesSite } from './site.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const desktops = examplesSite()
const panels = examplesSite()

const DRAFT = 'Dear customer, '

let browser: Browser
let stage: Stage
let page: Page
let faults: string[]
let conversationId = ''
let count = 0

const build = (...args: readonly string[]): void => {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the examples do not build:\n${stderr}`)
}

beforeAll(async () => {
  ensureApart('examples/angular')
  ensureApart('test/examples')
  build(join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'examples/vite.config.ts')
  build('test/examples/lightning.mjs')
  browser = await openBrowser()
  stage = await openStage([desktops.answer, panels.answer])
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
beforeEach(async () => {
  count += 1
  conversationId = `conv_example_${count}`
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
})
afterEach(() => page.close())

/** What a strict page must allow, and each framework besides. */
const TRUSTED = "require-trusted-types-for 'script'; trusted-types lit-html cx-assist vue"
const ALLOWED: Readonly<Record<string, { readonly scripts?: string; readonly trusted?: string }>> = {
  // It compiles its template in the page, as `ng build` would have done before.
  angular: { scripts: "'unsafe-eval'", trusted: `${TRUSTED} angular angular#unsafe-jit` },
  // Lightning has its own safeguards, and no trusted types.
  salesforce: { trusted: '' },
}

const open = async (example: string): Promise<Screen> => {
  const { bff = '', desktopOrigin, panelOrigin } = desktops.filledIn
  const { scripts = '', trusted = TRUSTED } = ALLOWED[example] ?? {}
  desktops.policy = [
    "default-src 'none'",
    'img-src data:',
    `script-src 'self' ${bff} 'wasm-unsafe-eval' ${scripts}`,
    `worker-src blob: ${bff}`,
    `connect-src 'self' ${bff} ${bff.replace('http', 'ws')}`,
    `frame-src ${panelOrigin}`,
    trusted,
  ].join('; ')
  panels.policy = `${desktops.policy}; frame-ancestors ${desktopOrigin}`
  await page.goto(`${stage.sites[0]}/${example}/`)
  return accessible(page)
}
const say = (utteranceId: string): void => {
  const said = { interactionId: `int_${conversationId}`, conversationId, utteranceId }
  stage.cognigy.sendUpdate({ ...said, transcript: 'I want to cancel my contract' })
}

/** Types a draft, and inserts the suggestion that comes; gives what reads the reply. */
const insertInto = async (screen: Screen): Promise<() => Promise<string>> => {
  await screen.find('StaticText', 'Live')
  await (await screen.find('textbox', 'Reply')).focus()
  await page.keyboard.type(DRAFT)
  say('u1')
  await (await screen.find('button', /^Insert/)).focus()
  await page.keyboard.press('Enter')
  const written = async () => (await screen.find('textbox', 'Reply')).value
  await expect.poll(written).toMatch(/^Dear customer, .{10,}/)
  return written
}

describe('an example', () => {
  it.each([
    { example: 'plain', isCounted: false },
    // These show what they have as their own state.
    { example: 'angular', isCounted: true },
    { example: 'react', isCounted: true },
    { example: 'vue', isCounted: true },
    { example: 'sandboxed', isCounted: false },
    { example: 'closed-shadow', isCounted: false },
  ])(
    'an example has a suggestion inserted into its reply, and taken out again: $example',
    async ({ example, isCounted }) => {
      const screen = await open(example)
      const written = await insertInto(screen)
      const { length } = await written()
      if (isCounted) await page.getByText(`${length} characters`).waitFor()

      await (await screen.find('button', /^Undo/)).focus()
      await page.keyboard.press('Enter')
      await expect.poll(written).toBe(DRAFT)
      if (isCounted) await page.getByText(`${DRAFT.length} characters`).waitFor()
      expect(faults).toEqual([])
    },
  )

  it('an example scores in the browser although a bundler has moved the modules, with the worker of the service', async () => {
    const screen = await open('react')
    await screen.find('StaticText', 'Live')
    say('u1')
    await page.getByText('Scored in this browser (wasm)').first().waitFor({ state: 'attached' })
    expect(faults).toEqual([])
  })

  it('an example whose sandbox has no origin is not let in: anybody’s sandbox would be', async () => {
    await open('sandboxed')
    faults = []
    await page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
      frame.sandbox.remove('allow-same-origin')
      frame.setAttribute('src', frame.src)
    })
    await expect.poll(() => faults.join('\n')).toMatch(/origin 'null' has been blocked by CORS policy/)
  })
})

describe('the example in Salesforce', () => {
  const reply = async (screen: Screen) => (await screen.find('textbox', 'Reply')).value

  it('the example in Salesforce has a suggestion inserted at the cursor of Salesforce’s own reply, out of a closed shadow', async () => {
    const screen = await open('salesforce')
    const written = await insertInto(screen)
    expect(await page.evaluate(() => document.querySelector('c-cx-assist')?.shadowRoot)).toBeNull()
    expect((await written()).startsWith(DRAFT)).toBe(true)
    expect(faults).toEqual([])
  })

  it('the example in Salesforce follows the record, and inserts for that one alone', async () => {
    const screen = await open('salesforce')
    await screen.find('StaticText', 'Live')
    conversationId += '_next'
    desktops.filledIn = {
      ...desktops.filledIn,
      conversation: conversationId,
      token: await stage.token('agent-7', [conversationId]),
    }
    await page.evaluate(() => {
      Object.assign(document.querySelector('c-cx-assist') ?? {}, { recordId: '0Mw000000000002' })
    })
    say('u1')
    await (await screen.find('button', /^Insert/)).focus()
    await page.keyboard.press('Enter')
    // Salesforce still shows the reply to the other customer.
    await screen.find('StaticText', /nothing can be written/)
    expect(await reply(screen)).toBe('')

    await page.evaluate(() => document.querySelector('#reply')?.setAttribute('data-record', '0Mw000000000002'))
    await (await screen.find('button', /^Insert/)).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => reply(screen)).toMatch(/.{10,}/)
    expect(faults).toEqual([])
  })

  it('the example in Salesforce inserts for whom the panel shows, although the page has another record already', async () => {
    const screen = await open('salesforce')
    await screen.find('StaticText', 'Live')
    let goOn = () => {}
    const isHeld = new Promise<void>((resolve) => {
      goOn = resolve
    })
    await page.route('**/session?record=*', async (route) => {
      await isHeld
      await route.continue()
    })
    await page.evaluate(() => {
      Object.assign(document.querySelector('c-cx-assist') ?? {}, { recordId: '0Mw000000000002' })
    })
    say('u1')
    await (await screen.find('button', /^Insert/)).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => reply(screen)).toMatch(/.{10,}/)
    goOn()
    expect(faults).toEqual([])
  })

  it('the example in Salesforce says so where the service gives no token', async () => {
    await page.route('**/session?record=*', (route) => route.abort())
    const screen = await open('salesforce')
    await screen.find('StaticText', 'Agent assist is not available.')
  })
})

describe('the server of the examples', () => {
  const SERVE = join(root, 'examples/serve.mjs')

  it('the server of the examples keeps the key, and gives the page a token', async () => {
    const env = { ...process.env, BFF: stage.bff.url, INTEGRATOR_API_KEY: stage.integratorKey, PORT: '0' }
    const server = spawn(process.execPath, [SERVE, 'plain'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const [printed] = await once(server.stdout, 'data')
      const html = await (await fetch(String(printed).trim())).text()
      expect(html).toContain(`bff="${stage.bff.url}"`)
      expect(html).toMatch(/ token="eyJ[^"{}]+" conversation="conv_abc123"/)
      expect(html).not.toContain(stage.integratorKey)
      expect((await fetch(new URL('/serve.mjs', String(printed)))).status).toBe(404)
    } finally {
      server.kill()
    }
  })

  it('the server of the examples says what it wants where it is given no key', () => {
    const { status, stderr } = spawnSync(process.execPath, [SERVE, 'plain'], { env: {}, encoding: 'utf8' })
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('INTEGRATOR_API_KEY') })
  })
})
