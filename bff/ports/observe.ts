/** What is told to operators: the log, the counts, the lines of `METRICS_LOG`. */
import type { SuggestionEngine } from '../../shared/wire/assist.ts'
import type { SignInRefusal } from '../../shared/wire/sign-in.ts'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import type { SessionOperation } from './cognigy.ts'
import type { HandoverOutcomeKind } from './records.ts'

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
    door: 'webhook' | 'integrator' | 'widget' | 'sign-in',
    outcome: 'missing' | 'wrong' | 'clock' | 'slowed',
  ): void
  /** A sign-in that came back from the provider, or could not be begun: else the reason that the agent was told. */
  signInDecided(outcome: 'signed_in' | SignInRefusal): void
  /**
   * A request that was refused so that others are answered in time. `body_address`, `body_all`: its body stood in the
   * way unproven.
   */
  requestShed(reason: 'busy' | 'in_flight' | 'body_address' | 'body_all'): void
  /** A connection that was closed at once, since too many of that address were open. */
  connectionRefused(): void
  /** Lines that could not be written: of the log, of `METRICS_LOG` or of `RECORD_LOG`. */
  linesDropped(of: 'log' | 'metrics_log' | 'record_log'): void
  routingDecided(outcome: string): void
  intentUnmapped(): void
  upstreamCalled(upstream: string, operation: string, outcome: string, seconds: number): void
  upstreamRetried(upstream: string, operation: string): void
  tokenRequested(upstream: string, outcome: string): void
  /** Of the certificate that an upstream showed last, when it expires, in milliseconds since 1970. */
  upstreamCertificate(upstream: string, host: string, expiresAt: number): void
  /** By how many seconds this machine's clock is ahead (negative: behind) of what an upstream just wrote in an answer. */
  upstreamClock(upstream: string, aheadSeconds: number): void
  eventPublished(type: string): void
  streamFrame(outcome: string): void
  streamState(connected: boolean): void
  /** A frame of CXone's event hub; `stranger`: a message of a contact that nobody here follows. */
  hubFrame(
    outcome: 'message' | 'stranger' | 'no_text' | 'other_event' | 'unreadable' | 'authorized' | 'pong' | 'rate_limited',
  ): void
  socketRefused(reason: string): void
  requestRefused(event: string, code: string): void
  suggestionsTriggered(trigger: string): void
  /** `seconds` from the frame of the utterance to the published event. */
  suggestionsPublished(origin: 'live' | 'cached' | 'fallback' | 'knowledge', seconds: number): void
  suggestionsWithheld(reason: string, count: number): void
  /** What became of a suggestion, by what it comes from: `shown`, or what an agent did with it. */
  suggestionUsed(engine: SuggestionEngine, use: string): void
  /** From the moment it was shown. */
  suggestionInserted(engine: SuggestionEngine, seconds: number): void
  /** @param editDistance from the suggestion to what was sent in its place, in characters */
  suggestionSent(engine: SuggestionEngine, editDistance: number): void
  /** `reason` is that of the report, where it gives one. */
  suggestionFeedback(action: string, reason?: string): void
  /** `rule` is the ranking's, `none` where nothing was ranked. */
  fallbackDecided(outcome: 'suggested' | 'escalated' | 'refused', rule: string): void
  /** `after_answer`: written, but later than the webhook's answer; `superseded`: the session moved on before it was. */
  sessionWritten(operation: SessionOperation, outcome: 'ok' | 'after_answer' | 'failed' | 'superseded'): void
  intentConfirmed(outcome: 'recorded' | 'failed'): void
  /** A conversation was dropped from memory to keep within bounds: what it held is gone. */
  conversationDropped(): void
  /** `cause` is who knew of it: a webhook, CXone, or nobody, and it was the silence. */
  conversationEnded(cause: 'webhook' | 'cxone' | 'silence'): void
  /** `request`: somebody asked for it; `age`: it had ended long enough ago. */
  conversationErased(cause: 'request' | 'age'): void
  /** A frustration webhook: the level it came to, or why there was none. */
  frustrationDecided(outcome: EscalationLevel | 'unscored' | 'error'): void
  /** What Cognigy was told of a level. `cooling_down`: nothing, since it knew lately. */
  escalationTold(cause: 'frustration' | 'agent', outcome: 'data' | 'trigger' | 'cooling_down' | 'failed'): void
  /** One push to the boards that see the same: how many rows it told of. */
  boardPushed(rows: number): void
  /** A supervisor wrote to an agent. */
  noteWritten(): void
  /** `again`: by whoever is on it already; `late`: another supervisor was quicker. */
  escalationTaken(outcome: 'taken' | 'again' | 'late'): void
  handoverDecided(outcome: HandoverOutcomeKind): void
  /** `code` is one of the checks' own. */
  handoverFound(code: string): void
  /** A widget's score of one utterance. `ignored`: known already, or not the customer's. */
  sentimentReported(outcome: 'counted' | 'ignored'): void
  /** `failed`: not scored, or not in time. `seconds` from asking to knowing. */
  utteranceScored(origin: 'scored' | 'cached' | 'failed', seconds: number): void
  /** Who wrote a summary; `fallback`: the rules, since the language model that was asked did not. */
  summaryMade(engine: 'extract' | 'llm' | 'fallback'): void
  /** `repeated`: CXone has it already. */
  summarySaved(outcome: 'saved' | 'repeated' | 'failed'): void
  /** An utterance that is scored in translation. `cached`: its score was still known. */
  utteranceTranslated(outcome: 'translated' | 'cached' | 'failed'): void
  /** One search, as somebody types. `withheld`: there was something, and the policy stopped all of it. */
  knowledgeSearched(outcome: SearchOutcome | 'failed', seconds: number): void
  /** What an agent searched for in the end: the last search of a burst. */
  knowledgeQueried(outcome: SearchOutcome): void
  /** `ok`: the agent was given what it wrote; else why not. */
  languageModelUsed(use: LanguageModelUse, outcome: string): void
}

type SearchOutcome = 'found' | 'none' | 'withheld'
export type LanguageModelUse = 'rewrite' | 'answer'

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
  /** Where the suggestion comes from, as far as that is known still. */
  readonly engine?: SuggestionEngine
  /** Levenshtein distance from the suggestion to what was sent, where both are known. */
  readonly editDistance?: number
  /** Why it was not helpful; stands in a record of its own beside the one that says that it was not. */
  readonly reason?: string
  /** The agent took back an insertion that was recorded before. */
  readonly undone?: true
  readonly eventType: 'AGENT_ASSIST_FEEDBACK'
}

/** What an agent searched for in the operator's knowledge, by the last query of a burst. */
export interface KnowledgeSearchRecord {
  readonly timestamp: string
  readonly conversationId: string
  /** How many were shown, and how many the policy stopped. */
  readonly results: number
  readonly withheld: number
  /** Of the first one shown. */
  readonly confidence?: number
  readonly tookMs: number
  /** What found nothing at all, masked; only where `privacy.keepQueries` says so. */
  readonly query?: string
  readonly eventType: 'KNOWLEDGE_SEARCH'
}

/** A summary that CXone took. */
export interface WrapUpRecord {
  readonly timestamp: string
  readonly conversationId: string
  /** Who wrote what was suggested, where this process suggested it. */
  readonly engine?: 'extract' | 'llm'
  /** Levenshtein distance from what was suggested to what was kept, where both are known. */
  readonly editDistance?: number
  readonly disposition: boolean
  readonly eventType: 'WRAP_UP'
}

/** `METRICS_LOG`: JSON lines for whoever measures the product. Never waits, never throws. */
export interface QueryLog {
  query(record: QueryRecord): void
  feedback(record: FeedbackRecord): void
  search(record: KnowledgeSearchRecord): void
  wrapUp(record: WrapUpRecord): void
  /** What came last could not be written, and waits. */
  isFailing(): boolean
}
