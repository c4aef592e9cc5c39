/** The memory of the BFF is bounded, whatever is put into it. */
import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createMemoryDeliveries } from '../../../../bff/store/memory/deliveries.ts'
import { createForgottenReport } from '../../../../bff/store/memory/forgotten-report.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'
import type { AssistEvent } from '../../../../shared/wire/assist.ts'

const MEGABYTE = 1024 * 1024

const utterance = (text: string): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId: text.slice(0, 8), speaker: 'customer', text },
})

const createStore = (bounds: Partial<{ conversations: number; bytes: number; replayable: number }> = {}) => {
  let ids = 0
  const store = createMemoryStore({
    newId: () => `id-${ids++}`,
    clock: systemClock,
    bounds: { conversations: 1000, bytes: MEGABYTE, replayable: 50, ...bounds },
  }).conversations
  const dropped: string[] = []
  store.onGone((id) => dropped.push(id))
  const create = (conversationId: string): Promise<string> =>
    store.change({ conversationId }, ({ epoch }) => ({ value: epoch }))
  const append = (conversationId: string, event: AssistEvent): Promise<void> =>
    store.change({ conversationId }, () => ({ value: undefined, change: { events: [event] } }))
  return { store, dropped, create, append }
}

describe('conversations in memory', () => {
  it('conversations in memory are dropped by age of use once they are too many, and that is told', async () => {
    const { store, dropped, create } = createStore({ conversations: 3 })
    for (const id of ['a', 'b', 'c']) await create(id)
    await store.find('a')
    await create('d')
    expect(dropped).toEqual(['b'])
    expect(await store.find('b')).toBeUndefined()
    expect(await store.find('a')).toBeDefined()
  })

  it('conversations in memory are dropped once they are too large, however few they are', async () => {
    const { store, dropped, append } = createStore()
    const text = 'x'.repeat(10_000)
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
      for (let n = 0; n < 10; n += 1) await append(id, utterance(text))
    }
    expect(dropped).toContain('a')
    expect(await store.find('a')).toBeUndefined()
    expect((await store.find('f'))?.snapshot.seq).toBe(10)
  })

  it('conversations in memory forget the other ids of one that was dropped', async () => {
    const { store, create } = createStore({ conversations: 1 })
    await store.change({ conversationId: 'a', sessionId: 'a-session' }, () => ({ value: undefined }))
    await create('b')
    expect(await store.find('a-session')).toBeUndefined()
  })

  it('conversations in memory replay the newest events only, without a gap, and keep counting', async () => {
    const { store, append } = createStore({ replayable: 5 })
    for (let n = 1; n <= 12; n += 1) await append('a', utterance(`line ${n}`))
    const record = await store.find('a')
    expect(record?.replayable.map(({ seq }) => seq)).toEqual([8, 9, 10, 11, 12])
    expect(record?.snapshot.seq).toBe(12)
    expect(record?.snapshot.transcript).toHaveLength(12)
  })

  it('conversations in memory that are made anew begin another history', async () => {
    const { store, create } = createStore()
    const first = await create('a')
    await store.erase('a')
    expect(await store.find('a')).toBeUndefined()
    expect(await create('a')).not.toBe(first)
  })

  it('conversations that somebody follows are never dropped, and are like all others once nobody does', async () => {
    const { store, dropped, create } = createStore({ conversations: 2 })
    await create('followed')
    const following = store.follow('followed', () => undefined)
    for (const id of ['a', 'b', 'c']) await create(id)
    expect(dropped).toEqual(['a'])
    expect(await store.find('followed')).toBeDefined()
    following.stop()
    await create('d')
    await create('e')
    expect(dropped).toContain('followed')
    expect(await store.find('followed')).toBeUndefined()
  })
})

describe('deliveries in memory', () => {
  const settleNew = async (store: ReturnType<typeof createMemoryDeliveries>, key: string, size = 0): Promise<void> => {
    const claim = await store.claim(key, 'fingerprint', 60)
    if (claim.kind === 'first') await store.settle(claim.token, { status: 200, body: 'x'.repeat(size) })
  }

  it('deliveries in memory are forgotten, oldest first, once their answers are too large together', async () => {
    const forgotten: number[] = []
    const store = createMemoryDeliveries({ bytes: MEGABYTE, onForgotten: () => forgotten.push(1) })
    for (let n = 0; n < 20; n += 1) await settleNew(store, `key-${n}`, 100_000)
    expect(forgotten.length).toBeGreaterThan(10)
    expect((await store.claim('key-0', 'fingerprint', 60)).kind).toBe('first')
    expect((await store.claim('key-19', 'fingerprint', 60)).kind).toBe('repeated')
  })

  it('deliveries in memory that are forgotten before their time are counted, and told once a minute', () => {
    vi.useFakeTimers()
    try {
      const deliveryForgotten = vi.fn()
      const warn = vi.fn()
      const forget = createForgottenReport({ metrics: { deliveryForgotten }, log: { warn } })
      for (let n = 0; n < 5; n += 1) forget()
      expect(warn).toHaveBeenCalledExactlyOnceWith({ deliveries: 1 }, expect.stringContaining('before their 24 hours'))
      vi.advanceTimersByTime(60_000)
      expect(warn).toHaveBeenLastCalledWith({ deliveries: 4 }, expect.anything())
      vi.advanceTimersByTime(600_000)
      expect(warn).toHaveBeenCalledTimes(2)
      forget()
      expect(warn).toHaveBeenCalledTimes(3)
      expect(deliveryForgotten).toHaveBeenCalledTimes(6)
    } finally {
      vi.useRealTimers()
    }
  })

  it('deliveries in memory are forgotten when their time is over, counted from the first delivery', async () => {
    const store = createMemoryDeliveries()
    const claim = await store.claim('key', 'fingerprint', 0.05)
    if (claim.kind === 'first') await store.settle(claim.token, { status: 200, body: {} })
    expect((await store.claim('key', 'fingerprint', 0.05)).kind).toBe('repeated')
    await expect.poll(async () => (await store.claim('key', 'fingerprint', 60)).kind).toBe('first')
  })

  const FAILED = { status: 502, body: {} }

  it('deliveries in memory that failed without effect are first ones again, and those that wait hear of the failure', async () => {
    const store = createMemoryDeliveries()
    const claim = await store.claim('key', 'fingerprint', 60)
    const waiting = await store.claim('key', 'fingerprint', 60)
    if (claim.kind === 'first') await store.release(claim.token, FAILED, 'none')
    expect(waiting.kind === 'repeated' && (await waiting.answer)).toEqual(FAILED)
    expect(await store.claim('key', 'another', 60)).toMatchObject({ kind: 'first', resumed: false })
  })

  it('deliveries in memory whose effect is unknown are resumed by the next one of the same body, and by no other', async () => {
    const store = createMemoryDeliveries()
    const claim = await store.claim('key', 'fingerprint', 60)
    if (claim.kind === 'first') await store.release(claim.token, FAILED, 'unknown')
    expect((await store.claim('key', 'another', 60)).kind).toBe('other_body')
    const next = await store.claim('key', 'fingerprint', 60)
    expect(next).toMatchObject({ kind: 'first', resumed: true })
    if (next.kind === 'first') await store.settle(next.token, { status: 200, body: {} })
    expect((await store.claim('key', 'fingerprint', 60)).kind).toBe('repeated')
  })
})
