/** How far confidence is off, and how much of that is chance. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import {
  calibrationBins,
  calibrationError,
  errorByChance,
  type Outcome,
} from '../../../../shared/domain/knowledge/figures.ts'

const generator = xoroshiro128plus(1)
const random = (): number => uniformFloat64(generator)

/** Outcomes whose confidence is exactly right. */
const honest = (count: number): readonly Outcome[] =>
  Array.from({ length: count }, () => {
    const confidence = random()
    return { confidence, rank: random() < confidence ? 1 : 2 }
  })

describe('the error of confidence', () => {
  it.each([50, 200, 2000])(
    'the error of confidence that is right is, of %i outcomes, about what chance alone makes of it',
    (count) => {
      const rounds = Array.from({ length: 200 }, () => calibrationBins(honest(count)))
      const mean = (of: (bins: (typeof rounds)[number]) => number): number =>
        rounds.reduce((sum, bins) => sum + of(bins), 0) / rounds.length
      const byChance = mean((bins) => errorByChance(bins).mean)
      expect(mean(calibrationError) / byChance).toBeGreaterThan(0.85)
      expect(mean(calibrationError) / byChance).toBeLessThan(1.15)
    },
  )

  it.each([50, 200, 2000])(
    'the error of confidence that is right is, of %i outcomes, below what chance stays below in nineteen of twenty measurements',
    (count) => {
      const rounds = Array.from({ length: 1000 }, () => calibrationBins(honest(count)))
      const above = rounds.filter((bins) => calibrationError(bins) >= errorByChance(bins).below).length
      expect(above / rounds.length).toBeGreaterThan(0.02)
      expect(above / rounds.length).toBeLessThan(0.08)
    },
  )

  it('the error of confidence that is wrong is more than chance makes of it', () => {
    const outcomes = honest(500).map(({ confidence, rank }) => ({ confidence: Math.sqrt(confidence), rank }))
    const bins = calibrationBins(outcomes)
    expect(calibrationError(bins)).toBeGreaterThan(errorByChance(bins).below)
  })

  it('the error of confidence is none by chance where nothing was found', () => {
    expect(errorByChance(calibrationBins([]))).toEqual({ mean: 0, below: 0 })
  })
})
