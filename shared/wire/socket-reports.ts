/** What widgets report over socket.io, each acknowledged (CONTRACT 5.3). */
import * as z from 'zod/mini'
import { identifier, unitInterval } from './identifiers.ts'
import { refusal } from './refusal.ts'
import { escalationLevel } from './vocabulary.ts'

/** A widget's own score of one utterance; the three probabilities sum to 1 within .02. */
export const sentimentReport = z
  .object({
    conversationId: identifier,
    utteranceId: identifier,
    negative: unitInterval,
    neutral: unitInterval,
    positive: unitInterval,
    frustration: z.optional(unitInterval),
    backend: z.string().check(z.minLength(1), z.maxLength(32)),
  })
  .check(
    z.refine((report) => Math.abs(report.negative + report.neutral + report.positive - 1) <= 0.02, {
      message: 'negative, neutral and positive must sum to 1',
      path: ['negative'],
    }),
  )
export type SentimentReport = z.infer<typeof sentimentReport>

/**
 * `sentiment:score`, ours beside the contract's events: a widget that cannot score (no workers, no wasm) asks the BFF to.
 * It names utterances that the BFF has anyway, so no text travels.
 */
export const scoringRequest = z.object({
  conversationId: identifier,
  utteranceIds: z.array(identifier).check(z.minLength(1), z.maxLength(20)),
})
export type ScoringRequest = z.infer<typeof scoringRequest>

/** Answers `sentiment:report` and `sentiment:score` with the conversation's figure. */
export const sentimentAnswerAck = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), frustration: unitInterval, level: escalationLevel }),
  refusal,
])

const feedbackAction = z.enum(['inserted', 'copied', 'edited', 'dismissed', 'helpful', 'unhelpful'])
export type FeedbackAction = z.infer<typeof feedbackAction>
/** Why a suggestion was not helpful. */
export const unhelpfulReason = z.enum(['inaccurate', 'incomplete', 'irrelevant', 'too_slow', 'other'])
export type UnhelpfulReason = z.infer<typeof unhelpfulReason>
/**
 * `text` is what was sent instead, or what was inserted where the agent changed it first. Two optional fields are ours
 * beside the contract's: `reason` comes in a report of its own, since nobody waits with "not helpful" for a reason, and
 * `undone` in one that takes an insertion back which was reported before.
 */
export const suggestionFeedback = z.object({
  conversationId: identifier,
  suggestionId: identifier,
  action: feedbackAction,
  text: z.optional(z.string().check(z.maxLength(10_000))),
  reason: z.optional(unhelpfulReason),
  undone: z.optional(z.literal(true)),
})
export type SuggestionFeedback = z.infer<typeof suggestionFeedback>

export const intentConfirmation = z.object({
  conversationId: identifier,
  utteranceId: z.optional(identifier),
  predicted: z.optional(z.string().check(z.maxLength(256))),
  actual: z.string().check(z.minLength(1), z.maxLength(256)),
})
export type IntentConfirmation = z.infer<typeof intentConfirmation>

export const escalationRequest = z.object({
  conversationId: identifier,
  level: escalationLevel,
  reason: z.optional(z.string().check(z.maxLength(1000))),
})
export type EscalationRequest = z.infer<typeof escalationRequest>
/** What Cognigy said; `cognigyApiResult` is its answer as it came. */
export const escalationAck = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), level: escalationLevel, cognigyApiResult: z.optional(z.unknown()) }),
  refusal,
])
