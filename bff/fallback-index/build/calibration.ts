/**
 * Finds how loud each witness may speak (see {@link Calibration}) by maximum likelihood on misunderstood utterances that
 * the networks had not learnt from. The parameters enter a softmax linearly, so this is McFadden's conditional logit
 * (1974): concave, and Newton's method finds the one maximum.
 */
import type { Calibration } from '../../../shared/domain/ranking/posterior-ranking.ts'
import type { Evidence } from '../../../shared/domain/ranking/utterance-encoder.ts'

export interface CalibrationExample {
  /** One logit an intent. */
  readonly logits: Float64Array
  /** What the history of `predicted` adds for each intent. */
  readonly lift: Float64Array
  /** The logit of "out of scope". */
  readonly outOfScope: number
  /** The same of the sentence encoder, where one is heard: of all examples or of none. */
  readonly sentence?: Evidence | undefined
  /** What the bot took it for; never what was meant. */
  readonly predicted: number
  /** What was meant; `undefined` is none of the intents. */
  readonly actual: number | undefined
  readonly weight: number
}

/** Evidence, history, floor, out of scope. */
const START = [1, 0.2, 0, 0.5]
/** The sentence encoder's evidence and out of scope, beside the others. */
const SENTENCE_START = [0.1, 0]
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
/** No parameter goes further in one step: far from the maximum, Newton's step overshoots. */
const LONGEST_STEP = 1

export const calibrate = (examples: readonly CalibrationExample[]): Calibration => {
  const knowsNone = examples.some(({ actual }) => actual === undefined)
  const hearsSentences = examples.some(({ sentence }) => sentence !== undefined)
  const start = hearsSentences ? [...START, ...SENTENCE_START] : START
  const parameters = [...start]
  for (let n = 0; n < STEPS; n += 1) {
    const slope = parameters.map((value, k) => PULL * ((start[k] ?? 0) - value))
    const curvature = parameters.map((_, k) => parameters.map((__, l) => (k === l ? PULL : 0)))
    for (const example of examples) accumulate(example, parameters, knowsNone, slope, curvature)
    const whole = solve(curvature, slope)
    const longest = whole.reduce((most, by) => Math.max(most, Math.abs(by)), 0)
    const step = hearsSentences && longest > LONGEST_STEP ? whole.map((by) => (by * LONGEST_STEP) / longest) : whole
    for (const [k, by] of step.entries()) parameters[k] = (parameters[k] ?? 0) + by
    if (Math.hypot(...step) < CONVERGED) break
  }
  const [evidence = 1, history = 0, floor = 0, outOfScope = 0, spoken = 0, spokenOutOfScope = 0] = parameters
  return {
    evidence,
    history: Math.max(LEAST_HISTORY, history),
    none: knowsNone ? { floor, outOfScope } : undefined,
    ...(hearsSentences ? { sentence: { evidence: spoken, outOfScope: spokenOutOfScope } } : {}),
  }
}

/** Adds the example's share of the log-likelihood's gradient and of its negated Hessian. */
const accumulate = (
  { logits, lift, outOfScope, sentence, predicted, actual, weight }: CalibrationExample,
  parameters: readonly number[],
  knowsNone: boolean,
  slope: number[],
  curvature: number[][],
): void => {
  const size = parameters.length
  const featuresOf = (intent: number): readonly number[] => [
    logits[intent] ?? 0,
    lift[intent] ?? 0,
    0,
    0,
    ...(sentence === undefined ? [] : [sentence.logits[intent] ?? 0, 0]),
  ]
  const featuresOfNone = [0, 0, 1, outOfScope, ...(sentence === undefined ? [] : [0, sentence.outOfScope])]
  const weigh = (features: readonly number[]): number =>
    features.reduce((sum, feature, k) => sum + feature * (parameters[k] ?? 0), 0)
  const noneWeight = knowsNone ? weigh(featuresOfNone) : Number.NEGATIVE_INFINITY
  const weights = logits.map((_, intent) =>
    intent === predicted ? Number.NEGATIVE_INFINITY : weigh(featuresOf(intent)),
  )
  const highest = weights.reduce((most, each) => Math.max(most, each), noneWeight)
  const mean = parameters.map(() => 0)
  const square = parameters.map(() => parameters.map(() => 0))
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
    if (power > 1e-12) visit(power, featuresOf(intent))
  }
  if (knowsNone) visit(Math.exp(noneWeight - highest), featuresOfNone)
  const observed = actual === undefined ? featuresOfNone : featuresOf(actual)
  for (let k = 0; k < size; k += 1) {
    const expected = (mean[k] ?? 0) / sum
    slope[k] = (slope[k] ?? 0) + weight * ((observed[k] ?? 0) - expected)
    const row = curvature[k] ?? []
    for (let l = 0; l < size; l += 1) {
      row[l] = (row[l] ?? 0) + weight * ((square[k]?.[l] ?? 0) / sum - (expected * (mean[l] ?? 0)) / sum)
    }
  }
}

/** Gaussian elimination with pivoting; a pull keeps the matrix positive definite. */
export const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, k) => [...row, right[k] ?? 0])
  const size = rows.length
  for (let column = 0; column < size; column += 1) {
    const candidates = rows.slice(column)
    const pivot = candidates.reduce((a, b) => (Math.abs(b[column] ?? 0) > Math.abs(a[column] ?? 0) ? b : a))
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(column, 0, pivot)
    for (const row of rows) {
      if (row === pivot) continue
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
      for (let l = column; l <= size; l += 1) row[l] = (row[l] ?? 0) - factor * (pivot[l] ?? 0)
    }
  }
  return rows.map((row, k) => (row[size] ?? 0) / (row[k] ?? 1))
}
