/** A dead source of suggestions costs nobody its time-out: after a few failures in a row it is left alone for a while. */
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { UpstreamFailure } from '../../ports/upstream.ts'

/** Failures in a row after which nothing is asked for a while. */
const FAILURES_TO_OPEN = 3
const OPEN_FOR_MS = 10_000

/**
 * @param onHealth told when suggestions cease to be had and when they are to be had again
 * @returns what asks, and rejects with {@link UpstreamFailure} at once while the source is left alone
 */
export const createSuggestionBreaker = (
  onHealth: (isHealthy: boolean) => void,
): (<T>(ask: () => Promise<T>) => Promise<T>) => {
  // Whatever went wrong, asking again at once would go as wrong: refused credentials as much as a dead host.
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof UpstreamFailure),
    { halfOpenAfter: OPEN_FOR_MS, breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN) },
  )
  return async (ask) => {
    try {
      const answer = await breaker.execute(ask)
      onHealth(true)
      return answer
    } catch (error) {
      const isOpen = error instanceof BrokenCircuitError
      // A query that could not even be sent says nothing about the upstream.
      if (isOpen || error instanceof UpstreamFailure) onHealth(false)
      throw isOpen ? new UpstreamFailure({ upstream: 'cognigy', kind: 'unavailable' }) : error
    }
  }
}
