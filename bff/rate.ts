/** How often one may ask: an agent over all their windows, a socket, or all together. */
import { RateLimiterMemory } from 'rate-limiter-flexible'

const MINUTE_SECONDS = 60

export interface RateParts {
  /** Within a window; as it is at this moment, where the rules may change it. */
  readonly most: number | (() => number)
  /** How long a window is. */
  readonly seconds: number
}

/** @returns whether one more is within the rate; it is counted */
export type Rate = (key: string) => Promise<boolean>

export const createRate = ({ most, seconds }: RateParts): Rate => {
  const now = typeof most === 'number' ? () => most : most
  const limiter = new RateLimiterMemory({ points: now(), duration: seconds })
  return async (key) => {
    limiter.points = now()
    try {
      await limiter.consume(key)
      return true
    } catch {
      return false
    }
  }
}

export const createRatePerMinute = (most: RateParts['most']): Rate => createRate({ most, seconds: MINUTE_SECONDS })
