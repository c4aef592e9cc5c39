/** One utterance is shown once, however often and by whomever it is told again. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { InteractionUpdate } from '../../../../shared/wire/stream.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'

const CONTACT = { interactionId: 'int_1', conversationId: 'conv_1' }

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  bff = await startBff(cxone)
})
afterEach(() => bff.stop())
afterAll(() => cxone.close())

const hear = (transcript: string, utteranceId?: string, more: Partial<InteractionUpdate> = {}) =>
  bff.app.hearStream({ ...CONTACT, transcript, speaker: 'customer', utteranceId, ...more })
const webhook = (text: string) =>
  sendJson(
    bff.url,
    '/webhook/cognigy',
    routingBody({ conversationId: 'conv_1', sessionId: 'sess_1', text, score: 0.1 }),
  )
const record = async () => await bff.store.conversations.find('conv_1')
const texts = async () => (await record())?.snapshot.transcript.map(({ data }) => data.text)
const seq = async () => (await record())?.snapshot.seq

describe('a stream that repeats', () => {
  const stretch = async (from: number, to: number) => {
    for (let n = from; n < to; n += 1) await hear(`line ${n}`, `u${n}`, n % 2 === 0 ? {} : { speaker: 'agent' })
  }

  it.each([60, 199, 201, 700])(
    'a stream that sends again what it sent before shows %d utterances once each',
    async (count) => {
      await stretch(0, count)
      await stretch(0, count)
      expect(await seq()).toBe(count)
      await hear('and one more', `u${count}`)
      expect(await seq()).toBe(count + 1)
    },
  )

  it('a stream that sends again what it sent before shows utterances once though the text of some changed meanwhile', async () => {
    await stretch(0, 3)
    await hear('line 1, put better', 'u1')
    expect(await texts()).toEqual(['line 0', 'line 1', 'line 2'])
  })

  it('a stream that sends again what it sent before shows utterances once where another channel had told of them first', async () => {
    for (let n = 0; n < 60; n += 1) await webhook(`line ${n}`)
    for (const _again of [1, 2]) for (let n = 0; n < 60; n += 1) await hear(`line ${n}`, `u${n}`)
    expect(await texts()).toEqual(Array.from({ length: 60 }, (_, n) => `line ${n}`))
  })

  it('a stream that sends again what it sent before shows utterances once after two conversations became one', async () => {
    for (let n = 0; n < 60; n += 1) await hear(`line ${n}`, `u${n}`, { conversationId: undefined })
    await webhook('by webhook')
    await hear('now we know', 'u60')
    await stretch(0, 60)
    const said = await texts()
    expect(said).toHaveLength(62)
    expect(new Set(said).size).toBe(62)
  })

  it('a stream that sends again what it sent before remembers a bounded number of ids, the newest', async () => {
    const store = bff.store.conversations
    await hear('first', 'u0')
    const keys = Array.from({ length: 30_000 }, (_, n) => `key-${n}`)
    const change = { mentions: keys }
    await store.change({ conversationId: 'conv_1' }, () => ({ value: undefined, change }))
    const mentioned = (await record())?.mentioned
    expect(mentioned?.size).toBe(20_000)
    expect(mentioned?.has('key-29999')).toBe(true)
    expect(mentioned?.has('key-0')).toBe(false)
  })
})

describe('an utterance escaped by one channel', () => {
  it.each([
    ["I'm waiting & waiting", 'I&#39;m waiting &amp; waiting'],
    ['5 < 6 "really"', '5 &lt; 6 &quot;really&quot;'],
    ['mein Müll, 10 €', 'mein M&uuml;ll, 10&nbsp;&euro;'],
    ['<b>now</b>', '&lt;b&gt;now&lt;/b&gt;'],
  ])(
    'an utterance that one channel escapes and another does not is shown once, as it was written: %s',
    async (written, escaped) => {
      await webhook(escaped)
      await hear(written)
      await hear(`${written} and`)
      await webhook(`${escaped} and`)
      const shown = (await texts())?.map((text) => text.replace('\u00a0', ' '))
      expect(shown).toEqual([written, `${written} and`])
    },
  )

  it('an utterance that one channel escapes and another does not is text for agents, whatever it looks like', async () => {
    await webhook('&lt;img src=x onerror=alert(1)&gt;')
    expect(await texts()).toEqual(['<img src=x onerror=alert(1)>'])
  })
})
