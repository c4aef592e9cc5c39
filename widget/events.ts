/** The events of `<cx-assist>`, one class each. All bubble and cross shadow boundaries. */

import type { RequestRefusalCode } from '../shared/wire/refusal.ts'
import type { FeedbackAction, UnhelpfulReason } from '../shared/wire/socket-reports.ts'
import type { EscalationLevel } from '../shared/wire/vocabulary.ts'
import type { InsertMode } from './composer/composer.ts'
import type { LinkErrorCode } from './link/link.ts'
import type { LocalObstacle } from './sentiment/sentiment.ts'
import type { ConnectionKind } from './state/connection.ts'

abstract class AssistDomEvent<Detail> extends Event {
  readonly detail: Detail

  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable })
    this.detail = detail
  }
}

/** What a host may answer: anything but `false` and a refusal is a yes. */
export type HostAnswer<Yes> = Yes | Refusal | boolean | undefined

export interface Refusal {
  readonly outcome: 'refused'
  /** Shown to the agent. A `RequestRefusalCode` is put into the agent's language. */
  readonly reason?: string
}

/**
 * An event that asks the host for something. What no listener answers is taken as done, `preventDefault()` says that it
 * could not be, `refuse(reason)` says why, and `respondWith(promise)` that it takes a moment (2 s at most).
 */
abstract class AskingEvent<Detail, Yes> extends AssistDomEvent<Detail> {
  #answer: Promise<HostAnswer<Yes>> | undefined

  constructor(type: string, detail: Detail) {
    super(type, detail, true)
  }

  /** What a listener answered, if one did. */
  get answer(): Promise<HostAnswer<Yes>> | undefined {
    return this.#answer ?? (this.defaultPrevented ? Promise.resolve({ outcome: 'refused' }) : undefined)
  }

  refuse(reason: string): void {
    this.respondWith({ outcome: 'refused', reason })
    this.preventDefault()
  }

  /** @throws once the event is over, or another listener has answered. */
  respondWith(answer: HostAnswer<Yes> | PromiseLike<HostAnswer<Yes>>): void {
    if (this.eventPhase === Event.NONE || this.#answer !== undefined) {
      throw new DOMException(`${this.type} is answered already, or over`, 'InvalidStateError')
    }
    this.#answer = Promise.resolve(answer)
  }
}

/** A suggestion, or what the agent made of it. */
export interface TextDetail {
  readonly text: string
  readonly suggestionId: string
}

export interface InsertDetail extends TextDetail {
  /** `insert`: at the cursor, never over what is written. `replace`: instead of what is written. */
  readonly mode: InsertMode
  /** The id that the host asked for the conversation by. */
  readonly conversation: string
}

export interface Inserted {
  readonly outcome: 'inserted'
  /** Takes it back; `true`: `cx-assist-undo` does. Without it the panel offers no undo. */
  readonly undo?: true | (() => HostAnswer<Undone> | PromiseLike<HostAnswer<Undone>>)
}

export interface Undone {
  readonly outcome: 'undone'
}

/** The agent wants this text in the reply. */
export class CxAssistInsertEvent extends AskingEvent<InsertDetail, Inserted> {
  constructor(detail: InsertDetail) {
    super('cx-assist-insert', detail)
  }
}

/** The agent wants this text out of the reply again. Asked only of hosts that answered the insertion with `undo: true`. */
export class CxAssistUndoEvent extends AskingEvent<InsertDetail, Undone> {
  constructor(detail: InsertDetail) {
    super('cx-assist-undo', detail)
  }
}

/** The agent copied this text: it is on the clipboard already. */
export class CxAssistCopyEvent extends AssistDomEvent<TextDetail> {
  constructor(detail: TextDetail) {
    super('cx-assist-copy', detail)
  }
}

export interface FeedbackDetail {
  readonly suggestionId: string
  /** `refused`: it was to be inserted, and is not in the reply; the service is not told. */
  readonly action: FeedbackAction | 'refused'
  /** Why it was not helpful, or why it was refused. */
  readonly reason?: UnhelpfulReason | (string & {}) | undefined
  /** What was inserted before was taken back. */
  readonly undone?: true | undefined
}

/** What the agent did with a suggestion. */
export class CxAssistFeedbackEvent extends AssistDomEvent<FeedbackDetail> {
  constructor(detail: FeedbackDetail) {
    super('cx-assist-feedback', detail)
  }
}

export interface EscalateDetail {
  readonly level: EscalationLevel
  readonly reason?: string
}

/** The agent asked for an escalation. */
export class CxAssistEscalateEvent extends AssistDomEvent<EscalateDetail> {
  constructor(detail: EscalateDetail) {
    super('cx-assist-escalate', detail)
  }
}

export interface SummaryDetail {
  readonly text: string
  /** Of CXone, where the agent chose one. */
  readonly dispositionId?: string
}

/** The agent saves a wrap-up. `preventDefault()`: the host keeps it, and nothing is sent to the service. */
export class CxAssistSummaryEvent extends AssistDomEvent<SummaryDetail> {
  constructor(detail: SummaryDetail) {
    super('cx-assist-summary', detail, true)
  }
}

export interface SentimentDetail {
  readonly utteranceId: string
  /** In [0, 1]. */
  readonly frustration: number
}

/** An utterance was scored in this browser. */
export class CxAssistSentimentEvent extends AssistDomEvent<SentimentDetail> {
  constructor(detail: SentimentDetail) {
    super('cx-assist-sentiment', detail)
  }
}

export interface StatusDetail {
  readonly status: ConnectionKind
  /** The id the host asked for; `null` if it asked for none. */
  readonly conversation: string | null
}

/** The connection is in another state than before. */
export class CxAssistStatusEvent extends AssistDomEvent<StatusDetail> {
  constructor(detail: StatusDetail) {
    super('cx-assist-status', detail)
  }
}

export interface TokenExpiringDetail {
  /** When it runs out, as ISO 8601 has it. */
  readonly expiresAt: string
}

/** The agent's token runs out in a minute: set a new `token`, and nobody notices. Told once for each token. */
export class CxAssistTokenExpiringEvent extends AssistDomEvent<TokenExpiringDetail> {
  constructor(detail: TokenExpiringDetail) {
    super('cx-assist-token-expiring', detail)
  }
}

/**
 * - `unauthorized`: the token is refused or has expired; set a new `token`;
 * - `forbidden` and the other refusals: about the conversation, the widget asks again by itself where that can help;
 * - `invalid_bff`: `bff` is no address: a whole one, or a path of the page's own site;
 * - `invalid_lang`: `lang` is no language; the panel speaks that of the browser;
 * - `page_altered`: nothing could be reached for long, and the page has replaced things that the browser builds in: which;
 * - `not_shown`: what the panel is shown with, or its words, cannot be fetched; it tries again by itself;
 * - `no_worker`, `no_wasm`, `not_loaded`, `unfit_model`, `broken`: why this browser does not score; the service does;
 * - the link's own codes: something arrived that cannot be read, or did not arrive.
 */
export type ErrorCode =
  | RequestRefusalCode
  | LinkErrorCode
  | LocalObstacle
  | 'invalid_bff'
  | 'invalid_lang'
  | 'page_altered'
  | 'not_shown'

export interface ErrorDetail {
  readonly code: ErrorCode
  readonly message: string
}

/** Something went wrong that the host may want to mend or to log. */
export class CxAssistErrorEvent extends AssistDomEvent<ErrorDetail> {
  constructor(detail: ErrorDetail) {
    super('cx-assist-error', detail)
  }
}

/** By name: what typed frameworks need to know. */
export interface CxAssistEventMap {
  'cx-assist-insert': CxAssistInsertEvent
  'cx-assist-undo': CxAssistUndoEvent
  'cx-assist-copy': CxAssistCopyEvent
  'cx-assist-feedback': CxAssistFeedbackEvent
  'cx-assist-escalate': CxAssistEscalateEvent
  'cx-assist-summary': CxAssistSummaryEvent
  'cx-assist-sentiment': CxAssistSentimentEvent
  'cx-assist-status': CxAssistStatusEvent
  'cx-assist-token-expiring': CxAssistTokenExpiringEvent
  'cx-assist-error': CxAssistErrorEvent
}

declare global {
  interface HTMLElementEventMap extends CxAssistEventMap {}
}
