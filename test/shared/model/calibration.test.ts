import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CurvePoints, onCurve, sigmoid } from '../../../shared/domain/frustration/curve.ts'
import { calibration } from '../../../shared/model/model-folder.ts'
import { softmax } from '../../../shared/model/softmax.ts'

describe('probabilities', () => {
  it('probabilities from logits are those of the softmax', () => {
    const [a, b, c] = softmax([1, 2, 3])
    expect(a).toBeCloseTo(0.09003057, 8)
    expect(b).toBeCloseTo(0.24472847, 8)
    expect(c).toBeCloseTo(0.66524096, 8)
  })

  it('probabilities from logits sum to 1 and keep the order, for logits of any size', () => {
    const logits = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(logits, (values) => {
        const probabilities = softmax(values)
        expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9)
        expect(probabilities[values.indexOf(Math.max(...values))]).toBe(Math.max(...probabilities))
      }),
    )
  })

  it('probabilities from logits are those of the sigmoid for a head of its own, without overflow', () => {
    expect(sigmoid(0)).toBe(0.5)
    expect(sigmoid(2)).toBeCloseTo(0.88079708, 8)
    expect(sigmoid(-2)).toBeCloseTo(0.11920292, 8)
    expect(sigmoid(1e5)).toBe(1)
    expect(sigmoid(-1e5)).toBe(0)
  })
})

const CURVE: CurvePoints = [
  [0, 0.1],
  [0.2, 0.1],
  [0.6, 0.5],
  [1, 0.9],
]

describe('the calibration curve', () => {
  it.each([
    [0, 0.1],
    [0.1, 0.1],
    [0.2, 0.1],
    [0.4, 0.3],
    [0.6, 0.5],
    [0.9, 0.8],
    [1, 0.9],
  ])('the calibration curve maps %d to %d', (x, y) => {
    expect(onCurve(x, CURVE)).toBeCloseTo(y, 12)
  })

  it('the calibration curve takes what is outside for what is at its ends', () => {
    expect(onCurve(-0.001, CURVE)).toBe(onCurve(0, CURVE))
    expect(onCurve(1.0000001, CURVE)).toBe(onCurve(1, CURVE))
  })

  it('the calibration curve never turns the order of two utterances round', () => {
    const point = fc.tuple(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.uniqueArray(point, { selector: ([x]) => x, maxLength: 6 }), unit, unit, (inner, a, b) => {
        const xs = [0, ...inner.map(([x]) => x).sort((left, right) => left - right), 1]
        const ys = [...inner.map(([, y]) => y), 0, 1].sort((left, right) => left - right)
        const points: CurvePoints = xs.map((x, i) => [x, ys[i] ?? 1] as const)
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        expect(onCurve(low, points)).toBeLessThanOrEqual(onCurve(high, points) + 1e-12)
        expect(onCurve(low, points)).toBeGreaterThanOrEqual(0)
        expect(onCurve(high, points)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('a curve in a folder', () => {
  const parse = (points: unknown, input: unknown = 'frustration') => calibration.safeParse({ input, points }).success

  it('a curve in a folder is taken where x rises from 0 to 1 and y never falls', () => {
    expect(parse(CURVE)).toBe(true)
    expect(parse(CURVE, { neutralWeight: 0.25 })).toBe(true)
  })

  it.each([
    [[[0, 0]]],
    [[]],
    [
      [
        [0.1, 0],
        [1, 1],
      ],
    ],
    [
      [
        [0, 0],
        [0.9, 1],
      ],
    ],
    [
      [
        [0, 0],
        [0.5, 0.2],
        [0.5, 0.3],
        [1, 1],
      ],
    ],
    [
      [
        [0, 0.5],
        [1, 0.4],
      ],
    ],
    [
      [
        [0, 0],
        [1, 1.1],
      ],
    ],
    [
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
    ],
  ])('a curve in a folder is refused otherwise: %j', (points) => {
    expect(parse(points)).toBe(false)
  })

  it('a curve in a folder is refused where it does not say of what it is', () => {
    expect(parse(CURVE, 'negative')).toBe(false)
    expect(parse(CURVE, { neutralWeight: 2 })).toBe(false)
  })
})
