/**
 * Conversations: which ids belong together, gap-free numbering, what was heard, and who is told. Writes and joins of one
 * conversation happen one after the other, so a widget that joins gets every event exactly once.
 */
import AsyncLock from 'async-lock'
import { covers } from '../../shared/domain/access.ts'
import { breaksSilence, comesTooLate, hasEnded } from '../../shared/domain/ended.ts'
import { renamed } from '../../shared/domain/renamed.ts'
import type { UtteranceScore } from '../../shared/domain/scored-utterances.ts'
import { type Channel, findRepeated, type HeardUtterance, LONGEST_UTTERANCE } from '../../shared/domain/utterances.ts'
import type { AssistEvent, StatusData, TranscriptData } from '../../shared/wire/assist.ts'
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { Clock, ConversationRecord, ConversationStore, Metrics, Push, ServiceStatus } from '../ports.ts'
import { createActivity } from './activity.ts'

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
  /** Suggestions will be asked for it as soon as it is heard. */
  readonly awaitsSuggestions?: boolean | undefined
}

export interface Heard {
  readonly utteranceId: string
  /**
   * `other_channel`: known already, but told by this channel for the first time; `again`: this channel repeats itself,
   * or it is the echo of a conversation that has ended.
   */
  readonly kind: 'new' | 'other_channel' | 'again'
}

/** What becomes of a conversation when more of it was scored. */
export interface Rescored {
  readonly scores: readonly UtteranceScore[]
  readonly events: readonly AssistEvent[]
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
  /**
   * The conversation that all of `ids` belong to, made or merged where needed; a new one is named by the first id.
   * Conversations of two contacts (CXone's id) are never merged: an id they share goes to the one it is told of now.
   */
  identify(ids: readonly [string, ...string[]], contactId?: string): Promise<string>
  find(alias: string): Promise<ConversationRecord | undefined>
  /** Not to one that has ended what comes too late for it. */
  publish(alias: string, events: readonly AssistEvent[]): Promise<void>
  /**
   * Publishes an utterance once, over however many channels it arrives. Where the conversation has ended, it begins a new
   * one under the same ids.
   */
  hear(alias: string, utterance: Utterance): Promise<Heard>
  /** Keeps the scores that `decide` makes of the conversation as it is, and publishes what follows. Nobody comes between. */
  rescore(alias: string, decide: (record: ConversationRecord) => Rescored): Promise<void>
  /** The bot's session that the conversation is, by which Cognigy is told of it. */
  assignSession(alias: string, sessionId: string): Promise<void>
  /** Agent assist's id of the conversation, by which suggestions are asked for. */
  assignInteraction(alias: string, interactionId: string): Promise<void>
  assignAgent(alias: string, agentId: string): Promise<void>
  join(joining: Joining): Promise<'joined' | 'refused'>
  /**
   * The conversation is over: its widgets are told, and it stays as it is from now on.
   *
   * @returns whether this call ended it: false where it is not known, or had ended before
   */
  end(alias: string, reason?: string): Promise<boolean>
  /** Something new happens: where the conversation had ended, a new one begins under its ids, and widgets join that. */
  resume(alias: string): Promise<void>
  /** Conversations that have not ended and in which nothing happened for `ms` milliseconds. */
  silentFor(ms: number): readonly string[]
  /** Tells the conversations that somebody follows how the service is, where that is news to them. */
  tellServiceStatus(): Promise<void>
}

export interface ConversationsParts {
  readonly store: ConversationStore
  readonly push: Push
  readonly clock: Clock
  readonly metrics: Metrics
  /** A fresh id for utterances that came without one. */
  readonly newId: () => string
  readonly status: ServiceStatus
}

const isCalled = ({ utteranceId, otherId }: HeardUtterance, id: string): boolean => utteranceId === id || otherId === id

/** Where all is well and nobody was told otherwise, there is nothing to tell. */
const isNews = (status: StatusData, told: StatusData | undefined): boolean =>
  told === undefined
    ? status.state !== 'live'
    : told.state !== status.state || told.since !== status.since || told.reason !== status.reason

export const createConversations = (parts: ConversationsParts): Conversations => {
  const { store, push, clock, metrics, newId } = parts
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })
  /** Who belongs together is found out by one at a time. A lock of its own, since any name may be a conversation's. */
  const identityLock = new AsyncLock({ maxPending: LONGEST_QUEUE })
  const activity = createActivity(clock)
  store.onDropped((conversationId) => {
    activity.forget(conversationId)
    push.rejoin(conversationId, () => false)
  })

  const now = (): string => new Date(clock.now()).toISOString()

  const recordOf = async (alias: string): Promise<ConversationRecord> =>
    (await store.find(alias)) ?? (await store.create(alias))

  /** `undefined` where the conversation was merged or dropped while waiting. */
  const alone = <T>(
    alias: string,
    conversationId: string,
    act: (record: ConversationRecord) => Promise<T>,
  ): Promise<{ readonly value: T } | undefined> =>
    lock.acquire(conversationId, async () => {
      const record = await store.find(alias)
      return record?.conversationId === conversationId ? { value: await act(record) } : undefined
    })

  /** One conversation at a time. Where it was merged or dropped while waiting, the wait begins anew at its new place. */
  const exclusively = async <T>(alias: string, act: (record: ConversationRecord) => Promise<T>): Promise<T> => {
    for (;;) {
      const done = await alone(alias, await identify([alias]), act)
      if (done !== undefined) return done.value
    }
  }

  /** The same for a conversation that is known; none is made. */
  const ifKnown = async <T>(alias: string, act: (record: ConversationRecord) => Promise<T>): Promise<T | undefined> => {
    for (;;) {
      const known = await store.find(alias)
      if (known === undefined) return undefined
      const done = await alone(alias, known.conversationId, act)
      if (done !== undefined) return done.value
    }
  }

  const append = async (record: ConversationRecord, event: AssistEvent, at = now()): Promise<void> => {
    const envelope = await store.append(record.conversationId, event, at)
    push.send(record.conversationId, envelope)
    metrics.eventPublished(event.type)
    if (breaksSilence(event) && !hasEnded(record.snapshot)) activity.note(record.conversationId)
  }

  const endIn = async (record: ConversationRecord, reason: string | undefined): Promise<boolean> => {
    activity.forget(record.conversationId)
    if (hasEnded(record.snapshot)) return false
    const data: StatusData = { state: 'ended', since: now(), ...(reason === undefined ? {} : { reason }) }
    await append(record, { type: 'status', data })
    return true
  }

  /** Who follows the conversation that has ended joins anew, and so comes to the one that begins. */
  const beginAnew = async ({ conversationId }: ConversationRecord): Promise<ConversationRecord> => {
    const record = await store.renew(conversationId)
    push.rejoin(conversationId, () => false)
    return record
  }

  const tellStatus = async (record: ConversationRecord): Promise<void> => {
    const data = parts.status.current()
    if (hasEnded(record.snapshot)) return
    if (isNews(data, record.snapshot.status?.data)) await append(record, { type: 'status', data })
  }

  const hearIn = async (
    record: ConversationRecord,
    utterance: Utterance,
    heardAt: number,
    at?: string,
  ): Promise<Heard> => {
    const { channel, speaker, text, utteranceId: givenId } = utterance
    const again = record.heard.find((earlier) => givenId !== undefined && isCalled(earlier, givenId))
    if (again !== undefined) return { utteranceId: again.utteranceId, kind: 'again' }
    const shown = text.slice(0, LONGEST_UTTERANCE)
    const repeated = findRepeated(record.heard, { channel, speaker, text: shown, heardAt })
    if (repeated !== undefined) {
      const matched: HeardUtterance = {
        ...repeated,
        toldBy: [...repeated.toldBy, channel],
        otherId: givenId ?? repeated.otherId,
      }
      const heard = record.heard.map((earlier) => (earlier === repeated ? matched : earlier))
      await store.setHeard(record.conversationId, heard)
      // What a channel that lags behind tells of an ended conversation is no beginning of a new one.
      return { utteranceId: repeated.utteranceId, kind: hasEnded(record.snapshot) ? 'again' : 'other_channel' }
    }
    const into = hasEnded(record.snapshot) ? await beginAnew(record) : record
    const utteranceId = givenId ?? newId()
    const fresh: HeardUtterance = { utteranceId, toldBy: [channel], speaker, text: shown, heardAt }
    await store.setHeard(record.conversationId, [...record.heard, fresh].slice(-HEARD_UTTERANCES))
    const data: TranscriptData = {
      utteranceId,
      speaker,
      text: shown,
      ...(shown.length < text.length ? { truncated: true } : {}),
      ...(utterance.sentimentScore === undefined ? {} : { sentimentScore: utterance.sentimentScore }),
      ...(utterance.awaitsSuggestions ? { awaitsSuggestions: true } : {}),
    }
    await append(into, { type: 'transcript', data }, at)
    return { utteranceId, kind: 'new' }
  }

  /** Moves what `absorbed` holds behind what `survivor` holds, and its widgets with it. */
  const merge = async (survivor: ConversationRecord, absorbed: ConversationRecord): Promise<void> => {
    await lock.acquire([survivor.conversationId, absorbed.conversationId], async () => {
      await store.remove(absorbed.conversationId)
      await store.addAliases(survivor.conversationId, absorbed.aliases)
      if (survivor.agentId === undefined && absorbed.agentId !== undefined) {
        await store.setAgent(survivor.conversationId, absorbed.agentId)
      }
      // What the survivor knows by another name keeps that name, wherever it is mentioned.
      const names = new Map<string, string>()
      for (const { at, ...event } of absorbed.replayable) {
        const into = await recordOf(survivor.conversationId)
        if (event.type !== 'transcript') {
          await append(into, renamed(event, names), at)
          continue
        }
        const { data } = event
        const heard = absorbed.heard.find(({ utteranceId }) => utteranceId === data.utteranceId)
        const channel = heard?.toldBy[0] ?? 'stream'
        const { utteranceId } = await hearIn(into, { ...data, channel }, heard?.heardAt ?? clock.now(), at)
        names.set(data.utteranceId, utteranceId)
      }
      const { scores } = await recordOf(survivor.conversationId)
      const moved = absorbed.scores.map((score) => ({
        ...score,
        utteranceId: names.get(score.utteranceId) ?? score.utteranceId,
      }))
      const isKnown = (id: string): boolean => scores.some(({ utteranceId }) => utteranceId === id)
      await store.setScores(survivor.conversationId, [
        ...scores,
        ...moved.filter(({ utteranceId }) => !isKnown(utteranceId)),
      ])
      if (survivor.sessionId === undefined && absorbed.sessionId !== undefined) {
        await store.setSession(survivor.conversationId, absorbed.sessionId)
      }
      if (survivor.interactionId === undefined && absorbed.interactionId !== undefined) {
        await store.setInteraction(survivor.conversationId, absorbed.interactionId)
      }
      activity.forget(absorbed.conversationId)
      push.rejoin(absorbed.conversationId, () => false)
    })
  }

  /** A Cognigy session outlives a contact: taken up by a new one, it leads to that, and the old one is left alone. */
  const takeFrom = async (record: ConversationRecord, alias: string): Promise<void> => {
    await lock.acquire(record.conversationId, async () => {
      // Where the conversation itself bears that name, it cannot keep it, and nobody must be led there any more.
      if (alias === record.conversationId) {
        await store.remove(alias)
        activity.forget(alias)
      } else await store.dropAlias(record.conversationId, alias)
    })
    push.rejoin(record.conversationId, () => false)
  }

  const renewedIfEnded = (record: ConversationRecord): Promise<ConversationRecord> =>
    lock.acquire(record.conversationId, async () => {
      const current = (await store.find(record.conversationId)) ?? record
      return hasEnded(current.snapshot) ? await beginAnew(current) : current
    })

  const linkTogether = async (ids: readonly [string, ...string[]], contactId: string | undefined): Promise<string> => {
    const found: ConversationRecord[] = []
    for (const id of ids) {
      const record = await store.find(id)
      if (record === undefined || found.some(({ conversationId }) => conversationId === record.conversationId)) continue
      const isOtherContact = contactId !== undefined && record.contactId !== undefined && record.contactId !== contactId
      if (isOtherContact) await takeFrom(record, id)
      else found.push(record)
    }
    // What has ended is not what the others go on with.
    const alive = found.length < 2 ? found : await Promise.all(found.map(renewedIfEnded))
    const survivor = alive[0] ?? (await store.create(ids[0]))
    await store.addAliases(survivor.conversationId, ids)
    if (contactId !== undefined) await store.setContact(survivor.conversationId, contactId)
    for (const other of alive.slice(1)) await merge(survivor, other)
    return survivor.conversationId
  }

  const identify = async (ids: readonly [string, ...string[]], contactId?: string): Promise<string> => {
    const first = await store.find(ids[0])
    if (first !== undefined && ids.every((id) => first.aliases.includes(id))) return first.conversationId
    return await identityLock.acquire('identity', () => linkTogether(ids, contactId))
  }

  return {
    identify,

    find: (alias) => store.find(alias),

    publish: (alias, events) =>
      exclusively(alias, async (record) => {
        const isOver = hasEnded(record.snapshot)
        for (const event of events) if (!isOver || !comesTooLate(event)) await append(record, event)
      }),

    hear: (alias, utterance) => exclusively(alias, (record) => hearIn(record, utterance, clock.now())),

    rescore: (alias, decide) =>
      exclusively(alias, async (record) => {
        const { scores, events } = decide(record)
        await store.setScores(record.conversationId, scores)
        for (const event of events) await append(record, event)
      }),

    assignSession: async (alias, sessionId) => {
      const record = await store.find(alias)
      if (record === undefined || record.sessionId === sessionId) return
      await store.setSession(record.conversationId, sessionId)
    },

    assignInteraction: async (alias, interactionId) => {
      const record = await store.find(alias)
      if (record === undefined || record.interactionId === interactionId) return
      await store.setInteraction(record.conversationId, interactionId)
    },

    assignAgent: async (alias, agentId) => {
      const record = await store.find(alias)
      if (record === undefined || record.agentId === agentId) return
      await store.setAgent(record.conversationId, agentId)
      const { aliases } = record
      push.rejoin(record.conversationId, (claims) => covers(claims, { aliases, agentId }))
    },

    end: async (alias, reason) => (await ifKnown(alias, (record) => endIn(record, reason))) ?? false,

    resume: async (alias) => {
      await ifKnown(alias, async (record) => {
        if (hasEnded(record.snapshot)) await beginAnew(record)
      })
    },

    silentFor: activity.silentFor,

    tellServiceStatus: async () => {
      await Promise.all(push.followed().map((conversationId) => exclusively(conversationId, tellStatus)))
    },

    join: async ({ alias, mayCreate, admits, admitted }) => {
      const known = await store.find(alias)
      if (known === undefined && !mayCreate) return 'refused'
      return await exclusively(alias, async (record) => {
        if (!admits(record)) return 'refused'
        await tellStatus(record)
        admitted(await recordOf(alias))
        return 'joined'
      })
    },
  }
}
