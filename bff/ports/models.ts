/** What ranks intents and scores utterances. */
import type { ConversationFigures, SentimentScores } from '../../shared/domain/frustration/frustration.ts'
import type { FallbackRules } from '../../shared/rules.ts'
import type { IntentCandidate } from '../../shared/wire/vocabulary.ts'
import type { Deadline } from './time.ts'

interface ScoredIntent {
  readonly name: string
  /** In [0, 1]. */
  readonly confidence: number
}

/** An utterance that the bot did not understand, and what it took it for. */
export interface RankingQuery {
  readonly utterance: string
  readonly intent: string
  readonly previousIntents: readonly ScoredIntent[]
}

export interface IntentRanking {
  /** The failed intent as the index knows it; `undefined` if it knows none of those named. Never a candidate. */
  readonly predicted: string | undefined
  /** Best first. */
  readonly candidates: readonly IntentCandidate[]
  readonly rule: 'posterior' | 'tutorial'
}

/**
 * What a misunderstood utterance probably meant (docs/contract.md 7.1). Takes a
 * part of `deadline` at most, answers in the order it is asked in, and never rejects.
 */
export interface IntentRanker {
  rank(query: RankingQuery, rules: FallbackRules, deadline: Deadline): Promise<IntentRanking>
}

/** Why utterances could not be scored. `off`: an operator wants no model on this side. */
export type ScoringFailureKind = 'off' | 'timeout' | 'unavailable'

/** Utterances could not be scored. Holds no text of theirs. */
export class ScoringFailed extends Error {
  readonly kind: ScoringFailureKind

  constructor(kind: ScoringFailureKind) {
    super(`not scored: ${kind}`)
    this.name = 'ScoringFailed'
    this.kind = kind
  }
}

/** The sentiment model on this side (docs/contract.md 7.2). Texts that were scored lately are answered from memory. */
export interface SentimentScorer {
  /** ISO 639-1 codes of the languages that the model speaks. */
  readonly languages: readonly string[]
  /** What the model knows of whole conversations; `undefined` where it knows none. */
  readonly conversation?: ConversationFigures | undefined
  /**
   * Scores in the order of `texts`. Rejects with {@link ScoringFailed}.
   *
   * @param before what the agent or the bot said last before each of them
   */
  score(
    texts: readonly string[],
    deadline: Deadline,
    before?: readonly (string | undefined)[],
  ): Promise<readonly SentimentScores[]>
}

/**
 * How texts in a language are scored:
 * - `spoken`: as they are;
 * - `translated`: in translation;
 * - `unscored`: not at all.
 */
type ScoringWay = 'spoken' | 'translated' | 'unscored'

/** Scores of texts in whatever language they are written in. Nothing said is taken for one that the model speaks. */
export interface LanguageScoring {
  /** What the model knows of whole conversations; `undefined` where it knows none. */
  readonly conversation: ConversationFigures | undefined
  /** By the rules in force. */
  wayOf(language: string | undefined): ScoringWay
  /**
   * Scores in the order of `texts`. Rejects with {@link ScoringFailed}, also where the language is not scored.
   *
   * @param before what the agent or the bot said last before each of them
   */
  score(
    texts: readonly string[],
    language: string | undefined,
    deadline: Deadline,
    before?: readonly (string | undefined)[],
  ): Promise<readonly SentimentScores[]>
}
