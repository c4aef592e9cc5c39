/** Conversations in memory, bounded by count, by age and by bytes. */
import { LRUCache } from 'lru-cache'
import type { KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
import { LONGEST_SILENCE_HOURS } from '../../../shared/rules.ts'
import type { AssistEnvelope } from '../../../shared/wire/assist.ts'
import type { ConversationStore } from '../../ports/store.ts'
import { appendTo, type HeldRecord, heldBytes, newRecord, renewedRecord } from './held-record.ts'
import { createIdIndex } from './id-index.ts'

/** Longer than any silence after which a conversation is said to have ended. */
const LONGEST_IDLE_MS = (LONGEST_SILENCE_HOURS + 24) * 3600 * 1000
/** Of one conversation: more than any contact has, and a bound where somebody tells of ever new ones. */
const MOST_IDS = 100
const MOST_MENTIONED = 20_000

export interface MemoryBounds {
  readonly conversations: number
  readonly bytes: number
  /** Events of one conversation that can be replayed. */
  readonly replayable: number
}

const DEFAULT_BOUNDS: MemoryBounds = { conversations: 20_000, bytes: 256 * 1024 * 1024, replayable: 200 }

/** A box around a record, a new one for each change: the cache weighs again only what is another object than before. */
interface Kept {
  readonly record: HeldRecord
}

/** @param newEpoch names a history; must not repeat. */
export const createMemoryConversations = (
  newEpoch: () => string,
  bounds: MemoryBounds = DEFAULT_BOUNDS,
): ConversationStore => {
  const index = createIdIndex()
  const listeners = new Set<(conversationId: string) => void>()
  const records = new LRUCache<string, Kept>({
    max: bounds.conversations,
    maxSize: bounds.bytes,
    ttl: LONGEST_IDLE_MS,
    updateAgeOnGet: true,
    sizeCalculation: ({ record }) => heldBytes(record),
    dispose: ({ record }, conversationId, reason) => {
      if (reason === 'set') return
      index.forget(conversationId, record.ids)
      if (reason === 'evict' || reason === 'expire') for (const listener of listeners) listener(conversationId)
    },
    noDisposeOnSet: true,
  })

  const known = (conversationId: string): HeldRecord => {
    const record = records.get(conversationId)?.record
    if (record === undefined) throw new Error('a conversation was written to that the store does not hold')
    return record
  }
  const change = (conversationId: string, act: (record: HeldRecord) => void): void => {
    const record = known(conversationId)
    act(record)
    records.set(conversationId, { record })
  }
  const lookUp = (conversationId: string | undefined): HeldRecord | undefined =>
    conversationId === undefined ? undefined : records.get(conversationId)?.record

  const takeAway = ({ kind, id }: KindedId): void => {
    const owner = lookUp(index.ownerOf({ kind, id }))
    if (owner === undefined) return
    owner.ids = owner.ids.filter((other) => other.kind !== kind || other.id !== id)
    index.forget(undefined, [{ kind, id }])
  }

  return {
    find: async (alias) => lookUp(index.leadsTo(alias)),
    named: async (conversationId) => lookUp(conversationId),
    findBy: async (id) => lookUp(index.ownerOf(id)),
    create: async (conversationId) => {
      const record = newRecord(conversationId, newEpoch(), index.leadsTo)
      index.name(conversationId)
      records.set(conversationId, { record })
      return record
    },
    assignIds: async (conversationId, ids) =>
      change(conversationId, (record) => {
        for (const each of ids) {
          if (index.ownerOf(each) === conversationId) {
            record.ids = [...record.ids.filter(({ kind, id }) => kind !== each.kind || id !== each.id), each]
            continue
          }
          takeAway(each)
          index.assign(each, conversationId)
          record.ids = [...record.ids, each]
        }
        const forgotten = record.ids.filter(({ kind }) => kind !== 'conversation').slice(0, -MOST_IDS)
        for (const each of forgotten) takeAway(each)
      }),
    setAgent: async (conversationId, agentId) => {
      known(conversationId).agentId = agentId
    },
    setHeard: async (conversationId, heard) =>
      change(conversationId, (record) => {
        record.heard = heard
      }),
    mention: async (conversationId, keys) =>
      change(conversationId, ({ mentioned }) => {
        for (const key of keys) mentioned.add(key)
        for (const oldest of mentioned) {
          if (mentioned.size <= MOST_MENTIONED) break
          mentioned.delete(oldest)
        }
      }),
    setScores: async (conversationId, scores) => {
      known(conversationId).scores = scores
    },
    append: async (conversationId, event, at) => {
      const record = known(conversationId)
      // Its own numbers last: an event that comes from another conversation brings that one’s.
      const envelope: AssistEnvelope = { ...event, conversationId, seq: record.snapshot.seq + 1, at }
      change(conversationId, () => appendTo(record, envelope, bounds.replayable))
      return envelope
    },
    remove: async (conversationId) => {
      records.delete(conversationId)
    },
    renew: async (conversationId) => {
      const record = renewedRecord(known(conversationId), newEpoch(), index.leadsTo)
      records.set(conversationId, { record })
      return record
    },
    onDropped: (listener) => {
      listeners.add(listener)
    },
  }
}
