/** What followers are told, whichever messages are late, doubled or lost on the way. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConversationNotice } from '../../../../bff/ports/store.ts'
import { noMentions } from '../../../../bff/store/memory/mentioned.ts'
import { accessKey, Feed, type Message } from '../../../../bff/store/redis/feed.ts'
import { createFeeds } from '../../../../bff/store/redis/feeds.ts'
import type { RedisLink } from '../../../../bff/store/redis/link.ts'
import { View, type Views } from '../../../../bff/store/redis/views.ts'
import { withEvents } from '../../../../shared/domain/conversation/change.ts'
import { type ConversationRecord, newRecord } from '../../../../shared/domain/conversation/record.ts'
import { line } from '../../../support/redis-stores.ts'

const NAME = 'conv_1'
const FIRST = 1000

interface Kept {
  readonly revision: number
  readonly record: ConversationRecord
  readonly message: Message
}

/** Commits of one conversation, one after the other, of so many events each. */
const commits = (sizes: readonly number[]): readonly Kept[] => {
  let record = newRecord(NAME, 'epoch', noMentions())
  return sizes.map((size, at) => {
    const events = Array.from({ length: size }, (_, n) => ({ ...line(`${at} ${n}`), at: '2026-01-31T09:30:00.000Z' }))
    const { kept, envelopes } = withEvents(record, events, [], 200)
    record = { ...record, ...kept }
    const revision = FIRST + at
    const notices = envelopes.map((envelope): ConversationNotice => ({ kind: 'event', envelope }))
    const previous = at === 0 ? 0 : revision - 1
    const { seq } = record.snapshot
    const access = accessKey(record)
    return { revision, record, message: { revision, previous, epoch: 'epoch', seq, access, isGone: false, notices } }
  })
}

const listening = () => {
  const seqs: number[] = []
  let rejoins = 0
  const feed = new Feed(
    (notice) => {
      if (notice.kind === 'event') seqs.push(notice.envelope.seq)
      else rejoins += 1
    },
    () => undefined,
  )
  return { feed, seqs, rejoins: () => rejoins }
}

describe('a feed', () => {
  it('a feed tells each event once and in order, whatever is late, doubled, lost or read in between', () => {
    const step = fc.record({ at: fc.nat(29), isRead: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 30 }),
        fc.array(step),
        (sizes, steps) => {
          const all = commits(sizes)
          const { feed, seqs, rejoins } = listening()
          feed.begin(0, undefined)
          for (const { at, isRead } of steps) {
            const kept = all[at]
            if (kept === undefined) continue
            if (isRead) feed.reach(kept.revision, kept.record)
            else feed.offer(kept.message)
          }
          const last = all.at(-1)
          if (last === undefined) return
          feed.reach(last.revision, last.record)
          expect(seqs).toEqual(Array.from({ length: last.record.snapshot.seq }, (_, n) => n + 1))
          expect(rejoins()).toBe(0)
        },
      ),
    )
  })

  it('a feed says that it was told more already, and tells nothing of what was read before that', () => {
    const [one, two] = commits([1, 1])
    if (one === undefined || two === undefined) throw new Error('too few commits')
    const { feed, seqs } = listening()
    feed.begin(one.revision, one.record)
    feed.offer(two.message)
    expect(feed.reach(one.revision, one.record)).toBe(false)
    expect(feed.reach(two.revision, two.record)).toBe(true)
    expect(seqs).toEqual([2])
  })

  it('a feed sends all away where more was missed than is kept, and where the history is another one', () => {
    const all = commits([1, 150, 150])
    const [one, , three] = all
    if (one === undefined || three === undefined) throw new Error('too few commits')
    const { feed, seqs, rejoins } = listening()
    feed.begin(one.revision, one.record)
    feed.reach(three.revision, three.record)
    expect([seqs, rejoins()]).toEqual([[], 1])
    feed.reach(three.revision + 1, { ...one.record, epoch: 'another' })
    expect([seqs, rejoins()]).toEqual([[1], 2])
  })
})

describe('feeds of which the last message was lost', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('the feeds of which the last message was lost find out within ten seconds, although nothing else comes', async () => {
    const [one, two] = commits([1, 1])
    if (one === undefined || two === undefined) throw new Error('too few commits')
    let kept = one
    const link: RedisLink = {
      run: async () => ['generation', String(kept.revision)],
      subscribe: async () => undefined,
      unsubscribe: () => undefined,
      onMissed: () => undefined,
      health: () => ({ state: 'ok' }),
      close: () => undefined,
    }
    const views: Pick<Views, 'load' | 'candidate' | 'observe'> = {
      load: async () => new View('generation', 0, new Map(), new Map([[NAME, { ...kept, mentions: 0 }]])),
      candidate: () => 'generation',
      observe: () => false,
    }
    const storeTailRead = vi.fn()
    const metrics = { storeGapRead: () => undefined, storeTailRead }
    const feeds = createFeeds({ link, views, onGone: () => undefined, metrics })
    const seqs: number[] = []
    feeds.follow(NAME, (notice) => {
      if (notice.kind === 'event') seqs.push(notice.envelope.seq)
    })
    await vi.advanceTimersByTimeAsync(100)
    kept = two
    await vi.advanceTimersByTimeAsync(9000)
    expect(seqs).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    expect(seqs).toEqual([2])
    expect(storeTailRead).toHaveBeenCalledOnce()
    feeds.close()
  })
})
