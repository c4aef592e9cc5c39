/** Deliveries in memory: which came, with which body, and how each was answered. */
import { LRUCache } from 'lru-cache'
import type { ClaimToken, HttpAnswer } from '../../ports/http-answer.ts'
import type { DeliveryStore } from '../../ports/store.ts'

const LARGEST_BYTES = 128 * 1024 * 1024
const ENTRY_BYTES = 500

interface Seen {
  readonly fingerprint: string
  readonly claim: string
  readonly answer: Promise<HttpAnswer>
  readonly ttlMs: number
  readonly bytes: number
  readonly state: 'claimed' | 'settled' | 'open'
}

export interface MemoryDeliveries extends DeliveryStore {
  /** As `settle`, within this turn. */
  settleNow(token: ClaimToken, answer: HttpAnswer): void
}

export const createMemoryDeliveries = (bytes = LARGEST_BYTES): MemoryDeliveries => {
  const seen = new LRUCache<string, Seen>({
    maxSize: bytes,
    sizeCalculation: (entry) => entry.bytes,
    noUpdateTTL: true,
  })
  /** Claims whose answer is on its way: the bound may drop their entries, and who waits is to be told all the same. */
  const waiting = new Map<string, (answer: HttpAnswer) => void>()
  let claims = 0

  const give = ({ key, claim }: ClaimToken, answer: HttpAnswer, next: (entry: Seen) => Seen | undefined): void => {
    const entry = seen.peek(key)
    // Only its own entry: the bound may have dropped it, and another one may stand there by now.
    if (entry?.claim === claim && entry.state === 'claimed') {
      const after = next(entry)
      if (after === undefined) seen.delete(key)
      else seen.set(key, after, { ttl: entry.ttlMs })
    }
    waiting.get(claim)?.(answer)
    waiting.delete(claim)
  }

  const settleNow = (token: ClaimToken, answer: HttpAnswer): void =>
    give(token, answer, (entry) => ({
      ...entry,
      state: 'settled',
      bytes: ENTRY_BYTES + 2 * JSON.stringify([answer.body, answer.forms]).length,
    }))

  return {
    claim: async (key, fingerprint, ttlSeconds) => {
      const earlier = seen.get(key)
      if (earlier !== undefined && earlier.fingerprint !== fingerprint) return { kind: 'other_body' }
      if (earlier !== undefined && earlier.state !== 'open') return { kind: 'repeated', answer: earlier.answer }
      claims += 1
      const claim = String(claims)
      const { promise: answer, tell } = later()
      const ttlMs = ttlSeconds * 1000
      seen.set(key, { fingerprint, claim, answer, ttlMs, bytes: ENTRY_BYTES, state: 'claimed' }, { ttl: ttlMs })
      waiting.set(claim, tell)
      return { kind: 'first', token: { key, claim }, resumed: earlier !== undefined }
    },
    settleNow,
    settle: async (token, answer) => settleNow(token, answer),
    release: async (token, answer, effect) =>
      give(token, answer, (entry) => (effect === 'none' ? undefined : { ...entry, state: 'open' })),
  }
}

const later = (): { readonly promise: Promise<HttpAnswer>; readonly tell: (answer: HttpAnswer) => void } => {
  let tell: (answer: HttpAnswer) => void = () => undefined
  const promise = new Promise<HttpAnswer>((resolve) => {
    tell = resolve
  })
  return { promise, tell }
}
