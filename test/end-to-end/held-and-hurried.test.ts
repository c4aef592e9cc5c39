/** An agent in a hurry, by real key events: keys that are held, conversations that fly by, a menu that is open while news comes. */
import type { RequestListener } from 'node:http'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

/** A desktop whose reply is sent by Enter, as most are. */
const deskPage: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><meta charset="utf-8">
<title>A desktop</title><style>body{margin:0;display:flex}cx-assist{width:380px;height:700px}</style>
<main><label>Reply <textarea id="reply"></textarea></label></main><script>
const given = new URLSearchParams(location.hash.slice(1))
const reply = document.getElementById('reply')
globalThis.sent = []
for (const kind of ['keydown', 'keypress', 'keyup']) {
  reply.addEventListener(kind, (event) => { if (event.key === 'Enter') sent.push(kind + ' ' + reply.value) })
}
const tag = document.createElement('cx-assist')
tag.lang = 'en'
tag.setAttribute('composer', '#reply')
for (const name of ['bff', 'token', 'conversation']) tag.setAttribute(name, given.get(name))
document.body.append(tag)
const module = document.createElement('script')
module.type = 'module'
module.src = given.get('bff') + '/widget/cx-assist.js'
document.head.append(module)
</script>`)
}

let browser: Browser
let stage: Stage
let page: Page
let keys: CDPSession
let count = 0
let conversationId = ''

beforeAll(async () => {
  browser = await openBrowser()
  stage = await openStage([deskPage])
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
beforeEach(async () => {
  count += 1
  conversationId = `conv_hurried_${count}`
  page = await browser.newPage()
  keys = await page.context().newCDPSession(page)
})
afterEach(() => page.close())

const panel = () => page.locator('cx-assist')
const written = () => page.locator('#reply').inputValue()
const sent = () => page.evaluate(() => String(Reflect.get(globalThis, 'sent')))
const open = async (conversations: readonly string[] = [conversationId]): Promise<void> => {
  await page.goto(stage.pageUrl(conversationId, await stage.token('agent-7', conversations)))
  await panel().getByText('Live', { exact: true }).waitFor()
}
const customerWrites = (utteranceId: string, transcript: string, conversation = conversationId) =>
  stage.cognigy.sendUpdate({
    interactionId: `int_${conversation}`,
    conversationId: conversation,
    utteranceId,
    transcript,
  })
const suggest = async (): Promise<void> => {
  customerWrites('u1', 'I want to cancel my contract')
  await panel()
    .getByRole('button', { name: /^Insert/ })
    .first()
    .waitFor()
}
const enter = (type: 'keyDown' | 'keyUp', autoRepeat = false) =>
  keys.send('Input.dispatchKeyEvent', {
    type,
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 13,
    ...(type === 'keyDown' ? { text: '\r', autoRepeat } : {}),
  })

describe('Enter held', () => {
  it('an agent who holds Enter inserts the suggestion and does not send it, until they let go and press again', async () => {
    await open()
    await suggest()
    await page.locator('#reply').focus()
    await page.keyboard.press('F8')
    await enter('keyDown')
    await expect.poll(written).not.toBe('')
    for (let n = 0; n < 20; n += 1) await enter('keyDown', true)
    await enter('keyUp')
    const inserted = await written()
    expect(inserted).not.toContain('\n')
    expect(await sent()).toBe('')
    await enter('keyDown')
    await enter('keyUp')
    expect((await sent()).match(/key(?:down|press|up)\b/gu)).toEqual(['keydown', 'keypress', 'keyup'])
  })
})

describe('30 conversations while typing', () => {
  it('an agent whose desktop goes through 30 conversations while they type loses no letter of the reply, and ends at the last one', async () => {
    const others = Array.from({ length: 30 }, (_, index) => `${conversationId}_${index}`)
    await open([conversationId, ...others])
    customerWrites('u_last', 'This is the last one', others[29])
    await page.locator('#reply').focus()
    const text = 'The quick brown fox jumps over the lazy dog, and cezxgm+-!? are letters to it.'
    const typed = page.keyboard.type(text)
    for (const other of others) {
      await panel().evaluate((element, id) => element.setAttribute('conversation', id), other)
      customerWrites(`u_${other}`, 'I want to cancel my contract', other)
    }
    await typed
    expect(await written()).toBe(text)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('reply')
    await panel().getByText('This is the last one').first().waitFor({ state: 'attached' })
    await panel().getByText('Live', { exact: true }).waitFor()
    expect(await written()).toBe(text)
  }, 60_000)
})

describe('an open menu', () => {
  it('an agent with an open menu keeps it while a new set arrives, and what it does is done with the suggestion that it was opened for', async () => {
    await open()
    await suggest()
    const first = (await panel().locator('.card').first().locator('.text').innerText()).trim()
    await page.locator('#reply').focus()
    await page.keyboard.type('My draft')
    await page.keyboard.press('F8')
    await page.keyboard.press('m')
    const replace = panel().getByRole('button', { name: 'Replace draft' })
    await replace.waitFor()
    customerWrites('u2', 'I want a refund, now')
    await panel().getByText('1 new suggestion set').waitFor()
    expect(await replace.evaluate((button) => button.matches(':focus'))).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(written).toBe(first)
  })
})
