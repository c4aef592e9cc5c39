/** An utterance as a sparse vector: its n-grams, each weighted by how often it occurs and how much it tells. */
import { atOnce, type Steps } from './steps.ts'
import { type Counts, featureSteps, type UtteranceFeatures } from './utterance-features.ts'

/** The n-grams that count. Word features have the indices from 0, character features the ones behind them. */
export interface Vocabulary {
  readonly words: ReadonlyMap<string, number>
  readonly characters: ReadonlyMap<string, number>
  /** Inverse document frequency of each feature, by index. */
  readonly weights: Float32Array
}

/** @param weights one a feature, word features first */
export const vocabularyOf = (
  words: readonly string[],
  characters: readonly string[],
  weights: Float32Array,
): Vocabulary => ({
  words: new Map(words.map((word, index) => [word, index])),
  characters: new Map(characters.map((run, index) => [run, words.length + index])),
  weights,
})

export interface SparseVector {
  readonly columns: readonly number[]
  readonly values: readonly number[]
}

/**
 * Weighs the utterance's features by (1 + ln count) · idf (Manning, Raghavan and Schütze, "Introduction to Information
 * Retrieval", 6.4.1) and scales words and characters to length √½ each, so that both have the same say. Features
 * outside the vocabulary are left out; an utterance without any known one is the empty vector.
 */
export const utteranceVector = (text: string, vocabulary: Vocabulary): SparseVector =>
  atOnce(vectorSteps(text, vocabulary))

/** The same in steps. */
export function* vectorSteps(text: string, vocabulary: Vocabulary): Steps<SparseVector> {
  const features = yield* featureSteps(text)
  yield
  return featuresVector(features, vocabulary)
}

/** The same of features that are counted already. */
export const featuresVector = ({ words, characters }: UtteranceFeatures, vocabulary: Vocabulary): SparseVector => {
  const columns: number[] = []
  const values: number[] = []
  for (const [counts, index] of [
    [words, vocabulary.words],
    [characters, vocabulary.characters],
  ] as const) {
    append(counts, index, vocabulary.weights, columns, values)
  }
  return { columns, values }
}

const append = (
  counts: Counts,
  index: ReadonlyMap<string, number>,
  weights: Float32Array,
  columns: number[],
  values: number[],
): void => {
  const first = columns.length
  let squares = 0
  for (const [feature, times] of counts) {
    const column = index.get(feature)
    if (column === undefined) continue
    const value = (1 + Math.log(times)) * (weights[column] ?? 0)
    columns.push(column)
    values.push(value)
    squares += value * value
  }
  const scale = squares === 0 ? 0 : Math.SQRT1_2 / Math.sqrt(squares)
  for (let at = first; at < values.length; at += 1) values[at] = (values[at] ?? 0) * scale
}
