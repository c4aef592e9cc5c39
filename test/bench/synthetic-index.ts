/** Indexes and utterances of any size. What ranking costs depends on how many figures there are, not on what they say. */
import type { FallbackIndex } from '../../shared/domain/ranking/fallback-index.ts'
import { prepareEmbeddings } from '../../shared/domain/ranking/tutorial-ranking.ts'
import { vocabularyOf } from '../../shared/domain/ranking/utterance-vector.ts'
import { seededRandom } from '../../simulator/replay/random.ts'

export interface IndexSize {
  readonly intents: number
  readonly dimensions: number
  readonly features: number
}

/** Of the known n-grams so many are words; an utterance's words and pairs are known, and so are its character runs. */
const WORD_SHARE = 0.3
/** Intents that a bot takes for one another. */
const CONFUSED_WITH = 12

const wordAt = (n: number): string => `w${n.toString(36)}`

export const syntheticUtterances = (count: number, features: number): string[] => {
  const random = seededRandom('utterances')
  const words = Math.floor(features * WORD_SHARE)
  return Array.from({ length: count }, () =>
    Array.from({ length: 5 + Math.floor(random() * 16) }, () => wordAt(Math.floor(random() * words))).join(' '),
  )
}

export const syntheticIndex = ({ intents, dimensions, features }: IndexSize): FallbackIndex => {
  const random = seededRandom(`${intents} ${dimensions}`)
  const figure = (): number => random() - 0.5
  const words = Array.from({ length: Math.floor(features * WORD_SHARE) }, (_, n) => wordAt(n))
  const runs = new Set(words.flatMap((word) => [2, 3, 4, 5].map((length) => ` ${word} `.slice(0, length))))
  for (let n = 0; runs.size < features - words.length; n += 1) runs.add(`#${n.toString(36)}`)
  const characters = [...runs].slice(0, features - words.length)
  const names = Array.from({ length: intents }, (_, n) => `intent_${n}`)
  const vectors = Float32Array.from({ length: intents * dimensions }, figure)
  const confused = Math.min(CONFUSED_WITH, intents - 1)
  const columns = (predicted: number): number[] =>
    Array.from({ length: confused }, (_, n) => (predicted + 1 + n * 7) % intents).filter((n) => n !== predicted)
  return {
    names,
    indexOf: new Map(names.map((name, n) => [name, n])),
    embeddings: prepareEmbeddings({ rows: intents, columns: dimensions, data: vectors }),
    vectors,
    history: {
      row: (predicted) => ({ columns: columns(predicted), rates: columns(predicted).map(() => 1 / confused) }),
      evidence: new Float64Array(intents).fill(20),
      prior: new Float64Array(intents).fill(1 / intents),
    },
    encoder: {
      encoder: {
        vocabulary: vocabularyOf(words, characters, new Float32Array(features).fill(1)),
        dimensions,
        table: Int8Array.from({ length: features * dimensions }, () => Math.floor(figure() * 254)),
        scales: new Float32Array(features).fill(0.01),
        hiddenBias: new Float32Array(dimensions),
        intentBias: new Float32Array(intents),
        outOfScope: { vector: Float32Array.from({ length: dimensions }, figure), bias: 0 },
      },
      calibration: { evidence: 1, history: 0.2, none: { floor: 0, outOfScope: 1 } },
    },
  }
}
