/** The port between the widget and whatever brings it a conversation's events. Types only. */
import type * as z from 'zod/mini'
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { RefusalCode } from '../../shared/wire/refusal.ts'
import type { joinAccepted, SuggestionRequest } from '../../shared/wire/socket-events.ts'
import type {
  EscalationRequest,
  IntentConfirmation,
  ScoringRequest,
  SentimentReport,
  SuggestionFeedback,
} from '../../shared/wire/socket-reports.ts'

export type JoinAccepted = z.infer<typeof joinAccepted>

/**
 * - `closed`: not opened yet, or closed for good;
 * - `connecting`: first attempt under way;
 * - `open`: connected; whether a conversation was joined is told by `joined` and `refused`;
 * - `reconnecting`: lost or unreachable, the link goes on trying by itself;
 * - `unauthorized`: the token was refused; nothing is tried until {@link Link.renewToken}.
 */
export type LinkConnection = 'closed' | 'connecting' | 'open' | 'reconnecting' | 'unauthorized'

/** Why the followed conversation could not be joined. */
export interface JoinRefusal {
  readonly code: RefusalCode
  readonly message: string
  /** When the link asks again by itself; absent if it will not. */
  readonly retryInMs?: number
}

/**
 * - `bad_envelope`: an event that is not in the wire schema arrived; the link heals it by joining again;
 * - `bad_answer`: a join was answered with something that is not in the wire schema;
 * - `no_answer`: a join was not answered in time.
 */
export type LinkErrorCode = 'bad_envelope' | 'bad_answer' | 'no_answer'

export interface LinkError {
  readonly code: LinkErrorCode
  readonly message: string
}

/** What became of a report. `refused` is the server's reason, or why its answer is not known. */
export type ReportOutcome = 'recorded' | { readonly refused: RefusalCode | 'no_answer' | 'bad_answer' }

/** What became of an escalation by hand. `message` is a sentence for the agent, where the server gave one. */
export type EscalationOutcome =
  | 'told'
  | { readonly refused: RefusalCode | 'no_answer' | 'bad_answer'; readonly message?: string | undefined }

/** How far a conversation is known: the newest event, and the history that its number belongs to. */
export interface Progress {
  /** The one that its events carry. */
  readonly conversationId: string
  readonly epoch: string
  readonly seq: number
}

/**
 * What a link reports. Per followed conversation: first `joined`, then `event` in rising order of `seq` without gaps or
 * repetitions, counted from the last `joined` that carried a snapshot, or from where the follower of it said it was. After {@link Link.follow} or {@link Link.close}
 * returned, nothing about an earlier conversation is reported any more.
 */
export interface LinkListener {
  connection(state: LinkConnection): void
  joined(accepted: JoinAccepted): void
  event(envelope: AssistEnvelope): void
  refused(refusal: JoinRefusal): void
  error(error: LinkError): void
}

export interface Link {
  /** Starts connecting. Once; later calls do nothing. */
  open(): void
  /**
   * The one conversation to follow from now on, by any of its ids; `null` for none.
   * @param progress what is known of it already: only what came since is asked for, if it can still be had.
   */
  follow(conversationId: string | null, progress?: Progress): void
  /**
   * The token for all that is asked from now on. It is tried at once: whether it opens what is followed, only the server
   * can say. What goes well is not reported.
   */
  renewToken(token: string): void
  /** Tells the server once what the agent did with a suggestion. Never rejects, and waits for no connection. */
  feedback(report: SuggestionFeedback): Promise<ReportOutcome>
  /** Tells the server once what a customer meant. Never rejects, and waits for no connection. */
  confirmIntent(report: IntentConfirmation): Promise<ReportOutcome>
  /** Tells the server once how an utterance was scored here. Never rejects, and waits for no connection. */
  reportSentiment(report: SentimentReport): Promise<ReportOutcome>
  /** Asks the server once to score utterances that it knows. Never rejects, and waits for no connection. */
  requestScoring(request: ScoringRequest): Promise<ReportOutcome>
  /** Asks the server once for suggestions, which come as an event. Never rejects, and waits for no connection. */
  requestSuggestions(request: SuggestionRequest): Promise<ReportOutcome>
  /** Asks the server once to escalate. Never rejects, and waits for no connection. */
  escalate(request: EscalationRequest): Promise<EscalationOutcome>
  /** Skips the rest of a waiting time, because the agent asked or the network came back. */
  retryNow(): void
  /** Ends everything and reports nothing more. Closing twice is harmless. */
  close(): void
}

export interface LinkTarget {
  /** Absolute URL of the BFF. Where it has a path, socket.io is expected below it. */
  readonly bff: string
  readonly token: string
}

/** Makes the link of one widget. The widget's default is the socket link; tests and other hosts bring their own. */
export type LinkFactory = (target: LinkTarget, listener: LinkListener) => Link

/** Waiting, to be replaced in tests. */
export interface Timers {
  /** Calls back once after `ms`. Returns its undo. */
  after(ms: number, callback: () => void): () => void
}
