/**
 * The ranker's numbers in one file, little-endian, one after the other: the weight of each feature, its scale, the hidden
 * bias, the vector of each target, the bias of each, the vector and bias of "something else" (zeros where it is not known), all
 * 32-bit floats; then features × dimensions signed bytes.
 */
import type { UtteranceEncoder } from '../../../shared/domain/ranking/utterance-encoder.ts'
import { vocabularyOf } from '../../../shared/domain/ranking/utterance-vector.ts'
import { IndexError } from '../../index-files.ts'
import type { FittedRanker } from '../ranker.ts'
import type { RankerFile } from './manifest.ts'

const FLOAT_BYTES = 4

const lengths = (features: number, dimensions: number, targets: number): readonly number[] => [
  features,
  features,
  dimensions,
  targets * dimensions,
  targets,
  dimensions,
  1,
]

export const rankerFileOf = ({ encoder, targets, curves }: FittedRanker): RankerFile => ({
  dimensions: encoder.dimensions,
  words: [...encoder.vocabulary.words.keys()],
  characters: [...encoder.vocabulary.characters.keys()],
  targets: [...targets],
  knowsOther: encoder.outOfScope !== undefined,
  curves: {
    unlearnt: [...curves.unlearnt],
    ...(curves.inConversation === undefined ? {} : { inConversation: [...curves.inConversation] }),
    ...(curves.questionAlone === undefined ? {} : { questionAlone: [...curves.questionAlone] }),
  },
})

export const rankerNumbersOf = ({ encoder, vectors }: FittedRanker): Buffer => {
  const { vocabulary, scales, hiddenBias, intentBias, outOfScope, table, dimensions } = encoder
  const other = outOfScope?.vector ?? new Float32Array(dimensions)
  const floats = [
    vocabulary.weights,
    scales,
    hiddenBias,
    vectors,
    intentBias,
    other,
    Float32Array.of(outOfScope?.bias ?? 0),
  ]
  return Buffer.concat(
    [...floats, table].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  )
}

/** @param path of the numbers, for what is wrong with them @throws IndexError */
export const rankerOf = (file: RankerFile, numbers: Buffer, path: string): FittedRanker => {
  const { dimensions, words, characters, targets, knowsOther, curves } = file
  const features = words.length + characters.length
  const sizes = lengths(features, dimensions, targets.length)
  const floats = sizes.reduce((sum, size) => sum + size, 0)
  const wanted = floats * FLOAT_BYTES + features * dimensions
  if (numbers.byteLength !== wanted)
    throw new IndexError(`${path} has ${numbers.byteLength} bytes where ${wanted} are needed`)
  // A copy of its own, since floats begin at multiples of four.
  const bytes = numbers.buffer.slice(numbers.byteOffset, numbers.byteOffset + wanted)
  let at = 0
  const [weights, scales, hiddenBias, vectors, bias, other, otherBias] = sizes.map((size) => {
    const part = new Float32Array(bytes, at, size)
    at += size * FLOAT_BYTES
    return part
  })
  const none = new Float32Array()
  const encoder: UtteranceEncoder = {
    vocabulary: vocabularyOf(words, characters, weights ?? none),
    dimensions,
    table: new Int8Array(bytes, at),
    scales: scales ?? none,
    hiddenBias: hiddenBias ?? none,
    intentBias: bias ?? none,
    outOfScope: knowsOther ? { vector: other ?? none, bias: otherBias?.[0] ?? 0 } : undefined,
  }
  return { encoder, vectors: vectors ?? none, targets, curves }
}
