/** A card number comes in by every door there is, and is nowhere to be found behind any of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { handoverWith } from '../../../support/handover-stage.ts'
import { type Reply, sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'
import { CONTACT, openPrivacyStage, type PrivacyStage, SESSION } from './stage.ts'

const CARD = '4012888888881881'
/** However it is written, the first twelve digits must not be found. */
const SECRET = /4012\D{0,20}8888\D{0,20}8888\D{0,20}1881/

let stage: PrivacyStage
let widget: Widget
beforeEach(async () => {
  stage = await openPrivacyStage({ rules: { assist: { suggestOn: 'every' } } })
  const token = await stage.bff.token({ agentId: 'agent_1', conversations: [CONTACT] })
  widget = await connectWidget(stage.bff.url, token)
  await widget.join(CONTACT)
})
afterEach(async () => {
  widget.close()
  await stage.close()
})

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  sendJson(stage.bff.url, `/webhook/${path}`, body, headers)

/** All that is kept, shown, logged, sent on or answered. */
const everywhere = async (replies: readonly (Reply | undefined)[]): Promise<string> =>
  JSON.stringify([
    (await stage.integrator('GET', `${CONTACT}/export`)).text,
    await stage.bff.store.conversations.find(CONTACT),
    widget.events,
    stage.bff.logged(),
    stage.bff.records,
    stage.bff.shown,
    stage.cxone.journal.entries(),
    stage.cognigy.journal.entries(),
    stage.asked,
    stage.scorer.asked,
    replies.map((reply) => reply?.text),
  ])

const saidByWidgets = (): readonly unknown[] =>
  widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data] : []))
const anything = z.unknown()

const SAID = `my card is ${CARD.replace(/(\d{4})(?=\d)/g, '$1 ')}`
const SHOWN = 'my card is •••• 1881'

const DOORS: readonly (readonly [door: string, tell: () => Promise<Reply | undefined>])[] = [
  ['the routing webhook', () => post('cognigy', routingBody({ text: SAID }))],
  ['the detailed routing webhook', () => post('cognigy/routing', routingBody({ text: SAID, score: 0.2 }))],
  [
    'the fallback webhook',
    () =>
      post('fallback', {
        sessionId: SESSION,
        conversationId: CONTACT,
        input: SAID,
        intent: { name: 'Fallback', confidence: 0.2 },
        context: { card: CARD },
        previousIntents: [],
      }),
  ],
  [
    'the frustration webhook',
    () =>
      post('sentiment-escalation', {
        session: { id: SESSION, history: [{ userInput: `no, ${CARD}!` }, { userInput: SAID }] },
        userInput: SAID,
        conversationId: CONTACT,
        language: 'en',
      }),
  ],
  [
    'the stream',
    async () => {
      await stage.hear(SAID, { context: { note: SAID, cards: [{ number: CARD, digits: Number(CARD) }], [CARD]: 1 } })
      return undefined
    },
  ],
]

describe('a card number in what a customer says', () => {
  it.each(DOORS)(
    'a card number in what a customer says comes in by %s and is hidden everywhere',
    async (_door, tell) => {
      const reply = await tell()
      await expect.poll(saidByWidgets).toHaveLength(1)
      expect(saidByWidgets()).toEqual([expect.objectContaining({ text: SHOWN, masked: [{ kind: 'card', count: 1 }] })])
      expect(await everywhere([reply])).not.toMatch(SECRET)
      expect(await everywhere([reply])).toContain('1881')
    },
  )

  it('a card number in what a customer says is asked for, scored and ranked without it', async () => {
    await stage.hear(SAID, { context: { note: SAID } })
    await expect.poll(() => stage.asked).toHaveLength(1)
    expect(stage.asked[0]).toMatchObject({ transcript: SHOWN, context: { note: SHOWN } })
    await DOORS[3]?.[1]()
    expect(stage.scorer.asked).toEqual([['no, •••• 1881!', SHOWN]])
    await DOORS[2]?.[1]()
    expect(stage.ranker.asked.map(({ utterance }) => utterance)).toEqual([SHOWN])
  })

  it('a card number in what a customer says is answered to the flow without it', async () => {
    const reply = await DOORS[2]?.[1]()
    const body: unknown = anything.parse(reply?.body)
    expect(body).toMatchObject({ context: { fallbackAnalysis: { originalInput: SHOWN } } })
  })

  it('a card number in what a customer says is one utterance over all channels, however each of them spaces and escapes it', async () => {
    await post('cognigy', routingBody({ text: `my card is ${CARD}` }))
    await stage.hear('my card is 4012&nbsp;8888&#32;8888-1881')
    await DOORS[3]?.[1]()
    expect(saidByWidgets()).toHaveLength(1)
  })

  it('a card number in what a customer says is hidden where it stands at the very place at which long texts are cut', async () => {
    for (const before of [9990, 9996, 39_992]) await stage.hear(`${'x '.repeat(before / 2)}${CARD}`)
    await expect.poll(saidByWidgets).toHaveLength(3)
    expect(await everywhere([])).not.toMatch(/4012\s?8888/)
  })

  it('a card number in what a customer says is shown as soon as the rules hide nothing, and hidden again as soon as they do', async () => {
    stage.bff.setRules({ privacy: { mask: [] } })
    await stage.hear(CARD)
    stage.bff.setRules({ privacy: { mask: ['card'], patterns: { order: '\\bORD-\\d{6}\\b' } } })
    await stage.hear(`${CARD} for ORD-123456`)
    await expect.poll(saidByWidgets).toHaveLength(2)
    expect(saidByWidgets()).toMatchObject([{ text: CARD }, { text: '•••• 1881 for [order]' }])
  })
})

describe('a card number in what a bot or an agent writes', () => {
  it('a card number in what a bot or an agent writes goes neither to CXone nor to the agent with a handover', async () => {
    const collected = { botSummary: SAID, transferReason: SAID, card: Number(CARD), cards: [{ number: CARD }] }
    const reply = await post('handover', handoverWith(collected))
    expect(reply.status).toBe(200)
    await expect.poll(() => widget.events.map(({ type }) => type)).toContain('handover')
    expect(await everywhere([reply])).not.toMatch(SECRET)
    expect(JSON.stringify(stage.cxone.journal.entries())).toContain(SHOWN)
  })

  it('a card number in what a bot or an agent writes is not told as the reason for which a conversation ended', async () => {
    await stage.hear('hello')
    const reply = await post('conversation-ended', { conversationId: CONTACT, reason: SAID })
    await expect.poll(() => widget.events.at(-1)).toMatchObject({ data: { state: 'ended', reason: SHOWN } })
    expect(await everywhere([reply])).not.toMatch(SECRET)
  })

  it('a card number in what a bot or an agent writes is hidden in the reason for which an agent escalates', async () => {
    await post('cognigy', routingBody({ text: 'hello' }))
    const asked = { conversationId: CONTACT, level: 'manager', reason: SAID }
    expect(await widget.ask('escalation:request', asked)).toMatchObject({ ok: true })
    await expect.poll(() => widget.events.at(-1)).toMatchObject({ type: 'escalation', data: { reason: SHOWN } })
    expect(await everywhere([])).not.toMatch(SECRET)
  })

  it('a card number in what a bot or an agent writes does not count in what an agent made of a suggestion', async () => {
    await stage.hear('I want a refund')
    const suggestion = () =>
      widget.events.flatMap((event) => (event.type === 'suggestions' ? event.data.suggestions : []))
    await expect.poll(suggestion).toHaveLength(1)
    const report = { conversationId: CONTACT, suggestionId: suggestion()[0]?.id, action: 'edited' }
    for (const number of [CARD, '4242424242421881']) {
      expect(await widget.ask('suggestion:feedback', { ...report, text: `Of course. ${number}` })).toEqual({ ok: true })
    }
    expect(stage.bff.records.filter((record) => 'editDistance' in record)).toMatchObject([
      { editDistance: ' •••• 1881'.length },
      { editDistance: ' 4242424242421881'.length },
    ])
    expect(await everywhere([])).not.toMatch(SECRET)
  })
})

describe('a card number in what Cognigy suggests', () => {
  const suggested = () => widget.events.flatMap((event) => (event.type === 'suggestions' ? event.data.suggestions : []))
  const suggest = async (text: string, source: string): Promise<void> => {
    stage.suggestAfter(async () => [{ text, confidence: 0.9, source }])
    await stage.hear('I want a refund')
    await expect.poll(suggested).toHaveLength(1)
  }

  it('a card number in what Cognigy suggests is neither shown nor kept', async () => {
    await suggest(`I see that you paid with ${CARD}.`, 'Past chats')
    expect(suggested()).toMatchObject([{ text: 'I see that you paid with •••• 1881.', source: 'Past chats' }])
    expect(await everywhere([])).not.toMatch(SECRET)
  })

  it.each([
    ['a name', `note on ${CARD}`, 'note on •••• 1881'],
    ['an address', `https://help.example.com/refund/${CARD}?from=chat`, 'help.example.com'],
    ['an address that separates it', 'https://help.example.com/4012-8888-8888-1881', 'help.example.com'],
    ['an address that encodes it', 'https://help.example.com/4012%208888%208888%201881', 'help.example.com'],
    ['an address that joins it', 'https://help.example.com/card_4012_8888_8888_1881', 'help.example.com'],
  ])('a card number in what Cognigy suggests is not told as where it comes from, as %s', async (_as, source, shown) => {
    await suggest('Of course.', source)
    expect(suggested()).toMatchObject([{ text: 'Of course.', source: shown }])
    expect(await everywhere([])).not.toMatch(SECRET)
  })

  it('an address without anything to hide in what Cognigy suggests stays as it is', async () => {
    const source = 'https://help.example.com/articles/refund_policy-4711.html?lang=en#returns'
    await suggest('Of course.', source)
    expect(suggested()).toMatchObject([{ source }])
  })
})
