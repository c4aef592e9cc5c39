/** Deliveries in memory: which came, with which body, and how each was answered. */
import { LRUCache } from 'lru-cache'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import type { DeliveryStore } from '../../ports/store.ts'

const LARGEST_BYTES = 128 * 1024 * 1024
const ENTRY_BYTES = 500

interface Seen {
  readonly fingerprint: string
  readonly answer: Promise<HttpAnswer>
  readonly bytes: number
  /** It failed, and may have had effect: the next one is to try it again, knowing that. */
  readonly isOpen: boolean
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
      if (earlier !== undefined && earlier.fingerprint !== fingerprint) return { kind: 'other_body' }
      if (earlier?.isOpen === false) return { kind: 'repeated', answer: earlier.answer }
      const { promise: answer, tell } = later()
      const entry: Seen = { fingerprint, answer, bytes: ENTRY_BYTES, isOpen: false }
      const ttl = { ttl: ttlSeconds * 1000 }
      seen.set(key, entry, ttl)
      /** Only its own entry: the bound may have dropped it, and another one may stand there by now. */
      const replace = (by: Seen | undefined): void => {
        if (seen.peek(key) !== entry) return
        if (by === undefined) seen.delete(key)
        else seen.set(key, by, ttl)
      }
      return {
        kind: 'first',
        resumed: earlier !== undefined,
        settle: async (given) => {
          // A new entry, because the cache weighs again only what is another object than before.
          replace({ ...entry, bytes: ENTRY_BYTES + 2 * JSON.stringify([given.body, given.forms]).length })
          tell(given)
        },
        release: async (given, effect) => {
          replace(effect === 'none' ? undefined : { ...entry, isOpen: true })
          tell(given)
        },
      }
    },
  }
}

const later = (): { readonly promise: Promise<HttpAnswer>; readonly tell: (answer: HttpAnswer) => void } => {
  let tell: (answer: HttpAnswer) => void = () => undefined
  const promise = new Promise<HttpAnswer>((resolve) => {
    tell = resolve
  })
  return { promise, tell }
}
