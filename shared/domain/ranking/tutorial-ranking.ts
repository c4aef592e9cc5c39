/**
 * The source tutorial's ranking of intents (docs/contract.md 7.1, rule `tutorial`): by how alike they are to the failed one and
 * how often it stood for them. The utterance is not read. All sums run in double precision, over dimensions in order.
 */
import type { IntentCandidate } from '../../wire/vocabulary.ts'
import { best } from './best.ts'
import type { SparseRow } from './intent-history.ts'
import { atOnce, inSteps, type Steps } from './steps.ts'

/** Vectors of the intents, intents × dimensions, row-major, with their lengths. */
export interface Embeddings {
  readonly rows: number
  readonly columns: number
  readonly data: Float32Array | Float64Array
  readonly lengths: Float64Array
}

export interface TutorialFacts {
  readonly names: readonly string[]
  readonly embeddings: Embeddings
  /** Confusion row of `failed`; entries not listed are 0. */
  readonly history: SparseRow
  /** Index of the failed intent: it is never a candidate and has no part in the scaling. */
  readonly failed: number
}

export interface TutorialOptions {
  readonly weights: { readonly historical: number; readonly semantic: number }
  readonly top: number
  /** A candidate whose cosine or confusion rate is below its floor is left out. */
  readonly floors: { readonly semantic: number; readonly historical: number }
}

export const prepareEmbeddings = (matrix: Omit<Embeddings, 'lengths'>): Embeddings => {
  const { rows, columns, data } = matrix
  const lengths = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let squares = 0
    for (let k = row * columns; k < (row + 1) * columns; k += 1) squares += (data[k] ?? 0) * (data[k] ?? 0)
    lengths[row] = Math.sqrt(squares)
  }
  return { ...matrix, lengths }
}

/** Cosine of one intent's vector with every intent's; 0 where either has no length. */
export const cosinesWith = (embeddings: Embeddings, failed: number): Float64Array =>
  atOnce(cosineSteps(embeddings, failed))

function* cosineSteps(embeddings: Embeddings, failed: number): Steps<Float64Array> {
  const cosines = new Float64Array(embeddings.rows)
  yield* inSteps(embeddings.rows, embeddings.columns, (from, to) => fillCosines(cosines, embeddings, failed, from, to))
  return cosines
}

/** Those of the rows `from` to `to`. */
const fillCosines = (
  cosines: Float64Array,
  { rows, columns, data, lengths }: Embeddings,
  failed: number,
  from: number,
  to: number,
): void => {
  const own = data.subarray(failed * columns, (failed + 1) * columns)
  const ownLength = lengths[failed] ?? 0
  // Four rows at a time: the sum of one need not wait for that of another, and each still runs in order.
  for (let row = from; row < to; row += 4) {
    const a = row * columns
    const b = a + columns
    const c = b + columns
    const d = c + columns
    let dotA = 0
    let dotB = 0
    let dotC = 0
    let dotD = 0
    for (let k = 0; k < columns; k += 1) {
      const value = own[k] ?? 0
      dotA += value * (data[a + k] ?? 0)
      dotB += value * (data[b + k] ?? 0)
      dotC += value * (data[c + k] ?? 0)
      dotD += value * (data[d + k] ?? 0)
    }
    for (const [n, dot] of [dotA, dotB, dotC, dotD].entries()) {
      const cosine = dot / (ownLength * (lengths[row + n] ?? 0))
      if (row + n < rows) cosines[row + n] = Number.isFinite(cosine) ? cosine : 0
    }
  }
}

export const rankByTutorial = (facts: TutorialFacts, options: TutorialOptions): IntentCandidate[] =>
  atOnce(tutorialSteps(facts, options))

/** The same in steps. */
export function* tutorialSteps(facts: TutorialFacts, options: TutorialOptions): Steps<IntentCandidate[]> {
  const { names, embeddings, history, failed } = facts
  const { weights, floors } = options
  const rates = new Float64Array(names.length)
  for (let k = 0; k < history.columns.length; k += 1) rates[history.columns[k] ?? 0] = history.rates[k] ?? 0
  const cosines = yield* cosineSteps(embeddings, failed)
  yield
  const historical = scaled(rates, failed)
  yield
  const semantic = scaled(cosines, failed)
  yield
  const scores = historical.map((rate, n) => weights.historical * rate + weights.semantic * (semantic[n] ?? 0))
  yield
  const isCandidate = (n: number): boolean =>
    n !== failed && (cosines[n] ?? 0) >= floors.semantic && (rates[n] ?? 0) >= floors.historical
  const chosen = best(names.length, options.top, isCandidate, (a, b) => {
    const byScore = (scores[b] ?? 0) - (scores[a] ?? 0)
    return byScore || (semantic[b] ?? 0) - (semantic[a] ?? 0) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1)
  })
  return chosen.map((n) => ({
    intent: names[n] ?? '',
    score: unit(scores[n] ?? 0),
    semantic: semantic[n] ?? 0,
    historical: historical[n] ?? 0,
  }))
}

/** Figures as close to each other as this differ by rounding alone: stretched to [0, 1], noise would decide. */
const EQUAL_WITHIN = 1e-12

/** Min-max to [0, 1] over all but `failed`; 0 throughout where all are equal. */
const scaled = (values: Float64Array, failed: number): Float64Array => {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (let n = 0; n < values.length; n += 1) {
    if (n === failed) continue
    lowest = Math.min(lowest, values[n] ?? 0)
    highest = Math.max(highest, values[n] ?? 0)
  }
  const range = highest - lowest
  return values.map((value, n) => (n === failed || !(range >= EQUAL_WITHIN) ? 0 : (value - lowest) / range))
}

const unit = (value: number): number => Math.min(1, Math.max(0, value))
