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

/** @param start where the examples say nothing; also its number of terms */
export const fitConfidence = (examples: readonly Judged[], start: readonly number[]): readonly number[] => {
  const weights = Array.from({ length: TERMS }, (_, n) => start[n] ?? 0)
  for (let n = 0; n < STEPS; n += 1) {
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
    const step = solve(curvature, slope)
    for (const [k, by] of step.entries()) weights[k] = (weights[k] ?? 0) + by
    if (Math.hypot(...step) < CONVERGED) break
  }
  return weights
}
