/**
 * An agent's whole way with a suggestion, nothing in between faked: received, chosen, inserted, rated, escalated. Once
 * with nothing but keys, beginning in the reply; once as a screen reader tells it.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routingBody } from '../support/routing-webhook.ts'
import { openBrowser } from './browser.ts'
import { focusedForScreenReaders, listen, replyPage } from './reply-page.ts'
import { openStage, type Stage } from './stage.ts'

const FIRST = 'I am sorry you want to leave. May I ask what went wrong, so that I can see what is possible?'
const SECOND = 'I can cancel it today. It stays usable until the end of the period you have paid for.'

let browser: Browser
let stage: Stage
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  stage = await openStage([replyPage])
  stage.cxone.seedConversation({ id: 'conv_abc123' })
  await stage.webhook(routingBody(), 'msg_1')
  page = await browser.newPage()
  await page.goto(stage.pageUrl('conv_abc123', await stage.token('agent-7', ['conv_abc123'])))
  await panel().getByText('Live', { exact: true }).waitFor()
})
afterEach(async () => {
  await page.close()
  await stage.close()
})

const panel = () => page.locator('cx-assist')
const reply = () => page.getByLabel('Reply')
const written = () => reply().inputValue()
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}
const customerWrites = (utteranceId: string, transcript: string) =>
  stage.cognigy.sendUpdate({ interactionId: 'int_1', conversationId: 'conv_abc123', utteranceId, transcript })
const recorded = (action: string) =>
  soon(() => stage.bff.output()).toMatch(new RegExp(`"action":"${action}".*"eventType":"AGENT_ASSIST_FEEDBACK"`))
/** For a busy machine. */
const soon = <T>(look: () => T) => expect.poll(look)
const isInReply = () => page.evaluate(() => document.activeElement?.id === 'reply')

describe('an agent who uses nothing but keys', () => {
  it('receives, chooses, inserts, takes back, rates and escalates, each in three keystrokes at most', async () => {
    await reply().focus()
    await page.keyboard.type('Dear customer. ')
    customerWrites('u1', 'I want to cancel my contract')
    await panel().getByText(SECOND).waitFor()
    // What arrives takes no focus.
    expect(await isInReply()).toBe(true)

    await press('F8', 'ArrowDown', 'Enter')
    await soon(written).toBe(`Dear customer. ${SECOND}`)
    expect(await isInReply()).toBe(true)
    await recorded('inserted')

    await press('F8', 'z')
    await soon(written).toBe('Dear customer. ')
    await press('Enter')
    await soon(written).toBe(`Dear customer. ${SECOND}`)

    await press('F8', '+')
    await recorded('helpful')

    await press('!', 'ArrowDown', 'Enter')
    await panel().getByText('Escalated to a manager.').waitFor()
    const told = () => stage.cognigy.session('sess_12345')?.updates.map(({ flow }) => flow)
    await soon(told).toContain('manager_escalation')

    await press('Escape')
    expect(await isInReply()).toBe(true)
    await page.keyboard.type(' Kind regards')
    expect(await written()).toBe(`Dear customer. ${SECOND} Kind regards`)
  })
})

describe('an agent who hears the panel', () => {
  it('is told what arrives and what became of it, politely, and hears of an escalation at once', async () => {
    const said = await listen(page)
    await reply().focus()
    customerWrites('u1', 'I want to cancel my contract')
    // Where it took long to connect, it is said that it did.
    const first = async (): Promise<string | undefined> => (await said())[0]?.replace('Live. ', '')
    await soon(first).toBe('polite: 2 suggestions for: I want to cancel my contract')

    await press('F8')
    expect(await focusedForScreenReaders(page)).toBe(`group "${FIRST}"`)
    await press('ArrowDown')
    expect(await focusedForScreenReaders(page)).toBe(`group "${SECOND}"`)
    await press('Tab', 'Tab')
    expect(await focusedForScreenReaders(page)).toBe('button "Insert"')
    await press('Enter')
    await soon(written).toBe(SECOND)
    await soon(said).toHaveLength(2)
    expect((await said())[1]).toBe('polite: Inserted')

    await press('F8', 'Tab', 'Tab', 'Tab', 'Tab')
    expect(await focusedForScreenReaders(page)).toBe('button "Helpful" pressed=false')
    await press('Enter')
    await soon(() => focusedForScreenReaders(page)).toBe('button "Helpful" pressed=true')
    await soon(said).toHaveLength(3)
    expect((await said())[2]).toBe('polite: Marked as helpful')

    await press('!')
    await soon(() => focusedForScreenReaders(page)).toBe('radio "Supervisor" checked=true')
    await press('Enter')
    await soon(said).toContain('assertive: Escalated: supervisor')
    await soon(said).toContain('polite: Escalated to a supervisor.')
    expect(await focusedForScreenReaders(page)).toBe('button "Escalate…"')
  })

  it('finds every part of the panel by its role and name', async () => {
    customerWrites('u1', 'I want to cancel my contract')
    await panel().getByText(SECOND).waitFor()
    const tree = await panel().ariaSnapshot()
    for (const part of [
      'region "Agent assist"',
      'region "Suggestions"',
      `group "${FIRST}"`,
      'button "Insert"',
      'button "Not helpful"',
      'group "Wants"',
      'group "Frustration"',
      'switch "Score frustration" [checked]',
      'group "Routed to"',
      'button "Escalate…"',
      'button "Transcript 2 messages" [expanded]',
      'group "Transcript"',
    ]) {
      expect(tree).toContain(part)
    }
  })
})
