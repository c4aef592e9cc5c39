/**
 * All state of the service. Memory today; durable or shared tomorrow, behind the same parts: test/conformance says what
 * every store must do.
 */
import type { KeptRow } from '../../shared/domain/board/row.ts'
import type { AccessFacts } from '../../shared/domain/conversation/access.ts'
import type { Change, Decision } from '../../shared/domain/conversation/change.ts'
import type { KindedId, ToldIds } from '../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { ClaimToken, FailedEffect, HttpAnswer } from './http-answer.ts'
import type { TraceHeaders } from './tracing.ts'

export type DeliveryClaim =
  | {
      readonly kind: 'first'
      readonly token: ClaimToken
      /** An earlier delivery of it failed and may have had effect. */
      readonly resumed: boolean
    }
  | { readonly kind: 'repeated'; readonly answer: Promise<HttpAnswer> }
  | { readonly kind: 'other_body' }

/** Which deliveries were seen. Atomic: of two equal claims at the same moment one is the first. */
export interface DeliveryStore {
  /**
   * @param about finds the bare ids that the delivery probably tells of: a store may look for them on the same way, and does not ask
   * where it would not
   * @param changesFirst whoever claims does nothing outside before it has waited for a change: a claim that is kept with that is
   * kept early enough
   */
  claim(
    key: string,
    fingerprint: string,
    ttlSeconds: number,
    about?: () => readonly string[],
    changesFirst?: boolean,
  ): Promise<DeliveryClaim>
  /** Keeps the answer for later repeats and gives it to those that wait. Nothing where a change has settled it already. */
  settle(token: ClaimToken, answer: HttpAnswer): Promise<void>
  /** Gives a failure to those that wait and keeps it for nobody: the next delivery is tried again. */
  release(token: ClaimToken, answer: HttpAnswer, effect: FailedEffect): Promise<void>
  /** Answers that are `about` any of these ids are kept no more: repeats get `instead`, and still act on nothing. */
  forget(ids: readonly KindedId[], instead: HttpAnswer): Promise<void>
  /** The answers that are kept and `about` any of these ids, each once. */
  about(ids: readonly KindedId[]): Promise<readonly HttpAnswer[]>
}

/** What must still be told to one of the bot's sessions, whatever becomes of the process that found out. */
export interface Duty {
  /** A fresh id. */
  readonly id: string
  /** Of one lane only the newest duty counts: it stands for all before it. */
  readonly lane: string
  readonly sessionId: string
  readonly task:
    | { readonly kind: 'context'; readonly context: Readonly<Record<string, unknown>> }
    | { readonly kind: 'trigger'; readonly nodeId: string }
  /** Milliseconds since 1970 after which it is too late. */
  readonly until: number
}

/** The outbox. A duty comes in by a change of its conversation, held by the process that made the change. */
export interface DutyStore {
  /** One that nobody holds, held from now on; `undefined` where there is none. */
  take(): Promise<Duty | undefined>
  /** It is done, or never will be. */
  done(id: string): Promise<void>
  /** Whoever takes next may do it. */
  release(id: string): Promise<void>
  /** What any of these sessions is still to be told, whoever holds it. */
  owedTo(sessionIds: readonly string[]): Promise<readonly Duty[]>
}

/** Who tells of a conversation does so by ids of their kinds, told together; who asks for one has a bare id. */
export type Place = ToldIds | { readonly bareId: string }

/** One that is there already: by an id of its kind, or by its name. */
export type KnownPlace = KindedId | { readonly named: string }

export interface StoredChange extends Change {
  /** The answer to the delivery that led to the change, kept in the same step. */
  readonly settles?: { readonly token: ClaimToken; readonly answer: HttpAnswer } | undefined
  /** Each takes the place of what its lane held. */
  readonly duties?: readonly Duty[] | undefined
  /** Lanes in which nothing is to be done any more. */
  readonly withdraws?: readonly string[] | undefined
}

/** Pure: where a store finds that somebody was quicker, it runs again on what is true then. */
export type Decide<T> = (record: ConversationRecord) => Decision<T, StoredChange>

/** What followers of a conversation are told, in order. */
export type ConversationNotice =
  | {
      readonly kind: 'event'
      readonly envelope: AssistEnvelope
      /** What led to it, where that is traced. */
      readonly trace?: TraceHeaders
    }
  /** Widgets are to join anew; where `access` is given, those whose token covers it keep their place. */
  | {
      readonly kind: 'rejoin'
      readonly access?: AccessFacts | undefined
    }

export interface Following {
  stop(): void
}

/** `dropped`: to keep within bounds, whatever it still held. */
export type WhyGone = 'dropped' | 'merged' | 'erased'

/** Which holding of a lease a change is made under. */
export interface Fence {
  readonly name: string
  readonly fence: number
}

/** The lease is not held any more by whoever made the change: nothing of it was kept. */
export class StaleFence extends Error {
  override readonly name = 'StaleFence'

  constructor() {
    super('another process holds the lease by now')
  }
}

export interface Commit {
  /** The record after it. */
  readonly record: ConversationRecord
  readonly envelopes: readonly AssistEnvelope[]
}

/** Conversations. Records that are handed out are never changed again, not by the store and not by anybody else. */
export interface ConversationStore {
  /** Where a bare id leads: to the conversation that CXone calls so, else the session, else the interaction, else the name. */
  find(bareId: string): Promise<ConversationRecord | undefined>
  /** The conversation that was told of by this id of this kind. */
  findBy(id: KindedId): Promise<ConversationRecord | undefined>
  /**
   * The one atomic operation. Finds the conversation that the ids lead to, makes it or merges several where they belong
   * together, lets `decide` read it, and keeps all that follows, or nothing where `decide` throws.
   *
   * @throws RangeError where no id is told
   * @throws StaleFence where `fence` is given and not the newest of its lease
   */
  change<T>(place: Place, decide: Decide<T>, fence?: Fence): Promise<T>
  /** As `change`, and makes and links nothing: `undefined` where there is no such conversation. */
  changeKnown<T>(place: KnownPlace, decide: Decide<T>, fence?: Fence): Promise<T | undefined>
  /**
   * `look` runs on the conversation as it is, before any later notice of it is given to followers in this process. So
   * whoever begins to follow in `look` misses nothing. It must not wait.
   */
  visit<T>(bareId: string, look: (record: ConversationRecord | undefined) => T): Promise<T>
  /** Notices of the conversation of that name from now on, in order and without gaps, whoever commits them. */
  follow(conversationId: string, listener: (notice: ConversationNotice) => void): Following
  /**
   * Names of conversations that have not ended, and in which nothing has happened since that moment.
   *
   * @param moment milliseconds since 1970
   * @param most how many at most; who ended these asks again
   */
  silentSince(moment: number, most: number): Promise<readonly string[]>
  /**
   * Names of conversations that ended at that moment or before, by when the store was told, and have not begun anew since.
   *
   * @param moment milliseconds since 1970
   * @param most how many at most; who erased these asks again
   */
  endedBefore(moment: number, most: number): Promise<readonly string[]>
  /**
   * Names of conversations in which something happened and that have not ended, and of those that ended after that moment.
   *
   * @param moment milliseconds since 1970
   */
  onBoardSince(moment: number): Promise<readonly string[]>
  /** The conversations of these names, each as a row of the board, with when it needed somebody: of those that are not there, none. */
  boardRows(names: readonly string[]): Promise<readonly KeptRow[]>
  /**
   * Calls back with names of conversations that were changed or are gone, whichever process did that, once it is kept.
   * `all`: anything may have changed, since nobody told for a while; so it is where others' changes begin to be heard of.
   */
  watch(listener: (changed: readonly string[] | 'all') => void): Following
  /**
   * Nothing is left of it, nor of its duties. False where nothing was.
   *
   * @param isMeant pure, and looked at in the same step: one that is not meant any more stays
   */
  erase(bareId: string, isMeant?: (record: ConversationRecord) => boolean): Promise<boolean>
  /** Calls back after each commit of this process: for counting, not for telling. */
  onCommit(listener: (commit: Commit) => void): void
  /** Calls back when a conversation was dropped to keep within bounds, merged into another, or erased. */
  onGone(listener: (conversationId: string, why: WhyGone) => void): void
}

/** How the service is, as whoever saw it last says: one small text a name, the same for all processes. */
export interface SharedStore {
  /**
   * The newest wins. Followers are told by it, those in this process too.
   *
   * @throws StoreUnavailable
   */
  tell(name: string, text: string): Promise<void>
  /** The text as it is, where there is one, and each time it is told. */
  follow(name: string, listener: (text: string) => void): Following
}

/** How often something was found right, and how often wrong. */
export interface Tally {
  readonly up: number
  readonly down: number
}

/** A name that counts are kept by; at most 64 characters, and nothing that anybody said. */
interface TallyChange extends Tally {
  readonly name: string
}

/** Counts by name, the same for all processes. Of very many names, those are forgotten that were counted longest ago. */
export interface TallyStore {
  /**
   * Adds to what is counted, or takes away from it where negative; no count falls below 0.
   *
   * @throws StoreUnavailable
   */
  add(changes: readonly TallyChange[]): Promise<void>
  /**
   * The counts by these names, in their order; zeros where nothing was counted.
   *
   * @throws StoreUnavailable
   */
  read(names: readonly string[]): Promise<readonly Tally[]>
}

/** Small texts, each for a while only and under a name that nobody guesses; the same for all processes. */
export interface ShortLivedStore {
  /**
   * Keeps a text in the place of what has that name.
   *
   * @throws StoreUnavailable
   */
  put(name: string, text: string, seconds: number): Promise<void>
  /**
   * Keeps a text where nothing has that name. Of several who try at a time one does.
   *
   * @returns false where something has that name, and stays
   * @throws StoreUnavailable
   */
  add(name: string, text: string, seconds: number): Promise<boolean>
  /**
   * `undefined` where nothing has that name, or has it no more.
   *
   * @throws StoreUnavailable
   */
  read(name: string): Promise<string | undefined>
  /**
   * Gives it away: of several who ask at a time, one gets it.
   *
   * @throws StoreUnavailable
   */
  take(name: string): Promise<string | undefined>
}

export interface Held {
  /** Gives it up at once; another process may have it then. */
  release(): Promise<void>
}

/** What only one process may do at a time. */
export interface LeaseStore {
  /**
   * Tries to hold it, for as long as this process lives or until it is released. `onHeld` is called with a fence that is
   * higher than any before it each time it is won, `onLost` each time it is not held any more.
   */
  hold(name: string, told: { onHeld(fence: number): void; onLost(): void }): Held
}

export type StoreHealth =
  | { readonly state: 'ok' }
  /** Nothing can be kept. */
  | { readonly state: 'failing'; readonly since: string; readonly cause: string }

/** Nothing can be kept or read right now, so nothing was: what was asked for may be asked again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'

  /** @param cause a code or a sentence for operators, which quotes nobody */
  constructor(cause: string) {
    super(`the store cannot keep anything right now: ${cause}`)
  }
}

/** What operators want to know of a store. */
export interface StoreMetrics {
  /** From the asking to what is sure to last. */
  storeCommitted(seconds: number): void
  /** Somebody was quicker, and it was decided anew. */
  storeConflict(): void
  /** A message overtook another one, or one was lost: what is missing was read. */
  storeGapRead(): void
  /** The last message of a conversation was lost, and the look at what nobody told found it. */
  storeTailRead(): void
  /** A link to the store was lost, and stands again. */
  storeReconnected(): void
  /** A delivery within its time was forgotten to keep within bounds: if it comes again, it acts again. */
  deliveryForgotten(): void
}

/** All state of the service. */
export interface Store {
  readonly deliveries: DeliveryStore
  readonly duties: DutyStore
  readonly leases: LeaseStore
  readonly shared: SharedStore
  readonly tallies: TallyStore
  readonly shortLived: ShortLivedStore
  readonly conversations: ConversationStore
  health(): StoreHealth
  /** Keeps what is under way, and lets everything go. Nothing may be asked of it any more. */
  close(): Promise<void>
}
