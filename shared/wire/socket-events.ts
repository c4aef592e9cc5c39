/** What widgets ask over socket.io and how each request is acknowledged (CONTRACT 5.3). */
import * as z from 'zod/mini'
import { type AssistEnvelope, conversationSnapshot } from './assist.ts'
import { identifier, unitInterval } from './identifiers.ts'
import { escalationLevel } from './webhooks.ts'

/** Why a request was refused. `unauthorized` is also the `data.code` of a refused handshake. */
export const refusalCode = z.enum([
  'unauthorized',
  'forbidden',
  'invalid',
  'not_joined',
  'rate_limited',
  'too_many_rooms',
  'unavailable',
])
export type RefusalCode = z.infer<typeof refusalCode>

export const refusal = z.object({
  ok: z.literal(false),
  error: z.object({ code: refusalCode, message: z.string() }),
})
export type Refusal = z.infer<typeof refusal>

/**
 * `epoch` is ours: the value the last acknowledgement carried. A conversation whose history began anew (a restart
 * without a durable store) has another epoch, so that old and new numbers are never taken for each other.
 */
export const joinRequest = z.object({
  conversationId: identifier,
  afterSeq: z.optional(z.int().check(z.minimum(0))),
  epoch: z.optional(z.string().check(z.maxLength(64))),
})
export type JoinRequest = z.infer<typeof joinRequest>

/**
 * `conversationId` is the one that envelopes carry; `seq` is the newest event. Without `snapshot` the events after
 * `afterSeq` up to `seq` follow the acknowledgement.
 */
export const joinAccepted = z.object({
  ok: z.literal(true),
  conversationId: identifier,
  seq: z.int().check(z.minimum(0)),
  epoch: z.string(),
  snapshot: z.optional(conversationSnapshot),
})
export const joinAnswer = z.discriminatedUnion('ok', [joinAccepted, refusal])
export type JoinAnswer = z.infer<typeof joinAnswer>

export const leaveRequest = z.object({ conversationId: identifier })
export type LeaveRequest = z.infer<typeof leaveRequest>
export const plainAnswer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true) }), refusal])
export type PlainAnswer = z.infer<typeof plainAnswer>

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
export const sentimentAnswerAck = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), frustration: unitInterval, level: escalationLevel }),
  refusal,
])
export type SentimentAck = z.infer<typeof sentimentAnswerAck>

export const feedbackAction = z.enum(['inserted', 'copied', 'edited', 'dismissed', 'helpful', 'unhelpful'])
export type FeedbackAction = z.infer<typeof feedbackAction>
export const suggestionFeedback = z.object({
  conversationId: identifier,
  suggestionId: identifier,
  action: feedbackAction,
  text: z.optional(z.string().check(z.maxLength(10_000))),
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

/** Handlers take `unknown`, because a socket's payload is what a stranger sent until a schema says otherwise. */
export interface ClientToServerEvents {
  'conversation:join': (payload: unknown, acknowledge: (answer: JoinAnswer) => void) => void
  'conversation:leave': (payload: unknown, acknowledge: (answer: PlainAnswer) => void) => void
  'sentiment:report': (payload: unknown, acknowledge: (answer: SentimentAck) => void) => void
  'suggestion:feedback': (payload: unknown, acknowledge: (answer: PlainAnswer) => void) => void
  'intent:confirm': (payload: unknown, acknowledge: (answer: PlainAnswer) => void) => void
  'escalation:request': (payload: unknown, acknowledge: (answer: PlainAnswer) => void) => void
}

export interface ServerToClientEvents {
  assist: (envelope: AssistEnvelope) => void
}
