/** What a process held when it died: another one takes it up, after the lease and not before. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../../bff/ports/store.ts'
import { type RedisServer, startRedis } from '../../../support/redis-server.ts'
import { line, openStores } from '../../../support/redis-stores.ts'

const LEASE_MS = 10_000
const LOOK = { interval: 200 }

describe('what a process held when it died', () => {
  let redis: RedisServer
  let dying: Store
  let other: Store
  let open: readonly Store[]
  beforeEach(async () => {
    redis = await startRedis()
    open = openStores(redis.url, 2)
    const [a, b] = open
    if (a === undefined || b === undefined) throw new Error('too few stores')
    ;[dying, other] = [a, b]
  })
  afterEach(async () => {
    await other.close()
    await redis.stop()
  })

  it('a delivery is a first one again, not before its lease is over, and who waited is told to send it again', async () => {
    const claim = await dying.deliveries.claim('key', 'body', 60)
    const waiting = await other.deliveries.claim('key', 'body', 60)
    if (claim.kind !== 'first' || waiting.kind !== 'repeated') throw new Error('not one of each')
    // It leaves nothing in order: what it held, it does not give back.
    await dying.close()
    const since = performance.now()
    expect(await waiting.answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(performance.now() - since).toBeGreaterThan(LEASE_MS / 2)
    expect(performance.now() - since).toBeLessThan(LEASE_MS + 2000)
    expect(await other.deliveries.claim('key', 'body', 60)).toMatchObject({ kind: 'first', resumed: true })
    const late = dying.conversations.change({ conversationId: 'conv_1' }, () => ({
      value: undefined,
      change: { events: [line('late')], settles: { token: claim.token, answer: { status: 200, body: {} } } },
    }))
    await expect(late).rejects.toThrow()
    expect(await other.conversations.find('conv_1')).toBeUndefined()
  })

  it('a duty is taken by another one, not before its lease is over', async () => {
    const duty = {
      id: 'one',
      lane: 'context sess_1',
      sessionId: 'sess_1',
      task: { kind: 'context' as const, context: { told: 'one' } },
      until: Date.now() + 60_000,
    }
    await dying.conversations.change({ sessionId: 'sess_1' }, () => ({ value: undefined, change: { duties: [duty] } }))
    const since = performance.now()
    await dying.close()
    let taken = await other.duties.take()
    expect(taken).toBeUndefined()
    await expect
      .poll(async () => {
        taken ??= await other.duties.take()
        return taken
      }, LOOK)
      .toEqual(duty)
    expect(performance.now() - since).toBeGreaterThan(LEASE_MS / 2)
    expect(performance.now() - since).toBeLessThan(LEASE_MS + 2000)
  })

  it('what a process held when it died stays with a process that lives, however long it takes', async () => {
    const claim = await dying.deliveries.claim('key', 'body', 60)
    if (claim.kind !== 'first') throw new Error('it was seen before')
    await new Promise((resolve) => setTimeout(resolve, LEASE_MS + 1500))
    expect((await other.deliveries.claim('key', 'body', 60)).kind).toBe('repeated')
    await dying.deliveries.settle(claim.token, { status: 200, body: 'done' })
    const again = await other.deliveries.claim('key', 'body', 60)
    expect(again.kind === 'repeated' && (await again.answer)).toEqual({ status: 200, body: 'done' })
    await dying.close()
  })
})

describe('a delivery that another process took up meanwhile', () => {
  it('a delivery that another process took up meanwhile cannot be settled by the first one, and no change of that one is kept', async () => {
    const redis = await startRedis()
    const stores = openStores(redis.url, 2)
    const [first, second] = stores
    if (first === undefined || second === undefined) throw new Error('too few stores')
    try {
      const claim = await first.deliveries.claim('key', 'body', 60)
      if (claim.kind !== 'first') throw new Error('it was seen before')
      // As though it had stood still for longer than its lease.
      await redis.command('HSET', 'cx-assist:3:d:key', 'until', '0')
      expect(await second.deliveries.claim('key', 'body', 60)).toMatchObject({ kind: 'first', resumed: true })
      const late = first.conversations.change({ conversationId: 'conv_1' }, () => ({
        value: undefined,
        change: { events: [line('late')], settles: { token: claim.token, answer: { status: 200, body: {} } } },
      }))
      await expect(late).rejects.toThrow()
      expect(await second.conversations.find('conv_1')).toBeUndefined()
    } finally {
      await Promise.all(stores.map((store) => store.close()))
      await redis.stop()
    }
  })
})
