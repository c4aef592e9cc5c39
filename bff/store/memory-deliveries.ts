/** Deliveries in memory: which came, with which body, and how each was answered. */
import { LRUCache } from 'lru-cache'
import type { DeliveryStore, HttpAnswer } from '../ports.ts'

const LARGEST_BYTES = 128 * 1024 * 1024
const ENTRY_BYTES = 500

interface Seen {
  readonly fingerprint: string
  readonly answer: Promise<HttpAnswer | undefined>
  readonly bytes: number
}

export const createMemoryDeliveries = (bytes = LARGEST_BYTES): DeliveryStore => {
  const seen = new LRUCache<string, Seen>({
    maxSize: bytes,
    sizeCalculation: (entry) => entry.bytes,
    noUpdateTTL: true,
  })
  return {
    claim: async (key, fingerprint, ttlSeconds) => {
      const earlier = seen.get(key)
      if (earlier !== undefined) {
        return earlier.fingerprint === fingerprint
          ? { kind: 'repeated', answer: earlier.answer }
          : { kind: 'other_body' }
      }
      let tell: (answer: HttpAnswer | undefined) => void = () => undefined
      const answer = new Promise<HttpAnswer | undefined>((resolve) => {
        tell = resolve
      })
      const entry: Seen = { fingerprint, answer, bytes: ENTRY_BYTES }
      seen.set(key, entry, { ttl: ttlSeconds * 1000 })
      return {
        kind: 'first',
        settle: async (given) => {
          // A new entry, because the cache weighs again only what is another object than before.
          const settled: Seen = { ...entry, bytes: ENTRY_BYTES + 2 * JSON.stringify(given.body).length }
          if (seen.peek(key) === entry) seen.set(key, settled, { ttl: ttlSeconds * 1000 })
          tell(given)
        },
        abandon: async () => {
          if (seen.peek(key) === entry) seen.delete(key)
          tell(undefined)
        },
      }
    },
  }
}
