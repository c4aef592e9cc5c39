/** The bot did not understand: the flow gets candidates, the agent sees them, and what the agent says teaches the index. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readMistakes } from '../../bff/fallback-index/build/sources.ts'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

const SESSION = 'sess_0123456789'

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
  await page.goto(stage.pageUrl(SESSION, await stage.token('agent-7', [SESSION])))
  await shows('Live')
})
afterEach(async () => {
  await page.close()
  await stage.close()
})

const panel = () => page.locator('cx-assist')
const shows = (text: string | RegExp) => panel().getByText(text).first().waitFor()
const fallBack = (input: string, id: string) =>
  stage.webhook(
    {
      sessionId: SESSION,
      input,
      intent: { name: 'Fallback', confidence: 0.3 },
      context: {},
      previousIntents: [{ name: 'feature_request', confidence: 0.3 }],
    },
    id,
    '/webhook/fallback',
  )

describe('an utterance that the bot did not understand', () => {
  it('comes with what was probably meant, and the choice of the agent, by keyboard, is kept for the next index', async () => {
    const { status, body } = await fallBack('you took the money for last month twice from my account', 'msg_1')
    expect(status).toBe(200)
    expect(body).toMatchObject({ nextNode: 'SuggestionRouterNode' })
    await shows('The bot did not understand')
    await shows(/you took the money for last month twice/)
    const first = panel().getByRole('radio').first()
    await first.focus()
    await page.keyboard.press('Space')
    await shows(/^Noted: the customer meant/)
    const names = ['billing_inquiry', 'payment_failure', 'refund_request', 'feature_request']
    const { mistakes } = readMistakes([join(stage.dataFolder, 'confirmed-intents.jsonl')], names)
    expect([...(mistakes.get(names.indexOf('feature_request'))?.values() ?? [])]).toEqual([1])
    expect(stage.cognigy.session(SESSION)?.context).toHaveProperty('fallbackAnalysis.escalationTriggered', false)
  })

  it('gets a person where it is none of the intents, and the agent reads that', async () => {
    const { body } = await fallBack('write me a poem about the moon and the sea', 'msg_2')
    expect(body).toMatchObject({ nextNode: 'HumanTransferNode' })
    await shows('The bot offered the customer an agent.')
    await expect.poll(() => stage.cognigy.session(SESSION)?.triggeredNodes).toEqual(['HumanTransferNode'])
  })
})
