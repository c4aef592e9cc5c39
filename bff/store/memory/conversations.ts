/** Conversations in memory, bounded by count, by age and by bytes. */
import { LRUCache } from 'lru-cache'
import { applyChange } from '../../../shared/domain/conversation/change.ts'
import { SNAPSHOT_UTTERANCES } from '../../../shared/domain/conversation/conversation.ts'
import { type KindedId, kindedIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import {
  Draft,
  type KnownConversations,
  link,
  linkBare,
  type Written,
} from '../../../shared/domain/conversation/link.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { LONGEST_SILENCE_HOURS } from '../../../shared/rules.ts'
import type { Commit, ConversationStore, Decide, KnownPlace, Place, StoredChange } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { MemoryDuties } from './duties.ts'
import { createFollowers } from './followers.ts'
import { frozen } from './frozen.ts'
import { createIdIndex } from './id-index.ts'
import { noMentions } from './mentioned.ts'
import { bytesOf, noWeights, type Weights, weigh } from './weight.ts'

/** Longer than any silence after which a conversation is said to have ended. */
const LONGEST_IDLE_MS = (LONGEST_SILENCE_HOURS + 24) * 3600 * 1000

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
  }
  readonly bounds?: MemoryBounds | undefined
}

/** A box around a record, a new one for each change: the cache weighs again only what is another object than before. */
interface Kept {
  readonly record: ConversationRecord
  readonly weights: Weights
}

export const createMemoryConversations = (parts: MemoryConversationsParts): ConversationStore => {
  const { newId, clock, also, bounds = DEFAULT_BOUNDS } = parts
  const index = createIdIndex()
  const followers = createFollowers()
  const committed = new Set<(commit: Commit) => void>()
  const gone = new Set<(conversationId: string) => void>()

  const sendAway = (conversationId: string): void => {
    followers.tell(conversationId, { kind: 'rejoin' })
    for (const listener of gone) listener(conversationId)
  }

  const records = new LRUCache<string, Kept>({
    max: bounds.conversations,
    maxSize: bounds.bytes,
    ttl: LONGEST_IDLE_MS,
    updateAgeOnGet: true,
    sizeCalculation: ({ record, weights }) => bytesOf(record, weights),
    dispose: ({ record }, conversationId, reason) => {
      if (reason !== 'evict' && reason !== 'expire') return
      index.forget(conversationId, record.ids)
      sendAway(conversationId)
    },
    noDisposeOnSet: true,
  })

  const named = (conversationId: string | undefined): ConversationRecord | undefined =>
    conversationId === undefined ? undefined : records.get(conversationId)?.record
  const known: KnownConversations = { named, ownerOf: (id) => named(index.ownerOf(id)) }

  /** Which bare ids lead to it changes with other conversations, so it is found out as often as it is read. */
  const seen = (record: ConversationRecord | undefined): ConversationRecord | undefined => {
    if (record === undefined) return undefined
    const { conversationId, ids } = record
    const own = new Set([...ids.map(({ id }) => id), conversationId])
    return Object.freeze({
      ...record,
      aliases: Object.freeze([...own].filter((id) => index.leadsTo(id) === conversationId)),
    })
  }

  const keep = ({ record, envelopes, isRenewed }: Written): void => {
    const earlier = isRenewed ? undefined : records.peek(record.conversationId)
    const weights = earlier?.weights ?? noWeights()
    const limits = { transcript: SNAPSHOT_UTTERANCES, replayable: bounds.replayable }
    for (const envelope of envelopes) weigh(weights, envelope, limits)
    records.set(record.conversationId, { record: frozen(record), weights })
  }

  /** All of it in one turn: nobody sees a part. */
  const commit = (draft: Draft): void => {
    const { written, removed } = draft
    for (const conversationId of [...removed, ...written.map(({ record }) => record.conversationId)]) {
      const before = records.peek(conversationId)?.record
      if (before !== undefined) index.forget(conversationId, before.ids)
    }
    const before = new Map(
      written.map(({ record: { conversationId } }) => [conversationId, records.peek(conversationId)?.record]),
    )
    for (const conversationId of removed) records.delete(conversationId)
    for (const each of written) keep(each)
    for (const { record } of written) {
      if (!records.has(record.conversationId)) continue
      index.name(record.conversationId)
      for (const id of record.ids) index.assign(id, record.conversationId)
    }
    for (const conversationId of removed) sendAway(conversationId)
    for (const { record, envelopes, isRenewed } of written) {
      const { conversationId, agentId } = record
      const earlier = before.get(conversationId)
      if (isRenewed) followers.tell(conversationId, { kind: 'rejoin' })
      for (const envelope of envelopes) followers.tell(conversationId, { kind: 'event', envelope })
      const isSeenByOthers = earlier !== undefined && (earlier.ids !== record.ids || earlier.agentId !== agentId)
      if (isSeenByOthers) {
        const { aliases } = seen(record) ?? record
        followers.tell(conversationId, { kind: 'rejoin', access: { aliases, agentId } })
      }
      for (const listener of committed) listener({ record, envelopes })
    }
  }

  const changeIn = <T>(draft: Draft, before: ConversationRecord, decide: Decide<T>): T => {
    const { value, change } = decide(seen(before) ?? before)
    if (change !== undefined) {
      const now = clock.now()
      const at = new Date(now).toISOString()
      const circumstances = { now, at, newEpoch: newId, replayable: bounds.replayable }
      draft.write(applyChange(before, change, circumstances), change.beginsAnew)
    }
    commit(draft)
    if (change?.settles !== undefined) also.settle(change.settles)
    if (change !== undefined) also.duties.keep(change)
    return value
  }

  const openDraft = (): Draft =>
    new Draft(known, { newId, newEpoch: newId, noMentions: noMentions(), replayable: bounds.replayable })

  const lead = (bareId: string): ConversationRecord | undefined => named(index.leadsTo(bareId))
  const at = (place: KnownPlace): ConversationRecord | undefined =>
    'named' in place ? named(place.named) : named(index.ownerOf(place))

  return {
    find: async (bareId) => seen(lead(bareId)),
    findBy: async (id) => seen(named(index.ownerOf(id))),
    change: async (place, decide) => {
      const draft = openDraft()
      const before = 'bareId' in place ? linkBare(draft, place.bareId) : link(draft, idsOf(place))
      return changeIn(draft, before, decide)
    },
    changeKnown: async (place, decide) => {
      const before = at(place)
      return before === undefined ? undefined : changeIn(openDraft(), before, decide)
    },
    visit: async (bareId, look) => look(seen(lead(bareId))),
    follow: followers.follow,
    silentSince: async (moment, most) => {
      const silent: string[] = []
      for (const { record } of records.values()) {
        if (silent.length === most) break
        const { activeAt, snapshot, conversationId } = record
        if (activeAt !== undefined && activeAt <= moment && !hasEnded(snapshot)) silent.push(conversationId)
      }
      return silent
    },
    erase: async (bareId) => {
      const record = lead(bareId)
      if (record === undefined) return false
      index.forget(record.conversationId, record.ids)
      records.delete(record.conversationId)
      also.duties.forget(record.ids.flatMap(({ kind, id }) => (kind === 'session' ? [id] : [])))
      sendAway(record.conversationId)
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

const idsOf = (place: Exclude<Place, { bareId: string }>): readonly KindedId[] => {
  const ids = kindedIds(place)
  if (ids.length === 0) throw new RangeError('a conversation was told of without an id')
  return ids
}
