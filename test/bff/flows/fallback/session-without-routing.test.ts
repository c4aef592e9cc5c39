/** A bot that never routes: its fallbacks and its frustration reach the agent of the conversation that they name. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { validate } from '../../../../shared/validate/validate.ts'
import { fallbackBody } from '../../../support/fallback-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { mood, openSentimentStage, SESSION, type SentimentStage, said } from '../../../support/sentiment-stage.ts'

let stage: SentimentStage
beforeEach(async () => {
  stage = await openSentimentStage()
})
afterEach(() => stage.close())

const fallback = (facts: Readonly<Record<string, unknown>>) =>
  sendJson(stage.bff.url, '/webhook/fallback', fallbackBody({ sessionId: SESSION, ...facts }))

describe('a session that names its conversation', () => {
  it.each(['conv_9', 4711])(
    'a webhook of a session that names its conversation shows a fallback to the agent of it (%j)',
    async (conversationId) => {
      const agent = await stage.watch(String(conversationId))
      expect((await fallback({ conversationId, input: 'blorp' })).status).toBe(200)
      await expect.poll(() => agent.events.map(({ type }) => type)).toEqual(['transcript', 'fallback'])
      expect(said(agent)).toEqual(['blorp'])
    },
  )

  it.each(['conv_9', 4711])(
    'a webhook of a session that names its conversation shows frustration to the agent of it (%j)',
    async (conversationId) => {
      const agent = await stage.watch(String(conversationId))
      expect((await stage.turn([mood(0.5)], { conversationId })).status).toBe(200)
      await expect.poll(() => agent.events.map(({ type }) => type)).toContain('frustration')
      expect(said(agent)).toEqual([mood(0.5)])
    },
  )

  it('a session that names its conversation is linked once: later webhooks need not name it, and what was said before comes along', async () => {
    await stage.turn([mood(0.1)])
    const agent = await stage.watch('conv_9')
    await fallback({ conversationId: 'conv_9', input: 'blorp' })
    await stage.turn([mood(0.1), 'blorp', mood(0.2)])
    await expect.poll(async () => (await stage.bff.store.conversations.find(SESSION))?.conversationId).toBe('conv_9')
    await expect.poll(() => said(agent)).toEqual(expect.arrayContaining(['blorp', mood(0.2)]))
  })

  it('a session that was taken up by another contact leads there, and the old one hears no more of it', async () => {
    const [old, next] = [await stage.watch('conv_old'), await stage.watch('conv_new')]
    await fallback({ conversationId: 'conv_old', input: 'first' })
    await fallback({ conversationId: 'conv_new', input: 'second' })
    await expect.poll(() => said(next)).toEqual(['second'])
    expect(said(old)).toEqual(['first'])
  })

  it.each([undefined, null, '', ' '])(
    'a session stays one of its own where it names no conversation (%j)',
    async (conversationId) => {
      expect((await fallback({ conversationId })).status).toBe(200)
      expect((await stage.turn([mood(0.1)], { conversationId })).status).toBe(200)
      expect((await stage.bff.store.conversations.find(SESSION))?.conversationId).toBe(SESSION)
    },
  )

  it('a webhook of a session that names its conversation agrees with a routing webhook that names the same', async () => {
    await fallback({ conversationId: 'conv_9', input: 'blorp' })
    await sendJson(
      stage.bff.url,
      '/webhook/cognigy',
      routingBody({ conversationId: 'conv_9', sessionId: SESSION, score: 0.1 }),
    )
    const record = await stage.bff.store.conversations.find('conv_9')
    expect([record?.contactId, record?.sessionId]).toEqual(['conv_9', SESSION])
  })
})

describe('a bot that has little to say', () => {
  it.each<Readonly<Record<string, unknown>>>([
    { userInput: null },
    { userInput: '' },
    { userInput: undefined },
    { userInput: 7 },
    { platform: null },
    { platform: 7 },
    { platform: ['web'] },
    { language: null },
    { language: '' },
    { language: 7 },
    { language: ['en'] },
    { session: { id: SESSION, history: null } },
    { session: { id: SESSION } },
    { session: { id: SESSION, history: '' } },
    { session: { id: SESSION, history: [null, 'x', 7, [], {}, { userInput: null }, { userInput: {} }] } },
  ])('a frustration webhook of a bot that has little to say is answered as a flow expects with %j', async (facts) => {
    const { status, body } = await stage.turn([mood(0.1)], facts)
    expect([status, body]).toEqual([200, expect.objectContaining({ status: 'success', escalationLevel: 'standard' })])
    const whole = {
      session: { id: SESSION, history: [] },
      userInput: mood(0.1),
      platform: 'webchat',
      language: 'en',
      ...facts,
    }
    expect(validate('sentiment-escalation', JSON.parse(JSON.stringify(whole))).status).toBe(200)
  })

  it('a frustration webhook without words scores the history alone, and shows no utterance', async () => {
    const agent = await stage.watch('conv_9')
    const history = [{ userInput: mood(0.5) }, null, { userInput: null }]
    const { body } = await stage.turn([], {
      conversationId: 'conv_9',
      session: { id: SESSION, history },
      userInput: null,
    })
    expect(body).toMatchObject({ frustrationScore: 0.5 })
    expect(said(agent)).toEqual([])
  })

  it('a frustration webhook of a session whose id is a number is told by its digits', async () => {
    stage.cognigy.seedSession('4711', {})
    expect((await stage.turn([mood(0.5)], { session: { id: 4711, history: [] } })).body).toMatchObject({
      status: 'success',
    })
    expect(stage.updates('4711')).toHaveLength(1)
  })
})
