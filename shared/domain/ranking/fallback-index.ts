/** All that is known for ranking intents, as one immutable whole, and which rule ranks with it (docs/contract.md 7.1). */
import type { FallbackRules } from '../../rules.ts'
import type { IntentCandidate } from '../../wire/vocabulary.ts'
import type { IntentHistory } from './intent-history.ts'
import { type Calibration, posteriorSteps } from './posterior-ranking.ts'
import { type SentenceHead, sentenceEvidence } from './sentence-evidence.ts'
import { atOnce, type Steps } from './steps.ts'
import { type Embeddings, tutorialSteps } from './tutorial-ranking.ts'
import type { IntentVectors, UtteranceEncoder } from './utterance-encoder.ts'

export interface FallbackIndex {
  /** Intents by index. */
  readonly names: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
  /** For the tutorial's rule. */
  readonly embeddings: Embeddings
  /** The same vectors as they are: intents × dimensions, row-major. */
  readonly vectors: IntentVectors
  readonly history: IntentHistory
  /** `undefined` where the index has none: then only the tutorial's rule can be used. */
  readonly encoder: { readonly encoder: UtteranceEncoder; readonly calibration: Calibration } | undefined
  /** For utterances that a sentence encoder has read; `undefined` where the index has no such part. */
  readonly sentence?: SentencePart | undefined
}

export interface SentencePart {
  readonly head: SentenceHead
  /** Of both encoders together. */
  readonly calibration: Calibration
}

export interface FailedUtterance {
  readonly utterance: string
  /** What the bot took it for. */
  readonly intent: string
  readonly previousIntents: readonly { readonly name: string; readonly confidence: number }[]
}

export interface Ranking {
  /** The failed intent as the index knows it. */
  readonly predicted: string | undefined
  readonly candidates: readonly IntentCandidate[]
  readonly rule: 'posterior' | 'tutorial'
}

/** The named intent if the index knows it, else the most confident known one of those before; the first of equals. */
export const failedIntent = (index: FallbackIndex, failed: FailedUtterance): number | undefined => {
  const named = index.indexOf.get(failed.intent)
  if (named !== undefined) return named
  let best: { readonly intent: number; readonly confidence: number } | undefined
  for (const { name, confidence } of failed.previousIntents) {
    const intent = index.indexOf.get(name)
    if (intent !== undefined && confidence > (best?.confidence ?? Number.NEGATIVE_INFINITY))
      best = { intent, confidence }
  }
  return best?.intent
}

/**
 * What was probably meant, best first. Asked for `posterior` without an encoder, the tutorial's rule answers.
 *
 * @param sentence the utterance as the index's sentence encoder reads it, where it did
 */
export const rankIntents = (
  index: FallbackIndex,
  failed: FailedUtterance,
  rules: FallbackRules,
  sentence?: Float32Array,
): Ranking => atOnce(rankingSteps(index, failed, rules, sentence))

/** The same in steps: of ten thousand intents, all of it together takes longer than anybody should be kept waiting. */
export function* rankingSteps(
  index: FallbackIndex,
  failed: FailedUtterance,
  rules: FallbackRules,
  sentence?: Float32Array,
): Steps<Ranking> {
  const intent = failedIntent(index, failed)
  const predicted = intent === undefined ? undefined : index.names[intent]
  const { encoder } = index
  if (encoder === undefined || rules.rule === 'tutorial') {
    const { names, embeddings, history } = index
    const options = { weights: rules.weights, top: rules.topIntents, floors: rules.floors }
    const candidates =
      intent === undefined
        ? []
        : yield* tutorialSteps({ names, embeddings, history: history.row(intent), failed: intent }, options)
    return { predicted, candidates, rule: 'tutorial' }
  }
  const heard =
    sentence === undefined || index.sentence === undefined
      ? undefined
      : {
          calibration: index.sentence.calibration,
          sentence: yield* sentenceEvidence(index.sentence.head, sentence),
        }
  const facts = { ...index, ...encoder, sentence: undefined, ...heard, failed: intent }
  const candidates = yield* posteriorSteps(facts, failed.utterance, rules.topIntents)
  return { predicted, candidates, rule: 'posterior' }
}
