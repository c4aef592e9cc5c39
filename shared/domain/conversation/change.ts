/** What one decision changes of a conversation, and the record after it. All of it is kept, or nothing. */
import type { AssistEnvelope, AssistEvent } from '../../wire/assist.ts'
import { neededOn } from '../board/needed.ts'
import { needsSomeoneNow } from '../board/standing.ts'
import type { UtteranceScore } from '../frustration/scored-utterances.ts'
import { applyEvent } from './conversation.ts'
import { countOn } from './counted.ts'
import { breaksSilence } from './ended.ts'
import { mentionsIn } from './mentions.ts'
import { newestOf } from './newest.ts'
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
  /** Suggestions that were inserted, less those that were taken back. */
  readonly suggestionsUsed?: number | undefined
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

export type DatedEvent = AssistEvent & {
  /** When it happened, ISO 8601. */
  readonly at: string
}

export interface Told {
  /** What of a record the events change. */
  readonly kept: Pick<ConversationRecord, 'snapshot' | 'replayable' | 'mentioned'>
  /** The events as they are numbered, in order. */
  readonly envelopes: readonly AssistEnvelope[]
}

/**
 * What further events make of a record, all in one pass: each by itself would copy the record and its lists.
 *
 * @param mentions further ids that it was mentioned by, beside those in the events
 * @param most events that can be replayed, at most
 */
export const withEvents = (
  { conversationId, snapshot, replayable, mentioned }: ConversationRecord,
  events: readonly DatedEvent[],
  mentions: readonly string[],
  most: number,
): Told => {
  const envelopes: AssistEnvelope[] = []
  let after = snapshot
  for (const event of events) {
    // Its own numbers last: an event that comes from another conversation brings that one's.
    const envelope: AssistEnvelope = { ...event, conversationId, seq: after.seq + 1 }
    after = applyEvent(after, envelope)
    envelopes.push(envelope)
  }
  const more = [...mentions, ...events.flatMap(mentionsIn)]
  return {
    kept: {
      snapshot: after,
      replayable: envelopes.length === 0 ? replayable : newestOf(replayable, envelopes, most),
      mentioned: more.length === 0 ? mentioned : mentioned.with(more),
    },
    envelopes,
  }
}

/** The record after the change, and the events as they are numbered. */
export const applyChange = (before: ConversationRecord, change: Change, circumstances: Circumstances): Changed => {
  const { newEpoch, now, at, replayable } = circumstances
  const record = change.beginsAnew ? renewed(before, newEpoch()) : before
  const { events = [], mentions = [] } = change
  const dated = events.map((event) => ({ ...event, at }))
  const { kept, envelopes } = withEvents(record, dated, mentions, replayable)
  return {
    record: {
      ...record,
      ...kept,
      agentId: change.agentId ?? record.agentId,
      heard: change.heard ?? record.heard,
      scores: change.scores ?? record.scores,
      unscored: change.unscored ?? record.unscored,
      escalated: change.escalated ?? record.escalated,
      counted: countOn(record.counted, record.snapshot, envelopes, change.suggestionsUsed ?? 0),
      needed: neededOn(record.needed, needsSomeoneNow(kept.snapshot), now),
      activeAt: events.some(breaksSilence) ? now : record.activeAt,
    },
    envelopes,
  }
}
