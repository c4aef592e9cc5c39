import { Refused } from './answer.ts'

const MINUTE_MS = 60_000

/** At most so many calls in any minute; the next one is refused with 429 and told how many seconds to wait. */
export class RateLimit {
  readonly #perMinute: number | undefined
  readonly #now: () => number
  #calls: number[] = []

  constructor(perMinute: number | undefined, now: () => number) {
    this.#perMinute = perMinute
    this.#now = now
  }

  /** Counts one call or refuses it. Refused calls do not count. */
  take(): void {
    if (this.#perMinute === undefined) return
    const now = this.#now()
    this.#calls = this.#calls.filter((at) => at > now - MINUTE_MS)
    const oldest = this.#calls[this.#calls.length - this.#perMinute]
    if (oldest !== undefined || this.#perMinute <= 0) {
      const seconds = Math.max(1, Math.ceil(((oldest ?? now) + MINUTE_MS - now) / 1000))
      throw new Refused(429, 'rate limit', { headers: { 'retry-after': String(seconds) } })
    }
    this.#calls.push(now)
  }
}
