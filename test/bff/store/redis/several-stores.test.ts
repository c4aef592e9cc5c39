/** What several processes make of the same deliveries, ids and duties at the same moment. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { StaleFence, type Store } from '../../../../bff/ports/store.ts'
import { type RedisServer, startRedis } from '../../../support/redis-server.ts'
import { followAll, line, oneOf, openStores, say } from '../../../support/redis-stores.ts'

const ANSWER = { status: 200, body: { status: 'success' } }
const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1)

describe('several stores on one Redis', () => {
  let redis: RedisServer
  let stores: readonly Store[]
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())
  beforeEach(async () => {
    await redis.command('FLUSHALL')
    stores = openStores(redis.url, 3)
    // A busy machine takes seconds to connect them.
    for (const { conversations } of stores) await expect.poll(() => conversations.find('nobody')).toBeUndefined()
  })
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
  })

  it('several stores on one Redis make one conversation of a thousand first changes that race', async () => {
    const names = await Promise.all(
      upTo(1000).map((n) =>
        oneOf(stores).conversations.change({ conversationId: 'conv_1', sessionId: 'sess_1' }, (record) => ({
          value: record.conversationId,
          change: { events: [line(`line ${n}`)] },
        })),
      ),
    )
    expect(new Set(names)).toEqual(new Set(['conv_1']))
    const record = await oneOf(stores).conversations.find('sess_1')
    expect(record?.snapshot.seq).toBe(1000)
    expect(record?.replayable.map(({ seq }) => seq)).toEqual(upTo(1000).slice(-200))
  })

  it('several stores on one Redis tell whoever watches what any of them changed, and to read all anew where a message was lost', async () => {
    const [a, b] = stores
    if (a === undefined || b === undefined) throw new Error('too few stores')
    const told: (readonly string[] | 'all')[] = []
    const watching = a.conversations.watch((changed) => void told.push(changed))
    const count = (what: string): number => told.filter((each) => each === what || each.includes(what)).length
    await expect
      .poll(async () => {
        await say(b, 'conv_1', `is it heard? ${told.length}`)
        return count('conv_1')
      })
      .toBeGreaterThan(0)
    expect(await a.conversations.boardRows(['conv_1'])).toMatchObject([{ conversationId: 'conv_1', state: 'bot' }])
    let turn = 0
    const readingsOfOneLoss = async (): Promise<number> => {
      const before = count('all')
      turn += 1
      const [lost, heard] = [`lost_${turn}`, `heard_${turn}`]
      // As if somebody had told of one more, and nobody had heard it.
      await redis.command('INCR', 'cx-assist:3:changes')
      await say(b, lost, 'hello')
      await expect.poll(() => count('all')).toBeGreaterThan(before)
      await say(b, heard, 'hello')
      await expect.poll(() => count(heard)).toBe(1)
      return count('all') - before
    }
    // A link that stands still for a second, as on a busy machine, reads all anew for that, too: not three times in a row.
    expect(Math.min(await readingsOfOneLoss(), await readingsOfOneLoss(), await readingsOfOneLoss())).toBe(1)
    watching.stop()
  })

  it('several stores on one Redis go on with when a conversation needed somebody, whichever of them wrote it down', async () => {
    const [a, b] = stores
    if (a === undefined || b === undefined) throw new Error('too few stores')
    const escalate = (store: Store, takenBy?: string) =>
      store.conversations.change({ conversationId: 'conv_1' }, () => ({
        value: undefined,
        change: { events: [{ type: 'escalation', data: { level: 'manager', cause: 'agent', takenBy } }] },
      }))
    await escalate(a)
    const [before] = await b.conversations.boardRows(['conv_1'])
    expect(before?.needed).toEqual([{ since: expect.any(Number) }])
    await escalate(b, 'sup_1')
    const [after] = await a.conversations.boardRows(['conv_1'])
    expect(after?.needed).toEqual([{ since: before?.needed?.[0]?.since, until: expect.any(Number) }])
  })

  it('join two conversations once, whoever finds out', async () => {
    const [a, b, c] = stores
    if (a === undefined || b === undefined || c === undefined) throw new Error('too few stores')
    await say(a, 'conv_1', 'by contact')
    await b.conversations.change({ interactionId: 'int_1' }, () => ({
      value: undefined,
      change: { events: [line('by stream')] },
    }))
    const gone = await followAll(c, 'int_1')
    const names = await Promise.all(
      upTo(30).map(() =>
        oneOf(stores).conversations.change({ conversationId: 'conv_1', interactionId: 'int_1' }, (record) => ({
          value: record.conversationId,
        })),
      ),
    )
    expect(new Set(names)).toEqual(new Set(['conv_1']))
    await expect.poll(() => gone().rejoins).toBe(1)
    const record = await c.conversations.find('int_1')
    expect(record?.snapshot.transcript.map(({ data }) => data.text)).toEqual(['by contact', 'by stream'])
  })

  it('several stores on one Redis take a thousand equal deliveries as first once each, and give all others the answer', async () => {
    const claims = await Promise.all(
      upTo(1000).flatMap((n) =>
        [1, 2].map(async () => {
          const { deliveries } = oneOf(stores)
          const claim = await deliveries.claim(`key ${n}`, 'body', 60)
          if (claim.kind === 'first') {
            await deliveries.settle(claim.token, { ...ANSWER, body: { n } })
            return { n, isFirst: true }
          }
          if (claim.kind === 'other_body') throw new Error('it is the same body')
          return { n, isFirst: false, answer: await claim.answer }
        }),
      ),
    )
    for (const n of upTo(1000)) {
      const both = claims.filter((claim) => claim.n === n)
      expect(both.map(({ isFirst }) => isFirst).toSorted()).toEqual([false, true])
      expect(both.find(({ isFirst }) => !isFirst)?.answer).toEqual({ ...ANSWER, body: { n } })
    }
  })

  it('several stores on one Redis tell those that wait in another process of a failure, too', async () => {
    const [a, b] = stores
    if (a === undefined || b === undefined) throw new Error('too few stores')
    const claim = await a.deliveries.claim('key', 'body', 60)
    const other = await b.deliveries.claim('key', 'body', 60)
    if (claim.kind !== 'first' || other.kind !== 'repeated') throw new Error('not one of each')
    await a.deliveries.release(claim.token, { status: 502, body: {} }, 'none')
    expect(await other.answer).toEqual({ status: 502, body: {} })
    expect(await b.deliveries.claim('key', 'body', 60)).toMatchObject({ kind: 'first', resumed: false })
  })

  it('several stores on one Redis tell followers in each process all events, in order and without holes', async () => {
    const names = upTo(20).map((n) => `conv_${n}`)
    for (const name of names) await say(oneOf(stores), name, 'first')
    const seen = new Map<string, Awaited<ReturnType<typeof followAll>>[]>()
    for (const name of names) seen.set(name, await Promise.all(stores.map((store) => followAll(store, name))))
    await Promise.all(upTo(600).map((n) => say(oneOf(stores), oneOf(names), `line ${n}`)))
    for (const [name, all] of seen) {
      const last = (await oneOf(stores).conversations.find(name))?.snapshot.seq ?? 0
      for (const each of all) await expect.poll(() => each().seqs).toEqual(upTo(last))
    }
  })

  it('several stores on one Redis tell followers in a process that writes nothing within a moment', async () => {
    const [writer, reader] = stores
    if (writer === undefined || reader === undefined) throw new Error('too few stores')
    await say(writer, 'conv_1', 'first')
    const seen = await followAll(reader, 'conv_1')
    for (const n of upTo(20)) {
      const seq = await say(writer, 'conv_1', `line ${n}`)
      await expect.poll(() => seen().seqs.at(-1), { timeout: 2000 }).toBe(seq)
    }
  })

  it('several stores on one Redis show in every process what was kept by another, at once', async () => {
    for (const n of upTo(50)) {
      const [writer, reader] = [oneOf(stores), oneOf(stores)]
      await say(writer, 'conv_1', `line ${n}`)
      expect((await reader.conversations.find('conv_1'))?.snapshot.seq).toBe(n)
    }
  })

  it('pass a duty on to whoever takes it first, once', async () => {
    const duty = {
      id: 'one',
      lane: 'context sess_1',
      sessionId: 'sess_1',
      task: { kind: 'trigger' as const, nodeId: 'Person' },
      until: Date.now() + 60_000,
    }
    await oneOf(stores).conversations.change({ sessionId: 'sess_1' }, () => ({
      value: undefined,
      change: { duties: [duty] },
    }))
    await oneOf(stores).duties.release('one')
    const taken = await Promise.all(upTo(20).map(() => oneOf(stores).duties.take()))
    expect(taken.filter((each) => each !== undefined)).toEqual([duty])
  })

  it('several stores on one Redis refuse a change under a lease that another one holds by now', async () => {
    const [a, b] = stores
    if (a === undefined || b === undefined) throw new Error('too few stores')
    const fences: number[] = []
    const told = { onHeld: (fence: number) => void fences.push(fence), onLost: () => undefined }
    const first = a.leases.hold('stream', told)
    await expect.poll(() => fences.length).toBe(1)
    const change = { events: [line('one')] }
    const under = (fence: number | undefined) =>
      a.conversations.change({ conversationId: 'conv_1' }, () => ({ value: undefined, change }), {
        name: 'stream',
        fence: fence ?? 0,
      })
    await under(fences[0])
    const second = b.leases.hold('stream', told)
    await first.release()
    await expect.poll(() => fences.length).toBe(2)
    await expect(under(fences[0])).rejects.toThrow(StaleFence)
    await under(fences[1])
    expect((await a.conversations.find('conv_1'))?.snapshot.seq).toBe(2)
    await second.release()
  })

  it('several stores on one Redis leave nothing of a conversation that is erased, not even its answers', async () => {
    const canary = 'canary-7f3a'
    const [a, b] = stores
    if (a === undefined || b === undefined) throw new Error('too few stores')
    const about = [{ kind: 'session' as const, id: 'sess_1' }]
    const claim = await a.deliveries.claim('key', 'body', 60)
    if (claim.kind !== 'first') throw new Error('it was seen before')
    await a.conversations.change({ conversationId: 'conv_1', sessionId: 'sess_1' }, () => ({
      value: undefined,
      change: { events: [line(canary)], settles: { token: claim.token, answer: { status: 200, body: canary, about } } },
    }))
    await b.deliveries.forget(about, { status: 410, body: 'gone' })
    expect(await b.conversations.erase('sess_1')).toBe(true)
    await redis.command('BGREWRITEAOF')
    const keys = await redis.command('KEYS', '*')
    if (!Array.isArray(keys)) throw new Error('no list of keys')
    for (const key of keys) {
      const dumped = await redis.command('DUMP', String(key))
      expect(String(dumped)).not.toContain(canary)
      expect(String(key)).not.toContain('conv_1')
    }
  })

  it('several stores on one Redis keep nothing for ever but which server it is, how many changes boards were told of, and how high fences are', async () => {
    const claim = await oneOf(stores).deliveries.claim('key', 'body', 60)
    if (claim.kind !== 'first') throw new Error('it was seen before')
    await oneOf(stores).conversations.change({ conversationId: 'conv_1', sessionId: 'sess_1' }, () => ({
      value: undefined,
      change: { events: [line('one')], settles: { token: claim.token, answer: ANSWER } },
    }))
    const keys = await redis.command('KEYS', '*')
    if (!Array.isArray(keys)) throw new Error('no list of keys')
    const endless: string[] = []
    for (const key of keys) if ((await redis.command('TTL', String(key))) === -1) endless.push(String(key))
    expect(endless.map((key) => key.replace(/^cx-assist:\d+:/, '')).toSorted()).toEqual(['changes', 'generation'])
  })
})
