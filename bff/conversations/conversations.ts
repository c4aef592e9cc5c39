/**
 * Conversations as flows use them. Each method is one atomic change of the store, or one look at it, so that whoever
 * follows a conversation gets every event exactly once, and nobody is let in on what was true before.
 */
import type { Change, Decision } from '../../shared/domain/conversation/change.ts'
import { foremostIds, type KindedId, type ToldIds, twinOf } from '../../shared/domain/conversation/conversation-ids.ts'
import { comesTooLate, endedAtOrBefore, hasEnded } from '../../shared/domain/conversation/ended.ts'
import { type Heard, hear } from '../../shared/domain/conversation/hear.ts'
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import type { Channel } from '../../shared/domain/conversation/utterances.ts'
import type { MaskedCount } from '../../shared/domain/privacy/mask.ts'
import type { AssistEvent, StatusData } from '../../shared/wire/assist.ts'
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { Metrics } from '../ports/observe.ts'
import type { Push, ServiceStatus } from '../ports/push.ts'
import type { ConversationStore, Decide, Fence, KnownPlace, StoredChange } from '../ports/store.ts'
import type { Clock } from '../ports/time.ts'
import { readText } from './heard-text.ts'

interface Utterance {
  readonly channel: Channel
  readonly speaker: Speaker
  /** Without what nobody should keep. */
  readonly text: string
  /** What was hidden in it. */
  readonly masked?: readonly MaskedCount[] | undefined
  readonly utteranceId?: string | undefined
  readonly sentimentScore?: number | undefined
  /** Suggestions will be asked for it as soon as it is heard. */
  readonly awaitsSuggestions?: boolean | undefined
  /** Nothing is asked for it unless somebody scores it so that there is a reason to. */
  readonly awaitsScore?: boolean | undefined
}

/** What is told of a conversation in one step. */
export interface Announcement {
  /** Something new happens: where the conversation had ended, a new one begins under its ids, and widgets join that. */
  readonly resumes?: boolean | undefined
  /** Not to one that has ended what comes too late for it. */
  readonly events: readonly AssistEvent[]
  /** How the delivery that told of it is answered, where nothing more can come of it. */
  readonly settles?: StoredChange['settles'] | undefined
  /** What one of the bot's sessions is to be told because of it. */
  readonly outbox?: Pick<StoredChange, 'duties' | 'withdraws'> | undefined
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
  find(alias: string): Promise<ConversationRecord | undefined>
  /** The one told of by the first of these ids; all that CXone gave count as the first. */
  findTold(told: ToldIds): Promise<ConversationRecord | undefined>
  /**
   * The conversation that all these ids belong to, made or merged where needed; what `decide` makes of it is kept whole or
   * not at all. Conversations of two contacts are never merged: an id they share goes to the one it is told of now.
   *
   * @param decide pure: it may run more than once
   */
  change<T>(told: ToldIds, decide: Decide<T>): Promise<T>
  /** As `change`, of one that is there already: `undefined` where there is none. */
  changeKnown<T>(place: KnownPlace, decide: Decide<T>): Promise<T | undefined>
  /** The name of the conversation that all these ids belong to. */
  identify(told: ToldIds, fence?: Fence): Promise<string>
  publish(told: ToldIds, announcement: Announcement): Promise<void>
  /**
   * Publishes an utterance once, over however many channels it arrives. Where the conversation has ended, it begins a new
   * one under the same ids.
   *
   * @param then what is to be told besides, of the utterance as it was heard, in the same step
   * @param fence where only the process that holds a lease may tell of it
   */
  hear(
    told: ToldIds,
    utterance: Utterance,
    then?: (heard: Heard) => Announcement | undefined,
    fence?: Fence,
  ): Promise<HeardIn>
  /** Somebody has it now. */
  assignAgent(told: ToldIds, agentId: string, fence?: Fence): Promise<void>
  join(joining: Joining): Promise<'joined' | 'refused'>
  /**
   * The conversation that {@link findTold} finds by these ids is over: its widgets learn it, and it stays as it is.
   *
   * @returns whether this call ended it: false where it is not known, or had ended before
   */
  end(told: ToldIds, reason?: string): Promise<boolean>
  /** Names of conversations that have not ended, at most so many. */
  underWay(most: number): Promise<readonly string[]>
  /** Calls back with each conversation that this process changed: for listening, not for telling. */
  onChange(listener: (record: ConversationRecord) => void): void
  /** Ends all in which nothing happened for `ms` milliseconds; gives how many. */
  endSilent(ms: number): Promise<number>
  /**
   * Nothing is left of it, whichever of its ids names it. Widgets on it learn that it ended, and why, before they are sent
   * away.
   *
   * @param first lets go of what others hold of it, before it is gone itself: who is cut off in the middle can ask again
   * @returns what it was; `undefined` where nothing is known by that id
   */
  erase(alias: string, first: (record: ConversationRecord) => Promise<void>): Promise<ConversationRecord | undefined>
  /** Erases all that ended `ms` milliseconds ago or earlier; gives what they were. */
  eraseEnded(ms: number): Promise<readonly ConversationRecord[]>
  /** Tells the conversations that somebody follows how the service is, where that is news to them. */
  tellServiceStatus(): Promise<void>
}

/** What was heard, and in which conversation. */
export interface HeardIn extends Heard, Pick<ConversationRecord, 'contactId' | 'origin'> {
  readonly conversationId: string
  readonly interactionId: string | undefined
}

export interface ConversationsParts {
  readonly store: ConversationStore
  readonly push: Pick<Push, 'followed'>
  readonly clock: Clock
  readonly metrics: Pick<Metrics, 'conversationDropped' | 'eventPublished'>
  /** A fresh id for utterances that came without one. */
  readonly newId: () => string
  readonly status: ServiceStatus
}

/** Silent conversations, or ended ones, that are asked for at a time. */
const MOST_ENDED_TOGETHER = 500
const LARGEST_SKEW_MS = 3_600_000
/** What widgets are told of a conversation that is erased. */
const DELETED = 'deleted'

/** Where all is well and nobody was told otherwise, there is nothing to tell. */
const isNews = (status: StatusData, told: StatusData | undefined): boolean =>
  told === undefined
    ? status.state !== 'live'
    : told.state !== status.state ||
      told.reason !== status.reason ||
      // Since when all is well, each process knows by itself.
      (status.state !== 'live' && told.since !== status.since)

/** Whether anybody told of it: a widget that waits for it is not all there is. */
export const isKnown = ({ ids, snapshot }: Pick<ConversationRecord, 'ids' | 'snapshot'>): boolean =>
  ids.length > 0 || snapshot.seq > 0

/** What an announcement changes: nothing of a conversation that is over but what may still be said of it. */
export const announcing = (
  { snapshot }: Pick<ConversationRecord, 'snapshot'>,
  { resumes = false, events, outbox, settles }: Announcement,
): StoredChange => {
  const isOver = hasEnded(snapshot)
  const beginsAnew = isOver && resumes
  const timely = isOver && !beginsAnew ? events.filter((event) => !comesTooLate(event)) : events
  return { ...outbox, settles, beginsAnew, events: timely }
}

export const createConversations = (parts: ConversationsParts): Conversations => {
  const { store, push, clock, metrics, newId } = parts
  store.onGone((_conversationId, why) => {
    if (why === 'dropped') metrics.conversationDropped()
  })
  store.onCommit(({ envelopes }) => {
    for (const { type } of envelopes) metrics.eventPublished(type)
  })

  const now = (): string => new Date(clock.now()).toISOString()

  const findTold = async (told: ToldIds): Promise<ConversationRecord | undefined> => {
    const known = await knownAs(told)
    return known === undefined ? undefined : await store.findBy(known)
  }

  /** The first of these ids, or any that CXone gave, by the kind that it is known by. */
  const knownAs = async (told: ToldIds): Promise<KindedId | undefined> => {
    for (const each of foremostIds(told)) {
      const twin = twinOf(each)
      if ((await store.findBy(each)) !== undefined) return each
      if (twin !== undefined && (await store.findBy(twin)) !== undefined) return twin
    }
    return undefined
  }

  /** @param unlessAfter not where something happened after that, in milliseconds since 1970 */
  const endAt = async (place: KnownPlace, reason: string | undefined, unlessAfter?: number): Promise<boolean> => {
    const since = now()
    const isEnded = await store.changeKnown(place, (record) => {
      const isActive = unlessAfter !== undefined && (record.activeAt ?? unlessAfter) > unlessAfter
      if (hasEnded(record.snapshot) || isActive) return { value: false }
      const data: StatusData = { state: 'ended', since, ...(reason === undefined ? {} : { reason }) }
      return { value: true, change: { events: [{ type: 'status', data }] } }
    })
    return isEnded === true
  }

  const statusFor = ({ snapshot }: ConversationRecord): Change | undefined => {
    const data = parts.status.current()
    const isTold = hasEnded(snapshot) || !isNews(data, snapshot.status?.data)
    return isTold ? undefined : { events: [{ type: 'status', data }] }
  }

  return {
    find: store.find,
    findTold,
    change: store.change,
    changeKnown: store.changeKnown,
    identify: (told, fence) => store.change(told, ({ conversationId }) => ({ value: conversationId }), fence),

    publish: (told, given) => store.change(told, (record) => ({ value: undefined, change: announcing(record, given) })),

    hear: async (told, utterance, then, fence) => {
      const { text, isCut, key } = readText(utterance.text)
      const freshId = utterance.utteranceId ?? newId()
      const given = {
        channel: utterance.channel,
        speaker: utterance.speaker,
        text,
        isCut,
        masked: utterance.masked,
        key,
        utteranceId: utterance.utteranceId,
        sentimentScore: utterance.sentimentScore,
        awaitsSuggestions: utterance.awaitsSuggestions === true,
        awaitsScore: utterance.awaitsScore === true,
        heardAt: clock.now(),
      }
      const decide = (record: ConversationRecord): Decision<HeardIn, StoredChange> => {
        const { value, change } = hear(record, given, freshId)
        const { conversationId, contactId, origin, interactionId } = record
        const besides = then?.(value)
        return {
          value: { ...value, conversationId, contactId, origin, interactionId },
          change: besides === undefined ? change : both(record, change, besides),
        }
      }
      return await store.change(told, decide, fence)
    },

    assignAgent: async (told, agentId, fence) => {
      if ((await findTold(told))?.agentId === agentId) return
      const decide = (record: ConversationRecord): Decision<undefined> => ({
        value: undefined,
        change: record.agentId === agentId ? undefined : { agentId },
      })
      await store.change(told, decide, fence)
    },

    end: async (told, reason) => {
      const known = await knownAs(told)
      return known !== undefined && (await endAt(known, reason))
    },

    // Clocks differ: what happened in one a moment from now was told by another process.
    underWay: (most) => store.silentSince(clock.now() + LARGEST_SKEW_MS, most),
    onChange: (listener) => store.onCommit(({ record }) => listener(record)),

    endSilent: async (ms) => {
      const moment = clock.now() - ms
      let count = 0
      for (;;) {
        const silent = await store.silentSince(moment, MOST_ENDED_TOGETHER)
        for (const named of silent) if (await endAt({ named }, 'silence', moment)) count += 1
        if (silent.length < MOST_ENDED_TOGETHER) return count
      }
    },

    erase: async (alias, first) => {
      const record = await store.find(alias)
      if (record === undefined || !isKnown(record)) return undefined
      const { conversationId } = record
      const data: StatusData = { state: 'ended', since: now(), reason: DELETED }
      await store.changeKnown({ named: conversationId }, () => ({
        value: undefined,
        change: { events: [{ type: 'status', data }] },
      }))
      await first(record)
      return (await store.erase(conversationId)) ? record : undefined
    },

    eraseEnded: async (ms) => {
      const moment = clock.now() - ms
      const instant = new Date(moment).toISOString()
      const erased: ConversationRecord[] = []
      for (;;) {
        const ended = await store.endedBefore(moment, MOST_ENDED_TOGETHER)
        const before = erased.length
        for (const name of ended) {
          const record = await store.find(name)
          // It may have begun anew since it was found.
          const isErased = await store.erase(name, ({ snapshot }) => endedAtOrBefore(snapshot, instant))
          if (isErased && record !== undefined) erased.push(record)
        }
        if (ended.length < MOST_ENDED_TOGETHER || erased.length === before) return erased
      }
    },

    tellServiceStatus: async () => {
      const tell = (conversationId: string): Promise<undefined> =>
        store.changeKnown({ named: conversationId }, (record) => ({ value: undefined, change: statusFor(record) }))
      await Promise.all(push.followed().map(tell))
    },

    join: async ({ alias, mayCreate, admits, admitted }) => {
      if (!mayCreate && (await store.find(alias)) === undefined) return 'refused'
      const epoch = await store.change({ bareId: alias }, (record) =>
        admits(record) ? { value: record.epoch, change: statusFor(record) } : { value: undefined },
      )
      if (epoch === undefined) return 'refused'
      return await store.visit(alias, (record) => {
        // Ids may have been told anew meanwhile, and it may have been dropped: judged by what is true as it enters.
        if (record?.epoch !== epoch || !admits(record)) return 'refused'
        admitted(record)
        return 'joined'
      })
    },
  }
}

/** What was heard, and what is told of it besides, in one change. */
const both = (record: ConversationRecord, heard: Change = {}, besides: Announcement): StoredChange => {
  // What begins anew with the utterance is not over any more.
  const more: StoredChange = heard.beginsAnew
    ? { ...besides.outbox, settles: besides.settles, events: besides.events }
    : announcing(record, besides)
  return {
    ...heard,
    ...more,
    beginsAnew: heard.beginsAnew === true || more.beginsAnew === true,
    events: [...(heard.events ?? []), ...(more.events ?? [])],
  }
}
