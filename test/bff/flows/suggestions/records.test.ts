/** One record a query and one a feedback, for whoever measures the product; nothing that anybody wrote is in them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, SUGGEST, suggestionsNumber } from './stage.ts'

const SEVEN = ['timestamp', 'interactionId', 'triggered', 'cached', 'fallback', 'suggestionCount', 'eventType']

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage()
  widget = await stage.watch('conv_1')
})
afterEach(() => stage.close())

const records = (count: number) => expect.poll(() => stage.bff.records).toHaveLength(count)

describe('the record of a query', () => {
  it('every query is one record with exactly the fields of the contract, in their order, where suggestions were shown', async () => {
    stage.say('conv_1', 'refund for Mrs Miller')
    await suggestionsNumber(widget, 1)
    stage.say('conv_1', 'refund for Mrs Miller')
    await suggestionsNumber(widget, 2)
    stage.say('conv_1', 'thank you')
    await records(3)
    expect(stage.bff.records.map((record) => Object.keys(record))).toEqual([SEVEN, SEVEN, SEVEN])
    const facts = { interactionId: 'int_conv_1', fallback: false, eventType: 'AGENT_ASSIST_QUERY' }
    expect(stage.bff.records).toEqual([
      { ...facts, timestamp: expect.any(String), triggered: true, cached: false, suggestionCount: 2 },
      { ...facts, timestamp: expect.any(String), triggered: true, cached: true, suggestionCount: 2 },
      { ...facts, timestamp: expect.any(String), triggered: false, cached: false, suggestionCount: 0 },
    ])
    for (const { timestamp } of stage.bff.records) expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/)
  })

  it('every query is one record with the cause behind them where no live suggestions were shown', async () => {
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'status', status: 403 })
    stage.say('conv_1', 'refund')
    await records(1)
    expect(Object.keys(stage.bff.records[0] ?? {})).toEqual([...SEVEN, 'cause'])
    expect(stage.bff.records[0]).toMatchObject({ fallback: true, suggestionCount: 2, cause: 'permission' })
  })

  it('a record counts what was shown, not what was sent', async () => {
    stage.answerWith({ suggestions: [{ text: 'legal action', confidence: 1, source: 'x' }] })
    stage.say('conv_1', 'refund')
    await records(1)
    expect(stage.bff.records[0]).toMatchObject({ triggered: true, suggestionCount: 0, fallback: false })
  })

  it('neither records nor logs hold what anybody wrote', async () => {
    stage.answerWith({ suggestions: [{ text: 'Dear Mrs Miller', confidence: 0.9, source: 'macro-of-miller' }] })
    stage.say('conv_1', 'refund for Mrs Miller', { context: { name: 'Miller' } })
    await suggestionsNumber(widget, 1)
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'bad-body', body: 'html' })
    stage.say('conv_1', 'cancel, says Miller')
    await records(2)
    expect(JSON.stringify(stage.bff.records) + stage.bff.logged()).not.toMatch(/miller|refund for|cancel,/i)
  })
})

describe('the record of an act', () => {
  const shown = async () => {
    stage.say('conv_1', 'cancel')
    const [best] = (await suggestionsNumber(widget, 1)).suggestions
    if (best === undefined) throw new Error('there is no suggestion')
    await records(1)
    return best
  }
  const feedback = (suggestionId: string, more: object) =>
    widget.ask('suggestion:feedback', { conversationId: 'conv_1', suggestionId, ...more })

  it('the record of what an agent does with a suggestion stands beside one record for each suggestion that was shown', async () => {
    stage.say('conv_1', 'cancel')
    const { suggestions } = await suggestionsNumber(widget, 1)
    await expect
      .poll(() => stage.bff.shown.map(({ suggestionId }) => suggestionId))
      .toEqual(suggestions.map(({ id }) => id))
    expect(stage.bff.shown[0]).toMatchObject({ conversationId: 'conv_1', eventType: 'AGENT_ASSIST_FEEDBACK' })
  })

  it.each(['inserted', 'copied', 'dismissed', 'helpful', 'unhelpful'])(
    'what an agent does with a suggestion is one record without a text: %s',
    async (action) => {
      const { id } = await shown()
      expect(await feedback(id, { action })).toEqual({ ok: true })
      expect(stage.bff.records[1]).toEqual({
        timestamp: expect.any(String),
        conversationId: 'conv_1',
        suggestionId: id,
        action,
        engine: 'cognigy',
        eventType: 'AGENT_ASSIST_FEEDBACK',
      })
      expect(await stage.bff.metrics.render()).toContain(`cx_assist_suggestion_feedback_total{action="${action}"} 1`)
    },
  )

  it('what an agent does with a suggestion is one record with how far the agent went from it, and without the text', async () => {
    const { id, text } = await shown()
    await feedback(id, { action: 'edited', text: `${text.replace('sorry', 'very sorry')}` })
    await feedback(id, { action: 'edited', text })
    await feedback(id, { action: 'edited', text: '' })
    const distances = z.array(z.object({ editDistance: z.number() })).parse(stage.bff.records.slice(1))
    expect(distances.map(({ editDistance }) => editDistance)).toEqual([5, 0, text.length])
    expect(JSON.stringify(stage.bff.records)).not.toContain('sorry')
  })

  it.each(['inaccurate', 'incomplete', 'irrelevant', 'too_slow', 'other'])(
    'what an agent does with a suggestion is one record with why it was not helpful, which is a report of its own: %s',
    async (reason) => {
      const { id } = await shown()
      await feedback(id, { action: 'unhelpful' })
      expect(await feedback(id, { action: 'unhelpful', reason })).toEqual({ ok: true })
      expect(stage.bff.records[1]).not.toHaveProperty('reason')
      expect(stage.bff.records[2]).toMatchObject({ suggestionId: id, action: 'unhelpful', reason })
      const metrics = await stage.bff.metrics.render()
      expect(metrics).toContain('cx_assist_suggestion_feedback_total{action="unhelpful"} 1')
      expect(metrics).toContain(`cx_assist_suggestion_feedback_total{action="unhelpful",reason="${reason}"} 1`)
    },
  )

  it('a reason that is none is refused, while one for anything but "not helpful" is left out', async () => {
    const { id } = await shown()
    expect(await feedback(id, { action: 'unhelpful', reason: 'ugly' })).toMatchObject({ error: { code: 'invalid' } })
    await feedback(id, { action: 'helpful', reason: 'other' })
    expect(stage.bff.records).toHaveLength(2)
    expect(stage.bff.records[1]).not.toHaveProperty('reason')
  })

  it('what an agent does with a suggestion is one record that says so where an insertion was taken back, not counted as another one', async () => {
    const { id } = await shown()
    await feedback(id, { action: 'inserted' })
    await feedback(id, { action: 'inserted', undone: true })
    expect(stage.bff.records.slice(1)).toMatchObject([{ action: 'inserted' }, { action: 'inserted', undone: true }])
    expect(stage.bff.records[1]).not.toHaveProperty('undone')
    const metrics = await stage.bff.metrics.render()
    expect(metrics).toContain('cx_assist_suggestion_feedback_total{action="inserted"} 1')
    expect(metrics).toContain('cx_assist_suggestion_feedback_total{action="undone"} 1')
  })

  it('what an agent does with a suggestion is one record with how far the agent went from it where it was changed before it was inserted', async () => {
    const { id, text } = await shown()
    await feedback(id, { action: 'inserted', text: `${text}!!` })
    expect(stage.bff.records[1]).toMatchObject({ action: 'inserted', editDistance: 2 })
  })

  it('what an agent does with a suggestion is one record without a distance where its text is forgotten', async () => {
    const { id } = await shown()
    const contact = { interactionId: 'int_conv_1', conversationId: 'conv_1' }
    for (let n = 0; n < 210; n += 1) {
      await stage.bff.app.hearStream({ ...contact, transcript: `and ${n}`, speaker: 'agent' })
    }
    expect(await feedback(id, { action: 'edited', text: 'x' })).toEqual({ ok: true })
    expect(stage.bff.records[1]).toMatchObject({ suggestionId: id, action: 'edited' })
    expect(stage.bff.records[1]).not.toHaveProperty('editDistance')
  })

  it('what an agent does with a suggestion is one record only where it was shown in this conversation, else nothing is recorded', async () => {
    await shown()
    const refused = { ok: false, error: { code: 'not_found', message: expect.any(String) } }
    expect(await feedback('never-shown', { action: 'edited', text: 'x' })).toEqual(refused)
    expect(stage.bff.records).toHaveLength(1)
  })

  it('what an agent does with a suggestion is one record only from those who may see the conversation', async () => {
    await shown()
    const answer = await widget.ask('suggestion:feedback', { conversationId: 'x', suggestionId: 'y', action: 'copied' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(stage.bff.records).toHaveLength(1)
  })
})
