import { describe, expect, it } from 'vitest'
import { confusionMatrix, estimate, macroRecall, rocAuc, share } from '../../../bff/scoring/evaluation/figures.ts'

const judged = (...rows: readonly (readonly [number, boolean])[]) =>
  rows.map(([score, isPositive]) => ({ score, isPositive }))

describe('area under the curve', () => {
  it('the area under the ROC curve is 1 where every positive row scores higher, 0 where every one scores lower', () => {
    expect(rocAuc(judged([0.1, false], [0.2, false], [0.3, true]))).toBe(1)
    expect(rocAuc(judged([0.1, true], [0.2, false], [0.3, false]))).toBe(0)
  })

  it('the area under the ROC curve counts a tie as half', () => {
    expect(rocAuc(judged([0.5, true], [0.5, false]))).toBe(0.5)
    expect(rocAuc(judged([0.5, true], [0.5, false], [0.4, false]))).toBe(0.75)
  })

  it('the area under the ROC curve is the share of pairs in the right order', () => {
    expect(rocAuc(judged([0.9, true], [0.8, false], [0.7, true], [0.6, false]))).toBe(0.75)
  })

  it('the area under the ROC curve is no number where there is nothing to compare', () => {
    expect(rocAuc(judged([0.5, true]))).toBeNaN()
  })
})

describe('macro-recall', () => {
  const rows = [
    { actual: 0, predicted: 0 },
    { actual: 0, predicted: 1 },
    { actual: 1, predicted: 1 },
    { actual: 2, predicted: 0 },
  ]

  it('macro-recall counts each class alike, however many rows it has', () => {
    expect(macroRecall(rows, 3)).toBeCloseTo((0.5 + 1 + 0) / 3)
  })

  it('macro-recall leaves classes without rows out', () => {
    expect(macroRecall(rows, 4)).toBeCloseTo(0.5)
  })

  it('macro-recall comes from a matrix of what was meant by what was said', () => {
    expect(confusionMatrix(rows, 3)).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ])
  })
})

describe('an estimate', () => {
  const rows = Array.from({ length: 400 }, (_, i) => i % 4 === 0)

  it('an estimate has an interval about as wide as theory says', () => {
    const { value, from, to } = estimate(rows, (sample) => share(sample, (row) => row))
    // Standard error of a share of .25 in 400 rows: .0217, so the interval is about .085 wide.
    expect(value).toBe(0.25)
    expect(to - from).toBeGreaterThan(0.07)
    expect(to - from).toBeLessThan(0.1)
    expect(from).toBeLessThan(value)
  })

  it('an estimate is the same each time', () => {
    const figure = (sample: readonly boolean[]) => share(sample, (row) => row)
    expect(estimate(rows, figure)).toEqual(estimate(rows, figure))
  })
})
