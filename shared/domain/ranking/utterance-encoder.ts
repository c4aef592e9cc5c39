/** What an utterance says about each intent: its vector through one hidden layer, beside the vector of each intent. */
import { atOnce, inSteps, type Steps } from './steps.ts'
import { type SparseVector, type Vocabulary, vectorSteps } from './utterance-vector.ts'

/** From a vector to one logit an intent. */
export interface IntentLogits {
  /** Length of the vectors that utterances and intents are compared by. */
  readonly dimensions: number
  readonly intentBias: Float32Array
  /** The vector of "none of these intents"; `undefined` where the training export had no such rows. */
  readonly outOfScope: { readonly vector: Float32Array; readonly bias: number } | undefined
}

export interface UtteranceEncoder extends IntentLogits {
  readonly vocabulary: Vocabulary
  /** features × dimensions, row-major, each row in units of its scale. */
  readonly table: Int8Array
  readonly scales: Float32Array
  readonly hiddenBias: Float32Array
}

/** Vectors of the intents, intents × dimensions, row-major. */
export type IntentVectors = Float32Array | Float64Array

export interface Evidence {
  /** One logit an intent. */
  readonly logits: Float64Array
  /** The logit of "out of scope"; 0 where the encoder does not know it. */
  readonly outOfScope: number
}

/** The utterance in the space of the intents' vectors; `undefined` if it holds nothing that the encoder knows. */
export function* encodeUtterance(encoder: UtteranceEncoder, text: string): Steps<Float32Array | undefined> {
  const sparse = yield* vectorSteps(text, encoder.vocabulary)
  return yield* encodingSteps(encoder, sparse)
}

/** The same of a vector that is made already; `undefined` if it is empty. */
export const encodeVector = (encoder: UtteranceEncoder, sparse: SparseVector): Float32Array | undefined =>
  atOnce(encodingSteps(encoder, sparse))

function* encodingSteps(encoder: UtteranceEncoder, { columns, values }: SparseVector): Steps<Float32Array | undefined> {
  if (columns.length === 0) return undefined
  const { dimensions, scales } = encoder
  const vector = Float32Array.from(encoder.hiddenBias)
  const weights = columns.map((feature, k) => (values[k] ?? 0) * (scales[feature] ?? 0))
  yield* inSteps(columns.length, dimensions, (from, to) => addRows(vector, encoder, columns, weights, from, to))
  for (let d = 0; d < dimensions; d += 1) if ((vector[d] ?? 0) < 0) vector[d] = 0
  return vector
}

/** Adds the rows of the features `from` to `to`, each by its weight. */
const addRows = (
  vector: Float32Array,
  { dimensions, table }: UtteranceEncoder,
  columns: readonly number[],
  weights: readonly number[],
  from: number,
  to: number,
): void => {
  // Four rows at a time: the vector is then read and written once for all of them.
  for (let k = from; k < to; k += 4) {
    const a = (columns[k] ?? 0) * dimensions
    const b = (columns[k + 1] ?? 0) * dimensions
    const c = (columns[k + 2] ?? 0) * dimensions
    const e = (columns[k + 3] ?? 0) * dimensions
    const p = weights[k] ?? 0
    const q = weights[k + 1] ?? 0
    const r = weights[k + 2] ?? 0
    const s = weights[k + 3] ?? 0
    for (let d = 0; d < dimensions; d += 1) {
      vector[d] =
        (vector[d] ?? 0) +
        p * (table[a + d] ?? 0) +
        q * (table[b + d] ?? 0) +
        r * (table[c + d] ?? 0) +
        s * (table[e + d] ?? 0)
    }
  }
}

/** What the encoded utterance says about every intent. */
export const evidenceOf = (encoder: IntentLogits, intents: IntentVectors, utterance: Float32Array): Evidence =>
  atOnce(evidenceSteps(encoder, intents, utterance))

/** The same in steps. */
export function* evidenceSteps(
  encoder: IntentLogits,
  intents: IntentVectors,
  utterance: Float32Array,
): Steps<Evidence> {
  const { dimensions, intentBias, outOfScope } = encoder
  const logits = new Float64Array(intentBias.length)
  yield* inSteps(logits.length, dimensions, (from, to) => {
    for (let intent = from; intent < to; intent += 1) {
      logits[intent] = (intentBias[intent] ?? 0) + product(intents, intent * dimensions, utterance)
    }
  })
  const none = outOfScope === undefined ? 0 : outOfScope.bias + product(outOfScope.vector, 0, utterance)
  return { logits, outOfScope: none }
}

/** Four sums side by side: one alone would wait for each of its additions. */
const product = (vectors: IntentVectors, from: number, utterance: Float32Array): number => {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const whole = utterance.length & ~3
  for (let k = 0; k < whole; k += 4) {
    a += (vectors[from + k] ?? 0) * (utterance[k] ?? 0)
    b += (vectors[from + k + 1] ?? 0) * (utterance[k + 1] ?? 0)
    c += (vectors[from + k + 2] ?? 0) * (utterance[k + 2] ?? 0)
    d += (vectors[from + k + 3] ?? 0) * (utterance[k + 3] ?? 0)
  }
  for (let k = whole; k < utterance.length; k += 1) a += (vectors[from + k] ?? 0) * (utterance[k] ?? 0)
  return a + b + c + d
}
