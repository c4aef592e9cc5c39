import type { Timers } from './link.ts'

/** One waiting attempt at a time, each waiting twice as long as the one before, up to `longestMs`. */
export class Backoff {
  readonly #timers: Timers
  readonly #firstMs: number
  readonly #longestMs: number
  #nextMs: number
  #cancel: (() => void) | undefined

  constructor(timers: Timers, firstMs: number, longestMs: number) {
    this.#timers = timers
    this.#firstMs = firstMs
    this.#longestMs = longestMs
    this.#nextMs = firstMs
  }

  get isWaiting(): boolean {
    return this.#cancel !== undefined
  }

  /** Replaces an attempt that still waits. Returns how long this one waits. */
  schedule(attempt: () => void): number {
    this.#cancel?.()
    const waitMs = this.#nextMs
    this.#nextMs = Math.min(waitMs * 2, this.#longestMs)
    this.#cancel = this.#timers.after(waitMs, () => {
      this.#cancel = undefined
      attempt()
    })
    return waitMs
  }

  /** Forgets the waiting attempt; the next one waits as long as it would have. */
  cancel(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** Forgets the waiting attempt and starts anew with the shortest wait. */
  reset(): void {
    this.cancel()
    this.#nextMs = this.#firstMs
  }
}
