/** Several networks as one encoder: their hidden units side by side, and their logits' mean. */
import type { SentenceHead } from '../../../shared/domain/ranking/sentence-evidence.ts'
import type { UtteranceEncoder } from '../../../shared/domain/ranking/utterance-encoder.ts'
import type { Network } from './network.ts'
import type { TrainedEncoder } from './train-encoder.ts'

export interface ComposedEncoder {
  readonly encoder: UtteranceEncoder
  /** Vectors of the intents, intents × dimensions, row-major. */
  readonly vectors: Float32Array
}

const LARGEST_BYTE = 127

/**
 * Rows of the table become signed bytes in units of their largest entry: a fourth of the memory, and an utterance adds
 * up about a hundred of them, so that the rounding evens out.
 */
export const composeEncoder = (
  { vocabulary, networks }: Pick<TrainedEncoder, 'vocabulary' | 'networks'>,
  intents: number,
): ComposedEncoder => {
  const dimensions = networks.reduce((sum, { hidden }) => sum + hidden, 0)
  const features = vocabulary.weights.length
  const table = new Int8Array(features * dimensions)
  const scales = new Float32Array(features)
  for (let feature = 0; feature < features; feature += 1) {
    const row = networks.flatMap(({ table: full, hidden }) => [
      ...full.subarray(feature * hidden, (feature + 1) * hidden),
    ])
    const scale = row.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0) / LARGEST_BYTE
    scales[feature] = scale
    for (const [d, entry] of row.entries())
      table[feature * dimensions + d] = scale === 0 ? 0 : Math.round(entry / scale)
  }
  const vectors = new Float32Array(intents * dimensions)
  for (let intent = 0; intent < intents; intent += 1) vectors.set(vectorOf(networks, intent), intent * dimensions)
  const hasOutOfScope = networks.every(({ classes }) => classes > intents)
  const outOfScope = { vector: vectorOf(networks, intents), bias: biasOf(networks, intents) }
  return {
    encoder: {
      vocabulary,
      dimensions,
      table,
      scales,
      hiddenBias: Float32Array.from(networks.flatMap(({ hiddenBias }) => [...hiddenBias])),
      intentBias: Float32Array.from({ length: intents }, (_, intent) => biasOf(networks, intent)),
      outOfScope: hasOutOfScope ? outOfScope : undefined,
    },
    vectors,
  }
}

/** @param scale of the vectors that the network learnt from, by which its table is multiplied */
export const composeSentenceHead = (network: Network, intents: number, scale: number): SentenceHead => {
  const { features, hidden, classes, table, hiddenBias } = network
  const vectors = new Float32Array(intents * hidden)
  for (let intent = 0; intent < intents; intent += 1) vectors.set(vectorOf([network], intent), intent * hidden)
  return {
    sentenceDimensions: features,
    dimensions: hidden,
    table: table.map((entry) => entry * scale),
    hiddenBias,
    vectors,
    intentBias: Float32Array.from({ length: intents }, (_, intent) => biasOf([network], intent)),
    outOfScope:
      classes > intents ? { vector: vectorOf([network], intents), bias: biasOf([network], intents) } : undefined,
  }
}

const vectorOf = (networks: readonly Network[], label: number): Float32Array =>
  Float32Array.from(
    networks.flatMap(({ output, hidden, classes }) =>
      Array.from({ length: hidden }, (_, unit) => (output[unit * classes + label] ?? 0) / networks.length),
    ),
  )

const biasOf = (networks: readonly Network[], label: number): number =>
  networks.reduce((sum, { outputBias }) => sum + (outputBias[label] ?? 0), 0) / networks.length
