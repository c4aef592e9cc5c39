/** One list of scored utterances a conversation, whoever scored them and in whatever order that arrived. */

import type { Rules } from '../../rules.ts'
import { type FrustrationData, RECENT_SCORES, type ScoredUtterance } from '../../wire/assist.ts'
import type { EscalationLevel, Tone } from '../../wire/vocabulary.ts'
import type { HeardUtterance } from '../conversation/utterances.ts'
import { shownLevel } from './escalation.ts'
import { type ConversationFigures, conversationFrustration, type SentimentScores } from './frustration.ts'

export interface UtteranceScore {
  readonly utteranceId: string
  /** In [0, 1]. */
  readonly frustration: number
  readonly tone: Tone
  /** `service`, or the backend of the browser that reported it. */
  readonly by: string
  /** Where it stands among others; the place in the transcript counts more, where it has one. */
  readonly place: number
}

/** An utterance of the transcript; `seq` rises from one to the next. */
export interface PlacedUtterance {
  readonly seq: number
  readonly utteranceId: string
}

/** One that can be recognised by what it says. */
export interface RecognisableUtterance extends PlacedUtterance {
  readonly key: HeardUtterance['key']
}

/** The most probable class; of equals the worse one. */
export const toneOf = ({ negative, neutral, positive }: SentimentScores): Tone => {
  const most = Math.max(negative, neutral, positive)
  if (negative === most) return 'negative'
  return neutral === most ? 'neutral' : 'positive'
}

/** Oldest first. */
const inOrder = (
  scores: readonly UtteranceScore[],
  transcript: readonly PlacedUtterance[],
): readonly UtteranceScore[] => {
  const seqs = new Map(transcript.map(({ utteranceId, seq }) => [utteranceId, seq]))
  const placed = scores.map((score) => ({ ...score, place: seqs.get(score.utteranceId) ?? score.place }))
  return placed.toSorted((a, b) => a.place - b.place)
}

/**
 * The list with `more` in it: each utterance once, and whoever scored it first stays, so that two widgets on one
 * conversation count once. The newest `limit` are kept.
 */
export const foldScores = (
  known: readonly UtteranceScore[],
  more: readonly UtteranceScore[],
  transcript: readonly PlacedUtterance[],
  limit: number,
): readonly UtteranceScore[] => {
  const byId = new Map<string, UtteranceScore>()
  for (const score of [...known, ...more]) if (!byId.has(score.utteranceId)) byId.set(score.utteranceId, score)
  return inOrder([...byId.values()], transcript).slice(-limit)
}

/** Ids of what only a bot's history tells of. */
const FROM_HISTORY = 'history:'

export interface HistoryEntry {
  readonly utteranceId: string
  readonly place: number
}

/**
 * Which utterances of the transcript a bot's history is about, from its end: the same text, in the same order. What the
 * transcript does not know gets an id of its own and a place before what follows it.
 *
 * @param keys what stands for its texts, oldest first
 * @param transcript the customer's utterances, oldest first
 */
export const placeHistory = (
  keys: readonly HeardUtterance['key'][],
  transcript: readonly RecognisableUtterance[],
): readonly HistoryEntry[] => {
  const entries: HistoryEntry[] = []
  let before = transcript.length
  let anchor = (transcript.at(-1)?.seq ?? 0) + 1
  let unmatched = 0
  for (const [index, key] of [...keys.entries()].toReversed()) {
    const at = transcript.findLastIndex((each, i) => i < before && each.key === key)
    const match = transcript[at]
    if (match === undefined) {
      unmatched += 1
      // Between the utterance that follows it and the one before that, whose numbers are whole.
      entries.push({ utteranceId: `${FROM_HISTORY}${index}`, place: anchor - unmatched / (keys.length + 1) })
    } else {
      before = at
      anchor = match.seq
      unmatched = 0
      entries.push({ utteranceId: match.utteranceId, place: match.seq })
    }
  }
  return entries.toReversed()
}

/** What a history told of before is replaced by what it tells now: it grows and loses its oldest entries. */
export const withoutHistory = (scores: readonly UtteranceScore[]): readonly UtteranceScore[] =>
  scores.filter(({ utteranceId }) => !utteranceId.startsWith(FROM_HISTORY))

/**
 * What widgets are told of the conversation's frustration.
 *
 * @param scores oldest first
 * @param shown the level that agents see now
 * @param ofModel what the model knows of conversations
 */
export const frustrationOf = (
  scores: readonly UtteranceScore[],
  shown: EscalationLevel,
  rules: Pick<Rules['escalation'], 'rule' | 'decay' | 'matrix' | 'hysteresis'>,
  ofModel?: ConversationFigures,
): FrustrationData => {
  const figures = scores.map(({ frustration }) => frustration)
  const score = conversationFrustration(figures, rules, ofModel)
  const running: ScoredUtterance[] = scores.map(({ utteranceId, frustration, tone }, i) => ({
    utteranceId,
    frustration,
    tone,
    score: conversationFrustration(figures.slice(0, i + 1), rules, ofModel),
  }))
  const newest = scores.at(-1)
  return {
    score,
    level: shownLevel(score, shown, rules),
    recent: running.slice(-RECENT_SCORES),
    ...(newest === undefined ? {} : { utteranceId: newest.utteranceId, scoredBy: newest.by }),
  }
}
