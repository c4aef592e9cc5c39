/** What one decision changes of a conversation, and the record after it. All of it is kept, or nothing. */
import type { AssistEnvelope, AssistEvent } from '../../wire/assist.ts'
import type { UtteranceScore } from '../frustration/scored-utterances.ts'
import { applyEvent } from './conversation.ts'
import { breaksSilence } from './ended.ts'
import { mentionsIn } from './mentions.ts'
import { type ConversationRecord, type EscalatedSession, renewed } from './record.ts'
import type { HeardUtterance } from './utterances.ts'

/** What is not named stays as it is. */
export interface Change {
  /** A new history under the same ids, before anything else of the change. */
  readonly beginsAnew?: boolean | undefined
  /** To be numbered, dated and shown to whoever follows the conversation. */
  readonly events?: readonly AssistEvent[] | undefined
  readonly agentId?: string | undefined
  readonly heard?: readonly HeardUtterance[] | undefined
  /** Further ids that it was mentioned by, beside those in the events. */
  readonly mentions?: readonly string[] | undefined
  readonly scores?: readonly UtteranceScore[] | undefined
  readonly unscored?: readonly string[] | undefined
  readonly escalated?: readonly EscalatedSession[] | undefined
}

/** What is decided, and what it comes to for whoever asked. */
export interface Decision<T, C extends Change = Change> {
  readonly value: T
  readonly change?: C | undefined
}

/** What a store brings to a change; the domain has no clock and makes no names. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number
  /** The same in ISO 8601, UTC. */
  readonly at: string
  /** Names a new history; never the same twice. */
  readonly newEpoch: () => string
  /** Events that can be replayed, at most. */
  readonly replayable: number
}

export interface Changed {
  readonly record: ConversationRecord
  /** New events, in order. */
  readonly envelopes: readonly AssistEnvelope[]
}

/** @param at when it happened, ISO 8601 */
export const withEvent = (
  { record, envelopes }: Changed,
  event: AssistEvent,
  at: string,
  replayable: number,
): Changed => {
  const { conversationId, snapshot } = record
  // Its own numbers last: an event that comes from another conversation brings that one's.
  const envelope: AssistEnvelope = { ...event, conversationId, seq: snapshot.seq + 1, at }
  const mentions = mentionsIn(event)
  return {
    record: {
      ...record,
      snapshot: applyEvent(snapshot, envelope),
      replayable: [...record.replayable, envelope].slice(-replayable),
      mentioned: mentions.length === 0 ? record.mentioned : record.mentioned.with(mentions),
    },
    envelopes: [...envelopes, envelope],
  }
}

/** The record after the change, and the events as they are numbered. */
export const applyChange = (before: ConversationRecord, change: Change, circumstances: Circumstances): Changed => {
  const record = change.beginsAnew ? renewed(before, circumstances.newEpoch()) : before
  const { mentions = [] } = change
  const told: Changed = {
    record: {
      ...record,
      agentId: change.agentId ?? record.agentId,
      heard: change.heard ?? record.heard,
      mentioned: mentions.length === 0 ? record.mentioned : record.mentioned.with(mentions),
      scores: change.scores ?? record.scores,
      unscored: change.unscored ?? record.unscored,
      escalated: change.escalated ?? record.escalated,
      activeAt: change.events?.some(breaksSilence) ? circumstances.now : record.activeAt,
    },
    envelopes: [],
  }
  return (change.events ?? []).reduce(
    (so, event) => withEvent(so, event, circumstances.at, circumstances.replayable),
    told,
  )
}
