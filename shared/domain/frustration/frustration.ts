/** How frustrated a customer is: one figure an utterance, one figure a conversation (docs/contract.md 7.2). */
import type { Rules } from '../../rules.ts'
import type { EscalationLevel } from '../../wire/vocabulary.ts'
import type { CueWeights } from './cues.ts'
import { type CurvePoints, onCurve } from './curve.ts'

/** What a classifier says of one utterance; the three probabilities sum to 1. */
export interface SentimentScores {
  readonly negative: number
  readonly neutral: number
  readonly positive: number
  /** p(frustrated), where the model has that head. */
  readonly frustration?: number | undefined
  /** The utterance was longer than may be read: only its beginning and its end count. */
  readonly isInPart?: true | undefined
}

/** What a part of an utterance is scored at, and how much of the utterance it is. */
export interface PartScores {
  readonly scores: SentimentScores
  /** Relative to the other parts, above 0. */
  readonly weight: number
}

const worse = ({ scores: a }: PartScores, { scores: b }: PartScores): boolean =>
  a.frustration === undefined || b.frustration === undefined ? a.negative > b.negative : a.frustration > b.frustration

/**
 * An utterance that was read in parts: half of it is its worst part, half the mean of all by their weights. So one angry
 * part among many calm ones is seen (it counts half at least), and one that is misread makes nobody furious. A single
 * part is the utterance.
 *
 * @param parts at least one
 */
export const scoresOfParts = (parts: readonly PartScores[]): SentimentScores => {
  const [first, ...others] = parts
  if (first === undefined) throw new RangeError('an utterance has a part at least')
  if (others.length === 0) return first.scores
  const worst = others.reduce((most, each) => (worse(each, most) ? each : most), first).scores
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
  const folded = (figure: (scores: SentimentScores) => number): number =>
    (figure(worst) + parts.reduce((sum, { scores, weight }) => sum + figure(scores) * weight, 0) / weights) / 2
  const probabilities = {
    negative: folded(({ negative }) => negative),
    neutral: folded(({ neutral }) => neutral),
    positive: folded(({ positive }) => positive),
  }
  if (worst.frustration === undefined) return probabilities
  return { ...probabilities, frustration: folded(({ frustration = 0 }) => frustration) }
}

type FrustrationRules = Pick<Rules['escalation'], 'rule' | 'neutralWeight' | 'decay' | 'matrix'>

/** Frustration of one utterance in [0, 1] by the rule of the rules file. The curve of a model is applied before. */
export const utteranceFrustration = (scores: SentimentScores, rules: FrustrationRules): number => {
  const { negative, neutral, positive, frustration } = scores
  switch (rules.rule) {
    case 'calibrated':
      return frustration ?? Math.min(1, negative + rules.neutralWeight * neutral)
    case 'expected':
      return Math.min(1, negative + 0.5 * neutral)
    case 'winner': {
      const strongest = Math.max(negative, neutral, positive)
      if (strongest === negative) return negative
      return strongest === positive ? 1 - positive : 0.5
    }
    default:
      return unknownRule(rules.rule)
  }
}

const unknownRule = (rule: never): never => {
  throw new TypeError(`a frustration rule that does not exist: ${String(rule)}`)
}

/** What a model knows of whole conversations: figures of its folder, fitted with its curve. */
export interface ConversationFigures {
  readonly cues: CueWeights
  /** What the calm that is taken to have been before the first message weighs; a message weighs 1. It fades as messages do. */
  readonly prior: number
  /** What a message weighs beside the one after it, in (0, 1]. */
  readonly decay: number
  /** From the weighted mean to the figure that the cuts of the matrix are meant for. */
  readonly points: CurvePoints
}

/**
 * Σ sᵢ·wᵢ / Σ wᵢ with wᵢ = decay^(n−1−i): the newest counts most. 0 where nothing was scored.
 *
 * By the rule `calibrated`, where the model knows conversations, its own decay counts, `prior` of calm weighs in from the
 * beginning and fades as messages do, and the mean goes through the model's curve: so one message is no verdict, and after
 * many calm ones an outburst is heard nearly as loud as at the beginning.
 *
 * @param utterances frustration of the customer's utterances, oldest first
 * @param figures what the model knows of conversations
 */
export const conversationFrustration = (
  utterances: readonly number[],
  { rule, decay: plainDecay }: Pick<FrustrationRules, 'rule' | 'decay'>,
  figures?: ConversationFigures,
): number => {
  const ofModel = rule === 'calibrated' ? figures : undefined
  const decay = ofModel?.decay ?? plainDecay
  let weighted = 0
  let weights = ofModel?.prior ?? 0
  for (const score of utterances) {
    weighted = weighted * decay + score
    weights = weights * decay + 1
  }
  if (utterances.length === 0) return 0
  return ofModel === undefined ? weighted / weights : onCurve(weighted / weights, ofModel.points)
}

/** The level whose band holds `score`; a band starts at its cut, inclusive. */
export const levelOf = (score: number, matrix: FrustrationRules['matrix']): EscalationLevel =>
  matrix.findLast(({ from }) => score >= from)?.level ?? 'standard'
