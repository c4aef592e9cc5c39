/** From training utterances to an encoder with its calibration. */
import { historicalLift, historicalProbabilities } from '../../../shared/domain/ranking/intent-history.ts'
import type { Calibration } from '../../../shared/domain/ranking/posterior-ranking.ts'
import type { Evidence } from '../../../shared/domain/ranking/utterance-encoder.ts'
import type { Vocabulary } from '../../../shared/domain/ranking/utterance-vector.ts'
import { type CalibrationExample, calibrate } from './calibration.ts'
import { historyOf, type MistakeCounts } from './mistakes.ts'
import { addLogits, BATCH, type Network, type TrainingTask } from './network.ts'
import { findMisunderstood, type Misunderstood } from './stand-in.ts'
import { trainAll } from './training-threads.ts'
import { learnVocabulary, type SparseRows, vectorise } from './vectors.ts'

export interface EncoderTraining {
  readonly texts: readonly string[]
  /** Index of each text's intent; `intents` itself stands for "out of scope". */
  readonly labels: Uint32Array
  readonly intents: number
  /** Of what the bot does not understand, the share that is none of the intents, in (0, 1). */
  readonly outOfScopeShare: number
  /** Reads the texts with a sentence encoder, one row of its vectors a text; `undefined` where none is to be heard. */
  readonly readSentences?: (() => Promise<SparseRows>) | undefined
  readonly threads: number
  readonly onProgress: (line: string) => void
}

export interface TrainedEncoder {
  readonly vocabulary: Vocabulary
  readonly networks: readonly Network[]
  readonly calibration: Calibration
  /** What the sentence encoder's vectors are weighed by, and how loud both speak together. */
  readonly sentence: { readonly network: Network; readonly calibration: Calibration } | undefined
  /** How many misunderstood and out-of-scope utterances the calibration rests on. */
  readonly calibratedOn: { readonly misunderstood: number; readonly outOfScope: number }
}

const HIDDEN = 256
/** Feature dropout makes the network cope with words it never saw. */
const FEATURES_KEPT = 0.4
const EPOCHS = 18
/** Sentences' vectors are dense, and what they do not know yet is little: fewer passes, fewer features left out. */
const SENTENCE_FEATURES_KEPT = 0.8
const SENTENCE_EPOCHS = 12
/** A small export is gone through more often: what counts is how many steps a network gets. */
const LEAST_STEPS = 300
/** Networks whose logits are averaged: they err on different utterances. */
const NETWORKS = 2
const FOLDS = 3

export const trainEncoder = async (training: EncoderTraining): Promise<TrainedEncoder> => {
  const { texts, labels, intents, threads, onProgress } = training
  const vocabulary = learnVocabulary(texts)
  const vectors = vectorise(texts, vocabulary)
  const features = vocabulary.weights.length
  const hasOutOfScope = labels.some((label) => label === intents)
  onProgress(`${texts.length} utterances, ${intents} intents, ${features} n-grams`)
  const common = {
    vectors,
    labels,
    features,
    classes: intents + (hasOutOfScope ? 1 : 0),
    hidden: HIDDEN,
    featuresKept: FEATURES_KEPT,
    epochs: epochsFor(texts.length, EPOCHS),
  }
  const all = Uint32Array.from(labels.keys())
  const foldOf = foldsOf(labels)
  const tasksOf = (each: Omit<TrainingTask, 'rows' | 'seed'>, networks: number): TrainingTask[] => [
    ...Array.from({ length: networks }, (_, n) => ({ ...each, rows: all, seed: 1 + n })),
    ...Array.from({ length: FOLDS }, (_, fold) => ({
      ...each,
      rows: all.filter((row) => foldOf[row] !== fold),
      seed: 100 + fold,
    })),
  ]
  // The encoder reads in this thread, while the others train.
  const [trained, sentences] = await Promise.all([
    trainAll(tasksOf(common, NETWORKS), threads),
    training.readSentences?.(),
  ])
  const sentenceNetworks =
    sentences === undefined
      ? []
      : await trainAll(
          tasksOf(
            {
              ...common,
              vectors: sentences,
              features: sentences.features,
              featuresKept: SENTENCE_FEATURES_KEPT,
              epochs: epochsFor(texts.length, SENTENCE_EPOCHS),
            },
            1,
          ),
          threads,
        )
  const logitsOf = (network: Network, of: SparseRows, row: number): Evidence => {
    const logits = new Float64Array(common.classes)
    addLogits(network, of, row, logits)
    return { logits: logits.subarray(0, intents), outOfScope: logits[intents] ?? 0 }
  }

  const misunderstood = findMisunderstood(vectors, labels, intents, features)
  const historyOfFold = Array.from({ length: FOLDS }, (_, fold) =>
    historyOf(
      countMistakes(
        misunderstood.filter(({ row }) => foldOf[row] !== fold && labels[row] !== intents),
        labels,
      ),
      intents,
    ),
  )
  const examples = misunderstood.flatMap(({ row, predicted }): CalibrationExample[] => {
    const fold = foldOf[row] ?? 0
    const network = trained[NETWORKS + fold]
    const history = historyOfFold[fold]
    if (network === undefined || history === undefined) return []
    const sentenceNetwork = sentenceNetworks[1 + fold]
    const label = labels[row] ?? 0
    return [
      {
        ...logitsOf(network, vectors, row),
        sentence:
          sentenceNetwork === undefined || sentences === undefined
            ? undefined
            : logitsOf(sentenceNetwork, sentences, row),
        lift: historicalLift(historicalProbabilities(history, predicted), history.prior),
        predicted,
        actual: label === intents ? undefined : label,
        weight: 1,
      },
    ]
  })
  const outOfScope = examples.filter(({ actual }) => actual === undefined).length
  const inScope = examples.length - outOfScope
  const share = training.outOfScopeShare
  const noneWeight = outOfScope === 0 ? 0 : (share / (1 - share)) * (inScope / outOfScope)
  const weighted = examples.map((example) =>
    example.actual === undefined ? { ...example, weight: noneWeight } : example,
  )
  const [sentenceNetwork] = sentenceNetworks
  return {
    vocabulary,
    networks: trained.slice(0, NETWORKS),
    calibration: calibrate(weighted.map((example) => ({ ...example, sentence: undefined }))),
    sentence: sentenceNetwork && { network: sentenceNetwork, calibration: calibrate(weighted) },
    calibratedOn: { misunderstood: inScope, outOfScope },
  }
}

const epochsFor = (rows: number, epochs: number): number =>
  Math.max(epochs, Math.ceil((LEAST_STEPS * BATCH) / Math.max(BATCH, rows)))

/** Each class is dealt evenly over the folds, so that none lacks one. */
const foldsOf = (labels: Uint32Array): Uint8Array => {
  const dealt = new Map<number, number>()
  return Uint8Array.from(labels, (label) => {
    const fold = dealt.get(label) ?? label % FOLDS
    dealt.set(label, (fold + 1) % FOLDS)
    return fold
  })
}

/** The stand-in's own mistakes: a history goes with the bot that made it. */
const countMistakes = (misunderstood: readonly Misunderstood[], labels: Uint32Array): MistakeCounts => {
  const mistakes = new Map<number, Map<number, number>>()
  for (const { row, predicted } of misunderstood) {
    const counts = mistakes.get(predicted) ?? new Map<number, number>()
    const actual = labels[row] ?? 0
    counts.set(actual, (counts.get(actual) ?? 0) + 1)
    mistakes.set(predicted, counts)
  }
  return mistakes
}
