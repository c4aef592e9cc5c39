/** What a change comes to, whatever a store keeps its state in: nothing here reads or writes anything. */
import { applyChange } from '../../shared/domain/conversation/change.ts'
import { type KindedId, kindedIds } from '../../shared/domain/conversation/conversation-ids.ts'
import {
  Draft,
  type KnownConversations,
  link,
  linkBare,
  type Names,
  type Written,
} from '../../shared/domain/conversation/link.ts'
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import { skillOf } from '../../shared/domain/conversation/skill.ts'
import type { ConversationNotice, Decide, Place, StoredChange } from '../ports/store.ts'
import type { TraceHeaders } from '../ports/tracing.ts'

/** All that is to be kept together. */
export interface PlannedChange<T> {
  readonly value: T
  /** Records as they are to be, with their new events. */
  readonly written: readonly Written[]
  /** Names that are to lead nowhere. */
  readonly removed: readonly string[]
  readonly also: Pick<StoredChange, 'duties' | 'settles' | 'withdraws'>
}

export interface Planning extends Names {
  /** What is known of the ids that the place names: owners of each, and whoever has one of them for a name. */
  readonly known: KnownConversations
  /** Milliseconds since 1970. */
  readonly now: number
  /** The record as callers see it, with the bare ids that lead to it. */
  readonly seen: (record: ConversationRecord) => ConversationRecord
}

const decided = <T>(
  draft: Draft,
  before: ConversationRecord,
  decide: Decide<T>,
  { now, newEpoch, replayable, seen }: Planning,
): PlannedChange<T> => {
  const { value, change } = decide(seen(before))
  if (change !== undefined) {
    const at = new Date(now).toISOString()
    draft.write(applyChange(before, change, { now, at, newEpoch, replayable }), change.beginsAnew)
  }
  const { duties, settles, withdraws } = change ?? {}
  return { value, written: draft.written, removed: draft.removed, also: { duties, settles, withdraws } }
}

/** @throws RangeError where no id is told */
export const idsOf = (place: Place): readonly KindedId[] => {
  const ids = 'bareId' in place ? [] : kindedIds(place)
  if (ids.length === 0) throw new RangeError('a conversation was told of without an id')
  return ids
}

/** Finds, makes or merges what the place leads to, and lets `decide` read it. */
export const planChange = <T>(place: Place, decide: Decide<T>, planning: Planning): PlannedChange<T> => {
  const draft = new Draft(planning.known, planning)
  const before = 'bareId' in place ? linkBare(draft, place.bareId) : link(draft, idsOf(place), place.origin)
  return decided(draft, before, decide, planning)
}

/** As {@link planChange}, of a record that is there. */
export const planChangeOf = <T>(record: ConversationRecord, decide: Decide<T>, planning: Planning): PlannedChange<T> =>
  decided(new Draft(planning.known, planning), record, decide, planning)

/**
 * What followers are told of one record that was written, in order.
 *
 * @param before the record as it was; `undefined` where it is new
 * @param after the record as callers see it now
 * @param trace what led to it; empty where that is not traced
 */
export const noticesOf = (
  { envelopes, isRenewed }: Written,
  before: ConversationRecord | undefined,
  after: ConversationRecord,
  trace: TraceHeaders = {},
): readonly ConversationNotice[] => {
  const { aliases, agentId, ids } = after
  const skill = skillOf(after.snapshot)
  const isSeenByOthers =
    before !== undefined && (before.ids !== ids || before.agentId !== agentId || skillOf(before.snapshot) !== skill)
  const traced = 'traceparent' in trace ? { trace } : {}
  return [
    ...(isRenewed ? [{ kind: 'rejoin' as const }] : []),
    ...envelopes.map((envelope) => ({ kind: 'event' as const, envelope, ...traced })),
    ...(isSeenByOthers ? [{ kind: 'rejoin' as const, access: { aliases, agentId, skill } }] : []),
  ]
}
