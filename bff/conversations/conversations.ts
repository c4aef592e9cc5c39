/**
 * Conversations: gap-free numbering, what was heard, and who is told. Writes and joins of one conversation happen one
 * after the other, so a widget that joins gets every event exactly once, and nobody is let in on what was true before.
 */
import AsyncLock from 'async-lock'
import { kindedIds, type ToldIds } from '../../shared/domain/conversation/conversation-ids.ts'
import { breaksSilence, comesTooLate, hasEnded } from '../../shared/domain/conversation/ended.ts'
import type { UtteranceScore } from '../../shared/domain/frustration/scored-utterances.ts'
import type { AssistEvent, StatusData } from '../../shared/wire/assist.ts'
import type { Metrics } from '../ports/observe.ts'
import type { Push, ServiceStatus } from '../ports/push.ts'
import type { ConversationRecord, ConversationStore } from '../ports/store.ts'
import type { Clock } from '../ports/time.ts'
import { createActivity } from './activity.ts'
import { createHear, type Heard, type Utterance } from './hearing.ts'
import { createIdentity } from './identity.ts'
import { mentionsIn } from './mentions.ts'
import { createMerge } from './merging.ts'

/** Writes and joins that may wait for one conversation; beyond it something is broken and callers are told. */
const LONGEST_QUEUE = 10_000

/** What becomes of a conversation when more of it was scored. */
export interface Rescored {
  readonly scores: readonly UtteranceScore[]
  readonly events: readonly AssistEvent[]
}

interface Joining {
  readonly alias: string
  /** Whether a conversation nobody has heard of yet may be waited for. */
  readonly mayCreate: boolean
  readonly admits: (record: ConversationRecord) => boolean
  /** Runs before any later event is published, and before anybody else may become its agent; must not wait. */
  readonly admitted: (record: ConversationRecord) => void
}

/** Who tells of a conversation names it by the kinds of its ids; who asks for one has a bare id. */
export interface Conversations {
  /**
   * The name of the conversation that all these ids belong to, made or merged where needed; a new one is named by the
   * first id. Conversations of two contacts are never merged: an id they share goes to the one it is told of now.
   */
  identify(told: ToldIds): Promise<string>
  find(alias: string): Promise<ConversationRecord | undefined>
  /** The one told of by the first of these ids. */
  findTold(told: ToldIds): Promise<ConversationRecord | undefined>
  /** Not to one that has ended what comes too late for it. */
  publish(told: ToldIds, events: readonly AssistEvent[]): Promise<void>
  /**
   * Publishes an utterance once, over however many channels it arrives. Where the conversation has ended, it begins a new
   * one under the same ids.
   */
  hear(told: ToldIds, utterance: Utterance): Promise<Heard>
  /** Keeps the scores that `decide` makes of the conversation as it is, and publishes what follows. Nobody comes between. */
  rescore(told: ToldIds, decide: (record: ConversationRecord) => Rescored): Promise<void>
  assignAgent(told: ToldIds, agentId: string): Promise<void>
  join(joining: Joining): Promise<'joined' | 'refused'>
  /**
   * The conversation told of by the first of these ids is over: its widgets learn it, and it stays as it is.
   *
   * @returns whether this call ended it: false where it is not known, or had ended before
   */
  end(told: ToldIds, reason?: string): Promise<boolean>
  /** Ends all in which nothing happened for `ms` milliseconds; gives how many. */
  endSilent(ms: number): Promise<number>
  /** Something new happens: where the conversation had ended, a new one begins under its ids, and widgets join that. */
  resume(told: ToldIds): Promise<void>
  /** Tells the conversations that somebody follows how the service is, where that is news to them. */
  tellServiceStatus(): Promise<void>
}

export interface ConversationsParts {
  readonly store: ConversationStore
  readonly push: Push
  readonly clock: Clock
  readonly metrics: Pick<Metrics, 'eventPublished'>
  /** A fresh id for utterances that came without one. */
  readonly newId: () => string
  readonly status: ServiceStatus
}

/** Where all is well and nobody was told otherwise, there is nothing to tell. */
const isNews = (status: StatusData, told: StatusData | undefined): boolean =>
  told === undefined
    ? status.state !== 'live'
    : told.state !== status.state || told.since !== status.since || told.reason !== status.reason

export const createConversations = (parts: ConversationsParts): Conversations => {
  const { store, push, clock, metrics, newId } = parts
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })
  const activity = createActivity(clock)
  store.onDropped((conversationId) => {
    activity.forget(conversationId)
    push.rejoin(conversationId, () => false)
  })

  const now = (): string => new Date(clock.now()).toISOString()

  const append = async (record: ConversationRecord, event: AssistEvent, at = now()): Promise<void> => {
    const { conversationId } = record
    const mentions = mentionsIn(event)
    if (mentions.length > 0) await store.mention(conversationId, mentions)
    const envelope = await store.append(conversationId, event, at)
    push.send(conversationId, envelope)
    metrics.eventPublished(event.type)
    if (breaksSilence(event) && !hasEnded(record.snapshot)) activity.note(conversationId)
  }

  const endIn = async (record: ConversationRecord | undefined, reason: string | undefined): Promise<boolean> => {
    if (record === undefined || hasEnded(record.snapshot)) return false
    const data: StatusData = { state: 'ended', since: now(), ...(reason === undefined ? {} : { reason }) }
    await append(record, { type: 'status', data })
    activity.forget(record.conversationId)
    return true
  }

  /** Who follows the conversation that has ended joins anew, and so comes to the one that begins. */
  const beginAnew = async ({ conversationId }: ConversationRecord): Promise<ConversationRecord> => {
    const record = await store.renew(conversationId)
    push.rejoin(conversationId, () => false)
    return record
  }

  const hear = createHear({ store, append, beginAnew, newId })
  const merge = createMerge({ store, append })
  const identity = createIdentity({ store, push, lock, merge, beginAnew, newId, longestQueue: LONGEST_QUEUE })

  const findTold = async (told: ToldIds): Promise<ConversationRecord | undefined> => {
    const [first] = kindedIds(told)
    return first === undefined ? undefined : await store.findBy(first)
  }

  /** One conversation at a time. Where it was merged or dropped while waiting, the wait begins anew at its new place. */
  const alone = async <T>(
    place: () => Promise<string>,
    find: () => Promise<ConversationRecord | undefined>,
    act: (record: ConversationRecord) => Promise<T>,
  ): Promise<T> => {
    for (;;) {
      const conversationId = await place()
      const done = await lock.acquire(conversationId, async () => {
        const record = await find()
        return record?.conversationId === conversationId ? { value: await act(record) } : undefined
      })
      if (done !== undefined) return done.value
    }
  }
  const exclusively = <T>(told: ToldIds, act: (record: ConversationRecord) => Promise<T>): Promise<T> =>
    alone(
      () => identity.identify(told),
      () => findTold(told),
      act,
    )

  const tellStatus = async (record: ConversationRecord): Promise<void> => {
    if (hasEnded(record.snapshot)) return
    const data = parts.status.current()
    if (isNews(data, record.snapshot.status?.data)) await append(record, { type: 'status', data })
  }

  return {
    identify: identity.identify,
    find: store.find,
    findTold,

    publish: (told, events) =>
      exclusively(told, async (record) => {
        const isOver = hasEnded(record.snapshot)
        for (const event of events) if (!isOver || !comesTooLate(event)) await append(record, event)
      }),

    hear: (told, utterance) => exclusively(told, (record) => hear(record, utterance, clock.now())),

    rescore: (told, decide) =>
      exclusively(told, async (record) => {
        const { scores, events } = decide(record)
        await store.setScores(record.conversationId, scores)
        for (const event of events) await append(record, event)
      }),

    assignAgent: async (told, agentId) => {
      if ((await findTold(told))?.agentId === agentId) return
      await exclusively(told, async ({ conversationId }) => {
        await store.setAgent(conversationId, agentId)
        await identity.judgeAnew(conversationId)
      })
    },

    end: async (told, reason) => {
      for (;;) {
        const known = await findTold(told)
        if (known === undefined) return false
        const done = await lock.acquire(known.conversationId, async () => {
          const record = await findTold(told)
          return record?.conversationId === known.conversationId ? { value: await endIn(record, reason) } : undefined
        })
        if (done !== undefined) return done.value
      }
    },

    endSilent: async (ms) => {
      let count = 0
      for (const conversationId of activity.silentFor(ms)) {
        activity.forget(conversationId)
        const isEnded = await lock.acquire(conversationId, async () =>
          endIn(await store.named(conversationId), 'silence'),
        )
        if (isEnded) count += 1
      }
      return count
    },

    resume: (told) =>
      exclusively(told, async (record) => {
        if (hasEnded(record.snapshot)) await beginAnew(record)
      }),

    tellServiceStatus: async () => {
      const tell = (conversationId: string): Promise<void> =>
        lock.acquire(conversationId, async () => {
          const record = await store.named(conversationId)
          if (record !== undefined) await tellStatus(record)
        })
      await Promise.all(push.followed().map(tell))
    },

    join: async ({ alias, mayCreate, admits, admitted }) => {
      if (!mayCreate && (await store.find(alias)) === undefined) return 'refused'
      return await alone(
        () => identity.await(alias),
        () => store.find(alias),
        async (record) => {
          if (!admits(record)) return 'refused'
          await tellStatus(record)
          const current = await store.find(alias)
          // Ids may have been told anew meanwhile, and it may have been dropped: judged by what is true as it enters.
          if (current?.epoch !== record.epoch || !admits(current)) return 'refused'
          admitted(current)
          return 'joined'
        },
      )
    },
  }
}
