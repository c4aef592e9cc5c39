/**
 * Finds how loud each witness may speak (see {@link Calibration}) by maximum likelihood on misunderstood utterances that
 * the networks had not learnt from. The parameters enter a softmax linearly, so this is McFadden's conditional logit
 * (1974): concave, and Newton's method finds the one maximum.
 */
import type { Calibration } from '../../../shared/domain/ranking/posterior-ranking.ts'

export interface CalibrationExample {
  /** One logit an intent. */
  readonly logits: Float64Array
  /** What the history of `predicted` adds for each intent. */
  readonly lift: Float64Array
  /** The logit of "out of scope". */
  readonly outOfScope: number
  /** What the bot took it for; never what was meant. */
  readonly predicted: number
  /** What was meant; `undefined` is none of the intents. */
  readonly actual: number | undefined
  readonly weight: number
}

/** Evidence, history, floor, out of scope. */
const START = [1, 0.2, 0, 0.5]
/** A pull towards the start, as strong as a half example: it decides only where the examples say nothing. */
const PULL = 0.5
/**
 * The stand-in for the bot learnt the same words as the encoder, so after many examples an intent its mistakes tell
 * nothing that the utterance does not. A live bot's mistakes, and what agents correct, tell more: the history is never
 * quieter than this, which on rows held out from either public training export costs nothing (twice as much does).
 */
const LEAST_HISTORY = 0.05
const STEPS = 50
const CONVERGED = 1e-8
const SIZE = START.length

export const calibrate = (examples: readonly CalibrationExample[]): Calibration => {
  const knowsNone = examples.some(({ actual }) => actual === undefined)
  const parameters = [...START]
  for (let n = 0; n < STEPS; n += 1) {
    const slope = parameters.map((value, k) => PULL * ((START[k] ?? 0) - value))
    const curvature = parameters.map((_, k) => parameters.map((__, l) => (k === l ? PULL : 0)))
    for (const example of examples) accumulate(example, parameters, knowsNone, slope, curvature)
    const step = solve(curvature, slope)
    for (const [k, by] of step.entries()) parameters[k] = (parameters[k] ?? 0) + by
    if (Math.hypot(...step) < CONVERGED) break
  }
  const [evidence = 1, history = 0, floor = 0, outOfScope = 0] = parameters
  return { evidence, history: Math.max(LEAST_HISTORY, history), none: knowsNone ? { floor, outOfScope } : undefined }
}

/** Adds the example's share of the log-likelihood's gradient and of its negated Hessian. */
const accumulate = (
  { logits, lift, outOfScope, predicted, actual, weight }: CalibrationExample,
  [evidence = 0, history = 0, floor = 0, none = 0]: readonly number[],
  knowsNone: boolean,
  slope: number[],
  curvature: number[][],
): void => {
  const noneWeight = knowsNone ? floor + none * outOfScope : Number.NEGATIVE_INFINITY
  const weights = logits.map((logit, intent) =>
    intent === predicted ? Number.NEGATIVE_INFINITY : evidence * logit + history * (lift[intent] ?? 0),
  )
  const highest = weights.reduce((most, each) => Math.max(most, each), noneWeight)
  const mean = [0, 0, 0, 0]
  const square = START.map(() => [0, 0, 0, 0])
  let sum = 0
  const visit = (power: number, features: readonly number[]): void => {
    sum += power
    for (const [k, feature] of features.entries()) {
      mean[k] = (mean[k] ?? 0) + power * feature
      const row = square[k] ?? []
      for (const [l, other] of features.entries()) row[l] = (row[l] ?? 0) + power * feature * other
    }
  }
  for (let intent = 0; intent < weights.length; intent += 1) {
    const power = Math.exp((weights[intent] ?? 0) - highest)
    // Most intents are out of the question; leaving them out keeps this short and changes nothing that shows.
    if (power > 1e-12) visit(power, [logits[intent] ?? 0, lift[intent] ?? 0, 0, 0])
  }
  if (knowsNone) visit(Math.exp(noneWeight - highest), [0, 0, 1, outOfScope])
  const observed = actual === undefined ? [0, 0, 1, outOfScope] : [logits[actual] ?? 0, lift[actual] ?? 0, 0, 0]
  for (let k = 0; k < SIZE; k += 1) {
    const expected = (mean[k] ?? 0) / sum
    slope[k] = (slope[k] ?? 0) + weight * ((observed[k] ?? 0) - expected)
    const row = curvature[k] ?? []
    for (let l = 0; l < SIZE; l += 1) {
      row[l] = (row[l] ?? 0) + weight * ((square[k]?.[l] ?? 0) / sum - (expected * (mean[l] ?? 0)) / sum)
    }
  }
}

/** Gaussian elimination with pivoting; a pull keeps the matrix positive definite. */
export const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, k) => [...row, right[k] ?? 0])
  for (let column = 0; column < right.length; column += 1) {
    const candidates = rows.slice(column)
    const pivot = candidates.reduce((a, b) => (Math.abs(b[column] ?? 0) > Math.abs(a[column] ?? 0) ? b : a))
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(column, 0, pivot)
    for (const row of rows) {
      if (row === pivot) continue
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
      for (let l = column; l <= right.length; l += 1) row[l] = (row[l] ?? 0) - factor * (pivot[l] ?? 0)
    }
  }
  return rows.map((row, k) => (row[right.length] ?? 0) / (row[k] ?? 1))
}
