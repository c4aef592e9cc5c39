/** The panel as a page of its own, in desktops of other origins: their real pages, the service's real policy, a real browser. */
import { type RequestListener, request as send } from 'node:http'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

/**
 * A desktop: a frame with the panel, a reply, and whatever its script does. It keeps what the frame says in `heard`, and posts
 * `tell` to it. `$` in the address of the frame is where the service is.
 */
const desktop = (script: string): RequestListener => {
  return (_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><meta charset="utf-8"><title>A desktop</title>
<link rel="icon" href="data:,"><style>body{margin:0}iframe{width:380px;height:700px;border:0}</style>
<textarea id="reply"></textarea><script>
const given = new URLSearchParams(location.hash.slice(1))
const frame = document.createElement('iframe')
frame.src = given.get('bff') + '/panel?desktop=' + given.get('desktop')
window.heard = []
const tell = (message) => frame.contentWindow.postMessage(message, given.get('bff'))
addEventListener('message', ({ source, data }) => {
  if (source !== frame.contentWindow) return
  heard.push(data)
  answer(data)
})
let answer = () => undefined
${script}
document.body.append(frame)
</script>`)
  }
}

const GENERIC = `answer = (data) => {
  if (data.type === 'cx-assist:ready') tell({ type: 'cx-assist:context', conversation: given.get('conversation'), token: given.get('token') })
  if (data.type === 'cx-assist:insert') {
    document.querySelector('#reply').value = data.text
    tell({ type: 'cx-assist:outcome', id: data.id, outcome: 'inserted' })
  }
}`
const CHATWOOT = `answer = (data) => {
  if (data !== 'chatwoot-dashboard-app:fetch-info') return
  const custom_attributes = { cx_assist_conversation: given.get('conversation') }
  tell(JSON.stringify({ event: 'appContext', data: { conversation: { id: 1, custom_attributes }, contact: {}, currentAgent: {} } }))
}`
const SILENT = ''

/** A proxy that has the service below a path of its own, as sites of desktops do. It knows no WebSockets. */
const proxy: RequestListener = (request, response) => {
  const { url = '', method, headers } = request
  const { hostname, port } = new URL(stage.bff.url)
  const onward = send({ hostname, port, path: url.replace('/assist', ''), method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

let browser: Browser
let stage: Stage
let page: Page
let errors: string[]

beforeAll(async () => {
  browser = await openBrowser()
  stage = await openStage([desktop(GENERIC), desktop(CHATWOOT), desktop(SILENT), proxy])
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
beforeEach(async () => {
  page = await browser.newPage()
  errors = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
})
afterEach(() => page.close())

const open = async (
  site: number,
  named: string,
  conversation: string,
  host = '127.0.0.1',
  bff = stage.bff.url,
): Promise<void> => {
  const token = await stage.token('agent-7', [conversation])
  const given = new URLSearchParams({ bff, desktop: named, conversation, token })
  await page.goto(`${(stage.sites[site] ?? '').replace('127.0.0.1', host)}/#${given}`)
}
const panel = () => page.frameLocator('iframe')
const frame = (): Frame => {
  const [, inside] = page.frames()
  if (inside === undefined) throw new Error('there is no frame')
  return inside
}
const suggest = async (conversationId: string, act: string): Promise<void> => {
  await panel().getByText('Live', { exact: true }).waitFor()
  const said = { interactionId: `int_${conversationId}`, utteranceId: 'u1', transcript: 'I want to cancel my contract' }
  stage.cognigy.sendUpdate({ ...said, conversationId })
  await panel().locator('.acts button.insert', { hasText: act }).first().waitFor()
}
const press = (act: string): Promise<void> => panel().locator('.acts button.insert', { hasText: act }).first().click()
const firstText = async (): Promise<string> =>
  (await panel().locator('[part=suggestion] .text').first().innerText()).trim()
/** In the place of a sign-in, for desktops that mint no tokens. */
const signIn = async (conversation: string): Promise<void> => {
  const token = await stage.token('agent-7', [conversation])
  await page.route('**/auth/token', (route) => route.fulfill({ json: { token } }))
}

describe('the hosted panel', () => {
  it('the hosted panel follows what a desktop has open that speaks its words, under the service’s own policy', async () => {
    await open(0, 'generic', 'conv_hosted')
    await panel().getByText('Live', { exact: true }).waitFor()
    expect(await page.evaluate(() => Reflect.get(globalThis, 'heard')[0])).toMatchObject({ type: 'cx-assist:ready' })
    expect(await frame().evaluate(() => document.title)).toBe('Agent assist')
    expect(await frame().evaluate(() => document.documentElement.lang)).toMatch(/^en/)
    expect(errors).toEqual([])
  })

  it('the hosted panel puts a text in the reply of the desktop around', async () => {
    await open(0, 'generic', 'conv_inserting')
    await suggest('conv_inserting', 'Insert')
    const text = await firstText()
    await press('Insert')
    await expect.poll(() => page.locator('#reply').inputValue()).toBe(text)
    await panel().getByText('Inserted').first().waitFor()
  })

  it('the hosted panel offers to copy where a desktop takes no text, says why, and copies from a frame that was given no permission', async () => {
    await signIn('conv_copying')
    await page.context().grantPermissions(['clipboard-read'], { origin: stage.sites[1] ?? '' })
    await open(1, 'chatwoot', 'conv_copying')
    await suggest('conv_copying', 'Copy')
    await panel().getByText('Chatwoot lets no panel write into its reply').waitFor()
    expect(
      await panel()
        .getByRole('button', { name: /^(Insert|Replace)/ })
        .count(),
    ).toBe(0)
    const text = await firstText()
    await press('Copy')
    await panel().getByText('Copied').first().waitFor()
    await page.locator('#reply').click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    expect(errors.filter((each) => !each.includes('Clipboard API'))).toEqual([])
  })

  it('the hosted panel says that nobody is signed in where neither desktop nor service gives a token', async () => {
    await open(1, 'chatwoot', 'conv_unsigned')
    await panel().getByRole('heading', { name: 'Not signed in' }).waitFor()
  })

  it('the hosted panel says that it waits, and then that its desktop has not answered', async () => {
    await open(2, 'generic', 'conv_silent')
    await panel().getByRole('heading', { name: 'Waiting for your desktop' }).waitFor()
    await panel().getByRole('heading', { name: 'Your desktop has not answered' }).waitFor()
    await panel().getByRole('button', { name: 'Try now' }).click()
    await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'heard').length)).toBe(2)
  })

  it('the hosted panel that is shown again asks what is open by now', async () => {
    await open(0, 'generic', 'conv_hidden')
    await panel().getByText('Live', { exact: true }).waitFor()
    const hear = (): Promise<number> => page.evaluate(() => Reflect.get(globalThis, 'heard').length)
    expect(await hear()).toBe(1)
    const show = (display: string) =>
      page.locator('iframe').evaluate((each, value) => each.style.setProperty('display', value), display)
    await show('none')
    // What is hidden notices it with its next frame.
    await expect
      .poll(async () => {
        await show('none')
        await frame().evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
        await show('block')
        await frame().evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
        return hear()
      })
      .toBeGreaterThan(1)
    await panel().getByText('Live', { exact: true }).waitFor()
  })

  it('the hosted panel takes the look and the language of its desktop', async () => {
    await open(0, 'generic', 'conv_dressed')
    await panel().getByText('Live', { exact: true }).waitFor()
    await page.evaluate("tell({ type: 'cx-assist:context', theme: 'dark', lang: 'de', ended: true })")
    await panel().getByText('Ihr Arbeitsplatz hat dieses Gespräch beendet.').waitFor()
    expect(await frame().evaluate(() => document.documentElement.lang)).toBe('de')
    expect(await panel().locator('cx-assist').getAttribute('theme')).toBe('dark')
  })

  it('the hosted panel in a tile of Agent Copilot writes in the reply box of the desktop around', async () => {
    await open(2, 'cognigy', 'conv_tile')
    await panel().getByRole('heading', { name: 'Waiting for your desktop' }).waitFor()
    await page.evaluate("tell({ cxAssist: { conversation: given.get('conversation'), token: given.get('token') } })")
    await suggest('conv_tile', 'Insert')
    const text = await firstText()
    await press('Insert')
    await panel().getByText('Inserted').first().waitFor()
    expect(await page.evaluate(() => Reflect.get(globalThis, 'heard').at(-1))).toEqual({
      type: 'replyBoxContent',
      content: text,
    })
  })

  it('the hosted panel works below a path of a proxy', async () => {
    await open(0, 'generic', 'conv_proxied', '127.0.0.1', `${stage.sites[3]}/assist`)
    await panel().getByText('Live', { exact: true }).waitFor()
  })

  it('the hosted panel names the desktops that it knows to whoever wrote another into its address', async () => {
    await open(0, 'genesys', 'conv_hosted')
    await panel().getByRole('heading', { name: 'This desktop is not known' }).waitFor()
    await panel().getByText('generic, cxone, cognigy, chatwoot').waitFor()
  })

  it('the hosted panel says that it is made for a desktop where it is opened by itself', async () => {
    await page.goto(`${stage.bff.url}/panel?desktop=generic`)
    await page.getByRole('heading', { name: 'Open this in your desktop' }).waitFor()
  })

  it('the hosted panel is shown by no page that was not named', async () => {
    await open(0, 'generic', 'conv_hosted', 'localhost')
    await expect.poll(() => errors.join(' ')).toContain('frame-ancestors')
    expect(await page.evaluate(() => Reflect.get(globalThis, 'heard'))).toEqual([])
  })
})
