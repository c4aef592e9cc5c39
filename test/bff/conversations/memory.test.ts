/** The memory of the BFF is bounded, whatever is put into it. */
import { describe, expect, it } from 'vitest'
import { createMemoryConversations } from '../../../bff/store/memory/conversations.ts'
import { createMemoryDeliveries } from '../../../bff/store/memory/deliveries.ts'
import type { AssistEvent } from '../../../shared/wire/assist.ts'

const AT = '2026-01-31T09:30:00.000Z'
const MEGABYTE = 1024 * 1024

const utterance = (text: string): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId: text.slice(0, 8), speaker: 'customer', text },
})

const createStore = (bounds: Partial<{ conversations: number; bytes: number; replayable: number }> = {}) => {
  let epochs = 0
  const store = createMemoryConversations(() => `epoch-${epochs++}`, {
    conversations: 1000,
    bytes: MEGABYTE,
    replayable: 50,
    ...bounds,
  })
  const dropped: string[] = []
  store.onDropped((id) => dropped.push(id))
  return { store, dropped }
}

describe('conversations in memory', () => {
  it('are dropped by age of use once they are too many, and that is told', async () => {
    const { store, dropped } = createStore({ conversations: 3 })
    for (const id of ['a', 'b', 'c']) await store.create(id)
    await store.find('a')
    await store.create('d')
    expect(dropped).toEqual(['b'])
    expect(await store.find('b')).toBeUndefined()
    expect(await store.find('a')).toBeDefined()
  })

  it('are dropped once they are too large, however few they are', async () => {
    const { store, dropped } = createStore()
    const text = 'x'.repeat(10_000)
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await store.create(id)
      for (let n = 0; n < 10; n += 1) await store.append(id, utterance(text), AT)
    }
    expect(dropped).toContain('a')
    expect(await store.find('a')).toBeUndefined()
    expect((await store.find('f'))?.snapshot.seq).toBe(10)
  })

  it('forget the other ids of one that was dropped', async () => {
    const { store } = createStore({ conversations: 1 })
    await store.create('a')
    await store.assignIds('a', [{ kind: 'session', id: 'a-session' }])
    await store.create('b')
    expect(await store.find('a-session')).toBeUndefined()
  })

  it('replay the newest events only, without a gap, and keep counting', async () => {
    const { store } = createStore({ replayable: 5 })
    await store.create('a')
    for (let n = 1; n <= 12; n += 1) await store.append('a', utterance(`line ${n}`), AT)
    const record = await store.find('a')
    expect(record?.replayable.map(({ seq }) => seq)).toEqual([8, 9, 10, 11, 12])
    expect(record?.snapshot.seq).toBe(12)
    expect(record?.snapshot.transcript).toHaveLength(12)
  })

  it('that are made anew begin another history', async () => {
    const { store } = createStore()
    const first = (await store.create('a')).epoch
    await store.remove('a')
    expect(await store.find('a')).toBeUndefined()
    expect((await store.create('a')).epoch).not.toBe(first)
  })
})

describe('deliveries in memory', () => {
  const settleNew = async (store: ReturnType<typeof createMemoryDeliveries>, key: string, size = 0): Promise<void> => {
    const claim = await store.claim(key, 'fingerprint', 60)
    if (claim.kind === 'first') await claim.settle({ status: 200, body: 'x'.repeat(size) })
  }

  it('are forgotten, oldest first, once their answers are too large together', async () => {
    const store = createMemoryDeliveries(MEGABYTE)
    for (let n = 0; n < 20; n += 1) await settleNew(store, `key-${n}`, 100_000)
    expect((await store.claim('key-0', 'fingerprint', 60)).kind).toBe('first')
    expect((await store.claim('key-19', 'fingerprint', 60)).kind).toBe('repeated')
  })

  it('are forgotten when their time is over, counted from the first delivery', async () => {
    const store = createMemoryDeliveries()
    const claim = await store.claim('key', 'fingerprint', 0.05)
    if (claim.kind === 'first') await claim.settle({ status: 200, body: {} })
    expect((await store.claim('key', 'fingerprint', 0.05)).kind).toBe('repeated')
    await expect.poll(async () => (await store.claim('key', 'fingerprint', 60)).kind).toBe('first')
  })

  const FAILED = { status: 502, body: {} }

  it('that failed without effect are first ones again, and those that wait hear of the failure', async () => {
    const store = createMemoryDeliveries()
    const claim = await store.claim('key', 'fingerprint', 60)
    const waiting = await store.claim('key', 'fingerprint', 60)
    if (claim.kind === 'first') await claim.release(FAILED, 'none')
    expect(waiting.kind === 'repeated' && (await waiting.answer)).toEqual(FAILED)
    expect(await store.claim('key', 'another', 60)).toMatchObject({ kind: 'first', resumed: false })
  })

  it('whose effect is unknown are resumed by the next one of the same body, and by no other', async () => {
    const store = createMemoryDeliveries()
    const claim = await store.claim('key', 'fingerprint', 60)
    if (claim.kind === 'first') await claim.release(FAILED, 'unknown')
    expect((await store.claim('key', 'another', 60)).kind).toBe('other_body')
    const next = await store.claim('key', 'fingerprint', 60)
    expect(next).toMatchObject({ kind: 'first', resumed: true })
    if (next.kind === 'first') await next.settle({ status: 200, body: {} })
    expect((await store.claim('key', 'fingerprint', 60)).kind).toBe('repeated')
  })
})
