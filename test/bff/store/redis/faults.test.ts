/** What is kept and told while links are cut, and while Redis stands still, is killed, or comes back with less than it had. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../../bff/ports/store.ts'
import { type RedisServer, startRedis } from '../../../support/redis-server.ts'
import { followAll, oneOf, openStores, type Seen, say } from '../../../support/redis-stores.ts'

const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1)

describe('the Redis store', () => {
  let redis: RedisServer
  let stores: readonly Store[]
  beforeEach(async () => {
    redis = await startRedis()
    stores = openStores(redis.url, 3)
  })
  afterEach(async () => {
    redis.signal('SIGCONT')
    await Promise.all(stores.map((store) => store.close()))
    await redis.stop()
  })

  const names = upTo(10).map((n) => `conv_${n}`)

  const followEverywhere = async (): Promise<ReadonlyMap<string, readonly (() => Seen)[]>> => {
    const seen = new Map<string, readonly (() => Seen)[]>()
    for (const name of names) {
      await say(oneOf(stores), name, `first of ${name}`)
      seen.set(name, await Promise.all(stores.map((store) => followAll(store, name))))
    }
    return seen
  }

  /** Writes at random while `act` runs. @returns what was acknowledged, by conversation */
  const writeDuring = async (act: () => Promise<void>): Promise<ReadonlyMap<string, readonly string[]>> => {
    const kept = new Map(names.map((name): [string, string[]] => [name, []]))
    let isOver = false
    let n = 0
    const write = async (): Promise<void> => {
      while (!isOver) {
        n += 1
        const [name, text] = [oneOf(names), `line ${n}`]
        const isKept = await say(oneOf(stores), name, text).then(
          () => true,
          () => false,
        )
        if (isKept) kept.get(name)?.push(text)
        await pause(5)
      }
    }
    const writing = Promise.all(upTo(6).map(write))
    await act()
    isOver = true
    await writing
    return kept
  }

  const expectAll = async (
    seen: ReadonlyMap<string, readonly (() => Seen)[]>,
    kept: ReadonlyMap<string, readonly string[]>,
  ): Promise<void> => {
    for (const [name, all] of seen) {
      const last = (await oneOf(stores).conversations.find(name))?.snapshot.seq ?? 0
      for (const each of all) {
        await expect.poll(() => each().seqs).toEqual(upTo(last))
        expect(each().texts).toEqual(expect.arrayContaining([...(kept.get(name) ?? [])]))
        expect(new Set(each().texts).size).toBe(each().texts.length)
      }
    }
  }

  it('the Redis store loses, doubles and disorders nothing while its links are cut again and again', async () => {
    const seen = await followEverywhere()
    const kept = await writeDuring(async () => {
      for (const kind of ['pubsub', 'normal', 'pubsub', 'normal', 'pubsub', 'normal']) {
        await pause(300)
        await redis.command('CLIENT', 'KILL', 'TYPE', kind)
      }
      await pause(300)
    })
    await expectAll(seen, kept)
  })

  it('the Redis store loses, doubles and disorders nothing while Redis stands still for five seconds, and says that it fails', async () => {
    const seen = await followEverywhere()
    const kept = await writeDuring(async () => {
      await pause(200)
      redis.signal('SIGSTOP')
      await expect.poll(() => stores.map((store) => store.health().state)).toEqual(['failing', 'failing', 'failing'])
      await pause(5000)
      redis.signal('SIGCONT')
      await pause(300)
    })
    await expect.poll(() => stores.map((store) => store.health().state)).toEqual(['ok', 'ok', 'ok'])
    await expectAll(seen, kept)
  })

  it('the Redis store answers in less than six seconds while Redis is not there, names the cause, and recovers by itself', async () => {
    const [store] = stores
    if (store === undefined) throw new Error('there is no store')
    await say(store, 'conv_1', 'one')
    await redis.kill()
    const since = performance.now()
    await expect(say(store, 'conv_1', 'lost')).rejects.toThrow('the store cannot keep anything right now')
    expect(performance.now() - since).toBeLessThan(6000)
    expect(store.health()).toMatchObject({ state: 'failing', cause: 'ECONNREFUSED' })
    await redis.start()
    await expect.poll(() => store.health()).toEqual({ state: 'ok' })
    await say(store, 'conv_1', 'two')
    expect((await store.conversations.find('conv_1'))?.snapshot.transcript.map(({ data }) => data.text)).toEqual([
      'one',
      'two',
    ])
  })

  it('the Redis store lets nobody wait behind others for more than six seconds in all while Redis is not there, nor anybody who comes later', async () => {
    const [store] = stores
    if (store === undefined) throw new Error('there is no store')
    await say(store, 'conv_1', 'one')
    await redis.kill()
    const since = performance.now()
    const outcomes = await Promise.allSettled(upTo(6).map((n) => say(store, 'conv_1', `lost ${n}`)))
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']))
    expect(performance.now() - since).toBeLessThan(6000)
    const later = performance.now()
    await expect(say(store, 'conv_1', 'lost at once')).rejects.toThrow('the store cannot keep anything right now')
    expect(performance.now() - later).toBeLessThan(500)
    await redis.start()
    await expect.poll(() => store.health()).toEqual({ state: 'ok' })
    expect(await say(store, 'conv_1', 'two')).toBe(2)
  })

  it('the Redis store gives every conversation another epoch, and sends all away, where the server came back with less than it had', async () => {
    const [store] = stores
    if (store === undefined) throw new Error('there is no store')
    await say(store, 'conv_1', 'kept')
    const before = await store.conversations.find('conv_1')
    const restore = redis.remember()
    await say(store, 'conv_1', 'lost')
    const seen = await Promise.all(stores.map((each) => followAll(each, 'conv_1')))
    await redis.kill()
    restore()
    await redis.start()
    for (const each of seen) await expect.poll(() => each().rejoins).toBeGreaterThan(0)
    for (const each of stores) {
      const after = await each.conversations.find('conv_1')
      expect(after?.snapshot.transcript.map(({ data }) => data.text)).toEqual(['kept'])
      expect(after?.epoch).not.toBe(before?.epoch)
    }
    expect(await say(oneOf(stores), 'conv_1', 'new')).toBe(2)
    for (const each of seen) await expect.poll(() => each().texts.at(-1)).toBe('new')
  })

  it('the Redis store sees by itself that all is gone', async () => {
    const [store, other] = stores
    if (store === undefined || other === undefined) throw new Error('too few stores')
    await say(store, 'conv_1', 'gone')
    const seen = await followAll(other, 'conv_1')
    await redis.command('FLUSHALL')
    await say(store, 'conv_1', 'new')
    await expect.poll(() => seen().rejoins).toBeGreaterThan(0)
    expect((await followAll(other, 'conv_1'))().texts).toEqual(['new'])
    await say(store, 'conv_1', 'newer')
    await expect.poll(() => seen().texts.at(-1)).toBe('newer')
    expect((await other.conversations.find('conv_1'))?.snapshot.seq).toBe(2)
  })

  it('the Redis store keeps a message that was lost on its way from being missed for long', async () => {
    const [store, other] = stores
    if (store === undefined || other === undefined) throw new Error('too few stores')
    await say(store, 'conv_1', 'one')
    const seen = await followAll(other, 'conv_1')
    await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub')
    await say(store, 'conv_1', 'two')
    await expect.poll(() => seen().seqs).toEqual([1, 2])
  })

  it('the Redis store keeps once what was sent twice, since the answer to the first sending was lost', async () => {
    const [store] = stores
    if (store === undefined) throw new Error('there is no store')
    await say(store, 'conv_1', 'first')
    for (const n of upTo(20)) {
      redis.signal('SIGSTOP')
      const saying = say(store, 'conv_1', `line ${n}`)
      await pause(30)
      // What was sent lies in the buffer of a link that is cut before it is answered.
      redis.signal('SIGCONT')
      await redis.command('CLIENT', 'KILL', 'TYPE', 'normal')
      await saying
    }
    const texts = (await store.conversations.find('conv_1'))?.snapshot.transcript.map(({ data }) => data.text)
    expect(texts).toEqual(['first', ...upTo(20).map((n) => `line ${n}`)])
  })
})

describe('a Redis that answers and can keep nothing', () => {
  it('a Redis that answers and can keep nothing is a store that fails, with the cause, until there is room again', async () => {
    const redis = await startRedis()
    const [store] = openStores(redis.url, 1)
    if (store === undefined) throw new Error('there is no store')
    try {
      await say(store, 'conv_1', 'one')
      await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
      await redis.command('CONFIG', 'SET', 'maxmemory', '1')
      await expect(say(store, 'conv_1', 'lost')).rejects.toThrow('the store cannot keep anything right now')
      await expect.poll(() => store.health()).toMatchObject({ state: 'failing', cause: 'OOM' })
      expect((await store.conversations.find('conv_1'))?.snapshot.seq).toBe(1)
      expect(store.health().state).toBe('failing')
      await redis.command('CONFIG', 'SET', 'maxmemory', '0')
      await expect.poll(() => store.health().state).toBe('ok')
      expect(await say(store, 'conv_1', 'two')).toBe(2)
    } finally {
      await store.close()
      await redis.stop()
    }
  })
})
