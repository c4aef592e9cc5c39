/** How good a classifier is, in the field's usual figures, each with a 95 % interval. Pure but for the numbers it is given. */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Shares and areas in [0, 1]; `from` and `to` hold the middle 95 % of what resampled rows give. */
export interface Estimate {
  readonly value: number
  readonly from: number
  readonly to: number
}

/** How strongly something is held for positive, and whether it is. */
export interface Judged {
  readonly score: number
  readonly isPositive: boolean
}

/**
 * Area under the ROC curve: the chance that a positive one scores higher than a negative one; a tie counts half
 * (Mann-Whitney). NaN where one of the two is missing.
 */
export const rocAuc = (rows: readonly Judged[]): number => {
  const sorted = rows.toSorted((a, b) => a.score - b.score)
  let positives = 0
  let negatives = 0
  let won = 0
  for (let from = 0; from < sorted.length; ) {
    const score = sorted[from]?.score
    let to = from
    let tiedPositives = 0
    while (to < sorted.length && sorted[to]?.score === score) {
      if (sorted[to]?.isPositive === true) tiedPositives += 1
      to += 1
    }
    const tiedNegatives = to - from - tiedPositives
    won += tiedPositives * (negatives + tiedNegatives / 2)
    positives += tiedPositives
    negatives += tiedNegatives
    from = to
  }
  return positives === 0 || negatives === 0 ? Number.NaN : won / (positives * negatives)
}

/** What was meant and what was said, by position of the class. */
export interface Classified {
  readonly actual: number
  readonly predicted: number
}

/** `[actual][predicted]`, counts. */
export const confusionMatrix = (rows: readonly Classified[], classes: number): number[][] => {
  const matrix = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0))
  for (const { actual, predicted } of rows) {
    const row = matrix[actual]
    if (row !== undefined) row[predicted] = (row[predicted] ?? 0) + 1
  }
  return matrix
}

/** Mean of the classes' recalls; classes without rows are left out. */
export const macroRecall = (rows: readonly Classified[], classes: number): number => {
  const recalls = confusionMatrix(rows, classes).flatMap((row, actual) => {
    const total = row.reduce((sum, count) => sum + count, 0)
    return total === 0 ? [] : [(row[actual] ?? 0) / total]
  })
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length
}

/** Share of rows for which `holds`. */
export const share = <T>(rows: readonly T[], holds: (row: T) => boolean): number =>
  rows.filter(holds).length / rows.length

const RESAMPLES = 1000
const SEED = 1

/** The figure and how far it would vary over samples like this one (percentile bootstrap, 1,000 resamples, seeded). */
export const estimate = <T>(rows: readonly T[], figure: (rows: readonly T[]) => number): Estimate => {
  const random = xoroshiro128plus(SEED)
  const values: number[] = []
  for (let i = 0; i < RESAMPLES && rows.length > 0; i += 1) {
    const value = figure(
      rows.flatMap(() => {
        const row = rows[uniformInt(random, 0, rows.length - 1)]
        return row === undefined ? [] : [row]
      }),
    )
    if (!Number.isNaN(value)) values.push(value)
  }
  values.sort((a, b) => a - b)
  const at = (quantile: number): number => values[Math.round(quantile * (values.length - 1))] ?? Number.NaN
  return { value: figure(rows), from: at(0.025), to: at(0.975) }
}
