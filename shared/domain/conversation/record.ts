/** A conversation as every store holds it and as every decision sees it: plain data that nobody changes, only replaces. */
import type { AssistEnvelope, ConversationSnapshot } from '../../wire/assist.ts'
import type { Origin } from '../../wire/origin.ts'
import type { EscalationLevel } from '../../wire/vocabulary.ts'
import type { Spell } from '../board/needed.ts'
import type { UtteranceScore } from '../frustration/scored-utterances.ts'
import { emptySnapshot } from './conversation.ts'
import type { KindedId } from './conversation-ids.ts'
import { type Counted, NOTHING_COUNTED } from './counted.ts'
import type { HeardUtterance } from './utterances.ts'

/** What was ever mentioned in a conversation: the newest very many, long after their texts are forgotten. */
export interface Mentions {
  has(mention: string): boolean
  readonly size: number
  /** These and `more`. */
  with(more: readonly string[]): Mentions
  /** These and those of `others`. */
  joined(others: Mentions): Mentions
}

/** The last time that a session's flow was sent to a level. */
export interface EscalatedSession {
  readonly sessionId: string
  readonly level: EscalationLevel
  /** Milliseconds since 1970. */
  readonly at: number
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
  /** What webhooks told of where it comes from, newest word first. Holds a secret: shown to nobody as it is. */
  readonly origin: Origin
  readonly agentId: string | undefined
  /** Names this history: a record made anew has another epoch. */
  readonly epoch: string
  readonly snapshot: ConversationSnapshot
  /** Newest events, oldest first, without gaps, ending at `snapshot.seq`. */
  readonly replayable: readonly AssistEnvelope[]
  /** Recent utterances, to recognise the same one on another channel; every one that the snapshot shows is among them. */
  readonly heard: readonly HeardUtterance[]
  /** All ids that utterances and suggestions of it ever had, the newest so many. */
  readonly mentioned: Mentions
  /** The customer's utterances that were scored, each once, oldest first. */
  readonly scores: readonly UtteranceScore[]
  /** Utterances for which nothing was asked and which nobody scored yet: a score may still be a reason to ask. */
  readonly unscored: readonly string[]
  /** When something last happened in it, in milliseconds since 1970; how the service is does not count. */
  readonly activeAt: number | undefined
  /** When the bot's sessions were last escalated, each session once. */
  readonly escalated: readonly EscalatedSession[]
  readonly counted: Counted
  /** When it needed somebody, in about the last hour. */
  readonly needed: readonly Spell[]
  /** Cognigy's id of the bot's session, once a webhook told it: the newest of several. */
  readonly sessionId: string | undefined
  /** Agent assist's id of it, once the stream told it: what suggestions are asked for by. */
  readonly interactionId: string | undefined
}

/** @param none mentions that hold nothing */
export const newRecord = (conversationId: string, epoch: string, none: Mentions): ConversationRecord => ({
  conversationId,
  ids: [],
  aliases: [],
  contactId: undefined,
  origin: {},
  agentId: undefined,
  epoch,
  snapshot: emptySnapshot(conversationId),
  replayable: [],
  heard: [],
  mentioned: none,
  scores: [],
  unscored: [],
  activeAt: undefined,
  escalated: [],
  counted: NOTHING_COUNTED,
  needed: [],
  sessionId: undefined,
  interactionId: undefined,
})

/** The record with these ids, the newest of each kind last. */
export const withIds = (record: ConversationRecord, ids: readonly KindedId[]): ConversationRecord => ({
  ...record,
  ids,
  contactId: ids.find(({ kind }) => kind === 'conversation')?.id,
  sessionId: ids.findLast(({ kind }) => kind === 'session')?.id,
  interactionId: ids.findLast(({ kind }) => kind === 'interaction')?.id,
})

/**
 * A new history under the same ids. Old utterances are still known again, so that a late echo begins nothing; a session
 * that was escalated stays so for its cool-down, and when somebody was needed is still told of the last hour. Nothing else of
 * the old history is kept.
 */
export const renewed = (
  { conversationId, ids, origin, agentId, heard, mentioned, escalated, needed, activeAt }: ConversationRecord,
  epoch: string,
): ConversationRecord =>
  withIds({ ...newRecord(conversationId, epoch, mentioned), origin, agentId, heard, escalated, needed, activeAt }, ids)
