/** A page that forbids all it can, of another origin than the BFF's: what the README says it must allow is all the panel needs. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

let browser: Browser
let stage: Stage
let page: Page
let policy: string
let html: string
let asked: string[]

beforeAll(async () => {
  browser = await openBrowser()
  stage = await openStage([
    (_request, response) => {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
      response.writeHead(200, headers).end(html)
    },
  ])
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
beforeEach(async () => {
  page = await browser.newPage()
  asked = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('websocket', (socket) => asked.push(socket.url()))
  await page.addInitScript(() => {
    const violations: string[] = []
    Reflect.set(globalThis, 'violations', violations)
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      violations.push(`${violatedDirective} ${blockedURI}`),
    )
  })
})
afterEach(() => page.close())

const violations = (): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'violations'))
const panel = () => page.locator('cx-assist')

/** What the panel needs, `more` apart. */
const setPolicy = (more: (bff: string) => Readonly<Record<string, string>> = () => ({})): void => {
  const { url } = stage.bff
  const directives = {
    'default-src': "'none'",
    'img-src': 'data:',
    'script-src': url,
    'connect-src': `${url} ${url.replace('http', 'ws')}`,
    'require-trusted-types-for': "'script'",
    'trusted-types': 'lit-html cx-assist',
    ...more(url),
  }
  policy = Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
const open = async (conversation: string, attributes = ''): Promise<void> => {
  const token = await stage.token('agent-7', [conversation])
  html = `<!doctype html><meta charset="utf-8"><title>A desktop</title><link rel="icon" href="data:,">
<script type="module" src="${stage.bff.url}/widget/cx-assist.js"></script>
<cx-assist bff="${stage.bff.url}" token="${token}" conversation="${conversation}" ${attributes}></cx-assist>`
  await page.goto(stage.sites[0] ?? '')
}
/** The customer says what suggestions are made for, and they are shown. */
const suggest = async (conversationId: string): Promise<void> => {
  await panel().getByText('Live', { exact: true }).waitFor()
  const said = { interactionId: `int_${conversationId}`, utteranceId: 'u1', transcript: 'I want to cancel my contract' }
  stage.cognigy.sendUpdate({ ...said, conversationId })
  await panel()
    .getByRole('button', { name: /^Insert/ })
    .first()
    .waitFor()
}

describe('a strict page', () => {
  it('sees the panel suggest without one violation, and nobody but the BFF is asked for anything', async () => {
    setPolicy()
    await open('conv_suggesting', 'sentiment="off"')
    await suggest('conv_suggesting')
    expect(await violations()).toEqual([])
    expect(asked.filter((url) => new URL(url).host !== new URL(stage.bff.url).host)).toEqual([`${stage.sites[0]}/`])
  })

  it('sees it score as well, once it allows the worker', async () => {
    setPolicy((bff) => ({ 'script-src': `${bff} 'wasm-unsafe-eval'`, 'worker-src': `blob: ${bff}` }))
    await open('conv_scoring')
    await suggest('conv_scoring')
    await panel().getByText('Scored in this browser (wasm)').first().waitFor({ state: 'attached' })
    expect(await violations()).toEqual([])
  })

  it('sees it start another worker for another model, by the one policy there may be', async () => {
    setPolicy((bff) => ({ 'script-src': `${bff} 'wasm-unsafe-eval'`, 'worker-src': `blob: ${bff}` }))
    await open('conv_models')
    await suggest('conv_models')
    await panel().getByText('Scored in this browser (wasm)').first().waitFor({ state: 'attached' })
    await panel().evaluate((element) => element.setAttribute('model', '/models/cleared/'))
    const said = { interactionId: 'int_conv_models', utteranceId: 'u2', transcript: 'And I want it now' }
    stage.cognigy.sendUpdate({ ...said, conversationId: 'conv_models' })
    const graphs = () => asked.filter((url) => /\/models\/cleared\/.*onnx/.test(url)).length
    await expect.poll(graphs).toBe(1)
    expect(await violations()).toEqual([])
  })

  it('sees a violation where there is one', async () => {
    setPolicy(() => ({ 'trusted-types': 'another' }))
    await open('conv_violating')
    await expect.poll(violations).toEqual([expect.stringContaining('trusted-types')])
  })

  it('may style every part that any part of the panel has', async () => {
    setPolicy()
    await open('conv_styled', 'sentiment="off"')
    await suggest('conv_styled')
    const hidden = await panel().evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((inner) => {
        const exported = inner.getAttribute('exportparts')?.split(/,\s*/) ?? []
        const parts = [...(inner.shadowRoot?.querySelectorAll('[part]') ?? [])].flatMap((each) => [...each.part])
        return parts.filter((part) => !exported.includes(part)).map((part) => `${inner.localName} ${part}`)
      }),
    )
    expect(hidden).toEqual([])
  })
})
