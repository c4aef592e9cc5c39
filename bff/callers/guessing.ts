/**
 * Whoever guesses a secret is slowed: after a few wrong ones, those from that address are not even looked at for a
 * while. A secret that was right from there before is, so that a stranger behind the same address shuts nobody out.
 */
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Metrics } from '../ports/observe.ts'
import type { Door, FailureReport } from './failure-report.ts'

const WRONG_PER_WINDOW = 20
const WINDOW_SECONDS = 60
const MOST_PROVEN = 10_000
const PROVEN_FOR_MS = 24 * 3600 * 1000

type Judged =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'slowed'; readonly retryAfterSeconds: number }

export interface Guessing {
  judge(address: string, digests: readonly Buffer[], isRight: (digest: Buffer) => boolean): Promise<Judged>
}

export interface GuessingParts {
  readonly door: Door
  readonly failures: FailureReport
  readonly metrics: Metrics
}

export const createGuessing = ({ door, failures, metrics }: GuessingParts): Guessing => {
  const limiter = new RateLimiterMemory({ points: WRONG_PER_WINDOW, duration: WINDOW_SECONDS })
  const proven = new LRUCache<string, true>({ max: MOST_PROVEN, ttl: PROVEN_FOR_MS })

  return {
    judge: async (address, digests, isRight) => {
      const right = digests.find(isRight)
      const key = right === undefined ? undefined : `${address} ${right.toString('base64')}`
      if (key !== undefined && proven.get(key) === true) return { kind: 'right' }
      const tried = await limiter.get(address)
      if (tried !== null && tried.consumedPoints >= WRONG_PER_WINDOW) {
        metrics.authenticationFailed(door, 'slowed')
        failures.add(door, address)
        return { kind: 'slowed', retryAfterSeconds: Math.max(1, Math.ceil(tried.msBeforeNext / 1000)) }
      }
      if (key !== undefined) {
        proven.set(key, true)
        return { kind: 'right' }
      }
      await limiter.penalty(address, 1)
      metrics.authenticationFailed(door, 'wrong')
      failures.add(door, address)
      return { kind: 'wrong' }
    },
  }
}
