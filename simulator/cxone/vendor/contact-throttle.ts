/** What the vendor publishes for one digital contact: a burst of 250 calls, and 1,020 an hour. */
import { BurstyRateLimiter, RateLimiterMemory } from 'rate-limiter-flexible'
import { Refused } from '../../http/answer.ts'

const PER_MINUTE = 17
const BURST = 250
const HOUR_SECONDS = 3600

/** Counts a call to a contact, or refuses it. No `retry-after`: nobody says that the vendor sends one. */
export const contactThrottle = (): ((contactNumber: string) => Promise<void>) => {
  const limiter = new BurstyRateLimiter(
    new RateLimiterMemory({ points: PER_MINUTE, duration: 60, keyPrefix: 'minute' }),
    new RateLimiterMemory({ points: BURST - PER_MINUTE, duration: HOUR_SECONDS, keyPrefix: 'burst' }),
  )
  return async (contactNumber) => {
    try {
      await limiter.consume(contactNumber)
    } catch {
      throw new Refused(429, 'too many calls to this contact')
    }
  }
}
