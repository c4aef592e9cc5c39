/**
 * Spares an upstream that is down: a budget for second tries, and a breaker for first ones. Without them a crowd of
 * webhooks sends three times the calls to a CXone that already fails under what it has.
 */
import { type CircuitBreakerPolicy, circuitBreaker, handleWhen, SamplingBreaker } from 'cockatiel'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { UpstreamFailure } from '../../ports/upstream.ts'

const WINDOW_SECONDS = 10
/** A tenth of the calls of a window may be tried again, and so many more: a hiccup on a quiet day costs nobody anything. */
const RETRY_RESERVE = 20
const CALLS_FOR_ONE_RETRY = 10
/** The breaker opens once nearly all of at least fifty attempts in ten seconds failed. What fails alone does not open it. */
const BREAKER = { threshold: 0.8, duration: WINDOW_SECONDS * 1000, minimumRps: 5 }
/** How long nothing is sent then; one attempt finds out whether all is well again. */
export const OPEN_FOR_MS = 500

export interface UpstreamGuard {
  /** Of one operation: what routing can do without must not stop the routing where it fails alone. */
  breakerOf(operation: string): CircuitBreakerPolicy
  /** A call was made; every tenth allows for one more second try. */
  called(): Promise<void>
  /** Whether a second or third try may be made now; counts it if so. */
  mayRetry(): Promise<boolean>
}

/** That it is not there, or does not manage. What it refuses it has at least understood. */
const isSick = (error: unknown): boolean =>
  error instanceof UpstreamFailure && (error.facts.kind === 'unavailable' || error.facts.kind === 'timeout')

export const createUpstreamGuard = (): UpstreamGuard => {
  const budget = new RateLimiterMemory({ points: RETRY_RESERVE * CALLS_FOR_ONE_RETRY, duration: WINDOW_SECONDS })
  const KEY = 'retries'
  const breakers = new Map<string, CircuitBreakerPolicy>()
  return {
    breakerOf: (operation) => {
      const known = breakers.get(operation)
      if (known !== undefined) return known
      const options = { halfOpenAfter: OPEN_FOR_MS, breaker: new SamplingBreaker(BREAKER) }
      const breaker = circuitBreaker(handleWhen(isSick), options)
      breakers.set(operation, breaker)
      return breaker
    },
    called: async () => {
      await budget.reward(KEY, 1)
    },
    mayRetry: async () => {
      try {
        await budget.consume(KEY, CALLS_FOR_ONE_RETRY)
        return true
      } catch {
        // What was not granted is not owed.
        await budget.reward(KEY, CALLS_FOR_ONE_RETRY)
        return false
      }
    },
  }
}
