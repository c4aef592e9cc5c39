/** Fits a curve of confidence by maximum likelihood: logistic regression by Newton's method, which finds the one maximum. */
import { confidenceOf, type Findings, TERMS, terms } from '../../../shared/domain/knowledge/confidence.ts'
import { solve } from '../../fallback-index/build/calibration.ts'

export interface Judged {
  readonly findings: Findings
  readonly isRight: boolean
}

/** A pull towards the start, as strong as one example: it decides only where the examples say nothing. */
const PULL = 1
const STEPS = 50
const CONVERGED = 1e-8
/** A share of a step that goes nowhere. */
const SHORTEST = 1e-12

/** The logarithm of what a logistic curve makes of a sum, without the sum's own exponential, which may be endless. */
const logShare = (sum: number): number => Math.min(0, sum) - Math.log1p(Math.exp(-Math.abs(sum)))

/** How likely the weights make the examples, as a logarithm, less the pull; nowhere but at the maximum is it level. */
const likelihoodOf = (weights: readonly number[], examples: readonly Judged[], start: readonly number[]): number => {
  const pulled = weights.reduce((sum, weight, k) => sum - (PULL / 2) * (weight - (start[k] ?? 0)) ** 2, 0)
  return examples.reduce((sum, { findings, isRight }) => {
    const evidence = terms(findings).reduce((total, term, k) => total + term * (weights[k] ?? 0), 0)
    return sum + logShare(isRight ? evidence : -evidence)
  }, pulled)
}

/** Newton's step. */
const stepFrom = (
  weights: readonly number[],
  examples: readonly Judged[],
  start: readonly number[],
): readonly number[] => {
  const slope = weights.map((weight, k): number => PULL * ((start[k] ?? 0) - weight))
  const curvature = weights.map((_, k) => weights.map((__, l): number => (k === l ? PULL : 0)))
  for (const { findings, isRight } of examples) {
    const values = terms(findings)
    const share = confidenceOf(weights, findings)
    const spread = share * (1 - share)
    for (const [k, value] of values.entries()) {
      slope[k] = (slope[k] ?? 0) + value * ((isRight ? 1 : 0) - share)
      const row = curvature[k] ?? []
      for (const [l, other] of values.entries()) row[l] = (row[l] ?? 0) + spread * value * other
    }
  }
  return solve(curvature, slope)
}

interface Reached {
  readonly weights: readonly number[]
  readonly likelihood: number
}

/**
 * Goes as much of a step as leads upwards. A network too sure of itself leaves the curve all but flat at the start: the whole
 * step then leads far past the maximum, and from there ever further. `undefined` where no part of it leads upwards.
 */
const uphill = (
  { weights, likelihood }: Reached,
  step: readonly number[],
  examples: readonly Judged[],
  start: readonly number[],
): Reached | undefined => {
  for (let share = 1; share > SHORTEST; share /= 2) {
    const next = weights.map((weight, k) => weight + share * (step[k] ?? 0))
    const reached = likelihoodOf(next, examples, start)
    if (reached >= likelihood) return { weights: next, likelihood: reached }
  }
  return undefined
}

/** @param start where the examples say nothing; also its number of terms */
export const fitConfidence = (examples: readonly Judged[], start: readonly number[]): readonly number[] => {
  const first = Array.from({ length: TERMS }, (_, n) => start[n] ?? 0)
  let at: Reached = { weights: first, likelihood: likelihoodOf(first, examples, start) }
  for (let n = 0; n < STEPS; n += 1) {
    const step = stepFrom(at.weights, examples, start)
    if (Math.hypot(...step) < CONVERGED) break
    const next = uphill(at, step, examples, start)
    if (next === undefined) break
    at = next
  }
  return at.weights
}
