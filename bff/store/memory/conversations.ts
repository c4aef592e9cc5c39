/** Conversations in memory, bounded by count, by age and by bytes. */
import { rowOf } from '../../../shared/domain/board/row.ts'
import { SNAPSHOT_UTTERANCES } from '../../../shared/domain/conversation/conversation.ts'
import { endedAtOrBefore, hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { KnownConversations, Written } from '../../../shared/domain/conversation/link.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import {
  type Commit,
  type ConversationStore,
  type Fence,
  type KnownPlace,
  StaleFence,
  type StoredChange,
  type WhyGone,
} from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import { noticesOf, type PlannedChange, type Planning, planChange, planChangeOf } from '../plan-change.ts'
import type { MemoryDuties } from './duties.ts'
import { createFollowers } from './followers.ts'
import { frozen } from './frozen.ts'
import { createHeldRecords } from './held-records.ts'
import { createIdIndex } from './id-index.ts'
import { noMentions } from './mentioned.ts'
import { createWatchers } from './watchers.ts'
import { noWeights, weigh } from './weight.ts'

export interface MemoryBounds {
  readonly conversations: number
  readonly bytes: number
  /** Events of one conversation that can be replayed. */
  readonly replayable: number
}

const DEFAULT_BOUNDS: MemoryBounds = { conversations: 20_000, bytes: 256 * 1024 * 1024, replayable: 200 }

export interface MemoryConversationsParts {
  /** Names a conversation or a history; never the same twice. */
  readonly newId: () => string
  readonly clock: Pick<Clock, 'now'>
  /** What else a change asks to be kept. Must not fail. */
  readonly also: {
    settle(settled: NonNullable<StoredChange['settles']>): void
    readonly duties: Pick<MemoryDuties, 'forget' | 'keep'>
    isNewest(fence: Fence): boolean
  }
  readonly bounds?: MemoryBounds | undefined
  readonly tracing?: Pick<Tracing, 'headers'> | undefined
}

export const createMemoryConversations = (parts: MemoryConversationsParts): ConversationStore => {
  const { newId, clock, also, tracing, bounds = DEFAULT_BOUNDS } = parts
  const index = createIdIndex()
  const committed = new Set<(commit: Commit) => void>()
  const watchers = createWatchers()
  const gone = new Set<(conversationId: string, why: WhyGone) => void>()

  const sendAway = (conversationId: string, why: WhyGone): void => {
    followers.tell(conversationId, { kind: 'rejoin' })
    watchers.tell([conversationId])
    for (const listener of gone) listener(conversationId, why)
  }

  const records = createHeldRecords({
    conversations: bounds.conversations,
    bytes: bounds.bytes,
    isFollowed: (conversationId) => followers.isFollowed(conversationId),
    dropped: ({ conversationId, ids }) => {
      index.forget(conversationId, ids)
      sendAway(conversationId, 'dropped')
    },
  })
  const followers = createFollowers(records.unfollowed)

  const named = (conversationId: string | undefined): ConversationRecord | undefined =>
    conversationId === undefined ? undefined : records.get(conversationId)
  const known: KnownConversations = { named, ownerOf: (id) => named(index.ownerOf(id)) }

  /** Which bare ids lead to it changes with other conversations, so it is found out as often as it is read. */
  const seen = (record: ConversationRecord): ConversationRecord => {
    const { conversationId, ids } = record
    const own = [...ids.map(({ id }) => id), conversationId]
    const aliases = own.filter((id, at) => index.leadsTo(id) === conversationId && own.indexOf(id) === at)
    return { ...record, aliases }
  }
  /** Frozen as it is handed out, and not as it is kept: most changes are read by nobody, and frozen lists are slow to add to. */
  const seenOrNot = (record: ConversationRecord | undefined): ConversationRecord | undefined =>
    record === undefined ? undefined : frozen(seen(record))

  const keep = ({ record, envelopes, isRenewed }: Written): void => {
    const earlier = isRenewed ? undefined : records.peek(record.conversationId)
    const weights = earlier?.weights ?? noWeights()
    const limits = { transcript: SNAPSHOT_UTTERANCES, replayable: bounds.replayable }
    for (const envelope of envelopes) weigh(weights, envelope, limits)
    records.set({ record, weights })
  }

  /** All of it in one turn: nobody sees a part. */
  const commit = <T>({ value, written, removed, also: asked }: PlannedChange<T>): T => {
    const before = new Map<string, ConversationRecord>()
    for (const { record } of written) {
      const earlier = records.peek(record.conversationId)?.record
      if (earlier !== undefined) before.set(record.conversationId, earlier)
    }
    const renamed = written.filter(({ record }) => before.get(record.conversationId)?.ids !== record.ids)
    for (const conversationId of removed) index.forget(conversationId, records.peek(conversationId)?.record.ids ?? [])
    for (const { record } of renamed) index.forget(record.conversationId, before.get(record.conversationId)?.ids ?? [])
    for (const conversationId of removed) records.delete(conversationId)
    for (const each of written) keep(each)
    for (const { record } of renamed) {
      if (records.peek(record.conversationId) === undefined) continue
      index.name(record.conversationId)
      for (const id of record.ids) index.assign(id, record.conversationId)
    }
    if (asked.settles !== undefined) also.settle(asked.settles)
    also.duties.keep(asked)
    for (const conversationId of removed) sendAway(conversationId, 'merged')
    for (const each of written) {
      const { conversationId } = each.record
      if (followers.isFollowed(conversationId)) {
        for (const notice of noticesOf(each, before.get(conversationId), seen(each.record), tracing?.headers())) {
          followers.tell(conversationId, notice)
        }
      }
      for (const listener of committed) listener(each)
    }
    if (written.length > 0) watchers.tell(written.map(({ record }) => record.conversationId))
    return value
  }

  const planning = (): Planning => ({
    known,
    seen,
    now: clock.now(),
    newId,
    newEpoch: newId,
    noMentions,
    replayable: bounds.replayable,
  })

  const check = (fence: Fence | undefined): void => {
    if (fence !== undefined && !also.isNewest(fence)) throw new StaleFence()
  }

  const lead = (bareId: string): ConversationRecord | undefined => named(index.leadsTo(bareId))
  const at = (place: KnownPlace): ConversationRecord | undefined =>
    'named' in place ? named(place.named) : named(index.ownerOf(place))

  return {
    find: async (bareId) => seenOrNot(lead(bareId)),
    findBy: async (id) => seenOrNot(named(index.ownerOf(id))),
    change: async (place, decide, fence) => {
      check(fence)
      return commit(planChange(place, decide, planning()))
    },
    changeKnown: async (place, decide, fence) => {
      check(fence)
      const record = at(place)
      return record === undefined ? undefined : commit(planChangeOf(record, decide, planning()))
    },
    visit: async (bareId, look) => look(seenOrNot(lead(bareId))),
    follow: followers.follow,
    silentSince: async (moment, most) => {
      const silent: string[] = []
      for (const record of records.all()) {
        if (silent.length === most) break
        const { activeAt, snapshot, conversationId } = record
        if (activeAt !== undefined && activeAt <= moment && !hasEnded(snapshot)) silent.push(conversationId)
      }
      return silent
    },
    endedBefore: async (moment, most) => {
      const ended: string[] = []
      const instant = new Date(moment).toISOString()
      for (const record of records.all()) {
        if (ended.length === most) break
        if (endedAtOrBefore(record.snapshot, instant)) ended.push(record.conversationId)
      }
      return ended
    },
    onBoardSince: async (moment) => {
      const instant = new Date(moment).toISOString()
      return [...records.all()]
        .filter(({ activeAt, snapshot }) => activeAt !== undefined && !endedAtOrBefore(snapshot, instant))
        .map(({ conversationId }) => conversationId)
    },
    boardRows: async (names) =>
      names.flatMap((name) => {
        const record = records.peek(name)?.record
        return (record === undefined ? undefined : rowOf(record)) ?? []
      }),
    watch: watchers.watch,
    erase: async (bareId, isMeant) => {
      const record = lead(bareId)
      if (record === undefined || isMeant?.(seen(record)) === false) return false
      index.forget(record.conversationId, record.ids)
      records.delete(record.conversationId)
      also.duties.forget(record.ids.flatMap(({ kind, id }) => (kind === 'session' ? [id] : [])))
      sendAway(record.conversationId, 'erased')
      return true
    },
    onCommit: (listener) => {
      committed.add(listener)
    },
    onGone: (listener) => {
      gone.add(listener)
    },
  }
}
