/** From an utterance on the real stream to suggestions in a widget, whatever the upstream answers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accepted, type Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, shownTexts, suggestionsIn, suggestionsNumber } from './stage.ts'

const CONVERSATION = 'conv_1'

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage()
  widget = await stage.watch(CONVERSATION)
})
afterEach(() => stage.close())

const answered = async (body: unknown, count = 1) => {
  const undo = stage.answerWith(body)
  stage.say(CONVERSATION, `refund ${count}`, { utteranceId: `u${count}` })
  const data = await suggestionsNumber(widget, count)
  undo()
  return data
}
const reasons = (data: Awaited<ReturnType<typeof answered>>) =>
  data.withheld.map(({ reason, count }) => [reason, count])
const one = (text: unknown, confidence: unknown = 0.9, source: unknown = 'faq') => ({ text, confidence, source })

describe('suggestions', () => {
  it('suggestions answer the utterance they name, the best first, each with an id of its own', async () => {
    stage.say(CONVERSATION, 'I want to cancel', { utteranceId: 'u7', sentimentScore: -0.9, context: { plan: 'gold' } })
    const data = await suggestionsNumber(widget, 1)
    expect(data).toMatchObject({ basedOn: 'u7', fallback: false, cached: false })
    expect(data.fallbackReason).toBeUndefined()
    expect(data.suggestions.map(({ confidence }) => confidence)).toEqual([0.9, 0.89, 0.87])
    expect(data.suggestions.every(({ fallback }) => !fallback)).toBe(true)
    expect(new Set(data.suggestions.map(({ id }) => id)).size).toBe(3)
    expect(reasons(data)).toEqual([['low_confidence', 1]])
    expect(stage.asked()).toEqual([
      {
        interactionId: 'int_conv_1',
        transcript: 'I want to cancel',
        sentimentScore: -0.9,
        context: { plan: 'gold' },
      },
    ])
  })

  it('suggestions follow the utterance they answer, which names itself where Cognigy gave no id', async () => {
    stage.say(CONVERSATION, 'refund')
    const { basedOn } = await suggestionsNumber(widget, 1)
    expect(widget.events.map(({ type }) => type)).toEqual(['transcript', 'suggestions'])
    expect(widget.events[0]?.data).toMatchObject({ utteranceId: basedOn })
  })

  it('suggestions have new ids each time, even where the answer is the same', async () => {
    stage.say(CONVERSATION, 'refund')
    stage.say(CONVERSATION, 'and again')
    stage.say(CONVERSATION, 'refund')
    await suggestionsNumber(widget, 2)
    const ids = suggestionsIn(widget.events).flatMap(({ suggestions }) => suggestions.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(['agent', 'bot'] as const)('suggestions are not asked for what the %s says', async (speaker) => {
    stage.say(CONVERSATION, 'refund cancel complaint', { speaker, sentimentScore: -1 })
    stage.say(CONVERSATION, 'cancel', { utteranceId: 'u1' })
    expect((await suggestionsNumber(widget, 1)).basedOn).toBe('u1')
    expect(stage.asked()).toHaveLength(1)
  })

  it('suggestions are not asked for twice where the utterance comes twice', async () => {
    stage.say(CONVERSATION, 'refund', { utteranceId: 'u1' })
    stage.say(CONVERSATION, 'refund', { utteranceId: 'u1' })
    stage.say(CONVERSATION, 'cancel', { utteranceId: 'u2' })
    await expect.poll(() => suggestionsIn(widget.events).map(({ basedOn }) => basedOn)).toEqual(['u1', 'u2'])
    expect(stage.bff.records).toHaveLength(2)
  })

  it('suggestions are cut to the configured number only after the policy had its say', async () => {
    const data = await answered({
      suggestions: [one('a', 0.8), one('legal action', 0.99), one('b', 0.9), one('c', 0.85), one('d', 0.95)],
    })
    expect(shownTexts(data)).toEqual(['d', 'b', 'c'])
    stage.bff.setRules({ widget: { maxSuggestions: 1 } })
    expect(shownTexts(await answered({ suggestions: [one('a', 0.8), one('b', 0.9)] }, 2))).toEqual(['b'])
  })

  it('suggestions that the policy stops are counted by reason, and their text is nowhere', async () => {
    const data = await answered({
      suggestions: [
        one('good'),
        one('You should take LEGAL ​action'),
        one('s u e the company'),
        one('We guarantee you a full refund'),
        one('low', 0.7499),
        { text: 'none', source: 'x' },
        one('text', '0.9'),
        one('too much', 1.01),
        one('negative', -1),
        one('   '),
        one('x'.repeat(2001)),
      ],
    })
    // Digits in quotes are a number; more than one is a percentage, and this one is about one in a hundred.
    expect(shownTexts(data)).toEqual(['good', 'text'])
    expect(data.withheld).toEqual([
      { reason: 'prohibited_phrase', rule: 'legal threat', count: 2 },
      { reason: 'prohibited_phrase', rule: 'promise of refund', count: 1 },
      { reason: 'low_confidence', rule: 'minimum confidence', count: 2 },
      { reason: 'no_confidence', rule: 'minimum confidence', count: 2 },
      { reason: 'empty', rule: 'empty text', count: 1 },
      { reason: 'too_long', rule: 'text length', count: 1 },
    ])
    expect(JSON.stringify(widget.events)).not.toMatch(/legal.{0,2}action|s u e|full refund/i)
    expect(await stage.bff.metrics.render()).toContain('cx_assist_suggestions_withheld_total{reason="no_confidence"} 2')
  })

  it('suggestions without confidence, of a kind that JSON does not know, or of another type are withheld', async () => {
    const data = await answered('{"suggestions":[{"text":"a","confidence":1e999},{"text":"b","confidence":null}]}')
    expect(reasons(data)).toEqual([['no_confidence', 2]])
    expect(data).toMatchObject({ suggestions: [], fallback: false })
  })

  it('suggestions that are no suggestions are left out, and the rest is shown', async () => {
    const odd = [null, 7, 'text', [], {}, one(7), one(null), one(['a']), { confidence: 1 }, one({ toString: 'x' })]
    const data = await answered({ suggestions: [...odd, one('good', 0.9, 7), one('better', 0.95, null)], more: true })
    expect(data.suggestions.map(({ text, source }) => [text, source])).toEqual([
      ['better', 'Cognigy'],
      ['good', 'Cognigy'],
    ])
    expect(data.withheld).toEqual([])
  })

  it('suggestions in endless number or with an endless source harm nobody', async () => {
    const flood = Array.from({ length: 4000 }, (_, n) => one(`text ${n}`, n < 10 ? 0.8 : 0.1, 's'.repeat(150)))
    const data = await answered({ suggestions: [one('first', 0.99, 's'.repeat(50_000)), ...flood] })
    expect(data.suggestions).toHaveLength(3)
    // Nobody judges thousands to show three.
    expect(reasons(data)).toEqual([['low_confidence', 89]])
    expect(JSON.stringify(data).length).toBeLessThan(2000)
  })

  it('suggestions of an empty list are none, and no fallback', async () => {
    expect(await answered({ suggestions: [] })).toMatchObject({ suggestions: [], fallback: false, withheld: [] })
  })
})

describe('an utterance', () => {
  const marks = () =>
    widget.events.flatMap(({ type, data }) => (type === 'transcript' ? [[data.text, data.awaitsSuggestions]] : []))

  it('an utterance says that suggestions are asked for, before anything is answered', async () => {
    stage.say(CONVERSATION, 'hello')
    stage.say(CONVERSATION, 'refund', { sentimentScore: 0.1 })
    await expect.poll(marks).toEqual([
      ['hello', undefined],
      ['refund', true],
    ])
    await suggestionsNumber(widget, 1)
    expect(widget.events.map(({ type }) => type)).toEqual(['transcript', 'transcript', 'suggestions'])
  })

  it('an utterance says that suggestions are asked for where the customer sounds unhappy, and never where somebody else speaks', async () => {
    stage.say(CONVERSATION, 'well', { sentimentScore: -0.9 })
    stage.say(CONVERSATION, 'refund', { speaker: 'agent', sentimentScore: -0.9 })
    stage.say(CONVERSATION, 'cancel', { speaker: 'bot' })
    await expect.poll(marks).toEqual([
      ['well', true],
      ['refund', undefined],
      ['cancel', undefined],
    ])
  })

  it('an utterance says that suggestions are asked for to widgets that join later, and after its conversation became part of another', async () => {
    stage.cognigy.sendUpdate({ interactionId: 'int_9', transcript: 'refund' })
    await expect.poll(() => stage.asked()).toHaveLength(1)
    stage.cognigy.sendUpdate({ interactionId: 'int_9', conversationId: CONVERSATION, transcript: 'hello' })
    await expect.poll(marks).toEqual([
      ['refund', true],
      ['hello', undefined],
    ])
    const later = await stage.watch('int_9')
    expect(accepted(await later.join('int_9')).snapshot?.transcript.map(({ data }) => data.awaitsSuggestions)).toEqual([
      true,
      undefined,
    ])
  })

  it('an utterance that triggers nothing asks for nothing, and is recorded', async () => {
    stage.say(CONVERSATION, 'hello', { sentimentScore: -0.4 })
    await expect.poll(() => stage.bff.records).toHaveLength(1)
    expect(stage.bff.records[0]).toMatchObject({ triggered: false, cached: false, fallback: false, suggestionCount: 0 })
    expect(stage.asked()).toEqual([])
  })

  it('an utterance asks by the switches and thresholds in force when it comes', async () => {
    stage.bff.setRules({ assist: { enableKeywordTrigger: false } })
    stage.say(CONVERSATION, 'refund')
    await expect.poll(() => stage.bff.records).toHaveLength(1)
    stage.bff.setRules({ assist: { sentimentThreshold: 0.5, keywords: ['weather'] } })
    stage.say(CONVERSATION, 'what weather', { utteranceId: 'u1' })
    await suggestionsNumber(widget, 1)
    stage.say(CONVERSATION, 'fine', { sentimentScore: 0.4, utteranceId: 'u2' })
    expect((await suggestionsNumber(widget, 2)).basedOn).toBe('u2')
    expect(stage.asked()).toHaveLength(2)
  })

  it('an utterance of a megabyte is cut for the upstream as it is for the widgets', async () => {
    stage.say(CONVERSATION, `refund ${'x'.repeat(900_000)}`)
    await suggestionsNumber(widget, 1)
    expect(JSON.stringify(stage.asked()).length).toBeLessThan(11_000)
  })

  it('an utterance with a context nested beyond all measure gets an answer without it', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    const payload = `{"interactionId":"int_conv_1","conversationId":"${CONVERSATION}","transcript":"refund","context":${deep}}`
    stage.cognigy.sendRaw(`{"type":"INTERACTION_UPDATE","payload":${payload}}`)
    expect(await suggestionsNumber(widget, 1)).toMatchObject({ fallback: false })
    expect(widget.events.some(({ type }) => type === 'status')).toBe(false)
    stage.say(CONVERSATION, 'cancel')
    expect(await suggestionsNumber(widget, 2)).toMatchObject({ fallback: false })
  })
})
