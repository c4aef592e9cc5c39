/** The port between the widget and whatever brings it a conversation's events. Types only. */
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { RequestRefusalCode } from '../../shared/wire/refusal.ts'
import type { RequestName, RequestOf } from '../../shared/wire/requests.ts'
import type { JoinAccepted } from '../../shared/wire/socket-events.ts'

/** What may be asked of a link. Which conversation it follows is told by {@link Link.follow} alone. */
export type AskedName = Exclude<RequestName, 'conversation:join' | 'conversation:leave'>

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
  readonly code: RequestRefusalCode
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

/**
 * What became of a request. `refused` is the server's reason, or why its answer is not known; `message` is a sentence for
 * the agent, where the server gave one.
 */
export type ReportOutcome = 'recorded' | RequestRefused
export interface RequestRefused {
  readonly refused: RequestRefusalCode | 'no_answer' | 'bad_answer'
  readonly message?: string | undefined
}
/** An answer that says more than yes. Its schema is whoever asked's to apply, so that the core module does without. */
export type Reply = { readonly answer: unknown } | RequestRefused

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
  /** Asks the server once. Never rejects, and waits for no connection. */
  ask<N extends AskedName>(name: N, request: RequestOf<N>): Promise<ReportOutcome>
  /** As `ask`, where the answer itself is wanted. */
  inquire<N extends AskedName>(name: N, request: RequestOf<N>): Promise<Reply>
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
