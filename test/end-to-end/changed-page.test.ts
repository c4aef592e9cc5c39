/** Pages whose scripts changed what browsers build in, before the panel came: it works in them, or says that the page is the cause. */
import type { RequestListener } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

let browser: Browser
let stage: Stage
let page: Page
let script = ''
let count = 0

const changedPage: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><meta charset="utf-8">
<title>A desktop</title><style>body{margin:0}cx-assist{display:block;width:380px;height:700px}</style><body>
<textarea id="reply"></textarea><script>
const given = new URLSearchParams(location.hash.slice(1))
const told = globalThis.told = []
document.addEventListener('cx-assist-error', ({ detail }) => told.push(detail.code + ': ' + detail.message))
${script}
const tag = document.createElement('cx-assist')
tag.setAttribute('bff', given.get('bff'))
tag.setAttribute('token', given.get('token'))
tag.setAttribute('conversation', given.get('conversation'))
tag.setAttribute('composer', '#reply')
document.body.append(tag)
const module = document.createElement('script')
module.type = 'module'
module.src = given.get('bff') + '/widget/cx-assist.js'
document.head.append(module)
</script>`)
}

beforeAll(async () => {
  browser = await openBrowser()
  stage = await openStage([changedPage])
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
beforeEach(async () => {
  page = await browser.newPage()
})
afterEach(() => page.close())

const panel = () => page.locator('cx-assist')
const open = async (changes: string): Promise<string> => {
  count += 1
  script = changes
  const conversation = `conv_changed_${count}`
  await page.goto(stage.pageUrl(conversation, await stage.token('agent-7', [conversation])))
  return conversation
}

const INTRINSICS =
  '[Object, Array, Function, String, Number, Boolean, Symbol, Promise, Map, Set, WeakMap, WeakSet, Date, RegExp, Error, TypeError, RangeError, SyntaxError, Uint8Array, ArrayBuffer, Proxy]'

describe('a page that changed its own ground', () => {
  it.each([
    [
      'with the toJSON of Prototype 1.6 on arrays',
      `Array.prototype.toJSON = function () { return '[' + this.map((each) => JSON.stringify(each)).join(', ') + ']' }
       String.prototype.toJSON = function () { return '"' + this + '"' }
       Number.prototype.toJSON = function () { return String(this) }`,
    ],
    ['with a toJSON on all objects', `Object.prototype.toJSON = function () { return 'an object' }`],
    [
      'with enumerable properties on all objects and arrays',
      `Object.prototype.extend = function () { return this }
       Object.prototype.isEmpty = false
       Array.prototype.each = function (act) { this.forEach(act); return this }
       Array.prototype.first = 'first'
       Function.prototype.bindAsEventListener = function () {}
       String.prototype.blank = function () { return this.trim() === '' }`,
    ],
    [
      'whose intrinsics are frozen',
      `for (const each of ${INTRINSICS}) { Object.freeze(each); if (each.prototype) Object.freeze(each.prototype) }
       Object.freeze(JSON); Object.freeze(Math); Object.freeze(Reflect)`,
    ],
    ['whose object prototype is frozen', 'Object.freeze(Object.prototype)'],
    [
      'with a Promise of its own in place of the browser’s',
      `const Native = Promise
       globalThis.Promise = class Promise extends Native { then(...given) { return super.then(...given) } }`,
    ],
    ['with dates written in another way', `Date.prototype.toJSON = function () { return this.getTime() }`],
    [
      'with old shims of JSON and of loops',
      `const { parse, stringify } = JSON
       JSON.parse = function (text, reviver) { return parse.call(JSON, text, reviver) }
       JSON.stringify = function (...given) { return stringify.apply(JSON, given) }
       Array.prototype.forEach = function (act, self) { for (let n = 0; n < this.length; n += 1) act.call(self, this[n], n, this) }`,
    ],
  ])('the panel works in a page %s', async (_what, changes) => {
    const faults: string[] = []
    page.on('pageerror', ({ message }) => faults.push(message))
    const conversationId = await open(changes)
    await panel().getByText('Live', { exact: true }).waitFor()
    const said = { interactionId: `int_${conversationId}`, conversationId, utteranceId: 'u1' }
    stage.cognigy.sendUpdate({ ...said, transcript: 'I want to cancel my contract' })
    await panel()
      .getByRole('button', { name: /^Insert/ })
      .first()
      .waitFor()
    await page.keyboard.press('F8')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('textbox').inputValue()).not.toBe('')
    await page.keyboard.press('F8')
    await page.keyboard.press('+')
    const recorded = () => stage.bff.output().match(/"action":"helpful"/gu)?.length ?? 0
    await expect.poll(recorded).toBeGreaterThan(0)
    expect(faults).toEqual([])
  })
})
