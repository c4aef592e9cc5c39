/** Feeds of the conversations that are followed in this process. One connection hears of all of them. */
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod/mini'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { type ConversationNotice, type Following, type StoreMetrics, StoreUnavailable } from '../../ports/store.ts'
import { createFollowers } from '../memory/followers.ts'
import { Feed, type Message } from './feed.ts'
import type { RedisLink } from './link.ts'
import { PREFIX, REVISIONS } from './scripts.ts'
import type { Views } from './views.ts'

export interface Feeds {
  follow(conversationId: string, listener: (notice: ConversationNotice) => void): Following
  /** Resolves when the feed stands somewhere, and is told of all that comes after. */
  stand(conversationId: string): Promise<void>
  /** Resolves at once where nobody follows. */
  standing(conversationId: string): Promise<void>
  /**
   * Tells all that led to the record, and nothing that came after it.
   *
   * @returns false where more was told already
   */
  reach(conversationId: string, revision: number, record: ConversationRecord | undefined): boolean
  /** What this process committed: told without waiting for the way over Redis. */
  committed(conversationId: string, message: Message): Promise<void>
  /** Where the server may have lost something. */
  beginAnew(): void
  close(): void
}

/** How long a message may be behind a later one before what is missing is read. */
const LATE_MS = 30
/** The last message of a conversation may be the one that is lost, and nothing comes after it that would tell. */
const TAIL_CHECK_MS = 10_000
const IDLE_MS = 30_000
const WAIT_AT_MOST_MS = 5000
const AGAIN_AFTER_MS = 200
const CHECKED_AT_ONCE = 500

interface Open {
  readonly feed: Feed
  readonly channel: string
  readonly onMessage: (text: string) => void
  readonly followers: Set<object>
  begun: Promise<void>
  idleSince: number
  late: Promise<void> | undefined
}

const revisions = z.array(z.string())

export interface FeedsParts {
  readonly link: RedisLink
  readonly views: Pick<Views, 'load' | 'candidate' | 'observe'>
  readonly onGone: (conversationId: string) => void
  readonly metrics: Pick<StoreMetrics, 'storeGapRead' | 'storeTailRead'> | undefined
}

export const createFeeds = ({ link, views, onGone, metrics }: FeedsParts): Feeds => {
  const followers = createFollowers(() => undefined)
  const open = new Map<string, Open>()
  let isClosed = false

  const read = async (name: string): Promise<readonly [number, ConversationRecord | undefined]> => {
    const view = await views.load([], [name])
    const kept = view.revisions.get(name)
    return kept === undefined ? [0, undefined] : [kept.revision, view.seen(kept.record)]
  }

  const catchUp = async (name: string, { feed }: Open): Promise<void> => {
    const [revision, record] = await read(name)
    feed.reach(revision, record)
  }

  /** Messages overtake each other where two processes commit; what does not come by itself is fetched. */
  const completed = async (name: string, made: Open): Promise<void> => {
    while (made.feed.isAhead && !isClosed) {
      await pause(LATE_MS)
      if (!made.feed.isAhead) return
      metrics?.storeGapRead()
      await catchUp(name, made)
    }
  }
  const complete = (name: string, made: Open): Promise<void> => {
    if (made.late === undefined) {
      made.late = completed(name, made).finally(() => {
        made.late = undefined
      })
      made.late.catch(() => undefined)
    }
    return made.late
  }

  const begin = async (name: string, made: Open): Promise<void> => {
    await link.subscribe(made.channel, made.onMessage)
    for (;;) {
      try {
        const [revision, record] = await read(name)
        made.feed.begin(revision, record)
        return
      } catch (error) {
        if (isClosed || !(error instanceof StoreUnavailable)) throw error
        await pause(AGAIN_AFTER_MS)
      }
    }
  }
  const setOut = (name: string, made: Open): void => {
    made.begun = begin(name, made)
    // Whoever waits for it is told; where nobody does, the next check of the tail finds out.
    made.begun.catch(() => undefined)
  }

  const opened = (name: string): Open => {
    const present = open.get(name)
    if (present !== undefined) return present
    const feed = new Feed(
      (notice) => followers.tell(name, notice),
      () => onGone(name),
    )
    const made: Open = {
      feed,
      channel: `${PREFIX}c:${name}`,
      onMessage: (text) => {
        // Written by a process of the same version, which alone uses this prefix.
        const message: Message = JSON.parse(text)
        feed.offer(message)
        if (feed.revision !== undefined && feed.isAhead) void complete(name, made).catch(() => undefined)
      },
      followers: new Set(),
      begun: Promise.resolve(),
      idleSince: performance.now(),
      late: undefined,
    }
    open.set(name, made)
    setOut(name, made)
    return made
  }

  const begunInTime = async ({ begun }: Open): Promise<void> => {
    const giveUp = new AbortController()
    const late = pause(WAIT_AT_MOST_MS, true, { signal: giveUp.signal }).catch(() => false)
    const isLate = await Promise.race([begun.then(() => false), late])
    giveUp.abort()
    if (isLate) throw new StoreUnavailable('followers cannot be told')
  }

  const check = async (): Promise<void> => {
    for (const [name, made] of open) {
      if (made.followers.size > 0 || performance.now() - made.idleSince < IDLE_MS) continue
      open.delete(name)
      link.unsubscribe(made.channel, made.onMessage)
    }
    const names = [...open.keys()]
    for (let from = 0; from < names.length; from += CHECKED_AT_ONCE) {
      const some = names.slice(from, from + CHECKED_AT_ONCE)
      const [generation = '', ...found] = revisions.parse(await link.run(REVISIONS, views.candidate(), ...some))
      views.observe(generation)
      for (const [at, name] of some.entries()) {
        const made = open.get(name)
        if (made?.feed.revision === undefined || Number(found[at]) === made.feed.revision) continue
        metrics?.storeTailRead()
        await catchUp(name, made)
      }
    }
  }
  let isChecking = false
  const checkOnce = async (): Promise<void> => {
    if (isChecking || isClosed) return
    isChecking = true
    // What fails now is checked again soon, and how the store is, is told elsewhere.
    await check().catch(() => undefined)
    isChecking = false
  }
  const tailCheck = setInterval(() => void checkOnce(), TAIL_CHECK_MS)
  tailCheck.unref()
  link.onMissed(() => void checkOnce())

  return {
    follow: (name, listener) => {
      const made = opened(name)
      const following = followers.follow(name, listener)
      const own = {}
      made.followers.add(own)
      return {
        stop: () => {
          following.stop()
          made.followers.delete(own)
          made.idleSince = performance.now()
        },
      }
    },
    stand: async (name) => {
      const made = opened(name)
      made.idleSince = performance.now()
      await begunInTime(made)
    },
    standing: async (name) => {
      const made = open.get(name)
      if (made !== undefined && made.feed.revision === undefined) await begunInTime(made)
    },
    reach: (name, revision, record) => opened(name).feed.reach(revision, record),
    committed: async (name, message) => {
      const made = open.get(name)
      if (made === undefined) return
      made.feed.offer(message)
      if (made.feed.revision !== undefined && made.feed.isAhead) await complete(name, made).catch(() => undefined)
    },
    beginAnew: () => {
      for (const [name, made] of open) {
        made.feed.beginAnew()
        setOut(name, made)
      }
    },
    close: () => {
      isClosed = true
      clearInterval(tailCheck)
    },
  }
}
