/** What the customer just said becomes replies the agent may send with one key; and what agents see when it does not. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

const SUGGEST = '/api/v1/agentassist/suggest'

let browser: Browser
let stage: Stage
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  stage = await openStage()
  page = await browser.newPage()
  await page.goto(stage.pageUrl('conv_abc123', await stage.token('agent-7', ['conv_abc123'])))
  await shows('Live')
})
afterEach(async () => {
  await page.close()
  await stage.close()
})

const panel = () => page.locator('cx-assist')
const shows = (text: string | RegExp) => panel().getByText(text).first().waitFor()
const say = (utteranceId: string, transcript: string) =>
  stage.cognigy.sendUpdate({ interactionId: 'int_1', conversationId: 'conv_abc123', utteranceId, transcript })
const insertButtons = () => panel().getByRole('button', { name: /^Insert/ })

describe('suggestions', () => {
  it('appear when the customer writes what calls for them, and one key puts one into the reply', async () => {
    say('u1', 'Thank you, that was helpful')
    say('u2', 'I want to cancel my contract')
    await insertButtons().first().waitFor()
    expect(stage.cognigy.journal.entries(SUGGEST)).toHaveLength(1)
    const inserted = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('cx-assist-insert', (event) => {
            if ('detail' in event) resolve(JSON.stringify(event.detail))
          })
        }),
    )
    await insertButtons().first().focus()
    await page.keyboard.press('Enter')
    expect(JSON.parse(await inserted)).toMatchObject({ text: expect.any(String), suggestionId: expect.any(String) })
    await expect.poll(() => stage.bff.output()).toMatch(/"action":"inserted".*"eventType":"AGENT_ASSIST_FEEDBACK"/)
    expect(stage.bff.output()).not.toContain('cancel my contract')
  })

  it('are marked once the customer wrote again', async () => {
    say('u1', 'I want to cancel my contract')
    await insertButtons().first().waitFor()
    say('u2', 'hello?')
    await shows(/customer wrote again/i)
  })

  it('say plainly that they are generic while Cognigy does not answer, and are live again when it does', async () => {
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'status', status: 503 })
    say('u1', 'I want to cancel my contract')
    await shows(/^Generic replies/)
    await shows(/Degraded/)
    stage.cognigy.faults.clear()
    say('u2', 'I said cancel')
    await expect
      .poll(() =>
        panel()
          .getByText(/^Generic replies/)
          .count(),
      )
      .toBe(0)
    await insertButtons().first().waitFor()
    await expect
      .poll(() =>
        panel()
          .getByText(/Degraded/)
          .count(),
      )
      .toBe(0)
  })

  it('are not all there is: the panel says when the live transcript is interrupted, and when it is back', async () => {
    stage.cognigy.refuseHandshake(503, 2)
    stage.cognigy.dropStream()
    await shows(/interrupted/i)
    await expect
      .poll(() =>
        panel()
          .getByText(/interrupted/i)
          .count(),
      )
      .toBe(0)
    say('u1', 'are you back?')
    await shows('are you back?')
  })
})
