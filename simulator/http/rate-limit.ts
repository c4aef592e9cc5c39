import { Refused } from './answer.ts'

const MINUTE_MS = 60_000

/** At most so many calls in any minute, or other window; the next one is refused with 429 and told how many seconds to wait. */
export class RateLimit {
  readonly #most: number | undefined
  readonly #windowMs: number
  readonly #now: () => number
  #calls: number[] = []

  constructor(most: number | undefined, now: () => number, windowMs = MINUTE_MS) {
    this.#most = most
    this.#windowMs = windowMs
    this.#now = now
  }

  /** Counts one call or refuses it. Refused calls do not count. */
  take(): void {
    if (this.#most === undefined) return
    const now = this.#now()
    this.#calls = this.#calls.filter((at) => at > now - this.#windowMs)
    const oldest = this.#calls[this.#calls.length - this.#most]
    if (oldest !== undefined || this.#most <= 0) {
      const seconds = Math.max(1, Math.ceil(((oldest ?? now) + this.#windowMs - now) / 1000))
      throw new Refused(429, 'rate limit', { headers: { 'retry-after': String(seconds) } })
    }
    this.#calls.push(now)
  }
}
