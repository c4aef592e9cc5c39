/** What this process holds for as long as it lives: renewed often enough that nobody else takes it up meanwhile. */
import type { RedisLink } from './link.ts'
import { RENEW } from './scripts.ts'

/** After so long another process may go on with what a dead one held; no call to others takes that long. */
const LEASE_MS = 10_000
const RENEW_EVERY_MS = 3000
/** What is still held then was forgotten by a fault of ours. */
const LONGEST_HELD_MS = 120_000

export interface Keeper {
  readonly leaseMs: number
  holdDuty(id: string): void
  letGoDuty(id: string): void
  /** How many duties this process holds. */
  heldDuties(): number
  holdClaim(claim: string, key: string): void
  /** @returns whether this process held it until now */
  letGoClaim(claim: string): boolean
  close(): void
}

export const createKeeper = (link: RedisLink): Keeper => {
  /** When each was taken, by a clock that never jumps. */
  const duties = new Map<string, number>()
  const claims = new Map<string, { readonly key: string; readonly since: number }>()

  const renew = async (): Promise<void> => {
    const oldest = performance.now() - LONGEST_HELD_MS
    for (const [id, since] of duties) if (since < oldest) duties.delete(id)
    for (const [claim, { since }] of claims) if (since < oldest) claims.delete(claim)
    if (duties.size + claims.size === 0) return
    const pairs = [...claims].flatMap(([claim, { key }]) => [key, claim])
    await link.run(RENEW, String(LEASE_MS), String(duties.size), ...duties.keys(), ...pairs)
  }
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_EVERY_MS)
  timer.unref()

  return {
    leaseMs: LEASE_MS,
    holdDuty: (id) => void duties.set(id, performance.now()),
    letGoDuty: (id) => void duties.delete(id),
    heldDuties: () => duties.size,
    holdClaim: (claim, key) => void claims.set(claim, { key, since: performance.now() }),
    letGoClaim: (claim) => claims.delete(claim),
    close: () => clearInterval(timer),
  }
}
