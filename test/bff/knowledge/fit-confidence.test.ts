/** The curve of confidence that is fitted on answers held out. */
import { describe, expect, it } from 'vitest'
import { fitConfidence, type Judged } from '../../../bff/knowledge/build/fit-confidence.ts'
import { confidenceOf, type Findings, TERMS, terms } from '../../../shared/domain/knowledge/confidence.ts'
import { seededRandom } from '../../../simulator/replay/random.ts'

const START = [0, 0, 0, 1]

/** So many hits of one probability, and how many of them were right. */
const hits = (learnt: number, count: number, right: number): readonly Judged[] =>
  Array.from({ length: count }, (_, n) => ({ findings: { learnt, coverage: 0, margin: -1 }, isRight: n < right }))

/** Hits of a network so many times as sure as it should be. */
const drawn = (seed: string, tooSure: number): readonly Judged[] => {
  const random = seededRandom(seed)
  return Array.from({ length: 300 }, () => {
    const evidence = random() < 0.15 ? 3 * random() : -6 * random()
    const findings: Findings = {
      learnt: 1 / (1 + Math.exp(-tooSure * evidence)),
      coverage: random(),
      margin: random() < 0.5 ? -1 : random(),
    }
    return { findings, isRight: random() < 1 / (1 + Math.exp(-evidence)) }
  })
}

describe('the fitted curve of confidence', () => {
  it('the fitted curve of confidence says what the hits say, of a network that is far too sure of itself', () => {
    const weights = fitConfidence([...hits(0.9999, 100, 80), ...hits(0.000001, 900, 20)], START)
    const said = (learnt: number): number => confidenceOf(weights, { learnt, coverage: 0, margin: -1 })
    expect(said(0.9999)).toBeCloseTo(0.8, 1)
    expect(said(0.000001)).toBeCloseTo(0.02, 1)
  })

  it.each([1, 2, 3, 4, 5])(
    'the fitted curve of confidence leaves nothing over, of a network %d times too sure',
    (tooSure) => {
      for (const seed of ['a', 'b', 'c', 'd']) {
        const examples = drawn(seed, tooSure)
        const weights = fitConfidence(examples, START)
        for (let term = 0; term < TERMS; term += 1) {
          const over = examples.reduce((sum, { findings, isRight }) => {
            const value = terms(findings)[term] ?? 0
            return sum + value * ((isRight ? 1 : 0) - confidenceOf(weights, findings))
          }, 0)
          expect(Math.abs(over / examples.length), `${seed}: term ${term}`).toBeLessThan(0.02)
        }
      }
    },
  )

  it('the fitted curve of confidence stays where it began, of no hit at all', () => {
    expect(fitConfidence([], START)).toEqual(START)
  })
})
