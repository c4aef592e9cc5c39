/** An agent asks for suggestions: answered in any case, for what the customer said last, and not too often. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, SUGGEST, shownTexts, suggestionsIn, suggestionsNumber } from './stage.ts'

const CONVERSATION = 'conv_1'
const query = z.object({ transcript: z.string() })

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage()
  widget = await stage.watch(CONVERSATION)
})
afterEach(() => stage.close())

const request = (conversationId = CONVERSATION, from = widget) => from.ask('suggestion:request', { conversationId })
const refusal = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } })
const askedFor = () => stage.asked().map((body) => query.parse(body).transcript)
const requested = () => suggestionsIn(widget.events).filter((data) => data.requested)
const said = (count: number) =>
  expect.poll(() => widget.events.filter(({ type }) => type === 'transcript')).toHaveLength(count)

describe('suggestions on demand', () => {
  it('suggestions that an agent asks for are acknowledged at once and follow as an event that says so, for what the customer said last', async () => {
    stage.say(CONVERSATION, 'hello', { utteranceId: 'u1', sentimentScore: 0.2, context: { plan: 'gold' } })
    stage.say(CONVERSATION, 'my parcel is late', { utteranceId: 'u2', sentimentScore: -0.1, context: { plan: 'gold' } })
    stage.say(CONVERSATION, 'let me see', { speaker: 'agent' })
    await said(3)
    expect(await request()).toEqual({ ok: true })
    expect(await suggestionsNumber(widget, 1)).toMatchObject({ basedOn: 'u2', requested: true, fallback: false })
    expect(stage.asked()).toEqual([
      { interactionId: 'int_conv_1', transcript: 'my parcel is late', sentimentScore: -0.1, context: { plan: 'gold' } },
    ])
  })

  it('suggestions that an agent asks for stand in the metrics log like any others, and say who asked', async () => {
    stage.say(CONVERSATION, 'hello')
    await said(1)
    await request()
    await suggestionsNumber(widget, 1)
    await expect.poll(() => stage.bff.records).toHaveLength(2)
    expect(stage.bff.records[1]).toMatchObject({
      eventType: 'AGENT_ASSIST_QUERY',
      interactionId: 'int_conv_1',
      triggered: true,
      requested: true,
      suggestionCount: 2,
    })
    expect(await stage.bff.metrics.render()).toContain('suggestion_triggers_total{trigger="agent"} 1')
  })

  it('suggestions that an agent asks for come from memory where the same was answered lately, and follow all the same', async () => {
    stage.say(CONVERSATION, 'refund', { utteranceId: 'u1' })
    await suggestionsNumber(widget, 1)
    await request()
    expect(await suggestionsNumber(widget, 2)).toMatchObject({ cached: true, requested: true, basedOn: 'u1' })
    expect(stage.asked()).toHaveLength(1)
  })

  it('suggestions that an agent asks for are the generic ones where the upstream is down', async () => {
    stage.say(CONVERSATION, 'hello')
    await said(1)
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'status', status: 500 })
    expect(await request()).toEqual({ ok: true })
    const data = await suggestionsNumber(widget, 1)
    expect(data).toMatchObject({ requested: true, fallback: true })
    expect(data.suggestions).toHaveLength(2)
  })

  it('suggestions that an agent asks for are none, and say what was withheld, where the policy stops them all', async () => {
    stage.say(CONVERSATION, 'hello')
    await said(1)
    stage.answerWith({ suggestions: [{ text: 'Take legal action', confidence: 0.99, source: 'x' }] })
    await request()
    expect(await suggestionsNumber(widget, 1)).toMatchObject({
      requested: true,
      suggestions: [],
      withheld: [{ reason: 'prohibited_phrase', count: 1 }],
    })
  })

  it('suggestions that an agent asks for are the generic ones, and nothing is asked, where the stream never told of the conversation', async () => {
    const body = routingBody({ conversationId: CONVERSATION, score: 0.1, text: 'hello' })
    await sendJson(stage.bff.url, '/webhook/cognigy', body)
    expect(await request()).toEqual({ ok: true })
    const data = await suggestionsNumber(widget, 1)
    expect(data).toMatchObject({ requested: true, fallback: true, fallbackReason: 'no_interaction' })
    expect(shownTexts(data)).toHaveLength(2)
    expect(stage.asked()).toEqual([])
    expect(widget.events.some(({ type }) => type === 'status')).toBe(false)
  })
})

describe('a refused request for suggestions', () => {
  it('a request for suggestions is refused where the customer has said nothing, and where only others have', async () => {
    expect(await request()).toEqual(refusal('not_found'))
    stage.say(CONVERSATION, 'welcome', { speaker: 'bot' })
    await said(1)
    expect(await request()).toEqual(refusal('not_found'))
    expect(stage.asked()).toEqual([])
  })

  it('a request for suggestions is refused to whoever has no access, and tells nothing of the conversation', async () => {
    stage.say(CONVERSATION, 'hello')
    await said(1)
    const stranger = await stage.watch('conv_2')
    expect(await request(CONVERSATION, stranger)).toEqual(refusal('forbidden'))
    expect(await request('conv_unknown', stranger)).toEqual(refusal('forbidden'))
    expect(stage.asked()).toEqual([])
  })

  it.each([[undefined], [{}], [{ conversationId: 7.5 }], [{ conversationId: '' }]])(
    'a request for suggestions that is malformed is refused: %j',
    async (payload) => {
      expect(await widget.ask('suggestion:request', payload)).toEqual(refusal('invalid'))
    },
  )

  it('a request for suggestions is refused beyond twenty a minute, counted by agent over all their windows, and nobody else’s', async () => {
    stage.say(CONVERSATION, 'hello')
    await said(1)
    const other = await stage.watch(CONVERSATION)
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => request(CONVERSATION, n % 2 ? widget : other)),
    )
    expect(answers.filter((answer) => Reflect.get(Object(answer), 'ok') === true)).toHaveLength(20)
    expect(answers.filter((answer) => Reflect.get(Object(answer), 'ok') === false)).toEqual(
      Array.from({ length: 10 }, () => refusal('rate_limited')),
    )
    const colleague = await connectWidget(
      stage.bff.url,
      await stage.bff.token({ agentId: 'agent_2', conversations: [CONVERSATION] }),
    )
    expect(await request(CONVERSATION, colleague)).toEqual({ ok: true })
    colleague.close()
  })
})

describe('one unanswered question', () => {
  beforeEach(async () => {
    stage.bff.setRules({ assist: { suggestTimeoutMs: 60_000 } })
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'hang', times: 1 })
    stage.say(CONVERSATION, 'refund one', { utteranceId: 'u1' })
    await expect.poll(askedFor).toEqual(['refund one'])
  })

  it('what an agent asks for while a question is not answered waits for its turn, and the answer still comes', async () => {
    expect(await request()).toEqual({ ok: true })
    stage.cognigy.faults.release()
    await expect.poll(() => suggestionsIn(widget.events).map((data) => data.requested)).toEqual([undefined, true])
  })

  it('a newer utterance takes the place of what an agent asked for, and is what the agent gets', async () => {
    await request()
    stage.say(CONVERSATION, 'refund two', { utteranceId: 'u2' })
    await said(2)
    stage.cognigy.faults.release()
    await expect.poll(() => requested().map(({ basedOn }) => basedOn)).toEqual(['u2'])
    expect(suggestionsIn(widget.events)).toHaveLength(2)
    expect(askedFor()).toEqual(['refund one', 'refund two'])
  })

  it('asking five times gets one answer', async () => {
    for (let n = 0; n < 5; n += 1) await request()
    stage.cognigy.faults.release()
    await expect.poll(requested).toHaveLength(1)
    stage.say(CONVERSATION, 'refund two', { utteranceId: 'u2' })
    await expect.poll(() => suggestionsIn(widget.events).at(-1)?.basedOn).toBe('u2')
    expect(requested()).toHaveLength(1)
  })
})
