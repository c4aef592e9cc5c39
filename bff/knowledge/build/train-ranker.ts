/** Learns from past conversations which article or reply comes next, and tells how well that holds for conversations it had not seen. */
import { questionAlone, type Situation, situationFeatures } from '../../../shared/domain/knowledge/situation.ts'
import { featuresVector } from '../../../shared/domain/ranking/utterance-vector.ts'
import { softmax } from '../../../shared/model/softmax.ts'
import { composeEncoder } from '../../fallback-index/build/compose.ts'
import { addLogits, BATCH, type Network, type TrainingTask } from '../../fallback-index/build/network.ts'
import { trainAll } from '../../fallback-index/build/training-threads.ts'
import { learnFeatures, sparseRows } from '../../fallback-index/build/vectors.ts'
import type { Ranker } from '../ranker.ts'
import type { Answer } from './mine.ts'

/** What the ranker says of an answer that it had not learnt from. */
export interface HeldOut {
  readonly situation: Situation
  readonly of: string | undefined
  /** A target each, in the order of the ranker's. */
  readonly inConversation: readonly number[]
  /** With nothing known but what the customer just said. */
  readonly alone: readonly number[]
}

export interface TrainedRanker {
  readonly ranker: Ranker
  readonly heldOut: readonly HeldOut[]
}

const HIDDEN = 256
const EPOCHS = 14
/** Of the words and runs, so many are seen each time: a network that leans on few copes badly with words it never saw. */
const FEATURES_KEPT = 0.4
const LEAST_STEPS = 300
const FOLDS = 3
/** Words and runs that fewer answers had before them are one customer's own. */
const SEEN_AT_LEAST = 3
/** The newest ones: a network takes some minutes for so many. */
const MOST_ANSWERS = 60_000
/** Fewer teach nothing. */
const LEAST_ANSWERS = 10
/** Held-out answers that confidence is fitted on. */
const MOST_HELD_OUT = 6000

/** `undefined` where there is too little to learn from. @param say what happens, for the operator */
export const trainRanker = async (
  all: readonly Answer[],
  threads: number,
  say: (line: string) => void,
): Promise<TrainedRanker | undefined> => {
  const answers = all.slice(-MOST_ANSWERS)
  const targets = [...new Set(answers.flatMap(({ of }) => (of === undefined ? [] : [of])))].sort()
  if (answers.length < LEAST_ANSWERS || targets.length < 2) return undefined
  if (answers.length < all.length)
    say(`${all.length - answers.length} older answers are left out: the newest ${MOST_ANSWERS} count`)
  const indexOf = new Map(targets.map((of, n) => [of, n]))
  const labels = Uint32Array.from(answers, ({ of }) => (of === undefined ? targets.length : (indexOf.get(of) ?? 0)))
  const hasOther = labels.some((label) => label === targets.length)
  const features = answers.map(({ situation }) => situationFeatures(situation))
  const vocabulary = learnFeatures(features, SEEN_AT_LEAST)
  const vectors = sparseRows(
    features.map((each) => featuresVector(each, vocabulary)),
    vocabulary.weights.length,
  )
  const common = {
    vectors,
    labels,
    features: vocabulary.weights.length,
    classes: targets.length + (hasOther ? 1 : 0),
    hidden: HIDDEN,
    featuresKept: FEATURES_KEPT,
    epochs: Math.max(EPOCHS, Math.ceil((LEAST_STEPS * BATCH) / Math.max(BATCH, answers.length))),
  }
  say(`${answers.length} answers of ${targets.length} kinds, ${common.features} words and runs`)
  const rows = Uint32Array.from(labels.keys())
  const foldOf = (row: number): number => (answers[row]?.dialogue ?? 0) % FOLDS
  const whole: TrainingTask = { ...common, rows, seed: 1 }
  const folds = Array.from(
    { length: FOLDS },
    (_, fold): TrainingTask => ({
      ...common,
      rows: rows.filter((row) => foldOf(row) !== fold),
      seed: 100 + fold,
    }),
  )
  const [network, ...unseeing] = await trainAll([whole, ...folds], threads)
  if (network === undefined) return undefined
  const composed = composeEncoder({ vocabulary, networks: [network] }, targets.length)

  const step = Math.max(1, Math.ceil(answers.length / MOST_HELD_OUT))
  const kept = rows.filter((row) => row % step === 0)
  const alone = sparseRows(
    [...kept].map((row) =>
      featuresVector(situationFeatures(questionAlone(answers[row]?.situation.said ?? '')), vocabulary),
    ),
    vocabulary.weights.length,
  )
  const probabilities = (by: Network, of: typeof vectors, row: number): readonly number[] => {
    const logits = new Float64Array(common.classes)
    addLogits(by, of, row, logits)
    return softmax([...logits]).slice(0, targets.length)
  }
  const taught = folds.map((fold) => new Set([...fold.rows].map((row) => labels[row])))
  const heldOut = [...kept].flatMap((row, n): HeldOut[] => {
    const answer = answers[row]
    const by = unseeing[foldOf(row)]
    // What a fold never saw right, its network thinks wrong: that says nothing of the one that saw it.
    if (answer === undefined || by === undefined || !taught[foldOf(row)]?.has(labels[row])) return []
    const { situation, of } = answer
    return [{ situation, of, inConversation: probabilities(by, vectors, row), alone: probabilities(by, alone, n) }]
  })
  return { ranker: { encoder: composed.encoder, vectors: composed.vectors, targets }, heldOut }
}
