/** What past conversations lead to, with the curves that say how sure that is. */
import type { ConfidenceCurves } from '../../shared/domain/knowledge/confidence.ts'
import { type Situation, situationFeatures } from '../../shared/domain/knowledge/situation.ts'
import { encodeVector, evidenceOf, type UtteranceEncoder } from '../../shared/domain/ranking/utterance-encoder.ts'
import { featuresVector } from '../../shared/domain/ranking/utterance-vector.ts'
import { softmax } from '../../shared/model/softmax.ts'

export interface Ranker {
  readonly encoder: UtteranceEncoder
  /** targets × dimensions. */
  readonly vectors: Float32Array
  /** Articles and replies by their ids. */
  readonly targets: readonly string[]
}

export interface FittedRanker extends Ranker {
  readonly curves: ConfidenceCurves
}

/** The probability of each target to be what the agent says or opens next. */
export const probabilitiesOf = (
  { encoder, vectors, targets }: Ranker,
  situation: Situation,
): ReadonlyMap<string, number> => {
  const encoded = encodeVector(encoder, featuresVector(situationFeatures(situation), encoder.vocabulary))
  if (encoded === undefined) return new Map()
  const { logits, outOfScope } = evidenceOf(encoder, vectors, encoded)
  const all = softmax(encoder.outOfScope === undefined ? [...logits] : [...logits, outOfScope])
  return new Map(targets.map((of, n) => [of, all[n] ?? 0]))
}
