/** The rule that every utterance of a customer asks for suggestions: each once, whoever tells of it first. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { fallbackBody } from '../../../support/fallback-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, suggestionsIn, suggestionsNumber } from './stage.ts'

const CONVERSATION = 'conv_1'
const SESSION = 'sess_0123456789'
const query = z.object({ interactionId: z.string(), transcript: z.string(), context: z.unknown() })

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage({ rules: { assist: { suggestOn: 'every' } } })
  widget = await stage.watch(CONVERSATION)
})
afterEach(() => stage.close())

const questions = () => stage.asked().map((body) => query.parse(body))
const askedFor = () => questions().map(({ transcript }) => transcript)
const marks = () =>
  widget.events.flatMap(({ type, data }) => (type === 'transcript' ? [[data.text, data.awaitsSuggestions]] : []))

/** The three webhooks, each about one utterance; none of them reaches CXone. */
const tell = {
  routing: (text: string) =>
    sendJson(
      stage.bff.url,
      '/webhook/cognigy',
      routingBody({ conversationId: CONVERSATION, sessionId: SESSION, score: 0.1, text }),
    ),
  fallback: (input: string) =>
    sendJson(stage.bff.url, '/webhook/fallback', fallbackBody({ sessionId: SESSION, input })),
  sentiment: (userInput: string) =>
    sendJson(stage.bff.url, '/webhook/sentiment-escalation', {
      session: { id: SESSION, history: [] },
      userInput,
      platform: 'webchat',
      language: 'en',
    }),
} as const

/** The stream and a webhook have told of the conversation: all its ids are known. */
const introduce = async (): Promise<void> => {
  await tell.routing('hello')
  stage.say(CONVERSATION, 'hello', { context: { plan: 'gold' } })
  await suggestionsNumber(widget, 1)
}

describe('the rule "every"', () => {
  it('an utterance that triggers nothing, by the rule "every", is asked for, says so when it is shown, and is counted for what it is', async () => {
    stage.say(CONVERSATION, 'hello', { utteranceId: 'u1' })
    expect(await suggestionsNumber(widget, 1)).toMatchObject({ basedOn: 'u1', fallback: false })
    expect(marks()).toEqual([['hello', true]])
    expect(stage.bff.records[0]).toMatchObject({ triggered: true })
    expect(stage.bff.records[0]).not.toHaveProperty('requested')
    expect(await stage.bff.metrics.render()).toContain('suggestion_triggers_total{trigger="every"} 1')
  })

  it.each(['agent', 'bot'] as const)(
    'an utterance that triggers nothing, by the rule "every", is not asked for where the %s says it',
    async (speaker) => {
      stage.say(CONVERSATION, 'hello', { speaker })
      stage.say(CONVERSATION, 'and I?')
      await suggestionsNumber(widget, 1)
      expect(askedFor()).toEqual(['and I?'])
    },
  )

  it('an utterance that triggers nothing, by the rule "every", is asked for once where the stream tells of it twice', async () => {
    stage.say(CONVERSATION, 'hello', { utteranceId: 'u1' })
    stage.say(CONVERSATION, 'hello', { utteranceId: 'u1' })
    stage.say(CONVERSATION, 'well', { utteranceId: 'u2' })
    await expect.poll(() => suggestionsIn(widget.events).at(-1)?.basedOn).toBe('u2')
    expect(askedFor()).toEqual(['hello', 'well'])
  })
})

describe('the rule "every" and webhooks', () => {
  it.each(['routing', 'fallback', 'sentiment'] as const)(
    'an utterance that a webhook tells of first (%s) is asked for at once by the known interaction and its context, and not again when the stream follows',
    async (webhook) => {
      await introduce()
      expect((await tell[webhook]('my parcel is late')).status).toBe(200)
      await suggestionsNumber(widget, 2)
      expect(questions()[1]).toEqual({
        interactionId: 'int_conv_1',
        transcript: 'my parcel is late',
        context: { plan: 'gold' },
      })
      expect(marks().at(-1)).toEqual(['my parcel is late', true])
      stage.say(CONVERSATION, 'my parcel is late', { utteranceId: 'u9' })
      stage.say(CONVERSATION, 'what now', { utteranceId: 'u10' })
      await expect.poll(() => suggestionsIn(widget.events).at(-1)?.basedOn).toBe('u10')
      expect(askedFor()).toEqual(['hello', 'my parcel is late', 'what now'])
      expect(stage.bff.records).toHaveLength(3)
    },
  )

  it('an utterance that a webhook tells of after the stream is not asked for again by any of the three', async () => {
    await introduce()
    stage.say(CONVERSATION, 'my parcel is late', { utteranceId: 'u9' })
    await suggestionsNumber(widget, 2)
    for (const webhook of ['routing', 'fallback', 'sentiment'] as const) await tell[webhook]('my parcel is late')
    stage.say(CONVERSATION, 'what now', { utteranceId: 'u10' })
    await expect.poll(() => suggestionsIn(widget.events).at(-1)?.basedOn).toBe('u10')
    expect(askedFor()).toEqual(['hello', 'my parcel is late', 'what now'])
  })

  it('an utterance that a webhook tells of before the stream told of any interaction is asked for once the stream does', async () => {
    await tell.routing('hello')
    await expect.poll(marks).toEqual([['hello', undefined]])
    expect(askedFor()).toEqual([])
    stage.say(CONVERSATION, 'hello')
    await suggestionsNumber(widget, 1)
    expect(askedFor()).toEqual(['hello'])
    expect(marks()).toHaveLength(1)
  })

  it('an utterance that a webhook tells of without text asks for nothing', async () => {
    await introduce()
    await tell.routing('  ')
    await tell.sentiment('')
    expect(askedFor()).toEqual(['hello'])
  })
})

describe('the rule "triggers"', () => {
  it('an utterance that a webhook tells of is left to the stream, which knows the mood as well, by the rule "triggers"', async () => {
    stage.bff.setRules({})
    stage.say(CONVERSATION, 'hello')
    await tell.routing('I want a refund')
    expect(askedFor()).toEqual([])
    stage.say(CONVERSATION, 'I want a refund')
    await suggestionsNumber(widget, 1)
    expect(askedFor()).toEqual(['I want a refund'])
  })
})
