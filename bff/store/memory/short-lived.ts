import { LRUCache } from 'lru-cache'
import type { ShortLivedStore } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'

/** Some 30 MiB; those go first that were kept longest ago. */
const MOST_TEXTS = 50_000

export const createMemoryShortLived = (clock: Pick<Clock, 'now'>, mostTexts = MOST_TEXTS): ShortLivedStore => {
  const texts = new LRUCache<string, string>({ max: mostTexts, ttlResolution: 0, perf: clock })
  const put = (name: string, text: string, seconds: number): void => void texts.set(name, text, { ttl: seconds * 1000 })
  return {
    put: async (name, text, seconds) => put(name, text, seconds),
    add: async (name, text, seconds) => {
      if (texts.peek(name) !== undefined) return false
      put(name, text, seconds)
      return true
    },
    // Looked at, not used: what is read often is not kept for longer.
    read: async (name) => texts.peek(name),
    take: async (name) => {
      const text = texts.peek(name)
      texts.delete(name)
      return text
    },
  }
}
