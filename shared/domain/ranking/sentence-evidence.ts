/** What the vector of a sentence encoder says about each intent (docs/contract.md 7.1). */
import type { Steps } from './steps.ts'
import { type Evidence, evidenceSteps, type IntentLogits } from './utterance-encoder.ts'

/** One hidden layer of rectified units between a sentence's vector and the intents'. */
export interface SentenceHead extends IntentLogits {
  /** Length of a sentence's vector. */
  readonly sentenceDimensions: number
  /** sentenceDimensions × dimensions, row-major. */
  readonly table: Float32Array
  readonly hiddenBias: Float32Array
  /** intents × dimensions, row-major. */
  readonly vectors: Float32Array
}

export function* sentenceEvidence(head: SentenceHead, sentence: Float32Array): Steps<Evidence> {
  const { dimensions, sentenceDimensions, table, hiddenBias, vectors } = head
  const hidden = Float32Array.from(hiddenBias)
  for (let d = 0; d < sentenceDimensions; d += 1) {
    const value = sentence[d] ?? 0
    const from = d * dimensions
    for (let unit = 0; unit < dimensions; unit += 1)
      hidden[unit] = (hidden[unit] ?? 0) + value * (table[from + unit] ?? 0)
  }
  yield
  return yield* evidenceSteps(
    head,
    vectors,
    hidden.map((unit) => Math.max(0, unit)),
  )
}
