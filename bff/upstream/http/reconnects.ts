/** How long to wait before a link that was lost, or cannot be had, is tried again. */
import { ExponentialBackoff, halfJitterGenerator, type IBackoff } from 'cockatiel'
import type { Clock } from '../../ports/time.ts'

export interface ReconnectLimits {
  readonly first: number
  readonly longest: number
}

/** Each wait is between half of it and the whole: about a second at first, 15 to 30 in the end. */
const BACKOFF_MS: ReconnectLimits = { first: 1300, longest: 30_000 }
/** A link that held this long was a good one: the next failure starts with the first backoff again. */
const STABLE_AFTER_MS = 10_000

/** Jitter at the cap too, so that nobody's many processes come back at once. */
export const createReconnectBackoff = (limits: ReconnectLimits = BACKOFF_MS) =>
  new ExponentialBackoff({
    initialDelay: limits.first,
    maxDelay: limits.longest,
    generator: halfJitterGenerator,
  })

export interface Reconnects {
  live(): void
  /** @returns milliseconds to wait before the next attempt */
  lost(): number
}

export const createReconnects = (clock: Pick<Clock, 'monotonic'>, limits?: ReconnectLimits): Reconnects => {
  const exponential = createReconnectBackoff(limits)
  /** On the clock that never jumps. */
  let liveSince: number | undefined
  let backoff: IBackoff<unknown> | undefined
  return {
    live: () => {
      liveSince = clock.monotonic()
    },
    lost: () => {
      const wasStable = liveSince !== undefined && clock.monotonic() - liveSince >= STABLE_AFTER_MS
      liveSince = undefined
      backoff = backoff === undefined || wasStable ? exponential.next() : backoff.next(undefined)
      return backoff.duration
    },
  }
}
