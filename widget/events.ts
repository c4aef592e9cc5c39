/** The events of `<cx-assist>`, one class each. All bubble and cross shadow boundaries. */

import type { RefusalCode } from '../shared/wire/refusal.ts'
import type { FeedbackAction } from '../shared/wire/socket-reports.ts'
import type { EscalationLevel } from '../shared/wire/vocabulary.ts'
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

export interface InsertDetail {
  readonly text: string
  readonly suggestionId: string
}

/** The agent wants this text in the reply. A host that cannot take it prevents the default, and the panel says so. */
export class CxAssistInsertEvent extends AssistDomEvent<InsertDetail> {
  constructor(detail: InsertDetail) {
    super('cx-assist-insert', detail, true)
  }
}

/** The agent copied this text: it is on the clipboard already. */
export class CxAssistCopyEvent extends AssistDomEvent<InsertDetail> {
  constructor(detail: InsertDetail) {
    super('cx-assist-copy', detail)
  }
}

export interface FeedbackDetail {
  readonly suggestionId: string
  readonly action: FeedbackAction
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

/**
 * - `unauthorized`: the token is refused or has expired; set a new `token`;
 * - `forbidden` and the other refusals: about the conversation, the widget asks again by itself where that can help;
 * - `invalid_bff`: `bff` is no absolute http(s) URL;
 * - `no_language`: the words of the panel cannot be fetched, not even in English; it tries again by itself;
 * - `no_worker`, `no_wasm`, `not_loaded`, `unfit_model`, `broken`: why this browser does not score; the service does;
 * - the link's own codes: something arrived that cannot be read, or did not arrive.
 */
export type ErrorCode = RefusalCode | LinkErrorCode | LocalObstacle | 'invalid_bff' | 'no_language'

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

declare global {
  interface HTMLElementEventMap {
    'cx-assist-insert': CxAssistInsertEvent
    'cx-assist-copy': CxAssistCopyEvent
    'cx-assist-feedback': CxAssistFeedbackEvent
    'cx-assist-escalate': CxAssistEscalateEvent
    'cx-assist-sentiment': CxAssistSentimentEvent
    'cx-assist-status': CxAssistStatusEvent
    'cx-assist-error': CxAssistErrorEvent
  }
}
