/** What the BFF pushes to widgets: one event `assist`, one envelope, data by type (docs/contract.md 5.3). */
import * as z from 'zod/mini'
import { identifier, instant, languageCode, unitInterval, webAddress } from './identifiers.ts'
import { escalationLevel, handoverFinding, intentCandidate, speaker, tone } from './vocabulary.ts'

/** One utterance. `text` is cut to 10,000 characters, and then `truncated` is true. */
const transcriptData = z.object({
  utteranceId: z.string(),
  speaker,
  text: z.string(),
  truncated: z.optional(z.literal(true)),
  /** What was hidden in it, by kind: `card`, `iban`, `email`, `phone`, `us_ssn`, or the name of an operator's own pattern. */
  masked: z.optional(z.array(z.object({ kind: z.string(), count: z.int().check(z.minimum(1)) }))),
  /** In [-1, 1]; absent where Cognigy sent none. */
  sentimentScore: z.optional(z.number()),
  /** Suggestions are being asked for: a `suggestions` event that answers this utterance or a later one follows. */
  awaitsSuggestions: z.optional(z.literal(true)),
})
export type TranscriptData = z.infer<typeof transcriptData>

/** What the bot thought the customer wants. `accepted` tells whether `score` reached `threshold`. */
const intentData = z.object({
  name: z.string(),
  score: unitInterval,
  threshold: unitInterval,
  accepted: z.boolean(),
  utteranceId: z.optional(z.string()),
})
export type IntentData = z.infer<typeof intentData>

/** Why a conversation was not routed. */
const routingFailure = z.enum([
  'not_found',
  'already_routed_or_ended',
  'credentials',
  'permission',
  'rate_limited',
  'timeout',
  'unavailable',
  'refused',
])
export type RoutingFailure = z.infer<typeof routingFailure>

/** What became of a routing webhook. */
const routingData = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('routed'),
    skill: z.string(),
    /** The group that was wanted, where nobody in it was available and `skill` is the overflow group. */
    overflowFrom: z.optional(z.string()),
    /** The intent is not in the map; `skill` is the default group. */
    unmapped: z.optional(z.literal(true)),
  }),
  z.object({ outcome: z.literal('bot_fallback'), reason: z.literal('low_confidence') }),
  z.object({ outcome: z.literal('failed'), skill: z.string(), reason: routingFailure }),
])
export type RoutingData = z.infer<typeof routingData>

/** The bot did not understand: what the customer wrote and what it probably meant, best first. */
const fallbackData = z.object({
  utteranceId: z.optional(z.string()),
  text: z.string(),
  predicted: z.optional(z.string()),
  candidates: z.array(intentCandidate),
  escalated: z.boolean(),
  /** What an agent said was meant; a later choice replaces it. */
  confirmed: z.optional(z.string()),
})
export type FallbackData = z.infer<typeof fallbackData>

const suggestionEngine = z.enum(['cognigy', 'knowledge', 'generic'])
export type SuggestionEngine = z.infer<typeof suggestionEngine>

const suggestion = z.object({
  id: identifier,
  text: z.string(),
  confidence: unitInterval,
  /** The upstream gave no confidence, and the rules stand in for it. */
  confidenceSource: z.optional(z.literal('default')),
  source: z.string(),
  /** A configured generic reply, shown because live suggestions were not to be had. */
  fallback: z.boolean(),
  /** Where it comes from; absent in what an earlier version kept. */
  engine: z.optional(suggestionEngine),
  /** The page that it is taken from. */
  sourceUrl: z.optional(webAddress),
  /** For the agent's eyes: never for the customer without a second, explicit act. */
  internal: z.optional(z.literal(true)),
})
export type Suggestion = z.infer<typeof suggestion>

/** That the policy removed something, and why; never what. */
const withheld = z.object({ reason: z.string(), rule: z.string(), count: z.int().check(z.minimum(1)) })
export type Withheld = z.infer<typeof withheld>

const suggestionsData = z.object({
  /** The utterance these answer; once the customer wrote again they are stale. */
  basedOn: z.nullable(z.string()),
  suggestions: z.array(suggestion),
  fallback: z.boolean(),
  cached: z.boolean(),
  withheld: z.array(withheld),
  /** Why Cognigy has nothing in it: these are generic (`fallback`), or what knowledge has. */
  fallbackReason: z.optional(z.string()),
  /** Since when Cognigy has none; only beside `fallbackReason`. */
  unavailableSince: z.optional(instant),
  /** An agent asked for these; nothing in what the customer wrote did. */
  requested: z.optional(z.literal(true)),
})
export type SuggestionsData = z.infer<typeof suggestionsData>

/** How frustrated one utterance of the customer is, and the conversation after it. */
const scoredUtterance = z.object({
  utteranceId: z.string(),
  /** Of this utterance alone, in [0, 1]. */
  frustration: unitInterval,
  /** Of the conversation up to here, in [0, 1]. */
  score: unitInterval,
  tone,
})
export type ScoredUtterance = z.infer<typeof scoredUtterance>

/** Utterances that a `frustration` event carries at most. */
export const RECENT_SCORES = 20

const frustrationData = z.object({
  /** The conversation's frustration in [0, 1] (docs/contract.md 7.2). */
  score: unitInterval,
  /** As agents see it: with hysteresis, so that a score that hovers at a cut does not flicker. */
  level: escalationLevel,
  /** When agents first saw this level: the time of the utterance that led to it. */
  since: z.optional(instant),
  /** The newest utterance that was scored. */
  utteranceId: z.optional(z.string()),
  /** The newest that were scored, oldest first: the trend. */
  recent: z.optional(z.array(scoredUtterance).check(z.maxLength(RECENT_SCORES))),
  /** Where the newest was scored: `service`, or the backend of the browser that reported it. */
  scoredBy: z.optional(z.string()),
  /**
   * Scored in translation: the customer's language is none that the model speaks, and the service has a translator.
   * Browsers leave it to the service then.
   */
  translated: z.optional(z.literal(true)),
  /** What the customer writes in, as the bot told, where it is scored in translation. */
  language: z.optional(languageCode),
  /** Why nothing is scored: the customer's language is none that the model speaks. `score` is 0 then. */
  unscored: z.optional(z.literal('language')),
})
export type FrustrationData = z.infer<typeof frustrationData>

const escalationData = z.object({
  level: escalationLevel,
  cause: z.enum(['frustration', 'agent', 'misunderstood']),
  /** The agent who asked for it, as their token names them; absent where no agent did. */
  by: z.optional(identifier),
  /** In the words of the agent who asked for it. */
  reason: z.optional(z.string()),
  /** The conversation's frustration in [0, 1] when it was escalated; absent where nothing was scored. */
  score: z.optional(unitInterval),
  targetFlow: z.optional(z.string()),
  targetNode: z.optional(z.string()),
  /** The supervisor who is on it, as their token names them. */
  takenBy: z.optional(identifier),
  /** When it was escalated; beside `takenBy`, where the event tells of the taking. */
  since: z.optional(instant),
})
export type EscalationData = z.infer<typeof escalationData>

/** The card an agent sees first on a conversation that a bot handed over. */
const handoverData = z.object({
  intent: z.optional(z.string()),
  customerName: z.optional(z.string()),
  summary: z.optional(z.string()),
  reason: z.optional(z.string()),
  queue: z.optional(z.string()),
  collected: z.record(z.string(), z.string()),
  warnings: z.array(handoverFinding),
})
export type HandoverData = z.infer<typeof handoverData>

/** A supervisor's word to the agent of a conversation. `from`: the supervisor, as their token names them. */
const noteData = z.object({ noteId: identifier, text: z.string(), from: identifier, at: instant })
export type NoteData = z.infer<typeof noteData>

/** `ended` is about this conversation and stays; the other states are about the service. */
const statusData = z.object({
  state: z.enum(['live', 'reconnecting', 'degraded', 'ended']),
  since: instant,
  reason: z.optional(z.string()),
})
export type StatusData = z.infer<typeof statusData>

const carried = {
  conversationId: identifier,
  /** Rises by one per conversation, starting at 1. */
  seq: z.int().check(z.minimum(1)),
  at: instant,
}

const told = <T extends string, D extends z.ZodMiniType>(type: T, data: D) =>
  z.object({ ...carried, type: z.literal(type), data })

export const assistEnvelope = z.discriminatedUnion('type', [
  told('transcript', transcriptData),
  told('intent', intentData),
  told('routing', routingData),
  told('fallback', fallbackData),
  told('suggestions', suggestionsData),
  told('frustration', frustrationData),
  told('escalation', escalationData),
  told('handover', handoverData),
  told('note', noteData),
  told('status', statusData),
])
export type AssistEnvelope = z.infer<typeof assistEnvelope>
export type AssistType = AssistEnvelope['type']

/** An envelope before its conversation numbered and dated it. */
export type AssistEvent = {
  [T in AssistType]: { readonly type: T; readonly data: Extract<AssistEnvelope, { type: T }>['data'] }
}[AssistType]

const latest = <S extends z.ZodMiniType>(data: S) => z.nullable(z.object({ seq: z.int(), at: instant, data }))

/**
 * All that a widget needs to show a conversation it joins in the middle: the newest utterances (at most 200, oldest
 * first) and the newest of everything else. It is the fold of the conversation's events, see `domain/conversation.ts`.
 */
export const conversationSnapshot = z.object({
  conversationId: identifier,
  seq: z.int().check(z.minimum(0)),
  transcript: z.array(z.object({ seq: z.int(), at: instant, data: transcriptData })),
  intent: latest(intentData),
  routing: latest(routingData),
  fallback: latest(fallbackData),
  suggestions: latest(suggestionsData),
  frustration: latest(frustrationData),
  escalation: latest(escalationData),
  handover: latest(handoverData),
  /** The newest few, oldest first; absent in what an earlier service sends. */
  notes: z.optional(z.array(z.object({ seq: z.int(), at: instant, data: noteData }))),
  status: latest(statusData),
})
export type ConversationSnapshot = z.infer<typeof conversationSnapshot>
