/** What Cognigy's HTTP nodes send us and what they get back (docs/contract.md section 1). Unknown fields are ignored. */
import * as z from 'zod/mini'
import { identifier, SHORTEST_SESSION_ID, unitInterval } from './identifiers.ts'
import {
  idText,
  ifReadable,
  isNothing,
  lenientId,
  lenientNumber,
  lenientShare,
  lenientText,
  objectOrNothing,
  orNothing,
  unused,
} from './lenient.ts'
import { givenOrigin } from './origin.ts'
import { interactionUpdate } from './stream.ts'
import { escalationLevel, intentCandidate, routedVia } from './vocabulary.ts'

const openObject = z.record(z.string(), z.unknown())
const intentName = lenientText.check(z.maxLength(256))

/** `undefined` where nothing was recognised: without a name and a score it is no intent. */
const recognisedIntent = z.pipe(
  objectOrNothing(
    z.object({ name: orNothing(intentName), score: orNothing(lenientNumber(unitInterval)) }),
    // What stands beside a missing name is not read: some bots write a score of -1 there.
    ({ name, score }) => isNothing(name) || isNothing(score),
  ),
  z.transform((intent) =>
    intent?.name === undefined || intent.score === undefined ? undefined : { name: intent.name, score: intent.score },
  ),
)

/**
 * `POST /webhook/cognigy` and `/webhook/cognigy/routing`. A missing `session.cxone` passes here on purpose: the contract
 * answers a missing conversation id with 400, not with the 422 of a schema failure.
 */
export const routingWebhook = z.object({
  session: z.object({
    id: lenientId,
    /** Its `id` names the customer where `origin` does not. */
    user: unused,
    /** Read for where the webhook comes from, as far as `origin` does not say it. */
    cxone: orNothing(openObject),
  }),
  origin: givenOrigin,
  intent: recognisedIntent,
  entities: unused,
  text: lenientText,
})
export type RoutingWebhook = z.infer<typeof routingWebhook>

/** Set when nobody of the wanted group was available and the overflow group was used instead. */
const overflowNote = { overflow: z.optional(z.literal(true)), requestedSkill: z.optional(z.string()) }

/** In dialects that know several ways to bring a contact on its way. */
const wayNote = {
  via: z.optional(routedVia),
  /** As CXone knows the skill. */
  skillId: z.optional(z.int()),
  /** With `via` `answer`: what the flow must output, as it is. */
  reply: z.optional(z.unknown()),
  /** A test's contact: nobody was told. */
  simulated: z.optional(z.literal(true)),
}

/** Answers of `POST /webhook/cognigy`. */
export const routingAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('routed'), skill: z.string(), ...overflowNote, ...wayNote }),
  z.object({ status: z.literal('fallback'), reason: z.literal('low_confidence') }),
])
export type RoutingAnswer = z.infer<typeof routingAnswer>

/** Answers of `POST /webhook/cognigy/routing`. */
export const routingAnswerDetailed = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    routedTo: z.string(),
    cxoneResponse: openObject,
    ...overflowNote,
    ...wayNote,
  }),
  z.object({ status: z.literal('low_confidence'), action: z.literal('fallback') }),
])
export type RoutingAnswerDetailed = z.infer<typeof routingAnswerDetailed>

/** What the bot took the utterance for: nothing, with a confidence of 0, where it does not say. */
const failedIntent = z.pipe(
  orNothing(z.object({ name: intentName, confidence: orNothing(lenientNumber(unitInterval)) })),
  z.transform((intent) => ({ name: intent?.name ?? '', confidence: intent?.confidence ?? 0 })),
)

const previousIntent = z.object({
  name: intentName.check(z.minLength(1)),
  confidence: z.catch(lenientShare, 0),
})
/** Intents that the bot took earlier utterances for. They only help to rank, so what is none is left out. */
const previousIntents = z.pipe(
  orNothing(z.array(z.unknown())),
  z.transform((items = []) => items.flatMap((item) => previousIntent.safeParse(item).data ?? [])),
)

/** Too short a one passes here on purpose: the contract answers it with 400. */
const isSession = (id: string): boolean => id.length < SHORTEST_SESSION_ID || identifier.safeParse(id).success
const fallbackSession = idText.check(z.refine(isSession, 'must be an id'))

/** `POST /webhook/fallback`. The guards of docs/contract.md 1.2 (400) are decisions, not schema. */
export const fallbackWebhook = z.object({
  sessionId: fallbackSession,
  /** Leads to the agent's panel where no routing webhook did. */
  conversationId: orNothing(lenientId),
  input: lenientText,
  intent: failedIntent,
  context: unused,
  previousIntents,
  origin: givenOrigin,
})
export type FallbackWebhook = z.infer<typeof fallbackWebhook>

/** `POST /webhook/conversation-ended`. Without either id it is a 400 of the flow. */
export const conversationEndedWebhook = z.object({
  conversationId: orNothing(lenientId),
  sessionId: orNothing(lenientId),
  reason: lenientText.check(z.maxLength(500)),
  origin: givenOrigin,
})
export type ConversationEndedWebhook = z.infer<typeof conversationEndedWebhook>

/** Updates that one delivery of `POST /webhook/transcript` may bring. */
const MOST_UPDATES = 100
/** One of `POST /webhook/transcript`: what the agent-assist stream would tell, and where it comes from. */
export const transcriptUpdate = z.extend(interactionUpdate, { origin: givenOrigin })
/** Several of them, in the order in which they were said. */
export const transcriptUpdates = z.object({
  updates: z.array(transcriptUpdate).check(z.minLength(1), z.maxLength(MOST_UPDATES)),
  /** Of all of them, so far as they do not say it themselves. */
  origin: givenOrigin,
})
/** What `POST /webhook/transcript` takes. */
export const transcriptWebhook = z.union([transcriptUpdate, transcriptUpdates])
export type TranscriptUpdates = z.infer<typeof transcriptUpdates>

/** Answer (202) of `POST /webhook/transcript`. */
export const transcriptAnswer = z.object({ accepted: z.int().check(z.minimum(1), z.maximum(MOST_UPDATES)) })
export type TranscriptAnswer = z.infer<typeof transcriptAnswer>

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
    id: orNothing(idText),
    history: orNothing(z.array(z.unknown())),
  }),
  userInput: lenientText,
  /** Leads to the agent's panel where no routing webhook did. */
  conversationId: orNothing(lenientId),
  platform: unused,
  /** Of no use where it is no text; then the customer is taken to write in the model's language. */
  language: ifReadable(z.string()),
  origin: givenOrigin,
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
    /** Where Cognigy learns of levels by this very answer: whether the flow is to go on at the target. */
    escalationTriggered: z.optional(z.boolean()),
    /** As `coolDown`, there: the flow was sent on lately, and is not to be sent again. */
    repeated: z.optional(z.literal(true)),
  }),
  z.object({ status: z.literal('error'), message: z.string(), escalationLevel: z.literal('standard') }),
])
export type SentimentAnswer = z.infer<typeof sentimentAnswer>

/**
 * `POST /webhook/handover`: CXone's transfer body plus the conversation it is about. The ids may be `null` here, since
 * what is wrong with them is told by the checks of `domain/handover.ts`, together with all else that is.
 */
export const handoverWebhook = z.object({
  conversationId: lenientId,
  transferTo: z.object({ type: z.string(), id: z.optional(z.nullable(lenientId)) }),
  transferType: z.string(),
  wrapupCode: z.optional(z.nullable(z.object({ id: z.optional(z.nullable(lenientId)) }))),
  contextData: openObject,
  origin: givenOrigin,
})

export const handoverAnswer = z.object({
  status: z.literal('transferred'),
  via: wayNote.via,
  reply: wayNote.reply,
  simulated: wayNote.simulated,
})
export type HandoverAnswer = z.infer<typeof handoverAnswer>
