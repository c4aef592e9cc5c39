/** A bot hands over: CXone gets the transfer, the agent gets the card; and where it fails, the flow gets the mend. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { CONVERSATION, GOOD_HANDOVER, handoverTo, handoverWith } from '../support/handover-stage.ts'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

let browser: Browser
let stage: Stage
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  stage = await openStage()
  stage.cxone.seedConversation({ id: CONVERSATION })
  page = await browser.newPage()
  await page.goto(stage.pageUrl(CONVERSATION, await stage.token('agent-7', [CONVERSATION])))
  await shows('Live')
})
afterEach(async () => {
  await page.close()
  await stage.close()
})

const panel = () => page.locator('cx-assist')
const shows = (text: string | RegExp) => panel().getByText(text).first().waitFor()
const handOver = (body: unknown, id: string) => stage.webhook(body, id, '/webhook/handover')

it('the agent sees who it is, what they want, why, and what to look out for', async () => {
  stage.cxone.setAgentStatus('Billing Support', 'busy')
  const { status, body } = await handOver(handoverWith({ account_number: '99887766' }), 'msg_1')
  expect([status, body]).toEqual([200, { status: 'transferred' }])
  expect(stage.cxone.conversation(CONVERSATION)?.transfers).toHaveLength(1)
  await shows('Handed over by the bot')
  for (const text of [
    'John Doe',
    /charged twice for order 12345/,
    'Asked for a person',
    'Billing Support',
    '99887766',
  ]) {
    await shows(text)
  }
  await shows(/no agent of queue “Billing Support” is available/)
})

it('the card is there for an agent who comes later', async () => {
  await handOver(GOOD_HANDOVER, 'msg_2')
  await page.reload()
  await shows('John Doe')
})

it('a handover that would fail is not made, and the flow is told how to mend it', async () => {
  const { status, body } = await handOver(handoverTo({ id: 'queue-nowhere' }), 'msg_3')
  expect(status).toBe(422)
  expect(body).toMatchObject({ errors: [{ path: 'transferTo.id', code: 'queue_not_found' }] })
  expect(stage.cxone.conversation(CONVERSATION)?.transfers).toEqual([])
  expect(await panel().getByText('Handed over by the bot').count()).toBe(0)
})
