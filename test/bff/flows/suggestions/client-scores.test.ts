/** Where Cognigy sends no sentiment, the widget's own score asks for suggestions: once, and for its own conversation only. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, suggestionsIn, suggestionsNumber } from './stage.ts'

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage()
  widget = await stage.watch('conv_1', 'conv_2')
})
afterEach(() => stage.close())

const ANGRY = { negative: 0.8, neutral: 0.1, positive: 0.1 }
const CALM = { negative: 0.3, neutral: 0.6, positive: 0.1 }
const report = (conversationId: string, scores: object, utteranceId = 'u1', from = widget) =>
  from.ask('sentiment:report', { conversationId, utteranceId, ...scores, backend: 'wasm' })
const heard = (count: number) => expect.poll(() => stage.bff.records).toHaveLength(count)

describe('a widget’s score', () => {
  it('a widget’s score below the threshold asks for suggestions, on Cognigy’s scale', async () => {
    stage.say('conv_1', 'nothing works', { utteranceId: 'u1' })
    await heard(1)
    expect(await report('conv_1', ANGRY)).toMatchObject({ ok: true })
    expect(await suggestionsNumber(widget, 1)).toMatchObject({ basedOn: 'u1', fallback: false })
    expect(stage.asked()).toMatchObject([{ transcript: 'nothing works' }])
  })

  it('a widget’s score asks once, however many widgets report it', async () => {
    stage.say('conv_1', 'nothing works', { utteranceId: 'u1' })
    await heard(1)
    const other = await stage.watch('conv_1')
    await Promise.all([report('conv_1', ANGRY), report('conv_1', ANGRY, 'u1', other), report('conv_1', ANGRY)])
    stage.say('conv_1', 'refund', { utteranceId: 'u2' })
    await expect.poll(() => suggestionsIn(widget.events).at(-1)?.basedOn).toBe('u2')
    expect(stage.bff.records.filter(({ eventType }) => eventType === 'AGENT_ASSIST_QUERY')).toHaveLength(3)
  })

  it('a widget’s score above the threshold asks for nothing', async () => {
    stage.say('conv_1', 'it rains', { utteranceId: 'u1' })
    await heard(1)
    await report('conv_1', CALM)
    expect(stage.asked()).toEqual([])
  })

  it('a widget’s score counts for its own conversation, though another one counts its utterances alike', async () => {
    stage.say('conv_1', 'nothing works here', { utteranceId: 'u1' })
    stage.say('conv_2', 'it rains', { utteranceId: 'u1' })
    await heard(2)
    await report('conv_1', ANGRY)
    await suggestionsNumber(widget, 1)
    expect(suggestionsIn(widget.events, 'conv_1')).toHaveLength(1)
    expect(suggestionsIn(widget.events, 'conv_2')).toHaveLength(0)
    expect(stage.asked()).toMatchObject([{ transcript: 'nothing works here' }])
  })

  it('a widget’s score does not overrule Cognigy’s own', async () => {
    stage.say('conv_1', 'nothing works', { utteranceId: 'u1', sentimentScore: 0.5 })
    await heard(1)
    await report('conv_1', ANGRY)
    expect(stage.asked()).toEqual([])
  })

  it('a widget’s score of an utterance that nobody heard is refused, and no reason to ask', async () => {
    expect(await report('conv_1', ANGRY, 'never-said')).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(stage.asked()).toEqual([])
  })
})
