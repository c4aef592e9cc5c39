/**
 * Conversations: which ids belong together, gap-free numbering, what was heard, and who is told. Writes and joins of one
 * conversation happen one after the other, so a widget that joins gets every event exactly once.
 */
import AsyncLock from 'async-lock'
import { covers } from '../../shared/domain/access.ts'
import { type Channel, findRepeated, LONGEST_UTTERANCE } from '../../shared/domain/utterances.ts'
import type { AssistEvent, TranscriptData } from '../../shared/wire/assist.ts'
import type { Speaker } from '../../shared/wire/stream.ts'
import type { Clock, ConversationRecord, ConversationStore, Metrics, Push } from '../ports.ts'

/** Utterances in which a second delivery of the same one is looked for. */
const HEARD_UTTERANCES = 50
/** Writes and joins that may wait for one conversation; beyond it something is broken and callers are told. */
const LONGEST_QUEUE = 10_000

export interface Utterance {
  readonly channel: Channel
  readonly speaker: Speaker
  readonly text: string
  readonly utteranceId?: string | undefined
  readonly sentimentScore?: number | undefined
}

export interface Joining {
  readonly alias: string
  /** Whether a conversation nobody has heard of yet may be waited for. */
  readonly mayCreate: boolean
  readonly admits: (record: ConversationRecord) => boolean
  /** Runs before any later event is published; must not wait. */
  readonly admitted: (record: ConversationRecord) => void
}

export interface Conversations {
  /** The conversation that all of `ids` belong to, made or merged where needed; a new one is named by the first id. */
  identify(ids: readonly [string, ...string[]]): Promise<string>
  find(alias: string): Promise<ConversationRecord | undefined>
  publish(alias: string, events: readonly AssistEvent[]): Promise<void>
  /** Publishes an utterance once, over however many channels it arrives; gives its id. */
  hear(alias: string, utterance: Utterance): Promise<string>
  assignAgent(alias: string, agentId: string): Promise<void>
  join(joining: Joining): Promise<'joined' | 'refused'>
}

export interface ConversationsParts {
  readonly store: ConversationStore
  readonly push: Push
  readonly clock: Clock
  readonly metrics: Metrics
  /** A fresh id for utterances that came without one. */
  readonly newId: () => string
}

export const createConversations = ({ store, push, clock, metrics, newId }: ConversationsParts): Conversations => {
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })
  store.onDropped((conversationId) => push.rejoin(conversationId, () => false))

  const now = (): string => new Date(clock.now()).toISOString()

  const recordOf = async (alias: string): Promise<ConversationRecord> =>
    (await store.find(alias)) ?? (await store.create(alias))

  /** One conversation at a time; the record is read anew inside, since a merge may have happened while waiting. */
  const exclusively = async <T>(alias: string, act: (record: ConversationRecord) => Promise<T>): Promise<T> => {
    const { conversationId } = await recordOf(alias)
    return await lock.acquire(conversationId, async () => act(await recordOf(alias)))
  }

  const append = async (record: ConversationRecord, event: AssistEvent, at = now()): Promise<void> => {
    const envelope = await store.append(record.conversationId, event, at)
    push.send(record.conversationId, envelope)
    metrics.eventPublished(event.type)
  }

  const hearIn = async (
    record: ConversationRecord,
    utterance: Utterance,
    heardAt: number,
    at?: string,
  ): Promise<string> => {
    const { channel, speaker, text } = utterance
    const again = record.heard.find(({ utteranceId }) => utteranceId === utterance.utteranceId)
    if (again !== undefined) return again.utteranceId
    const repeated = findRepeated(record.heard, { channel, speaker, text, heardAt })
    if (repeated !== undefined) {
      const heard = record.heard.map((earlier) => (earlier === repeated ? { ...earlier, matched: true } : earlier))
      await store.setHeard(record.conversationId, heard)
      return repeated.utteranceId
    }
    const utteranceId = utterance.utteranceId ?? newId()
    const shown = text.slice(0, LONGEST_UTTERANCE)
    const fresh = { utteranceId, channel, speaker, text: shown, heardAt, matched: false }
    await store.setHeard(record.conversationId, [...record.heard, fresh].slice(-HEARD_UTTERANCES))
    const data: TranscriptData = {
      utteranceId,
      speaker,
      text: shown,
      ...(shown.length < text.length ? { truncated: true } : {}),
      ...(utterance.sentimentScore === undefined ? {} : { sentimentScore: utterance.sentimentScore }),
    }
    await append(record, { type: 'transcript', data }, at)
    return utteranceId
  }

  /** Moves what `absorbed` holds behind what `survivor` holds, and its widgets with it. */
  const merge = async (survivor: ConversationRecord, absorbed: ConversationRecord): Promise<void> => {
    await lock.acquire([survivor.conversationId, absorbed.conversationId], async () => {
      await store.remove(absorbed.conversationId)
      await store.addAliases(survivor.conversationId, absorbed.aliases)
      if (survivor.agentId === undefined && absorbed.agentId !== undefined) {
        await store.setAgent(survivor.conversationId, absorbed.agentId)
      }
      for (const { at, ...event } of absorbed.replayable) {
        const into = await recordOf(survivor.conversationId)
        if (event.type !== 'transcript') {
          await append(into, event, at)
          continue
        }
        const { data } = event
        const heard = absorbed.heard.find(({ utteranceId }) => utteranceId === data.utteranceId)
        await hearIn(into, { ...data, channel: heard?.channel ?? 'stream' }, heard?.heardAt ?? clock.now(), at)
      }
      push.rejoin(absorbed.conversationId, () => false)
    })
  }

  const linkTogether = async (ids: readonly [string, ...string[]]): Promise<string> => {
    const found: ConversationRecord[] = []
    for (const id of ids) {
      const record = await store.find(id)
      if (record !== undefined && !found.some(({ conversationId }) => conversationId === record.conversationId)) {
        found.push(record)
      }
    }
    const survivor = found[0] ?? (await store.create(ids[0]))
    await store.addAliases(survivor.conversationId, ids)
    for (const other of found.slice(1)) await merge(survivor, other)
    return survivor.conversationId
  }

  return {
    identify: async (ids) => {
      const first = await store.find(ids[0])
      if (first !== undefined && ids.every((id) => first.aliases.includes(id))) return first.conversationId
      return await lock.acquire('identity', () => linkTogether(ids))
    },

    find: (alias) => store.find(alias),

    publish: (alias, events) =>
      exclusively(alias, async (record) => {
        for (const event of events) await append(record, event)
      }),

    hear: (alias, utterance) => exclusively(alias, (record) => hearIn(record, utterance, clock.now())),

    assignAgent: async (alias, agentId) => {
      const record = await store.find(alias)
      if (record === undefined || record.agentId === agentId) return
      await store.setAgent(record.conversationId, agentId)
      const { aliases } = record
      push.rejoin(record.conversationId, (claims) => covers(claims, { aliases, agentId }))
    },

    join: async ({ alias, mayCreate, admits, admitted }) => {
      const known = await store.find(alias)
      if (known === undefined && !mayCreate) return 'refused'
      return await exclusively(alias, async (record) => {
        if (!admits(record)) return 'refused'
        admitted(record)
        return 'joined'
      })
    },
  }
}
