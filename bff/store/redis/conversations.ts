/** Conversations in Redis: planned here on what was read, and kept by one script where nothing of that has changed since. */
import { randomUUID } from 'node:crypto'
import AsyncLock from 'async-lock'
import { ExponentialBackoff, handleType, retry } from 'cockatiel'
import { LRUCache } from 'lru-cache'
import * as z from 'zod/mini'
import { SNAPSHOT_UTTERANCES } from '../../../shared/domain/conversation/conversation.ts'
import {
  type Commit,
  type ConversationStore,
  type Decide,
  type Fence,
  type KnownPlace,
  type Place,
  StaleFence,
  type StoreMetrics,
  StoreUnavailable,
  type WhyGone,
} from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import { frozen } from '../memory/frozen.ts'
import { MOST_MENTIONED, noMentions } from '../memory/mentioned.ts'
import { idsOf, noticesOf, type PlannedChange, type Planning, planChange, planChangeOf } from '../plan-change.ts'
import { createRedisBoard, type RedisBoard } from './board.ts'
import { quotesOf } from './deliveries.ts'
import { accessKey, type Message } from './feed.ts'
import { createFeeds, type Feeds } from './feeds.ts'
import type { Keeper } from './keeper.ts'
import type { RedisLink } from './link.ts'
import { COMMIT, SINCE } from './scripts.ts'
import { epochIn, type Revision, writtenRecord } from './stored-record.ts'
import { createViews, NotRead, PLACES, type View, type Views } from './views.ts'

export interface RedisConversationsParts {
  readonly link: RedisLink
  /** Names a conversation or a history; never the same twice. */
  readonly newId: () => string
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  readonly metrics: StoreMetrics | undefined
  /** Events of one conversation that can be replayed. */
  readonly replayable: number
  /** Of conversations that are kept at hand in this process. */
  readonly atHandBytes: number
  /** How long nothing may happen in a conversation before all of it is forgotten. */
  readonly keepSeconds: number
  readonly keeper: Keeper
  readonly tracing?: Pick<Tracing, 'headers'> | undefined
}

/** Somebody was quicker. */
class Conflict extends Error {}

const MOST_TRIES = 60
const MOST_READ_AGAIN = 8
const MOST_WAITING = 100_000
const outcome = z.tuple([z.enum(['done', 'again', 'conflict', 'fenced', 'claimed']), z.string()])

const again = retry(handleType(Conflict), {
  maxAttempts: MOST_TRIES,
  backoff: new ExponentialBackoff({ initialDelay: 2, maxDelay: 100 }),
})

interface Asked {
  readonly ids: readonly string[]
  readonly names: readonly string[]
}

const askedOf = (place: Place | KnownPlace): Asked => {
  if ('named' in place) return { ids: [], names: [place.named] }
  if ('bareId' in place) return { ids: [place.bareId], names: [] }
  if ('kind' in place) return { ids: [place.id], names: [] }
  return { ids: [...new Set(idsOf(place).map(({ id }) => id))], names: [] }
}

export const createRedisConversations = (
  parts: RedisConversationsParts,
): ConversationStore & {
  readonly feeds: Feeds
  readonly board: Pick<RedisBoard, 'close'>
  readonly expect: Views['expect']
} => {
  const { link, newId, clock, metrics, replayable, atHandBytes, keepSeconds, keeper, tracing } = parts
  const committed = new Set<(commit: Commit) => void>()
  const gone = new Set<(conversationId: string, why: WhyGone) => void>()
  const tellGone = (conversationId: string, why: WhyGone = 'merged'): void => {
    views.drop(conversationId)
    for (const listener of gone) listener(conversationId, why)
  }
  const views = createViews({
    link,
    replayable,
    bytes: atHandBytes,
    onGeneration: () => {
      feeds.beginAnew()
      board.beginAnew()
    },
  })
  const board = createRedisBoard(link)
  const feeds = createFeeds({ link, views, onGone: tellGone, metrics })

  /** Within one process one comes after the other: only other processes can be quicker. */
  const lock = new AsyncLock({ maxPending: MOST_WAITING })
  const lanes = new LRUCache<string, string>({ max: 10_000 })
  const inTurn = <T>({ ids, names }: Asked, act: () => Promise<T>): Promise<T> => {
    const keys = new Set([...names, ...ids.map((id) => lanes.get(id) ?? id)])
    return lock.acquire([...keys].toSorted(), act)
  }

  const planning = (view: View): Planning => ({
    known: view,
    seen: (record) => view.seen(record),
    now: clock.now(),
    newId,
    newEpoch: () => epochIn(view.generation, newId()),
    noMentions,
    replayable,
  })

  /** Reads as often as the plan finds that something is missing. */
  const onView = async <T>(asked: Asked, plan: (view: View) => T): Promise<readonly [View, T]> => {
    const ids = new Set(asked.ids)
    const names = new Set(asked.names)
    for (let tries = 0; tries < MOST_READ_AGAIN; tries += 1) {
      // The commit finds out whether anything has changed since.
      const early = tries === 0 && names.size === 0 ? await views.expected(asked.ids) : undefined
      const view = early ?? (await views.load([...ids], [...names]))
      try {
        return [view, plan(view)]
      } catch (error) {
        if (!(error instanceof NotRead)) throw error
        for (const id of error.ids) ids.add(id)
        for (const name of error.names) names.add(name)
      }
    }
    throw new Conflict('what is to be read grows with each reading')
  }

  interface Asking {
    /** When the change began: what it is decided on is read first, and whoever waits for the change waits for that too. */
    readonly since: number
    readonly fence?: Fence | undefined
    /** Of these sessions all duties go. */
    readonly erases?: readonly string[]
  }

  const commit = async (
    view: View,
    { written, removed, also }: Omit<PlannedChange<unknown>, 'value'>,
    { since, fence, erases }: Asking,
  ): Promise<void> => {
    const { duties: asked = [], withdraws = [], settles } = also
    if (written.length + removed.length + asked.length + withdraws.length === 0 && settles === undefined) return
    const after = view.after(
      written.map(({ record }) => record),
      removed,
    )
    const told: (readonly [name: string, message: Message])[] = removed.map((name) => {
      const previous = view.revisions.get(name)?.revision ?? 0
      return [
        name,
        {
          revision: previous + 1,
          previous,
          epoch: '',
          seq: 0,
          access: '',
          isGone: true,
          notices: [{ kind: 'rejoin' }],
        },
      ]
    })
    const kept: Revision[] = []
    const records = written.map((each) => {
      const { conversationId, epoch, snapshot } = each.record
      const before = view.revisions.get(conversationId)
      const previous = before?.revision ?? 0
      const revision = before === undefined ? view.readAt : previous + 1
      const seen = after.seen(each.record)
      const notices = noticesOf(each, before?.record, seen, tracing?.headers())
      const place = { revision, previous, epoch, seq: snapshot.seq, access: accessKey(seen) }
      told.push([conversationId, { ...place, isGone: false, notices }])
      const stored = writtenRecord(each, before, revision)
      kept.push({ record: frozen(each.record), revision, mentions: Number(stored.mentions) })
      return stored
    })
    for (const [name] of told) await feeds.standing(name)
    const answer = await link.run(
      COMMIT,
      JSON.stringify({
        id: randomUUID(),
        candidate: views.candidate(),
        gen: view.generation,
        fence: fence === undefined ? undefined : { name: fence.name, fence: String(fence.fence) },
        revisions: [...view.revisions].map(([name, held]) => [name, held === undefined ? '' : String(held.revision)]),
        entries: [...view.entries.values()],
        removed,
        erases,
        assigned: [...after.entries.values()].filter((entry) => isChanged(entry, view.entries.get(entry[0]))),
        written: records,
        replayable,
        transcript: SNAPSHOT_UTTERANCES,
        mentionable: MOST_MENTIONED,
        keep: String(keepSeconds),
        lease: keeper.leaseMs,
        settles:
          settles === undefined
            ? undefined
            : {
                key: settles.token.key,
                claim: settles.token.claim,
                answer: JSON.stringify(settles.answer),
                quotes: quotesOf(settles.answer.about ?? []),
              },
        duties: asked.map((duty) => ({
          id: duty.id,
          lane: duty.lane,
          session: duty.sessionId,
          json: JSON.stringify(duty),
        })),
        withdraws,
        changed: told.length === 0 ? undefined : JSON.stringify(told.map(([name]) => name)),
        told: told.map(([name, message]) => [name, JSON.stringify(message)]),
      }),
    )
    const [kind, generation] = outcome.parse(answer)
    views.observe(generation)
    if (kind === 'fenced') throw new StaleFence()
    if (kind === 'claimed') throw new StoreUnavailable('another process works on this delivery by now')
    if (kind === 'conflict') {
      metrics?.storeConflict()
      throw new Conflict('somebody was quicker')
    }
    metrics?.storeCommitted((clock.monotonic() - since) / 1000)
    for (const revision of kept) {
      views.keep(revision)
      for (const { id } of revision.record.ids) lanes.set(id, revision.record.conversationId)
    }
    for (const { id } of asked) keeper.holdDuty(id)
    if (settles !== undefined) keeper.letGoClaim(settles.token.claim)
    for (const name of removed) tellGone(name, erases === undefined ? 'merged' : 'erased')
    for (const [name, message] of told) await feeds.committed(name, message)
    for (const each of written) for (const listener of committed) listener(each)
  }

  const found = async (asked: Asked, pick: (view: View) => Commit['record'] | undefined) => {
    const [view, record] = await onView(asked, pick)
    return record === undefined ? undefined : view.seen(record)
  }

  const visit = async <T>(bareId: string, look: (record: Commit['record'] | undefined) => T): Promise<T> => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const [first, led] = await onView({ ids: [bareId], names: [] }, (view) => view.leader(bareId))
      if (led === undefined) return look(undefined)
      const name = led.conversationId
      await feeds.stand(name)
      // The feed may have gone past what was read before it stood.
      const [view, record] =
        tries === 0 ? [first, led] : await onView({ ids: [bareId], names: [] }, (now) => now.leader(bareId))
      if (record?.conversationId !== name) continue
      const seen = view.seen(record)
      if (feeds.reach(name, view.revisions.get(name)?.revision ?? 0, seen)) return look(seen)
    }
    throw new StoreUnavailable('it changes more often than it can be read')
  }

  return {
    feeds,
    board,
    expect: views.expect,
    find: (bareId) => found({ ids: [bareId], names: [] }, (view) => view.leader(bareId)),
    findBy: (id) => found({ ids: [id.id], names: [] }, (view) => view.ownerOf(id)),
    change: async <T>(place: Place, decide: Decide<T>, fence?: Fence): Promise<T> => {
      const asked = askedOf(place)
      return await inTurn(asked, () => {
        const since = clock.monotonic()
        return again.execute(async () => {
          const [view, planned] = await onView(asked, (read) => planChange(place, decide, planning(read)))
          await commit(view, planned, { since, fence })
          return planned.value
        })
      })
    },
    changeKnown: async <T>(place: KnownPlace, decide: Decide<T>, fence?: Fence): Promise<T | undefined> => {
      const asked = askedOf(place)
      return await inTurn(asked, () => {
        const since = clock.monotonic()
        return again.execute(async () => {
          const [view, planned] = await onView(asked, (read) => {
            const record = 'named' in place ? read.named(place.named) : read.ownerOf(place)
            return record === undefined ? undefined : planChangeOf(record, decide, planning(read))
          })
          if (planned === undefined) return undefined
          await commit(view, planned, { since, fence })
          return planned.value
        })
      })
    },
    visit,
    follow: feeds.follow,
    silentSince: async (moment, most) =>
      z.array(z.string()).parse(await link.run(SINCE, String(moment), String(most), 'silent')),
    endedBefore: async (moment, most) =>
      z.array(z.string()).parse(await link.run(SINCE, String(moment), String(most), 'ended')),
    onBoardSince: board.onBoardSince,
    boardRows: board.boardRows,
    watch: board.watch,
    erase: async (bareId, isMeant) => {
      const asked = { ids: [bareId], names: [] }
      return await inTurn(asked, () => {
        const since = clock.monotonic()
        return again.execute(async () => {
          const [view, record] = await onView(asked, (read) => read.leader(bareId))
          if (record === undefined || isMeant?.(view.seen(record)) === false) return false
          const erases = record.ids.flatMap(({ kind, id }) => (kind === 'session' ? [id] : []))
          const removed = [record.conversationId]
          await commit(view, { written: [], removed, also: {} }, { since, erases })
          return true
        })
      })
    },
    onCommit: (listener) => void committed.add(listener),
    onGone: (listener) => void gone.add(listener),
  }
}

const isChanged = (entry: readonly string[], before: readonly string[] | undefined): boolean =>
  Object.values(PLACES).some((at) => entry[at] !== (before?.[at] ?? ''))
