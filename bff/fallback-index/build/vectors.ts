/** The training utterances as one sparse matrix, and the vocabulary that it is made with. */
import { type UtteranceFeatures, utteranceFeatures } from '../../../shared/domain/ranking/utterance-features.ts'
import {
  type SparseVector,
  utteranceVector,
  type Vocabulary,
  vocabularyOf,
} from '../../../shared/domain/ranking/utterance-vector.ts'

/** An n-gram of one utterance alone says nothing about another. */
const SEEN_AT_LEAST = 2

/** Row `r` is the entries `starts[r]` to `starts[r + 1]`. Shared memory, so that threads need no copies. */
export interface SparseRows {
  readonly rows: number
  /** How many columns there are. */
  readonly features: number
  readonly starts: Uint32Array
  readonly columns: Uint32Array
  readonly values: Float32Array
}

const shared = (length: number): SharedArrayBuffer => new SharedArrayBuffer(Math.max(4, length * 4))

/** Vectors of which every entry counts, each times `scale`. */
export const denseRows = (vectors: readonly Float32Array[], scale: number): SparseRows => {
  const features = vectors[0]?.length ?? 0
  const starts = new Uint32Array(shared(vectors.length + 1)).map((_, row) => row * features)
  const columns = new Uint32Array(shared(vectors.length * features))
  const values = new Float32Array(shared(vectors.length * features))
  for (const [row, vector] of vectors.entries()) {
    for (const [column, value] of vector.entries()) {
      columns[row * features + column] = column
      values[row * features + column] = value * scale
    }
  }
  return { rows: vectors.length, features, starts, columns, values }
}

/** Features that at least two of the texts hold, in an order that depends on nothing but the texts. */
export const learnVocabulary = (texts: readonly string[]): Vocabulary => learnFeatures(texts.map(utteranceFeatures))

/** The same of features that are counted already. */
export const learnFeatures = (rows: readonly UtteranceFeatures[], seenAtLeast = SEEN_AT_LEAST): Vocabulary => {
  const words = new Map<string, number>()
  const characters = new Map<string, number>()
  for (const features of rows) {
    for (const word of features.words.keys()) words.set(word, (words.get(word) ?? 0) + 1)
    for (const run of features.characters.keys()) characters.set(run, (characters.get(run) ?? 0) + 1)
  }
  const kept = [words, characters].map((counts) => [...counts].filter(([, seen]) => seen >= seenAtLeast))
  const weights = kept.flat().map(([, seen]) => Math.log((1 + rows.length) / (1 + seen)) + 1)
  const [wordNames = [], characterNames = []] = kept.map((entries) => entries.map(([feature]) => feature))
  return vocabularyOf(wordNames, characterNames, Float32Array.from(weights))
}

export const vectorise = (texts: readonly string[], vocabulary: Vocabulary): SparseRows =>
  sparseRows(
    texts.map((text) => utteranceVector(text, vocabulary)),
    vocabulary.weights.length,
  )

/** @param features how many there are */
export const sparseRows = (vectors: readonly SparseVector[], features: number): SparseRows => {
  const size = vectors.reduce((sum, { columns }) => sum + columns.length, 0)
  const starts = new Uint32Array(shared(vectors.length + 1))
  const columns = new Uint32Array(shared(size))
  const values = new Float32Array(shared(size))
  let at = 0
  for (const [row, vector] of vectors.entries()) {
    columns.set(vector.columns, at)
    values.set(vector.values, at)
    at += vector.columns.length
    starts[row + 1] = at
  }
  return { rows: vectors.length, features, starts, columns, values }
}
