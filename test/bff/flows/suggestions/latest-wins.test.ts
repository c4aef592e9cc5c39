/** Answers come for what the customer said last, and a slow one holds up nobody else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, SUGGEST, suggestionsIn, suggestionsNumber } from './stage.ts'

const query = z.object({ transcript: z.string() })

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage()
  widget = await stage.watch('conv_1')
})
afterEach(() => stage.close())

const askedFor = () => stage.asked().map((body) => query.parse(body).transcript)
const based = () => suggestionsIn(widget.events).map(({ basedOn }) => basedOn)

const askInVain = async (suggestTimeoutMs: number): Promise<void> => {
  stage.bff.setRules({ assist: { suggestTimeoutMs } })
  stage.cognigy.faults.add({ path: SUGGEST, kind: 'hang', times: 1 })
  stage.say('conv_1', 'refund one', { utteranceId: 'u1' })
  await expect.poll(askedFor).toEqual(['refund one'])
}

describe('while one question is not answered', () => {
  beforeEach(() => askInVain(600))

  it('only the newest of those that follow is asked', async () => {
    for (const n of [2, 3, 4]) stage.say('conv_1', `refund ${n}`, { utteranceId: `u${n}` })
    await expect.poll(based).toEqual(['u1', 'u4'])
    expect(askedFor()).toEqual(['refund one', 'refund 4'])
    expect(stage.bff.records).toEqual([
      expect.objectContaining({ triggered: true, suggestionCount: 0, cause: 'superseded' }),
      expect.objectContaining({ triggered: true, suggestionCount: 0, cause: 'superseded' }),
      expect.objectContaining({ triggered: true, fallback: true, cause: 'timeout' }),
      expect.objectContaining({ triggered: true, fallback: false, suggestionCount: 2 }),
    ])
  })

  it('the transcript goes on', async () => {
    stage.say('conv_1', 'hello?')
    await expect.poll(() => widget.events.map(({ type }) => type)).toEqual(['transcript', 'transcript'])
  })

  it('an utterance that triggers nothing takes nobody’s place', async () => {
    stage.say('conv_1', 'refund 2', { utteranceId: 'u2' })
    stage.say('conv_1', 'hello?', { utteranceId: 'u3' })
    await expect.poll(based).toEqual(['u1', 'u2'])
  })
})

describe('while one question is not answered, however long that takes', () => {
  beforeEach(() => askInVain(120_000))

  it('other conversations get their answers', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `other_${n}`)
    const others = await stage.watch(...ids)
    for (const id of ids) stage.say(id, 'cancel')
    await expect.poll(() => suggestionsIn(others.events)).toHaveLength(ids.length)
    expect(suggestionsIn(others.events).every(({ fallback }) => !fallback)).toBe(true)
    expect(based()).toEqual([])
    // Now nobody will answer it any more.
    await stage.cognigy.close()
    expect((await suggestionsNumber(widget, 1)).fallback).toBe(true)
  })
})

describe('many questions one after the other', () => {
  it('end with the answer to the last', async () => {
    for (let n = 0; n < 200; n += 1) stage.say('conv_1', `refund ${n}`, { utteranceId: `u${n}` })
    await expect.poll(() => based().at(-1)).toBe('u199')
    const order = based().map((id) => Number(id?.slice(1)))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    await expect.poll(() => stage.bff.records).toHaveLength(200)
  })
})
