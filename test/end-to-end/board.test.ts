/** A supervisor and an agent, each on a page of their own, over the real service: see, open, note, take. */
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routingBody } from '../support/routing-webhook.ts'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Either element, as an integrator writes its tag; the values come from the address. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>A desktop</title>
<style>html,body{margin:0;height:100%}body>*{height:100vh}</style><body><script>
const { element, module, ...given } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)))
const tag = document.createElement(element)
for (const [name, value] of Object.entries(given)) tag.setAttribute(name, value)
document.body.append(tag)
const script = document.createElement('script')
script.type = 'module'
script.src = given.bff + module
document.head.append(script)
</script>`

const page: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
}

let browser: Browser
let stage: Stage
let pages: Page[]
let faults: string[]

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  stage = await openStage([page])
  pages = []
  faults = []
})
afterEach(async () => {
  for (const each of pages) await each.close()
  await stage.close()
})

const open = async (given: Readonly<Record<string, string>>): Promise<Page> => {
  const opened = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  pages.push(opened)
  opened.on('pageerror', (error) => faults.push(error.message))
  await opened.goto(`${stage.sites[0]}/#${new URLSearchParams({ bff: stage.bff.url, ...given })}`)
  return opened
}
const openAgent = async (conversation: string): Promise<Page> => {
  const token = await stage.token('agent-7', [conversation])
  return open({ element: 'cx-assist', module: '/widget/cx-assist.js', token, conversation })
}
const openBoard = async (role: 'agent' | 'supervisor' = 'supervisor'): Promise<Page> => {
  const token = await stage.token(role === 'agent' ? 'agent-7' : 'supervisor-2', undefined, role)
  return open({ element: 'cx-board', module: '/widget/board/cx-board.js', token })
}

describe('a supervisor at the board', () => {
  it('a supervisor sees an escalation, reads the conversation, writes to its agent and takes it, and the agent sees both', async () => {
    stage.cxone.seedConversation({ id: 'conv_abc123' })
    const board = await openBoard()
    await board.getByText('Nothing going on').waitFor()
    await stage.webhook(routingBody({ text: 'I was charged twice' }), 'msg_1')
    const row = board.getByRole('row', { name: /I was charged twice/ })
    await row.waitFor()

    const agent = await openAgent('conv_abc123')
    await agent.getByText('I was charged twice').first().waitFor()
    await agent.getByRole('button', { name: 'Escalate…' }).click()
    await agent.getByRole('button', { name: 'Escalate', exact: true }).click()
    await board.getByRole('row', { name: /Escalated: supervisor/ }).waitFor()

    await row.focus()
    await board.keyboard.press('Enter')
    const beside = board.getByRole('region', { name: /^Conversation with/ })
    await beside.locator('cx-assist').getByText('I was charged twice').first().waitFor()
    expect(await beside.getByRole('button', { name: /Insert|Suggest now|Wrap up/ }).count()).toBe(0)

    await board.getByLabel('Note to the agent').fill('Offer the refund at once')
    await board.getByRole('button', { name: 'Send the note' }).click()
    await board.getByText(/^Sent at/).waitFor()
    await agent.getByText('Note from supervisor-2').first().waitFor()
    await agent.getByText('Offer the refund at once').first().waitFor()

    await board.getByRole('button', { name: 'I take it' }).click()
    await agent.getByText('supervisor-2 is on it').first().waitFor()
    await board.getByRole('row', { name: /You are on it/ }).waitFor()

    await board.keyboard.press('Escape')
    await beside.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  })

  it('a supervisor goes by the keyboard alone: finds a conversation, opens it, writes to its agent, takes it, and sees all again', async () => {
    for (const id of ['conv_abc123', 'conv_2']) stage.cxone.seedConversation({ id })
    await stage.webhook(routingBody({ text: 'I was charged twice' }), 'msg_1')
    const other = { text: 'Where is my parcel', conversationId: 'conv_2', sessionId: 'sess_67890' }
    await stage.webhook(routingBody(other), 'msg_2')
    const agent = await openAgent('conv_abc123')
    await agent.getByText('I was charged twice').first().waitFor()
    await agent.getByRole('button', { name: 'Escalate…' }).click()
    await agent.getByRole('button', { name: 'Escalate', exact: true }).click()

    const board = await openBoard()
    const { keyboard } = board
    const found = board.getByRole('row', { name: /I was charged twice/ })
    const left = board.getByRole('row', { name: /Where is my parcel/ })
    await found.waitFor()
    await left.waitFor()
    // Into the board from the top of the page, until one of its rows has the focus.
    const focused = () =>
      board.evaluate(() => {
        let at = document.activeElement
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
        return at?.getAttribute('role') ?? at?.localName
      })
    await expect
      .poll(async () => {
        await keyboard.press('Tab')
        return await focused()
      })
      .toBe('row')
    await keyboard.press('/')
    await keyboard.type('charged')
    await left.waitFor({ state: 'detached' })
    await keyboard.press('Escape')
    await keyboard.press('Enter')
    const beside = board.getByRole('region', { name: /^Conversation with/ })
    await beside.locator('cx-assist').getByText('I was charged twice').first().waitFor()

    await keyboard.press('n')
    await keyboard.type('Offer the refund at once')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await board.getByText(/^Sent at/).waitFor()
    await agent.getByText('Offer the refund at once').first().waitFor()

    await keyboard.press('Escape')
    await beside.waitFor({ state: 'detached' })
    await keyboard.press('Enter')
    await beside.waitFor()
    await keyboard.press('t')
    await agent.getByText('supervisor-2 is on it').first().waitFor()
    await keyboard.press('Escape')
    await beside.waitFor({ state: 'detached' })

    await keyboard.press('/')
    await keyboard.press('Control+A')
    await keyboard.press('Delete')
    await left.waitFor()
    await board.evaluate(AXE)
    const flaws: unknown = await board.evaluate(
      `axe.run('cx-board').then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 160)))`,
    )
    expect(flaws).toEqual([])
    expect(faults).toEqual([])
  })

  it('a supervisor’s board catches up after the service was replaced', async () => {
    stage.cxone.seedConversation({ id: 'conv_abc123' })
    const board = await openBoard()
    await stage.webhook(routingBody({ text: 'before the restart' }), 'msg_1')
    await board.getByRole('row', { name: /before the restart/ }).waitFor()
    await stage.restartBff()
    await stage.webhook(
      routingBody({ text: 'after the restart', sessionId: 'sess_67890', conversationId: 'conv_2' }),
      'msg_2',
    )
    await board.getByRole('row', { name: /after the restart/ }).waitFor()
    await board.getByText('Live', { exact: true }).first().waitFor()
    expect(faults).toEqual([])
  })

  it('the board tells an agent in words that it is not for them', async () => {
    const board = await openBoard('agent')
    await board.getByRole('heading', { name: 'For supervisors only' }).waitFor()
    expect(faults).toEqual([])
  })
})
