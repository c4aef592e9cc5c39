/** What an upstream answers several times is one card. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, shownTexts, suggestionsNumber } from './stage.ts'

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage()
  widget = await stage.watch('conv_1')
})
afterEach(() => stage.close())

const answered = async (...suggestions: readonly (readonly [text: string, confidence: number])[]) => {
  stage.answerWith({ suggestions: suggestions.map(([text, confidence]) => ({ text, confidence, source: 'faq' })) })
  stage.say('conv_1', 'refund')
  return suggestionsNumber(widget, 1)
}

describe('a repeated answer', () => {
  it('an answer that comes three times is one card with the best confidence, and leaves its places to others', async () => {
    const data = await answered(['Ready.', 0.8], ['ready', 0.95], ['READY!', 0.9], ['Soon', 0.85], ['Later', 0.84])
    expect(data.suggestions.map(({ text, confidence }) => [text, confidence])).toEqual([
      ['ready', 0.95],
      ['Soon', 0.85],
      ['Later', 0.84],
    ])
    expect(data.withheld).toEqual([])
  })

  it('an answer that comes three times is not withheld where it is shown: the less sure copy takes nothing away', async () => {
    const data = await answered(['Ready', 0.9], ['ready.', 0.5], ['Other', 0.4])
    expect(shownTexts(data)).toEqual(['Ready'])
    expect(data.withheld).toEqual([{ reason: 'low_confidence', rule: 'minimum confidence', count: 1 }])
  })

  it('an answer that comes three times is one card among the configured generic replies too', async () => {
    const again = { text: 'One moment, please.', confidence: 0.8 }
    stage.bff.setRules({ assist: { fallbackSuggestions: [again, { ...again, text: 'one moment please' }] } })
    stage.cognigy.faults.add({ path: '/api/v1/agentassist/suggest', kind: 'status', status: 500 })
    stage.say('conv_1', 'refund')
    expect(shownTexts(await suggestionsNumber(widget, 1))).toEqual(['One moment, please.'])
  })
})
