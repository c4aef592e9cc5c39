/** What a store counts is what it holds in memory, whatever it holds: its bound is one of memory, not of wishes. */
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readText } from '../../bff/conversations/heard-text.ts'
import type { ConversationStore, Store } from '../../bff/ports/store.ts'
import type { Change } from '../../shared/domain/conversation/change.ts'
import { utteranceMention } from '../../shared/domain/conversation/mentions.ts'
import type { AssistEvent } from '../../shared/wire/assist.ts'
import { heldBytes } from '../support/held-bytes.ts'

export const BOUND = 12 * 1024 * 1024

/** As it comes in: one string of a body that holds much else. */
const received = z.object({ text: z.string() })
const comesIn = (text: string): string => received.parse(JSON.parse(JSON.stringify({ text, more: 'x' }))).text

const transcript = (n: number, told: string): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId: `utterance-${n}`, speaker: 'customer', text: readText(told).text },
})

type Fill = (store: ConversationStore, place: { readonly conversationId: string }, n: number) => Promise<unknown>

const keep = (store: ConversationStore, place: { readonly conversationId: string }, change: Change): Promise<void> =>
  store.change(place, () => ({ value: undefined, change }))

/** Each conversation gets one round of it, until far more came in than fits. */
export const FILLS: readonly (readonly [string, number, Fill])[] = [
  [
    'long texts that were cut',
    700,
    (store, place, n) =>
      keep(store, place, { events: [transcript(n, comesIn(`${n} ${'plain words '.repeat(5000)}`))] }),
  ],
  [
    'long texts of wide letters that were cut',
    700,
    (store, place, n) => keep(store, place, { events: [transcript(n, comesIn(`${n} ${'широко '.repeat(7000)}`))] }),
  ],
  [
    'short texts, many of them',
    120,
    async (store, place, n) => {
      const heard = Array.from({ length: 200 }, (_, i) => ({ ...readText(`${n} ${i}`), i }))
      for (const { text, i } of heard) await keep(store, place, { events: [transcript(i, text)] })
      await keep(store, place, {
        heard: heard.map(({ key, i }) => ({
          utteranceId: `utterance-${n}-${i}`,
          toldBy: ['webhook', 'stream'],
          speaker: 'customer',
          key,
          heardAt: i,
          otherId: `other-${n}-${i}`,
        })),
      })
    },
  ],
  [
    'ids of what was said long ago',
    100,
    (store, place, n) =>
      keep(store, place, { mentions: Array.from({ length: 4000 }, (_, i) => utteranceMention(`${n} ${i}`)) }),
  ],
  [
    'ids of sessions',
    600,
    async (store, place, n) => {
      for (let i = 0; i < 90; i += 1) {
        const sessionId = `session-${n}-${i}`.padEnd(200, '-')
        await store.change({ ...place, sessionId }, () => ({ value: undefined }))
      }
    },
  ],
  [
    'cards that only the snapshot still holds',
    500,
    async (store, place, n) => {
      const summary = comesIn(`${n} ${'сводка '.repeat(3000)}`)
      const cards: AssistEvent[] = [
        { type: 'handover', data: { summary, collected: {}, warnings: [] } },
        { type: 'fallback', data: { text: `${summary}!`, candidates: [], escalated: false } },
      ]
      await keep(store, place, { events: cards })
      for (let i = 0; i < 3; i += 1) await keep(store, place, { events: [transcript(i, `${n} ${i}`)] })
    },
  ],
]

const BY_MANY_CHANGES: ReadonlySet<string> = new Set(['short texts, many of them', 'ids of sessions'])
/** A store that waits for a disk, or for another program, is filled with these alone. */
export const BY_FEW_CHANGES = FILLS.filter(([what]) => !BY_MANY_CHANGES.has(what))

/** @param open a store that holds {@link BOUND} bytes at most, replays three events, and is nobody else's */
export const holdsWithinBound = (
  kind: string,
  fills: typeof FILLS,
  open: () => Promise<Pick<Store, 'close' | 'conversations'>>,
): void => {
  it.each(fills)(`${kind} holds no more than twice its bound of %s`, async (_what, rounds, fill) => {
    const store = await open()
    const before = heldBytes()
    for (let n = 0; n < rounds; n += 1) await fill(store.conversations, { conversationId: `conv_${n}` }, n)
    const held = heldBytes() - before
    expect(held).toBeLessThan(2 * BOUND)
    // Far less than it counts would mean that it forgets what it could well keep.
    expect(held).toBeGreaterThan(BOUND / 8)
    expect(await store.conversations.find(`conv_${rounds - 1}`)).toBeDefined()
    await store.close()
  })
}
