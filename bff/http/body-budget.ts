/**
 * What may be held of bodies whose sender has proven nothing yet. Where it is too much, those that wait the longest go:
 * a body that is meant arrives within milliseconds.
 */

/** In all; a single address may hold a part of it. */
export interface BodyBudgetLimits {
  readonly bytes: number
  readonly count: number
  readonly bytesPerAddress: number
  readonly countPerAddress: number
}

const MEGABYTE = 1024 * 1024
const BODY_BUDGET: BodyBudgetLimits = {
  bytes: 12 * MEGABYTE,
  count: 600,
  bytesPerAddress: 6 * MEGABYTE,
  countPerAddress: 300,
}
/** What a chunk of a body costs beside its bytes. */
const CHUNK_BYTES = 300

/** Whether too much came from one address, or from all of them together. */
export type Eviction = 'address' | 'all'

interface BodyLease {
  grow(bytes: number): void
  release(): void
}

interface Held {
  readonly address: string
  readonly evict: (why: Eviction) => void
  bytes: number
}

export interface BodyBudget {
  /** @param evict runs at most once, when this body has to go; the lease is released then */
  open(address: string, evict: (why: Eviction) => void): BodyLease
  /** What is held now, for metrics. */
  heldBytes(): number
}

export const createBodyBudget = (limits: BodyBudgetLimits = BODY_BUDGET): BodyBudget => {
  // Sets keep the order of insertion, so the first is the one that waits the longest.
  const all = new Set<Held>()
  const byAddress = new Map<string, { readonly bodies: Set<Held>; bytes: number }>()
  let bytes = 0

  const drop = (held: Held): boolean => {
    if (!all.delete(held)) return false
    bytes -= held.bytes
    const own = byAddress.get(held.address)
    if (own !== undefined) {
      own.bodies.delete(held)
      own.bytes -= held.bytes
      if (own.bodies.size === 0) byAddress.delete(held.address)
    }
    return true
  }
  const evictOldest = (bodies: ReadonlySet<Held>, why: Eviction): void => {
    for (const held of bodies) {
      drop(held)
      held.evict(why)
      return
    }
  }
  const keepWithin = (address: string): void => {
    for (let own = byAddress.get(address); own !== undefined; own = byAddress.get(address)) {
      if (own.bytes <= limits.bytesPerAddress && own.bodies.size <= limits.countPerAddress) break
      evictOldest(own.bodies, 'address')
    }
    while (bytes > limits.bytes || all.size > limits.count) evictOldest(all, 'all')
  }

  return {
    heldBytes: () => bytes,
    open: (address, evict) => {
      const held: Held = { address, evict, bytes: 0 }
      const own = byAddress.get(address) ?? { bodies: new Set<Held>(), bytes: 0 }
      byAddress.set(address, own)
      own.bodies.add(held)
      all.add(held)
      keepWithin(address)
      return {
        grow: (more) => {
          if (!all.has(held)) return
          held.bytes += more + CHUNK_BYTES
          own.bytes += more + CHUNK_BYTES
          bytes += more + CHUNK_BYTES
          keepWithin(address)
        },
        release: () => void drop(held),
      }
    },
  }
}
