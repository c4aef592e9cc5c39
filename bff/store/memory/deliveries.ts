/** Deliveries in memory: which came, with which body, and how each was answered. */
import { LRUCache } from 'lru-cache'
import type { KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
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
  readonly about: readonly KindedId[]
}

export interface MemoryDeliveries extends DeliveryStore {
  /** As `settle`, within this turn. */
  settleNow(token: ClaimToken, answer: HttpAnswer): void
}

export interface MemoryDeliveriesParts {
  readonly bytes?: number | undefined
  /** One was forgotten before its time, since all together took too much room. */
  readonly onForgotten?: (() => void) | undefined
}

export const createMemoryDeliveries = ({
  bytes = LARGEST_BYTES,
  onForgotten = () => undefined,
}: MemoryDeliveriesParts = {}): MemoryDeliveries => {
  const seen = new LRUCache<string, Seen>({
    maxSize: bytes,
    sizeCalculation: (entry) => entry.bytes,
    noUpdateTTL: true,
    dispose: ({ about }, key, reason) => {
      if (reason === 'evict') onForgotten()
      for (const id of about) quoted.delete(id, key)
    },
  })
  const quoted = createQuoted()
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

  const settleNow = (token: ClaimToken, answer: HttpAnswer): void => {
    const { about = [] } = answer
    give(token, answer, (entry) => ({
      ...entry,
      state: 'settled',
      bytes: ENTRY_BYTES + 2 * JSON.stringify([answer.body, answer.forms]).length,
      about,
    }))
    for (const id of about) if (seen.peek(token.key)?.about === about) quoted.add(id, token.key)
  }

  return {
    claim: async (key, fingerprint, ttlSeconds) => {
      const earlier = seen.get(key)
      if (earlier !== undefined && earlier.fingerprint !== fingerprint) return { kind: 'other_body' }
      if (earlier !== undefined && earlier.state !== 'open') return { kind: 'repeated', answer: earlier.answer }
      claims += 1
      const claim = String(claims)
      const { promise: answer, tell } = later()
      const ttlMs = ttlSeconds * 1000
      seen.set(
        key,
        { fingerprint, claim, answer, ttlMs, bytes: ENTRY_BYTES, state: 'claimed', about: [] },
        { ttl: ttlMs },
      )
      waiting.set(claim, tell)
      return { kind: 'first', token: { key, claim }, resumed: earlier !== undefined }
    },
    settleNow,
    settle: async (token, answer) => settleNow(token, answer),
    release: async (token, answer, effect) =>
      give(token, answer, (entry) => (effect === 'none' ? undefined : { ...entry, state: 'open' })),
    about: async (ids) => {
      const entries = [...new Set(ids.flatMap(quoted.of))].flatMap((key) => seen.peek(key) ?? [])
      // Only answers that were given are quoted: none of these is waited for.
      return await Promise.all(entries.map(({ answer }) => answer))
    },
    forget: async (ids, instead) => {
      for (const key of new Set(ids.flatMap(quoted.of))) {
        const entry = seen.peek(key)
        if (entry === undefined) continue
        const empty = { ...entry, answer: Promise.resolve(instead), bytes: ENTRY_BYTES, about: [] }
        seen.set(key, empty, { ttl: seen.getRemainingTTL(key) })
      }
    },
  }
}

/** Which deliveries were answered with what was said in a conversation, by each id that it was told by. */
const createQuoted = () => {
  const keys = new Map<string, Set<string>>()
  const nameOf = ({ kind, id }: KindedId): string => `${kind} ${id}`
  return {
    add: (id: KindedId, key: string): void => {
      const name = nameOf(id)
      keys.set(name, (keys.get(name) ?? new Set()).add(key))
    },
    delete: (id: KindedId, key: string): void => {
      const name = nameOf(id)
      const all = keys.get(name)
      all?.delete(key)
      if (all?.size === 0) keys.delete(name)
    },
    of: (id: KindedId): readonly string[] => [...(keys.get(nameOf(id)) ?? [])],
  }
}

const later = (): { readonly promise: Promise<HttpAnswer>; readonly tell: (answer: HttpAnswer) => void } => {
  let tell: (answer: HttpAnswer) => void = () => undefined
  const promise = new Promise<HttpAnswer>((resolve) => {
    tell = resolve
  })
  return { promise, tell }
}
