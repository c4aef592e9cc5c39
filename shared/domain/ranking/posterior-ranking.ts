/** What a misunderstood utterance meant, by what it says and by what the bot's past mistakes say (docs/contract.md 7.1). */
import type { IntentCandidate } from '../../wire/vocabulary.ts'
import { best } from './best.ts'
import { historicalLift, historicalProbabilities, type IntentHistory } from './intent-history.ts'
import { atOnce, type Steps } from './steps.ts'
import {
  type Evidence,
  encodeUtterance,
  evidenceSteps,
  type IntentVectors,
  type UtteranceEncoder,
} from './utterance-encoder.ts'

/**
 * How loud each witness speaks, measured on utterances the encoder had not seen. An intent's weight is
 * evidence · logit + history · ln (P(meant | taken for) / P(meant)); that of "none of these" is floor + outOfScope · its logit.
 * Where a sentence encoder was heard too, each weight has sentence · its logit more.
 */
export interface Calibration {
  readonly evidence: number
  readonly history: number
  /** `undefined`: the training export had no out-of-scope rows, so nothing is known of what they look like. */
  readonly none: { readonly floor: number; readonly outOfScope: number } | undefined
  /** Of the sentence encoder's logits; `undefined` where it is not heard. */
  readonly sentence?: { readonly evidence: number; readonly outOfScope: number } | undefined
}

export interface PosteriorFacts {
  readonly names: readonly string[]
  readonly encoder: UtteranceEncoder
  readonly vectors: IntentVectors
  readonly history: IntentHistory
  readonly calibration: Calibration
  /** What a sentence encoder says, where {@link Calibration.sentence} is to weigh it. */
  readonly sentence?: Evidence | undefined
  /** Index of the failed intent, where it is known. */
  readonly failed: number | undefined
}

/**
 * The `top` most probable intents. `semantic` is what the utterance alone says, P(intent | utterance, in scope);
 * `historical` what the history alone says. `score` is what the decision to offer the list needs: of the suggested list
 * from this candidate on, the probability that it holds what was meant. So the first candidate's score is that of the
 * whole list, and .65 means that 65 of 100 such lists hold it. An utterance that says nothing known gives none.
 */
export const rankByPosterior = (facts: PosteriorFacts, text: string, top: number): IntentCandidate[] =>
  atOnce(posteriorSteps(facts, text, top))

/** The same in steps. */
export function* posteriorSteps(facts: PosteriorFacts, text: string, top: number): Steps<IntentCandidate[]> {
  const { names, encoder, vectors, history, calibration, sentence, failed } = facts
  const utterance = yield* encodeUtterance(encoder, text)
  if (utterance === undefined) return []
  yield
  const evidence = yield* evidenceSteps(encoder, vectors, utterance)
  yield
  const heard = calibration.sentence ?? { evidence: 0, outOfScope: 0 }
  const historical = historicalProbabilities(history, failed)
  yield
  const isCandidate = (intent: number): boolean => intent !== failed
  const spoken = evidence.logits.map((logit, intent) =>
    isCandidate(intent)
      ? calibration.evidence * logit + heard.evidence * (sentence?.logits[intent] ?? 0)
      : Number.NEGATIVE_INFINITY,
  )
  yield
  const lift = historicalLift(historical, history.prior)
  const weights = spoken.map((weight, intent) => weight + calibration.history * (lift[intent] ?? 0))
  yield
  const { none } = calibration
  const noneWeight =
    none === undefined
      ? Number.NEGATIVE_INFINITY
      : none.floor + none.outOfScope * evidence.outOfScope + heard.outOfScope * (sentence?.outOfScope ?? 0)
  const posterior = probabilities(weights, noneWeight)
  yield
  const semantic = probabilities(spoken, Number.NEGATIVE_INFINITY)
  yield
  const chosen = best(posterior.length, top, isCandidate, (a, b) => {
    const byPosterior = (posterior[b] ?? 0) - (posterior[a] ?? 0)
    return byPosterior || (semantic[b] ?? 0) - (semantic[a] ?? 0) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1)
  })
  let rest = 0
  const scores = chosen.map(() => 0)
  for (let place = chosen.length - 1; place >= 0; place -= 1) {
    rest += posterior[chosen[place] ?? 0] ?? 0
    scores[place] = Math.min(1, rest)
  }
  return chosen.map((intent, place) => ({
    intent: names[intent] ?? '',
    score: scores[place] ?? 0,
    semantic: semantic[intent] ?? 0,
    historical: Math.min(1, historical[intent] ?? 0),
  }))
}

/** Softmax of `weights` beside one more weight that only takes its share. */
const probabilities = (weights: Float64Array, beside: number): Float64Array => {
  const highest = weights.reduce((most, weight) => Math.max(most, weight), beside)
  const powers = weights.map((weight) => Math.exp(weight - highest))
  const sum = powers.reduce((total, power) => total + power, Math.exp(beside - highest))
  return powers.map((power) => power / sum)
}
