/** What Cognigy's HTTP nodes send us and what they get back (CONTRACT section 1). Unknown fields are ignored. */
import * as z from 'zod/mini'
import { SHORTEST_SESSION_ID } from '../domain/fallback.ts'
import { identifier, unitInterval } from './identifiers.ts'
import { escalationLevel, intentCandidate } from './vocabulary.ts'

const openObject = z.record(z.string(), z.unknown())
const intentName = z.string().check(z.minLength(1), z.maxLength(256))

/**
 * `POST /webhook/cognigy` and `/webhook/cognigy/routing`. A missing `session.cxone` passes here on purpose: the contract
 * answers a missing conversation id with 400, not with the 422 of a schema failure.
 */
export const routingWebhook = z.object({
  session: z.object({
    id: identifier,
    user: openObject,
    cxone: z.optional(z.nullable(openObject)),
  }),
  intent: z.object({ name: intentName, score: unitInterval }),
  entities: z.optional(
    z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) })),
  ),
  text: z.string(),
})
export type RoutingWebhook = z.infer<typeof routingWebhook>

/** Set when nobody of the wanted group was available and the overflow group was used instead. */
const overflowNote = { overflow: z.optional(z.literal(true)), requestedSkill: z.optional(z.string()) }

/** Answers of `POST /webhook/cognigy`. */
export const routingAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('routed'), skill: z.string(), ...overflowNote }),
  z.object({ status: z.literal('fallback'), reason: z.literal('low_confidence') }),
])
export type RoutingAnswer = z.infer<typeof routingAnswer>

/** Answers of `POST /webhook/cognigy/routing`. */
export const routingAnswerDetailed = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), routedTo: z.string(), cxoneResponse: openObject, ...overflowNote }),
  z.object({ status: z.literal('low_confidence'), action: z.literal('fallback') }),
])
export type RoutingAnswerDetailed = z.infer<typeof routingAnswerDetailed>

const scoredIntent = z.object({ name: intentName, confidence: unitInterval })

/** Too short a one passes here on purpose: the contract answers it with 400. */
const fallbackSession = z
  .string()
  .check(z.refine((id) => id.length < SHORTEST_SESSION_ID || identifier.safeParse(id).success, 'must be an id'))

/** `POST /webhook/fallback`. The guards of CONTRACT 1.2 (400) are decisions, not schema. */
export const fallbackWebhook = z.object({
  sessionId: fallbackSession,
  /** Leads to the agent's panel where no routing webhook did. */
  conversationId: z.optional(z.nullable(identifier)),
  input: z.string(),
  intent: scoredIntent,
  context: openObject,
  previousIntents: z.array(scoredIntent),
})
export type FallbackWebhook = z.infer<typeof fallbackWebhook>

/** `POST /webhook/conversation-ended`. Without either id it is a 400 of the flow. */
export const conversationEndedWebhook = z.object({
  conversationId: z.optional(z.nullable(identifier)),
  sessionId: z.optional(z.nullable(identifier)),
  reason: z.optional(z.nullable(z.string().check(z.maxLength(500)))),
})
export type ConversationEndedWebhook = z.infer<typeof conversationEndedWebhook>

export const conversationEndedAnswer = z.object({ status: z.literal('ended') })
export type ConversationEndedAnswer = z.infer<typeof conversationEndedAnswer>

/** Answer of `POST /webhook/fallback`: flat, always these three keys. */
export const fallbackAnswer = z.object({
  context: z.object({
    fallbackAnalysis: z.object({
      originalInput: z.string(),
      suggestedIntents: z.array(intentCandidate),
      highestScore: unitInterval,
      escalationTriggered: z.boolean(),
    }),
  }),
  nextNode: z.string(),
  output: z.string(),
})
export type FallbackAnswer = z.infer<typeof fallbackAnswer>
export type FallbackAnalysis = FallbackAnswer['context']['fallbackAnalysis']

/** `POST /webhook/sentiment-escalation`. A missing `session.id` is a 400 of the flow. */
export const sentimentWebhook = z.object({
  session: z.object({
    id: z.optional(z.nullable(z.string())),
    history: z.optional(z.nullable(z.array(z.unknown()))),
  }),
  userInput: z.string(),
  /** Leads to the agent's panel where no routing webhook did. */
  conversationId: z.optional(z.nullable(identifier)),
  platform: z.optional(z.nullable(z.string())),
  language: z.optional(z.nullable(z.string())),
})
export type SentimentWebhook = z.infer<typeof sentimentWebhook>

/** Answers of `POST /webhook/sentiment-escalation`. `frustrationScore` is in [0, 1], rounded to 4 places. */
export const sentimentAnswer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    escalationLevel,
    frustrationScore: unitInterval,
    targetFlow: z.string(),
    targetNode: z.string(),
    /** What Cognigy said; `null` where it said nothing readable, or was told nothing. */
    cognigyApiResult: z.unknown(),
    /** Nothing was scored: the language is not spoken, or no model was there in time. `frustrationScore` says nothing then. */
    scored: z.optional(z.literal(false)),
    /** This level was triggered lately, so Cognigy was told nothing this time. */
    coolDown: z.optional(z.literal(true)),
  }),
  z.object({ status: z.literal('error'), message: z.string(), escalationLevel: z.literal('standard') }),
])
export type SentimentAnswer = z.infer<typeof sentimentAnswer>

/**
 * `POST /webhook/handover`: CXone's transfer body plus the conversation it is about. The ids may be `null` here, since
 * what is wrong with them is told by the checks of `domain/handover.ts`, together with all else that is.
 */
export const handoverWebhook = z.object({
  conversationId: identifier,
  transferTo: z.object({ type: z.string(), id: z.optional(z.nullable(identifier)) }),
  transferType: z.string(),
  wrapupCode: z.optional(z.nullable(z.object({ id: z.optional(z.nullable(identifier)) }))),
  contextData: openObject,
})
export type HandoverWebhook = z.infer<typeof handoverWebhook>

export const handoverAnswer = z.object({ status: z.literal('transferred') })
export type HandoverAnswer = z.infer<typeof handoverAnswer>
