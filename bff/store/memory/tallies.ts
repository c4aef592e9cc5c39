import { LRUCache } from 'lru-cache'
import type { Tally, TallyStore } from '../../ports/store.ts'

/** Some 10 MiB. */
const MOST_NAMES = 50_000
const NONE: Tally = { up: 0, down: 0 }

export const createMemoryTallies = (mostNames = MOST_NAMES): TallyStore => {
  const counted = new LRUCache<string, Tally>({ max: mostNames })
  return {
    add: async (changes) => {
      for (const { name, up, down } of changes) {
        const before = counted.peek(name) ?? NONE
        counted.set(name, { up: Math.max(0, before.up + up), down: Math.max(0, before.down + down) })
      }
    },
    // Looked at, not used: what is forgotten first is what was counted longest ago.
    read: async (names) => names.map((name) => counted.peek(name) ?? NONE),
  }
}
