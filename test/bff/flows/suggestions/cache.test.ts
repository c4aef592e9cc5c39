/** The upstream is asked once for what it was just asked, and a cached answer is as good as a fresh one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import type { RulesInput } from '../../../support/start-bff.ts'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, SUGGEST, shownTexts, suggestionsNumber } from './stage.ts'

const TENANT: RulesInput = { assist: { cacheScope: 'tenant' } }

let clock: ShiftingClock
let stage: Stage
let first: Widget
let second: Widget
beforeEach(async () => {
  clock = createShiftingClock()
  stage = await openStage({ clock })
  first = await stage.watch('conv_1')
  second = await stage.watch('conv_2')
})
afterEach(() => stage.close())

const calls = (): number => stage.asked().length

/** Says it in the first conversation and gives the `count`-th answer there. */
const inFirst = async (count: number, transcript: string, more: Parameters<Stage['say']>[2] = {}) => {
  stage.say('conv_1', transcript, more)
  return await suggestionsNumber(first, count)
}

describe('a question asked again', () => {
  it('the same question in one conversation is asked once', async () => {
    const fresh = await inFirst(1, 'I want a refund')
    const cached = await inFirst(2, '  i  WANT a\u00a0refund ')
    expect(calls()).toBe(1)
    expect([fresh.cached, cached.cached]).toEqual([false, true])
    expect(shownTexts(cached)).toEqual(shownTexts(fresh))
    expect(cached.withheld).toEqual(fresh.withheld)
    expect(cached.basedOn).not.toBe(fresh.basedOn)
  })

  it.each([
    ['other words', 'refund now', {}],
    ['another mood', 'refund', { sentimentScore: -0.9 }],
    ['another context', 'refund', { context: { plan: 'gold' } }],
  ])('the same question in one conversation is another one with %s', async (_what, transcript, more) => {
    await inFirst(1, 'refund')
    expect(await inFirst(2, transcript, more)).toMatchObject({ cached: false })
    expect(calls()).toBe(2)
  })

  it('the same question in one conversation is the same where the sentiment differs a little, or the context by its order', async () => {
    await inFirst(1, 'refund', { sentimentScore: 0.1, context: { a: 1, b: 2 } })
    expect(await inFirst(2, 'refund', { sentimentScore: 0.2, context: { b: 2, a: 1 } })).toMatchObject({ cached: true })
  })

  it('the same question in one conversation is asked again after two minutes', async () => {
    await inFirst(1, 'refund')
    clock.advance(119)
    expect(await inFirst(2, 'refund')).toMatchObject({ cached: true })
    clock.advance(2)
    expect(await inFirst(3, 'refund')).toMatchObject({ cached: false })
  })

  it('the same question in one conversation is kept for as long as the rules say when it is answered', async () => {
    stage.bff.setRules({ assist: { cacheSeconds: 10 } })
    await inFirst(1, 'refund')
    clock.advance(11)
    expect(await inFirst(2, 'refund')).toMatchObject({ cached: false })
  })

  it('the same question in one conversation is asked again where the answer was empty', async () => {
    const undo = stage.answerWith({ suggestions: [] })
    await inFirst(1, 'refund')
    undo()
    const second = await inFirst(2, 'refund')
    expect(second.cached).toBe(false)
    expect(second.suggestions).not.toEqual([])
  })

  it('the same question in one conversation is asked again where there was only a fallback', async () => {
    const undo = stage.cognigy.faults.add({ path: SUGGEST, kind: 'status', status: 500 })
    expect(await inFirst(1, 'refund')).toMatchObject({ fallback: true })
    undo()
    expect(await inFirst(2, 'refund')).toMatchObject({ fallback: false, cached: false })
  })
})

describe('a cached answer', () => {
  it('a cached answer passes the policy of the moment, and shows as many as the rules of the moment say', async () => {
    expect((await inFirst(1, 'refund')).suggestions).toHaveLength(2)
    stage.bff.setRules({ policy: { minConfidence: 0.9 } })
    expect((await inFirst(2, 'refund')).suggestions).toHaveLength(1)
    stage.bff.setRules({ policy: { prohibitedPhrases: ['five working days'], phraseDetails: {} } })
    const stricter = await inFirst(3, 'refund')
    expect(stricter.withheld).toEqual([{ reason: 'prohibited_phrase', rule: 'prohibited phrase', count: 1 }])
    // What an earlier policy stopped is shown once it is allowed: raw answers are kept.
    expect(shownTexts(stricter)).toContain('We guarantee full refund whatever happened.')
    stage.bff.setRules({ widget: { maxSuggestions: 0 } })
    expect((await inFirst(4, 'refund')).suggestions).toEqual([])
    expect(calls()).toBe(1)
  })
})

describe('a question in two conversations', () => {
  it('the same question in two conversations is asked twice', async () => {
    await inFirst(1, 'refund')
    stage.say('conv_2', 'refund')
    expect(await suggestionsNumber(second, 1)).toMatchObject({ cached: false })
    expect(calls()).toBe(2)
  })

  it('the same question in two conversations is asked once where answers are shared', async () => {
    stage.bff.setRules(TENANT)
    await inFirst(1, 'refund')
    stage.say('conv_2', 'refund')
    expect(await suggestionsNumber(second, 1)).toMatchObject({ cached: true })
    expect(calls()).toBe(1)
  })

  it('the same question in two conversations at the same moment is one call where answers are shared, and each gets ids of its own', async () => {
    stage.bff.setRules(TENANT)
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'delay', ms: 150 })
    stage.say('conv_1', 'refund')
    stage.say('conv_2', 'refund')
    const [one, two] = await Promise.all([suggestionsNumber(first, 1), suggestionsNumber(second, 1)])
    expect(shownTexts(one)).toEqual(shownTexts(two))
    expect(one.suggestions.map(({ id }) => id)).not.toEqual(two.suggestions.map(({ id }) => id))
    expect(calls()).toBe(1)
  })

  it('the same question in two conversations at the same moment is two calls where answers are not shared', async () => {
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'delay', ms: 100 })
    stage.say('conv_1', 'refund')
    stage.say('conv_2', 'refund')
    await Promise.all([suggestionsNumber(first, 1), suggestionsNumber(second, 1)])
    expect(calls()).toBe(2)
  })
})
