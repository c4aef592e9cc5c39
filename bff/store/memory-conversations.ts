/** Conversations in memory, bounded by count, by age and by bytes. */
import { LRUCache } from 'lru-cache'
import { applyEvent, emptySnapshot } from '../../shared/domain/conversation.ts'
import type { UtteranceScore } from '../../shared/domain/scored-utterances.ts'
import type { HeardUtterance } from '../../shared/domain/utterances.ts'
import { LONGEST_SILENCE_HOURS } from '../../shared/rules.ts'
import type { AssistEnvelope, ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { ConversationRecord, ConversationStore } from '../ports.ts'

/** Longer than any silence after which a conversation is said to have ended. */
const LONGEST_IDLE_MS = (LONGEST_SILENCE_HOURS + 24) * 3600 * 1000
const RECORD_BYTES = 2000

export interface MemoryBounds {
  readonly conversations: number
  readonly bytes: number
  /** Events of one conversation that can be replayed. */
  readonly replayable: number
}

const DEFAULT_BOUNDS: MemoryBounds = { conversations: 20_000, bytes: 256 * 1024 * 1024, replayable: 200 }

interface MutableRecord extends ConversationRecord {
  aliases: string[]
  contactId: string | undefined
  agentId: string | undefined
  snapshot: ConversationSnapshot
  replayable: AssistEnvelope[]
  heard: readonly HeardUtterance[]
  scores: readonly UtteranceScore[]
  sessionId: string | undefined
  interactionId: string | undefined
  bytes: number
}

/** A box around a record, a new one for each change: the cache weighs again only what is another object than before. */
interface Kept {
  readonly record: MutableRecord
}

/** Two bytes a character of what makes events large; the rest of an event is a few hundred bytes. */
const sizeOf = (envelope: AssistEnvelope): number =>
  400 + (envelope.type === 'transcript' ? 4 * envelope.data.text.length : 2 * JSON.stringify(envelope.data).length)

/** @param newEpoch names a history; must not repeat. */
export const createMemoryConversations = (
  newEpoch: () => string,
  bounds: MemoryBounds = DEFAULT_BOUNDS,
): ConversationStore => {
  const keys = new Map<string, string>()
  const listeners = new Set<(conversationId: string) => void>()
  const records = new LRUCache<string, Kept>({
    max: bounds.conversations,
    maxSize: bounds.bytes,
    ttl: LONGEST_IDLE_MS,
    updateAgeOnGet: true,
    sizeCalculation: ({ record }) => record.bytes,
    dispose: ({ record }, conversationId, reason) => {
      if (reason === 'set') return
      for (const alias of record.aliases) keys.delete(alias)
      if (reason === 'evict' || reason === 'expire') for (const listener of listeners) listener(conversationId)
    },
    noDisposeOnSet: true,
  })

  const known = (conversationId: string): MutableRecord => {
    const record = records.get(conversationId)?.record
    if (record === undefined) throw new Error('a conversation was written to that the store does not hold')
    return record
  }

  const blank = (conversationId: string): MutableRecord => ({
    conversationId,
    aliases: [conversationId],
    contactId: undefined,
    agentId: undefined,
    epoch: newEpoch(),
    snapshot: emptySnapshot(conversationId),
    replayable: [],
    heard: [],
    scores: [],
    sessionId: undefined,
    interactionId: undefined,
    bytes: RECORD_BYTES,
  })

  return {
    find: async (alias) => {
      const key = keys.get(alias)
      return key === undefined ? undefined : records.get(key)?.record
    },
    create: async (conversationId) => {
      const record = blank(conversationId)
      keys.set(conversationId, conversationId)
      records.set(conversationId, { record })
      return record
    },
    addAliases: async (conversationId, aliases) => {
      const record = known(conversationId)
      for (const alias of aliases) {
        keys.set(alias, conversationId)
        if (!record.aliases.includes(alias)) record.aliases.push(alias)
      }
    },
    dropAlias: async (conversationId, alias) => {
      const record = known(conversationId)
      record.aliases = record.aliases.filter((other) => other !== alias)
      if (record.sessionId === alias) record.sessionId = undefined
      if (record.interactionId === alias) record.interactionId = undefined
      keys.delete(alias)
    },
    setContact: async (conversationId, contactId) => {
      known(conversationId).contactId = contactId
    },
    setAgent: async (conversationId, agentId) => {
      known(conversationId).agentId = agentId
    },
    setSession: async (conversationId, sessionId) => {
      known(conversationId).sessionId = sessionId
    },
    setInteraction: async (conversationId, interactionId) => {
      known(conversationId).interactionId = interactionId
    },
    setHeard: async (conversationId, heard) => {
      known(conversationId).heard = heard
    },
    setScores: async (conversationId, scores) => {
      known(conversationId).scores = scores
    },
    append: async (conversationId, event, at) => {
      const record = known(conversationId)
      // Its own numbers last: an event that comes from another conversation brings that one’s.
      const envelope: AssistEnvelope = { ...event, conversationId, seq: record.snapshot.seq + 1, at }
      record.snapshot = applyEvent(record.snapshot, envelope)
      record.replayable.push(envelope)
      record.bytes += sizeOf(envelope)
      if (record.replayable.length > bounds.replayable) {
        const dropped = record.replayable.shift()
        if (dropped !== undefined) record.bytes -= sizeOf(dropped)
      }
      records.set(conversationId, { record })
      return envelope
    },
    remove: async (conversationId) => {
      records.delete(conversationId)
    },
    renew: async (conversationId) => {
      const { aliases, contactId, agentId, sessionId, interactionId, heard } = known(conversationId)
      const record = { ...blank(conversationId), aliases, contactId, agentId, sessionId, interactionId, heard }
      records.set(conversationId, { record })
      return record
    },
    onDropped: (listener) => {
      listeners.add(listener)
    },
  }
}
