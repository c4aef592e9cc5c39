/** What the widgets of a conversation see of a misunderstood utterance. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  CLEAR,
  type FallbackStage,
  fallbacksSeen,
  openFallbackStage,
  SESSION,
  UNCLEAR,
} from '../../../support/fallback-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import type { Widget } from '../../../support/widget-client.ts'

const CONTACT = 'conv_abc123'

let stage: FallbackStage
let widget: Widget
beforeEach(async () => {
  stage = await openFallbackStage()
  widget = await stage.watch(SESSION)
})
afterEach(() => stage.close())

const types = () => widget.events.map(({ type }) => type)
const texts = () => widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
const heardIds = () => widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.utteranceId] : []))
const route = (text: string) =>
  sendJson(
    stage.bff.url,
    '/webhook/cognigy',
    routingBody({ sessionId: SESSION, conversationId: CONTACT, text, score: 0.3 }),
  )

describe('widgets', () => {
  it('widgets see the utterance and then what it may have meant', async () => {
    await stage.post()
    await expect.poll(types).toEqual(['transcript', 'fallback'])
    expect(widget.events[0]?.data).toMatchObject({ speaker: 'customer', text: CLEAR })
    expect(fallbacksSeen(widget)).toEqual([
      {
        utteranceId: heardIds()[0],
        text: CLEAR,
        predicted: 'greeting',
        candidates: [
          { intent: 'billing_inquiry', score: 0.81, semantic: 0.77, historical: 0.84 },
          { intent: 'payment_failure', score: 0.4, semantic: 0.77, historical: 0.84 },
        ],
        escalated: false,
      },
    ])
  })

  it('widgets see that it was escalated, without a failed intent where the index knows none', async () => {
    await stage.post({ input: UNCLEAR })
    await expect.poll(types).toEqual(['transcript', 'fallback'])
    expect(fallbacksSeen(widget)).toEqual([
      { utteranceId: heardIds()[0], text: UNCLEAR, candidates: [], escalated: true },
    ])
  })

  it('widgets see both events while Cognigy still lets us wait', async () => {
    stage.cognigy.faults.add({ kind: 'hang', path: /sessions/ })
    stage.bff.setRules({ fallback: { responseBudgetMs: 5000 } })
    const answer = stage.post()
    let isAnswered = false
    void answer.then(() => {
      isAnswered = true
    })
    await expect.poll(types).toEqual(['transcript', 'fallback'])
    expect(isAnswered).toBe(false)
    await stage.cognigy.close()
    expect((await answer).status).toBe(200)
  })

  it('widgets see no utterance where it is blank', async () => {
    await stage.post({ input: ' \n' })
    await expect.poll(types).toEqual(['fallback'])
    expect(fallbacksSeen(widget)[0]).not.toHaveProperty('utteranceId')
  })

  it('widgets see a very long utterance cut, in both events', async () => {
    await stage.post({ input: 'x'.repeat(20_000) })
    await expect.poll(types).toEqual(['transcript', 'fallback'])
    expect(widget.events[0]?.data).toMatchObject({ text: 'x'.repeat(10_000), truncated: true })
    expect(fallbacksSeen(widget)[0]?.text).toBe('x'.repeat(10_000))
  })

  it('widgets see nothing of what was refused', async () => {
    await stage.post({ intent: { name: 'billing_inquiry', confidence: 0.9 } })
    await stage.post({ input: UNCLEAR })
    await expect.poll(types).toEqual(['transcript', 'fallback'])
  })

  it('widgets see the newest of both events also when they join later', async () => {
    await stage.post()
    await stage.post({ input: UNCLEAR })
    const late = await stage.watch(SESSION)
    expect(await late.join(SESSION)).toMatchObject({
      snapshot: { fallback: { data: { text: UNCLEAR, escalated: true } } },
    })
  })
})

describe('one utterance', () => {
  /** The session and the interaction are one conversation because both are told of with the contact. */
  const stream = (facts: { readonly utteranceId?: string } = {}) =>
    stage.bff.app.hearStream({
      interactionId: 'int_1',
      conversationId: CONTACT,
      transcript: CLEAR,
      speaker: 'customer',
      ...facts,
    })
  beforeEach(async () => {
    widget = await stage.watch(CONTACT)
  })

  it.each([
    ['webhook first', true],
    ['stream first', false],
  ])('one utterance that the stream tells too is shown once: %s', async (_order, isWebhookFirst) => {
    if (!isWebhookFirst) await stream({ utteranceId: 'u1' })
    await stage.post({ conversationId: CONTACT })
    if (isWebhookFirst) await stream({ utteranceId: 'u1' })
    await stage.post({ input: UNCLEAR })
    await expect.poll(texts).toEqual([CLEAR, UNCLEAR])
    expect(fallbacksSeen(widget).map(({ utteranceId }) => utteranceId)).toEqual(heardIds())
  })

  it('one utterance that the flow sent to the routing webhook before is shown once', async () => {
    await route(CLEAR)
    await stage.post()
    await expect.poll(types).toEqual(['transcript', 'intent', 'routing', 'fallback'])
    expect(fallbacksSeen(widget)[0]?.utteranceId).toBe(heardIds()[0])
  })

  it('one utterance that routing and the stream told before is shown once', async () => {
    await route(CLEAR)
    await stream()
    await stage.post()
    await expect.poll(() => fallbacksSeen(widget)).toHaveLength(1)
    expect(texts()).toEqual([CLEAR])
  })

  it('one utterance that the customer writes again is shown again, with or without routing', async () => {
    await route(CLEAR)
    for (const _again of [1, 2]) await stage.post()
    await expect.poll(() => fallbacksSeen(widget)).toHaveLength(2)
    expect(texts()).toEqual([CLEAR, CLEAR])
    expect(fallbacksSeen(widget).map(({ utteranceId }) => utteranceId)).toEqual(heardIds())
  })

  it('an utterance is another one than what routing was told, if its words are others', async () => {
    await route('something else')
    await stage.post()
    await expect.poll(texts).toEqual(['something else', CLEAR])
  })
})
