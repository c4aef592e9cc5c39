/** Records in memory within bounds: the longest unused goes first, and never one that somebody follows. */
import { LRUCache } from 'lru-cache'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { LONGEST_SILENCE_HOURS } from '../../../shared/rules.ts'
import { bytesOf, type Weights } from './weight.ts'

/** Longer than any silence after which a conversation is said to have ended. */
const LONGEST_IDLE_MS = (LONGEST_SILENCE_HOURS + 24) * 3600 * 1000

/** A box around a record, a new one for each change: the cache weighs again only what is another object than before. */
interface Kept {
  readonly record: ConversationRecord
  readonly weights: Weights
}

export interface HeldRecordsParts {
  readonly conversations: number
  readonly bytes: number
  readonly isFollowed: (conversationId: string) => boolean
  /** It was dropped to keep within the bounds. */
  readonly dropped: (record: ConversationRecord) => void
}

export interface HeldRecords {
  /** Counts as a use. */
  get(conversationId: string): ConversationRecord | undefined
  peek(conversationId: string): Kept | undefined
  set(kept: Kept): void
  delete(conversationId: string): void
  all(): Iterable<ConversationRecord>
  /** Nobody follows it any more: it is within the bounds like all others. */
  unfollowed(conversationId: string): void
}

export const createHeldRecords = ({ conversations, bytes, isFollowed, dropped }: HeldRecordsParts): HeldRecords => {
  /** Beyond the bounds, for as long as somebody follows them: at most as many as there are widgets. */
  const followed = new Map<string, Kept>()
  const held = new LRUCache<string, Kept>({
    max: conversations,
    maxSize: bytes,
    ttl: LONGEST_IDLE_MS,
    updateAgeOnGet: true,
    sizeCalculation: ({ record, weights }) => bytesOf(record, weights),
    dispose: (kept, conversationId, reason) => {
      if (reason !== 'evict' && reason !== 'expire') return
      if (isFollowed(conversationId)) followed.set(conversationId, kept)
      else dropped(kept.record)
    },
    noDisposeOnSet: true,
  })
  return {
    get: (conversationId) => (followed.get(conversationId) ?? held.get(conversationId))?.record,
    peek: (conversationId) => followed.get(conversationId) ?? held.peek(conversationId),
    set: (kept) => {
      const { conversationId } = kept.record
      if (followed.has(conversationId)) followed.set(conversationId, kept)
      else held.set(conversationId, kept)
    },
    delete: (conversationId) => {
      followed.delete(conversationId)
      held.delete(conversationId)
    },
    *all() {
      for (const { record } of followed.values()) yield record
      for (const { record } of held.values()) yield record
    },
    unfollowed: (conversationId) => {
      const kept = followed.get(conversationId)
      if (kept === undefined) return
      followed.delete(conversationId)
      held.set(conversationId, kept)
    },
  }
}
