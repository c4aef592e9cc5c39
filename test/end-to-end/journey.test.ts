/** The whole way, nothing in between faked: a signed webhook in, CXone routed, a card on the agent's screen. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { routingBody } from '../support/routing-webhook.ts'
import { openBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'

let browser: Browser
let stage: Stage
let page: Page
let faults: string[]

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

beforeEach(async () => {
  stage = await openStage()
  page = await browser.newPage()
  faults = []
  page.on('pageerror', (error) => faults.push(error.message))
})
afterEach(async () => {
  await page.close()
  await stage.close()
})

const utterances = () => page.locator('cx-assist').locator('[part~=utterance] .bubble').allTextContents()
const shows = (text: string | RegExp) => page.locator('cx-assist').getByText(text).first().waitFor()
const openDesktop = async (conversation: string, agent = 'agent-7'): Promise<void> => {
  await page.goto(stage.pageUrl(conversation, await stage.token(agent, [conversation])))
  await shows('Live')
}

const say = (utteranceId: string, transcript: string, speaker: 'customer' | 'agent' = 'customer') =>
  stage.cognigy.sendUpdate({ interactionId: 'int_1', conversationId: 'conv_abc123', utteranceId, transcript, speaker })

describe('an agent beside a chat', () => {
  it('sees what the customer wrote, what the bot understood and where the conversation went', async () => {
    stage.cxone.seedConversation({ id: 'conv_abc123' })
    await openDesktop('conv_abc123')
    const answer = await stage.webhook(routingBody(), 'msg_1')
    expect(answer).toMatchObject({ status: 200, body: { status: 'success', routedTo: 'Billing Support' } })
    expect(stage.cxone.conversation('conv_abc123')).toMatchObject({ state: 'queued', skillGroup: 'Billing Support' })
    await shows('I want to check my bill')
    await shows('Billing inquiry')
    await shows('Billing Support')
    expect(faults).toEqual([])
  })

  it('follows the conversation by its Cognigy session id too, and sees an utterance once that came twice', async () => {
    stage.cxone.seedConversation({ id: 'conv_abc123' })
    await openDesktop('sess_12345')
    await stage.webhook(routingBody(), 'msg_1')
    say('u1', 'I want to check my bill')
    say('u2', 'it looks too high')
    await shows('it looks too high')
    expect(await utterances()).toEqual(['I want to check my bill', 'it looks too high'])
  })

  it('is told in words when CXone did not take the conversation', async () => {
    await openDesktop('conv_abc123')
    const answer = await stage.webhook(routingBody(), 'msg_1')
    expect(answer.status).toBe(404)
    await shows(/not routed/i)
  })

  it('loses nothing and sees nothing twice over a restart of the service', async () => {
    stage.cxone.seedConversation({ id: 'conv_abc123' })
    await openDesktop('conv_abc123')
    await stage.webhook(routingBody(), 'msg_1')
    say('u2', 'before the restart')
    await shows('before the restart')
    await stage.restartBff(async () => {
      await shows(/Reconnecting/i)
      say('u3', 'while it was away')
    })
    await shows('while it was away')
    say('u4', 'after the restart')
    await shows('after the restart')
    expect(await utterances()).toEqual([
      'I want to check my bill',
      'before the restart',
      'while it was away',
      'after the restart',
    ])
    await shows('Billing Support')
    await shows('Live')
    expect(faults).toEqual([])
  })

  it('sees nothing of a conversation that is not theirs', async () => {
    stage.cxone.seedConversation({ id: 'conv_abc123' })
    await page.goto(stage.pageUrl('conv_abc123', await stage.token('agent-8')))
    await stage.webhook(routingBody(), 'msg_1')
    await shows('Not your conversation')
    expect(await page.locator('cx-assist').getByText('I want to check my bill').count()).toBe(0)
  })
})
