import { describe, expect, it } from 'vitest'
import { riseOf, trendOf } from '../../../../shared/domain/frustration/frustration-trend.ts'

const scores = (...figures: readonly number[]) =>
  figures.map((score, i) => ({ utteranceId: `u${i}`, frustration: score, score, tone: 'neutral' as const }))

describe('the trend', () => {
  it.each([
    [[], 'steady'],
    [[0.9], 'steady'],
    [[0.1, 0.16], 'rising'],
    [[0.1, 0.14], 'steady'],
    [[0.5, 0.3], 'falling'],
    [[0.9, 0.2, 0.3, 0.3], 'rising'],
    [[0.2, 0.9, 0.5, 0.4], 'falling'],
    [[0.4, 0.5, 0.4], 'steady'],
  ] as const)('the trend of %j is %s', (figures, trend) => {
    expect(trendOf(scores(...figures))).toBe(trend)
  })
})

describe('what raised the figure', () => {
  it('what raised the figure is the utterance after which the figure was most above the one before', () => {
    expect(riseOf(scores(0.1, 0.2, 0.6, 0.7))?.utteranceId).toBe('u2')
  })

  it('what raised the figure may be the first of all', () => {
    expect(riseOf(scores(0.8, 0.9))?.utteranceId).toBe('u0')
  })

  it('what raised the figure is nothing where nothing rose enough', () => {
    expect(riseOf(scores(0.05, 0.1, 0.15))).toBeUndefined()
    expect(riseOf([])).toBeUndefined()
  })

  it('what raised the figure is nothing that was made good since', () => {
    expect(riseOf(scores(0.05, 0.6, 0.07))).toBeUndefined()
  })
})
