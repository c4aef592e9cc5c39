import { describe, expect, it } from 'vitest'
import { type CalibrationExample, calibrate } from '../../../bff/fallback-index/build/calibration.ts'
import { seededRandom } from '../../../simulator/replay/random.ts'

const INTENTS = 6

/** Utterances whose meaning is drawn by a law that is known, so that the fit can be compared with it. */
interface Law {
  readonly evidence: number
  readonly history: number
  readonly floor: number
  readonly outOfScope: number
  readonly sentence?: { readonly evidence: number; readonly outOfScope: number }
}
const drawn = (count: number, law: Law) => {
  const random = seededRandom('calibration')
  const normal = () => random() + random() + random() + random() - 2
  return Array.from({ length: count }, (): CalibrationExample => {
    const logits = Float64Array.from({ length: INTENTS }, () => 3 * normal())
    const lift = Float64Array.from({ length: INTENTS }, () => 2 * normal())
    const outOfScope = 3 * normal()
    const heard = law.sentence ?? { evidence: 0, outOfScope: 0 }
    const sentence =
      law.sentence === undefined
        ? undefined
        : { logits: Float64Array.from({ length: INTENTS }, () => 3 * normal()), outOfScope: 3 * normal() }
    const predicted = Math.floor(random() * INTENTS)
    const weights = [...logits].map((logit, n) =>
      n === predicted
        ? 0
        : Math.exp(law.evidence * logit + law.history * (lift[n] ?? 0) + heard.evidence * (sentence?.logits[n] ?? 0)),
    )
    weights.push(Math.exp(law.floor + law.outOfScope * outOfScope + heard.outOfScope * (sentence?.outOfScope ?? 0)))
    let left = random() * weights.reduce((sum, weight) => sum + weight, 0)
    const drawnIndex = weights.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    const actual = drawnIndex === INTENTS ? undefined : drawnIndex
    return { logits, lift, outOfScope, sentence, predicted, actual, weight: 1 }
  })
}

describe('the calibration', () => {
  it('the calibration finds the law that the examples were drawn by', () => {
    const law = { evidence: 0.7, history: 0.4, floor: -0.5, outOfScope: 0.9 }
    const { evidence, history, none } = calibrate(drawn(6000, law))
    expect(evidence).toBeCloseTo(law.evidence, 1)
    expect(history).toBeCloseTo(law.history, 1)
    expect(none?.floor).toBeCloseTo(law.floor, 0)
    expect(none?.outOfScope).toBeCloseTo(law.outOfScope, 1)
  })

  it('the calibration finds how loud a sentence encoder speaks beside the n-grams', () => {
    const heard = { evidence: 0.9, outOfScope: 0.6 }
    const { evidence, none, sentence } = calibrate(
      drawn(6000, { evidence: 0.4, history: 0.3, floor: 0.5, outOfScope: 0.4, sentence: heard }),
    )
    expect(evidence).toBeCloseTo(0.4, 1)
    expect(none?.outOfScope).toBeCloseTo(0.4, 1)
    expect(sentence?.evidence).toBeCloseTo(heard.evidence, 1)
    expect(sentence?.outOfScope).toBeCloseTo(heard.outOfScope, 1)
  })

  it('the calibration never silences the history', () => {
    const { history } = calibrate(drawn(3000, { evidence: 1, history: -0.5, floor: 0, outOfScope: 1 }))
    expect(history).toBe(0.05)
  })

  it('the calibration knows nothing of "none of these" where no example is one', () => {
    const inScope = drawn(500, { evidence: 1, history: 0.2, floor: -50, outOfScope: 0 })
    expect(calibrate(inScope).none).toBeUndefined()
  })

  it('the calibration stays with sensible figures where there is nothing to learn from', () => {
    expect(calibrate([])).toEqual({ evidence: 1, history: 0.2, none: undefined })
  })
})
