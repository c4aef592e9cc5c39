/** What is said, told by a webhook, as if it came over the agent-assist stream. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import type { SuggestionQuery } from '../../../../bff/ports/cognigy.ts'
import { StoreUnavailable } from '../../../../bff/ports/store.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'
import { dropFolder, newFolder, openIn } from '../../store/sqlite/folders.ts'

let cxone: CxoneStandIn
let bff: RunningBff
const asked: SuggestionQuery[] = []
const suggestions = {
  suggest: (query: SuggestionQuery) => {
    asked.push(query)
    return Promise.resolve([{ text: 'We refund it today', confidence: 0.9, source: 'kb' }])
  },
}
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  asked.length = 0
  bff = await startBff(cxone, { suggestions })
})
afterEach(() => bff.stop())
afterAll(() => cxone.close())

const tell = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  sendJson(bff.url, '/webhook/transcript', body, headers)
const update = (transcript: string, more: object = {}) => ({ interactionId: 'int_1', transcript, ...more })
const record = async (id = 'int_1') => await bff.store.conversations.find(id)
const texts = async (id?: string) => (await record(id))?.snapshot.transcript.map(({ data }) => data.text)

describe('POST /webhook/transcript', () => {
  it('POST /webhook/transcript takes one update, and has kept it when it answers', async () => {
    const { status, body } = await tell(update('hello', { speaker: 'agent', agentId: 'agent-7', utteranceId: 'u1' }))
    expect([status, body]).toEqual([202, { accepted: 1 }])
    const kept = await record()
    expect(kept?.agentId).toBe('agent-7')
    expect(kept?.snapshot.transcript.map(({ data }) => data)).toEqual([
      { utteranceId: 'u1', speaker: 'agent', text: 'hello' },
    ])
  })

  it('POST /webhook/transcript hears a hundred updates of several interactions, those of each in order', async () => {
    const updates = Array.from({ length: 100 }, (_, n) => update(`line ${n}`, { interactionId: `int_${n % 3}` }))
    const { status, body } = await tell({ updates })
    expect([status, body]).toEqual([202, { accepted: 100 }])
    for (const rest of [0, 1, 2]) {
      const own = updates.filter(({ interactionId }) => interactionId === `int_${rest}`)
      expect(await texts(`int_${rest}`)).toEqual(own.map(({ transcript }) => transcript))
    }
  })

  it('POST /webhook/transcript answers before suggestions are there, and they follow', async () => {
    await tell(update('I want a refund', { context: { plan: 'gold' }, sentimentScore: -0.8 }))
    await expect.poll(async () => (await record())?.snapshot.suggestions?.data.suggestions.length).toBe(1)
    expect(asked).toMatchObject([{ interactionId: 'int_1', transcript: 'I want a refund', sentimentScore: -0.8 }])
  })

  it('POST /webhook/transcript adds nothing for an utterance that is known by its id, whoever told of it', async () => {
    await tell(update('hello', { utteranceId: 'u1' }))
    await tell(update('hello again', { utteranceId: 'u1' }))
    await bff.app.hearStream({
      interactionId: 'int_1',
      transcript: 'and again',
      speaker: 'customer',
      utteranceId: 'u1',
    })
    expect(await texts()).toEqual(['hello'])
  })

  it('POST /webhook/transcript hears two equal texts of one delivery as two utterances, and of its second try as none', async () => {
    const body = { updates: [update('yes'), update('yes')] }
    await tell(body, { 'webhook-id': 'msg_1' })
    expect(await texts()).toEqual(['yes', 'yes'])
    const ids = (await record())?.snapshot.transcript.map(({ data }) => data.utteranceId)
    expect(new Set(ids).size).toBe(2)
    expect(ids?.every((id) => id.startsWith('delivery-'))).toBe(true)
  })

  it.each([
    ['no interaction', { transcript: 'hello' }, ['interactionId']],
    ['no transcript', { interactionId: 'int_1' }, ['transcript']],
    ['no updates', { updates: [] }, ['updates']],
    ['more than a hundred', { updates: Array.from({ length: 101 }, () => update('x')) }, ['updates']],
    ['one of several that does not fit', { updates: [update('x'), { interactionId: 'i' }] }, ['updates.1.transcript']],
    ['an origin of another type', update('x', { origin: { userId: { id: 1 } } }), ['origin.userId']],
    ['no object', 'text', ['']],
  ])('POST /webhook/transcript refuses %s, names the field, and hears nothing', async (_what, sent, paths) => {
    const { status, body } = await tell(sent)
    expect(status).toBe(422)
    expect(body).toMatchObject({ errors: paths.map((path) => ({ path })) })
    expect(await record()).toBeUndefined()
  })

  it('POST /webhook/transcript links the interaction with the session and the contact that it comes from', async () => {
    await sendJson(bff.url, '/webhook/cognigy', routingBody({ sessionId: 'sess_12345', score: 0.1, text: 'hi' }))
    await tell(update('hello', { origin: { sessionId: 'sess_12345', contactNumber: 'case_7', userId: 'user-1' } }))
    expect(await texts('conv_abc123')).toEqual(['hi'])
    await tell(update('hello', { origin: { conversationId: 'conv_abc123', contactNumber: 'case_7' } }))
    expect((await record('case_7'))?.contactId).toBe('conv_abc123')
    expect((await record('int_1'))?.contactId).toBe('conv_abc123')
  })

  it('POST /webhook/transcript and a routing webhook of one utterance show it once, and both act on it', async () => {
    const origin = { conversationId: 'conv_abc123', sessionId: 'sess_12345', utteranceId: 'in-1' }
    await tell({ updates: [update('a refund, please')], origin })
    const told = { ...routingBody({ score: 0.1, text: 'a refund, please!' }), origin }
    expect((await sendJson(bff.url, '/webhook/cognigy', told)).status).toBe(200)
    const body = { sessionId: 'sess_12345', input: 'A REFUND', intent: { name: 'Fallback', confidence: 0.1 }, origin }
    expect((await sendJson(bff.url, '/webhook/fallback', body)).status).toBe(200)
    const mood = { session: { id: 'sess_12345', history: [] }, userInput: 'A refund', origin }
    expect((await sendJson(bff.url, '/webhook/sentiment-escalation', mood)).status).toBe(200)
    const kept = await record('conv_abc123')
    expect(kept?.snapshot.transcript.map(({ data }) => [data.utteranceId, data.text])).toEqual([
      ['in-1', 'a refund, please'],
    ])
    expect(kept?.snapshot.intent?.data.utteranceId).toBe('in-1')
    expect(kept?.snapshot.fallback?.data.utteranceId).toBe('in-1')
  })

  it('POST /webhook/transcript takes the id of one utterance for no other ones of the delivery', async () => {
    await tell({ updates: [update('one'), update('two')], origin: { utteranceId: 'in-1', userId: 'user-1' } })
    expect(await texts()).toEqual(['one', 'two'])
    expect((await record())?.origin).toEqual({ userId: 'user-1' })
  })
})

describe('an accepted transcript', () => {
  it('an accepted transcript outlives the process that answered', async () => {
    const folder = newFolder()
    try {
      const first = await openIn(folder)
      const other = await startBff(cxone, { store: first })
      const body = { updates: [update('one'), update('two')] }
      expect((await sendJson(other.url, '/webhook/transcript', body)).status).toBe(202)
      // As after a kill: nothing more of the process is heard.
      await first.close()
      const second = await openIn(folder)
      const found = await second.conversations.find('int_1')
      expect(found?.snapshot.transcript.map(({ data }) => data.text)).toEqual(['one', 'two'])
      await second.close()
      await other.stop()
    } finally {
      dropFolder(folder)
    }
  })

  it('a transcript is not accepted where nothing can be kept', async () => {
    const store = createMemoryStore({ newId: randomUUID, clock: systemClock })
    const failing = {
      ...store,
      conversations: { ...store.conversations, change: () => Promise.reject(new StoreUnavailable('disk full')) },
    }
    const other = await startBff(cxone, { store: failing })
    const { status, headers } = await sendJson(other.url, '/webhook/transcript', update('hello'))
    expect(status).toBe(503)
    expect(headers['retry-after']).toBeDefined()
    await other.stop()
  })
})
