/** From training utterances to an encoder with its calibration. */
import { historicalLift, historicalProbabilities } from '../../../shared/domain/ranking/intent-history.ts'
import type { Calibration } from '../../../shared/domain/ranking/posterior-ranking.ts'
import type { Vocabulary } from '../../../shared/domain/ranking/utterance-vector.ts'
import { type CalibrationExample, calibrate } from './calibration.ts'
import { historyOf, type MistakeCounts } from './mistakes.ts'
import { addLogits, BATCH, type Network, type TrainingTask } from './network.ts'
import { findMisunderstood, type Misunderstood } from './stand-in.ts'
import { trainAll } from './training-threads.ts'
import { learnVocabulary, vectorise } from './vectors.ts'

export interface EncoderTraining {
  readonly texts: readonly string[]
  /** Index of each text's intent; `intents` itself stands for "out of scope". */
  readonly labels: Uint32Array
  readonly intents: number
  /** Of what the bot does not understand, the share that is none of the intents, in (0, 1). */
  readonly outOfScopeShare: number
  readonly threads: number
  readonly onProgress: (line: string) => void
}

export interface TrainedEncoder {
  readonly vocabulary: Vocabulary
  readonly networks: readonly Network[]
  readonly calibration: Calibration
  /** How many misunderstood and out-of-scope utterances the calibration rests on. */
  readonly calibratedOn: { readonly misunderstood: number; readonly outOfScope: number }
}

const HIDDEN = 256
const EPOCHS = 18
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
    epochs: Math.max(EPOCHS, Math.ceil((LEAST_STEPS * BATCH) / Math.max(BATCH, texts.length))),
  }
  const all = Uint32Array.from(labels.keys())
  const foldOf = foldsOf(labels)
  const folds: TrainingTask[] = Array.from({ length: FOLDS }, (_, fold) => ({
    ...common,
    rows: all.filter((row) => foldOf[row] !== fold),
    seed: 100 + fold,
  }))
  const whole: TrainingTask[] = Array.from({ length: NETWORKS }, (_, n) => ({ ...common, rows: all, seed: 1 + n }))
  const trained = await trainAll([...whole, ...folds], threads)
  const unseenBy = (row: number): Network | undefined => trained[NETWORKS + (foldOf[row] ?? 0)]

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
    const network = unseenBy(row)
    const history = historyOfFold[foldOf[row] ?? 0]
    if (network === undefined || history === undefined) return []
    const logits = new Float64Array(common.classes)
    addLogits(network, vectors, row, logits)
    const label = labels[row] ?? 0
    return [
      {
        logits: logits.subarray(0, intents),
        outOfScope: logits[intents] ?? 0,
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
  return {
    vocabulary,
    networks: trained.slice(0, NETWORKS),
    calibration: calibrate(weighted),
    calibratedOn: { misunderstood: inScope, outOfScope },
  }
}

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
