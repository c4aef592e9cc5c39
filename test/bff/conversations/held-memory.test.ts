/** What the memory store counts is what it holds, whatever it holds: its bound is one of memory, not of wishes. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readText } from '../../../bff/conversations/heard-text.ts'
import { utteranceMention } from '../../../bff/conversations/mentions.ts'
import type { ConversationStore } from '../../../bff/ports/store.ts'
import { createMemoryConversations } from '../../../bff/store/memory/conversations.ts'
import type { AssistEvent } from '../../../shared/wire/assist.ts'

const AT = '2026-01-31T09:30:00.000Z'
const BOUND = 12 * 1024 * 1024

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') for (const _again of [1, 2, 3]) Reflect.apply(collect, undefined, [])
}
const heldNow = (): number => {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** As it comes in: one string of a body that holds much else. */
const received = z.object({ text: z.string() })
const comesIn = (text: string): string => received.parse(JSON.parse(JSON.stringify({ text, more: 'x' }))).text

const transcript = (n: number, told: string): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId: `utterance-${n}`, speaker: 'customer', text: readText(told).text },
})

type Fill = (store: ConversationStore, id: string, n: number) => Promise<unknown>

/** Each conversation gets one round of it, until far more came in than fits. */
const fills: readonly (readonly [string, number, Fill])[] = [
  [
    'long texts that were cut',
    700,
    (store, id, n) => store.append(id, transcript(n, comesIn(`${n} ${'plain words '.repeat(5000)}`)), AT),
  ],
  [
    'long texts of wide letters that were cut',
    700,
    (store, id, n) => store.append(id, transcript(n, comesIn(`${n} ${'широко '.repeat(7000)}`)), AT),
  ],
  [
    'short texts, many of them',
    120,
    async (store, id, n) => {
      const heard = Array.from({ length: 200 }, (_, i) => ({ ...readText(`${n} ${i}`), i }))
      for (const { text, i } of heard) await store.append(id, transcript(i, text), AT)
      await store.setHeard(
        id,
        heard.map(({ key, i }) => ({
          utteranceId: `utterance-${n}-${i}`,
          toldBy: ['webhook', 'stream'],
          speaker: 'customer',
          key,
          heardAt: i,
          otherId: `other-${n}-${i}`,
        })),
      )
    },
  ],
  [
    'ids of what was said long ago',
    100,
    (store, id, n) =>
      store.mention(
        id,
        Array.from({ length: 4000 }, (_, i) => utteranceMention(`${n} ${i}`)),
      ),
  ],
  [
    'ids of sessions',
    600,
    (store, id, n) =>
      store.assignIds(
        id,
        Array.from({ length: 90 }, (_, i) => ({ kind: 'session' as const, id: `session-${n}-${i}`.padEnd(200, '-') })),
      ),
  ],
  [
    'cards that only the snapshot still holds',
    500,
    async (store, id, n) => {
      const summary = comesIn(`${n} ${'сводка '.repeat(3000)}`)
      await store.append(id, { type: 'handover', data: { summary, collected: {}, warnings: [] } }, AT)
      await store.append(id, { type: 'fallback', data: { text: `${summary}!`, candidates: [], escalated: false } }, AT)
      for (let i = 0; i < 3; i += 1) await store.append(id, transcript(i, `${n} ${i}`), AT)
    },
  ],
]

describe('the memory store', () => {
  it.each(fills)('holds no more than twice its bound of %s', async (_what, rounds, fill) => {
    let epochs = 0
    const bounds = { conversations: 100_000, bytes: BOUND, replayable: 3 }
    const store = createMemoryConversations(() => `epoch-${epochs++}`, bounds)
    let dropped = 0
    store.onDropped(() => {
      dropped += 1
    })
    const before = heldNow()
    for (let n = 0; n < rounds; n += 1) {
      await store.create(`conv_${n}`)
      await fill(store, `conv_${n}`, n)
    }
    const held = heldNow() - before
    expect(dropped).toBeGreaterThan(0)
    expect(held).toBeLessThan(2 * BOUND)
    // Far less than it counts would mean that it forgets what it could well keep.
    expect(held).toBeGreaterThan(BOUND / 8)
    expect(await store.named(`conv_${rounds - 1}`)).toBeDefined()
  })
})
