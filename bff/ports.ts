/** What flows and conversations depend on. Adapters implement these; only `main.ts` knows which adapter stands where. */

import type { KindedId } from '../shared/domain/conversation/conversation-ids.ts'
import type { HeardUtterance } from '../shared/domain/conversation/utterances.ts'
import type { SentimentScores } from '../shared/domain/frustration/frustration.ts'
import type { UtteranceScore } from '../shared/domain/frustration/scored-utterances.ts'
import type { ConversationFacts, NamedId, QueueFacts } from '../shared/domain/handover/facts.ts'
import type { FallbackRules } from '../shared/rules.ts'
import type { AssistEnvelope, AssistEvent, ConversationSnapshot, StatusData } from '../shared/wire/assist.ts'
import type { EscalationLevel, IntentCandidate } from '../shared/wire/vocabulary.ts'
import type { TokenClaims } from '../shared/wire/widget-api.ts'

export interface Clock {
  /** Milliseconds since 1970, for what others read: dates, expiry. */
  now(): number
  /** Milliseconds since some fixed moment, with fractions; never jumps, for durations and deadlines. */
  monotonic(): number
}

/** Does something again and again, without keeping the process alive. */
export interface Timer {
  /** @returns what stops it */
  every(ms: number, act: () => void): () => void
}

/** How long an answer may still take. Everything done for one request shares one. */
export interface Deadline {
  remainingMs(): number
  /** Aborts when the time is up. */
  readonly signal: AbortSignal
  /** A deadline that is over after `ms`, or with this one, whichever comes first. */
  within(ms: number): Deadline
  /** Frees the timer; harmless to call twice. */
  release(): void
}

type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** Structured log. Fields are ids, codes and figures: never a secret, never a text that a customer or an agent wrote. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

/** Counts of what happened, for operators. Label values are from small fixed sets. */
export interface Metrics {
  webhookAnswered(path: string, status: number, seconds: number): void
  deliveryRepeated(path: string): void
  /** A secret, signature or token that was not right. `slowed`: not even looked at, after many wrong ones from there. */
  authenticationFailed(
    door: 'webhook' | 'integrator' | 'widget',
    outcome: 'missing' | 'wrong' | 'clock' | 'slowed',
  ): void
  /**
   * A request that was refused so that others are answered in time. `body_address`, `body_all`: its body stood in the
   * way unproven.
   */
  requestShed(reason: 'busy' | 'in_flight' | 'body_address' | 'body_all'): void
  /** A connection that was closed at once, since too many of that address were open. */
  connectionRefused(): void
  /** Lines that could not be written: of the log, or of `METRICS_LOG`. */
  linesDropped(of: 'log' | 'metrics_log'): void
  routingDecided(outcome: string): void
  intentUnmapped(): void
  upstreamCalled(upstream: string, operation: string, outcome: string, seconds: number): void
  upstreamRetried(upstream: string, operation: string): void
  tokenRequested(upstream: string, outcome: string): void
  eventPublished(type: string): void
  streamFrame(outcome: string): void
  streamState(connected: boolean): void
  socketRefused(reason: string): void
  requestRefused(event: string, code: string): void
  suggestionsTriggered(trigger: string): void
  /** `seconds` from the frame of the utterance to the published event. */
  suggestionsPublished(origin: 'live' | 'cached' | 'fallback', seconds: number): void
  suggestionsWithheld(reason: string, count: number): void
  /** `reason` is that of the report, where it gives one. */
  suggestionFeedback(action: string, reason?: string): void
  /** `rule` is the ranking's, `none` where nothing was ranked. */
  fallbackDecided(outcome: 'suggested' | 'escalated' | 'refused', rule: string): void
  /** `after_answer`: written, but later than the webhook's answer; `superseded`: the session moved on before it was. */
  sessionWritten(operation: SessionOperation, outcome: 'ok' | 'after_answer' | 'failed' | 'superseded'): void
  intentConfirmed(outcome: 'recorded' | 'failed'): void
  /** `cause` is who knew of it: a webhook, CXone, or nobody, and it was the silence. */
  conversationEnded(cause: 'webhook' | 'cxone' | 'silence'): void
  /** A frustration webhook: the level it came to, or why there was none. */
  frustrationDecided(outcome: EscalationLevel | 'unscored' | 'error'): void
  /** What Cognigy was told of a level. `cooling_down`: nothing, since it knew lately. */
  escalationTold(cause: 'frustration' | 'agent', outcome: 'data' | 'trigger' | 'cooling_down' | 'failed'): void
  handoverDecided(outcome: HandoverOutcomeKind): void
  /** `code` is one of the checks' own. */
  handoverFound(code: string): void
  /** A widget's score of one utterance. `ignored`: known already, or not the customer's. */
  sentimentReported(outcome: 'counted' | 'ignored'): void
  /** `failed`: not scored, or not in time. `seconds` from asking to knowing. */
  utteranceScored(origin: 'scored' | 'cached' | 'failed', seconds: number): void
}

export type UpstreamFailureKind =
  | 'not_found'
  | 'conflict'
  | 'credentials'
  | 'permission'
  | 'rate_limited'
  | 'timeout'
  | 'unavailable'
  /** The upstream took our request for wrong: 400, 422 and the like. */
  | 'refused'
  /** It said yes in a shape that is not its own: a proxy's page, broken JSON. */
  | 'bad_answer'
  | 'not_configured'

export interface UpstreamFailureFacts {
  readonly upstream: 'cxone' | 'cognigy'
  readonly kind: UpstreamFailureKind
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined
  /** The token endpoint's own word for it (RFC 6749, 5.2), such as `invalid_scope`. */
  readonly code?: string | undefined
  /** What the upstream asked for by `Retry-After`, in seconds. */
  readonly retryAfterSeconds?: number | undefined
  /** How far this machine's clock is ahead of the upstream's, in seconds, where that may be why it refused. */
  readonly clockAheadSeconds?: number | undefined
  /** The request may have taken effect all the same: it was sent, and no answer came back. */
  readonly mayHaveApplied?: boolean
}

/** An upstream did not do what it was asked. The message holds no address, no body and no secret. */
export class UpstreamFailure extends Error {
  readonly facts: UpstreamFailureFacts

  constructor(facts: UpstreamFailureFacts) {
    super(`${facts.upstream}: ${facts.kind}${facts.status === undefined ? '' : ` (${facts.status})`}`)
    this.name = 'UpstreamFailure'
    this.facts = facts
  }
}

export interface SkillRequest {
  readonly skill: string
  readonly routingMethod: string
  /** An earlier request may have routed it: CXone's "already routed" is a yes then, if the conversation is still with us. */
  readonly mayBeRouted: boolean
}

/** NICE CXone, whatever dialect it speaks. Every method rejects with {@link UpstreamFailure}. */
export interface Cxone {
  writeIntent(conversationId: string, intent: { name: string; score: number }, deadline: Deadline): Promise<void>
  /** Gives what CXone answered, `{}` where it answered without a body. */
  route(conversationId: string, request: SkillRequest, deadline: Deadline): Promise<Record<string, unknown>>
  availableAgents(skill: string, deadline: Deadline): Promise<number>
}

/** Where a conversation goes, with what, as CXone is told it. */
export interface Transfer {
  readonly transferTo: { readonly type: string; readonly id: string }
  readonly transferType: string
  readonly wrapupCode?: { readonly id: string } | undefined
  readonly contextData: Readonly<Record<string, unknown>>
}

/** CXone as far as handovers need it. Every method rejects with {@link UpstreamFailure}. */
export interface CxoneHandovers {
  conversation(conversationId: string, deadline: Deadline): Promise<ConversationFacts>
  queue(queueId: string, deadline: Deadline): Promise<QueueFacts>
  wrapupCodes(queueId: string, deadline: Deadline): Promise<readonly NamedId[]>
  /** Conversations in a state such as `queued`, in the order in which CXone lists them. */
  search(state: string, deadline: Deadline): Promise<readonly ConversationFacts[]>
  /** Not to be repeated after a failure that `mayHaveApplied`. */
  transfer(conversationId: string, transfer: Transfer, deadline: Deadline): Promise<void>
}

/** What was decided of a handover. */
export type HandoverOutcomeKind = 'transferred' | 'refused' | 'unchecked' | 'failed'

/** One handover, as it is kept for whoever has to account for it. It holds ids and codes, no word of the customer. */
export interface HandoverRecord {
  readonly timestamp: string
  readonly eventType: 'HANDOVER'
  readonly by: 'webhook' | 'diagnose'
  readonly conversationId: string
  readonly transferTo: { readonly type: string; readonly id: string }
  readonly transferType: string
  readonly wrapupCodeId: string
  /** The names of what the bot handed over, so far as they are known ones; never the values. */
  readonly contextKeys: readonly string[]
  /** How many more there were. */
  readonly otherContextKeys: number
  readonly outcome: HandoverOutcomeKind
  readonly findings: readonly { readonly path: string; readonly code: string; readonly severity: string }[]
}

/** The audit trail of handovers. */
export interface HandoverAudit {
  /** Resolves once the record is safe; rejects with {@link NotKept} if it cannot be. */
  record(handover: HandoverRecord): Promise<void>
}

export interface SuggestionQuery {
  readonly interactionId: string
  readonly transcript: string
  /** In [-1, 1]; `undefined` where nobody scored the utterance. */
  readonly sentimentScore: number | undefined
  readonly context: Readonly<Record<string, unknown>>
}

/** As an upstream suggests it, before any policy. */
export interface RawSuggestion {
  readonly text: string
  /** In [0, 1]; `undefined` where the upstream gave none, or none that is a confidence. */
  readonly confidence: number | undefined
  readonly source: string
}

/** Where suggestions come from. Rejects with {@link UpstreamFailure}. */
export interface SuggestionSource {
  suggest(query: SuggestionQuery, deadline: Deadline): Promise<readonly RawSuggestion[]>
}

/** What can be done to a session: `context` is merged, a node is triggered. */
export type SessionOperation = 'context' | 'trigger'

/** Sessions of Cognigy's bot, whatever dialect it speaks. Both reject with {@link UpstreamFailure}. */
export interface CognigySessions {
  /** Adds the keys of `context` to the session's own; other keys stay. */
  mergeContext(sessionId: string, context: Readonly<Record<string, unknown>>, deadline: Deadline): Promise<void>
  /** Makes the flow go on at a node. Not to be repeated after a failure that `mayHaveApplied`. */
  triggerNode(sessionId: string, nodeId: string, deadline: Deadline): Promise<void>
}

export interface ScoredIntent {
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

/** What a misunderstood utterance probably meant (CONTRACT 7.1). Answers from memory and never throws. */
export interface IntentRanker {
  rank(query: RankingQuery, rules: FallbackRules): IntentRanking
}

/** What an agent said was meant: an example that the next index is built from. It holds no text of the customer. */
export interface ConfirmedIntent {
  readonly timestamp: string
  readonly conversationId: string
  readonly utteranceId?: string
  /** What the bot took it for; absent where it took it for nothing. */
  readonly predicted?: string
  readonly actual: string
  readonly eventType: 'INTENT_CONFIRMED'
}

/** An example could not be kept. `cause` is a code such as `ENOSPC` and holds no path. */
export class NotKept extends Error {
  override readonly cause: string

  constructor(cause: string) {
    super(`not kept: ${cause}`)
    this.name = 'NotKept'
    this.cause = cause
  }
}

/** Keeps confirmed intents. */
export interface ConfirmedIntents {
  /** Resolves once the example is safe; rejects with {@link NotKept} if it cannot be. */
  record(example: ConfirmedIntent): Promise<void>
}

/** Why utterances could not be scored. */
export type ScoringFailureKind = 'timeout' | 'unavailable'

/** Utterances could not be scored. Holds no text of theirs. */
export class ScoringFailed extends Error {
  readonly kind: ScoringFailureKind

  constructor(kind: ScoringFailureKind) {
    super(`not scored: ${kind}`)
    this.name = 'ScoringFailed'
    this.kind = kind
  }
}

/** The sentiment model on this side (CONTRACT 7.2). Texts that were scored lately are answered from memory. */
export interface SentimentScorer {
  /** ISO 639-1 codes of the languages that the model speaks. */
  readonly languages: readonly string[]
  /** Scores in the order of `texts`. Rejects with {@link ScoringFailed}. */
  score(texts: readonly string[], deadline: Deadline): Promise<readonly SentimentScores[]>
}

/** What a session is told of its customer's frustration. */
export interface SessionUpdate {
  readonly sessionData: {
    readonly escalationLevel: EscalationLevel
    /** In [0, 1]. */
    readonly frustrationScore: number
    readonly escalationTriggered: boolean
  }
  /** Where the bot goes on; both or none. */
  readonly target: { readonly flow: string; readonly node: string } | undefined
}

/** Tells Cognigy of a level. Rejects with {@link UpstreamFailure}. */
export interface SessionUpdates {
  /** Gives what Cognigy answered; `undefined` where that was no JSON. */
  update(sessionId: string, update: SessionUpdate, deadline: Deadline): Promise<unknown>
}

/** One record a query, with the contract's seven fields first. */
export interface QueryRecord {
  readonly timestamp: string
  readonly interactionId: string
  readonly triggered: boolean
  readonly cached: boolean
  readonly fallback: boolean
  readonly suggestionCount: number
  readonly eventType: 'AGENT_ASSIST_QUERY'
  /** Why no live suggestions were shown, where that is so. */
  readonly cause?: string
  /** An agent asked. */
  readonly requested?: true
}

/** What an agent did with a suggestion. */
export interface FeedbackRecord {
  readonly timestamp: string
  readonly conversationId: string
  readonly suggestionId: string
  readonly action: string
  /** Levenshtein distance from the suggestion to what was sent, where both are known. */
  readonly editDistance?: number
  /** Why it was not helpful; stands in a record of its own beside the one that says that it was not. */
  readonly reason?: string
  /** The agent took back an insertion that was recorded before. */
  readonly undone?: true
  readonly eventType: 'AGENT_ASSIST_FEEDBACK'
}

/** `METRICS_LOG`: JSON lines for whoever measures the product. Never waits, never throws. */
export interface QueryLog {
  query(record: QueryRecord): void
  feedback(record: FeedbackRecord): void
}

/** An answer as the HTTP rim writes it and as repeated deliveries get it again. */
export interface HttpAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The body in the form of other paths that do the same, by path. */
  readonly forms?: Readonly<Record<string, unknown>>
  /**
   * What a failure (5xx) left behind: `none`, so that a repeat is simply tried again, or `unknown` (the default), so that
   * it looks first. Every other answer is kept, and repeats get it.
   */
  readonly effect?: FailedEffect
}

export type FailedEffect = 'none' | 'unknown'

/** What a flow may know of the delivery that it works on. */
export interface Delivery {
  /** What is said in it is heard under this name, so that a second try is no second utterance; none without an id. */
  readonly utteranceId: string | undefined
  /** An earlier try of it failed, and may have taken effect all the same: to be looked up before it is done again. */
  readonly resumed: boolean
}

export type DeliveryClaim =
  | {
      readonly kind: 'first'
      /** An earlier delivery of it failed and may have had effect. */
      readonly resumed: boolean
      /** Stores the answer for later repeats and gives it to those that wait. */
      settle(answer: HttpAnswer): Promise<void>
      /** Gives a failure to those that wait and keeps it for nobody: the next delivery is tried again. */
      release(answer: HttpAnswer, effect: FailedEffect): Promise<void>
    }
  | { readonly kind: 'repeated'; readonly answer: Promise<HttpAnswer> }
  | { readonly kind: 'other_body' }

/** Which deliveries were seen. Atomic: of two equal claims at the same moment one is the first. */
export interface DeliveryStore {
  claim(key: string, fingerprint: string, ttlSeconds: number): Promise<DeliveryClaim>
}

export interface ConversationRecord {
  /** The name that envelopes carry: nobody else's, and a bare id that leads to it. */
  readonly conversationId: string
  /** The ids it was told by, each with its kind. None: a widget waits for it, and nobody told of it yet. */
  readonly ids: readonly KindedId[]
  /** The bare ids that lead to it now. An id of its own that another conversation has with more right is not among them. */
  readonly aliases: readonly string[]
  /** CXone's id, once it is known. Two of them are two contacts, whatever other id they share. */
  readonly contactId: string | undefined
  readonly agentId: string | undefined
  /** Names this history: a record made anew has another epoch. */
  readonly epoch: string
  readonly snapshot: ConversationSnapshot
  /** Newest events, oldest first, without gaps, ending at `snapshot.seq`. */
  readonly replayable: readonly AssistEnvelope[]
  /** Recent utterances, to recognise the same one on another channel; every one that the snapshot shows is among them. */
  readonly heard: readonly HeardUtterance[]
  /** Keys of all ids that utterances and suggestions of it ever had, the newest so many. */
  readonly mentioned: ReadonlySet<string>
  /** The customer's utterances that were scored, each once, oldest first. */
  readonly scores: readonly UtteranceScore[]
  /** Cognigy's id of the bot's session, once a webhook told it: the newest of several. */
  readonly sessionId: string | undefined
  /** Agent assist's id of it, once the stream told it: what suggestions are asked for by. */
  readonly interactionId: string | undefined
}

/** Conversations by their ids. The caller orders the writes of one conversation; the store only has to keep them. */
export interface ConversationStore {
  /** Where a bare id leads: to the conversation that CXone calls so, else the session, else the interaction, else the name. */
  find(alias: string): Promise<ConversationRecord | undefined>
  /** The conversation that was told of by this id of this kind. */
  findBy(id: KindedId): Promise<ConversationRecord | undefined>
  /** The conversation that envelopes call so. */
  named(conversationId: string): Promise<ConversationRecord | undefined>
  /** @param conversationId a name that no conversation has */
  create(conversationId: string): Promise<ConversationRecord>
  /** The ids are this conversation's from now on, and nobody else's. The oldest of very many are forgotten. */
  assignIds(conversationId: string, ids: readonly KindedId[]): Promise<void>
  setAgent(conversationId: string, agentId: string): Promise<void>
  setHeard(conversationId: string, heard: readonly HeardUtterance[]): Promise<void>
  /** Adds to what was mentioned. */
  mention(conversationId: string, keys: readonly string[]): Promise<void>
  setScores(conversationId: string, scores: readonly UtteranceScore[]): Promise<void>
  /** Numbers and dates the event and keeps it. */
  append(conversationId: string, event: AssistEvent, at: string): Promise<AssistEnvelope>
  remove(conversationId: string): Promise<void>
  /**
   * Begins a new history under the same ids, in one step: what was said is gone, and only what was heard lately is kept,
   * so that a late echo of it is still known.
   */
  renew(conversationId: string): Promise<ConversationRecord>
  /** Calls back when a conversation was dropped to keep within bounds. */
  onDropped(listener: (conversationId: string) => void): void
}

/** All state of a BFF process. Memory today; durable or shared tomorrow, behind the same two parts. */
export interface Store {
  readonly deliveries: DeliveryStore
  readonly conversations: ConversationStore
}

/** How the service itself is: what agents are told when live transcript or suggestions are not to be had. */
export interface ServiceStatus {
  current(): StatusData
}

/** Delivers envelopes to the widgets of a conversation. Never throws, never waits for a widget. */
export interface Push {
  send(conversationId: string, envelope: AssistEnvelope): void
  /** Makes widgets of this conversation join again; those for which `stays` holds keep their place. */
  rejoin(conversationId: string, stays: (claims: TokenClaims) => boolean): void
  /** Conversations that a widget follows right now. */
  followed(): readonly string[]
}
