import { ExponentialBackoff, type IBackoff, noJitterGenerator } from 'cockatiel'
import type { Timers } from './link.ts'

/** One waiting attempt at a time, each waiting twice as long as the one before, up to `longestMs`. */
export class Backoff {
  readonly #timers: Timers
  readonly #exponential: ExponentialBackoff<number>
  #last: IBackoff<unknown> | undefined
  #cancel: (() => void) | undefined

  constructor(timers: Timers, firstMs: number, longestMs: number) {
    this.#timers = timers
    // No jitter: after an outage all widgets come back over socket.io's own reconnection, which has it.
    this.#exponential = new ExponentialBackoff({
      initialDelay: firstMs,
      maxDelay: longestMs,
      generator: noJitterGenerator,
    })
  }

  get isWaiting(): boolean {
    return this.#cancel !== undefined
  }

  /** Replaces an attempt that still waits. Returns how long this one waits, in milliseconds. */
  schedule(attempt: () => void): number {
    this.#cancel?.()
    this.#last = this.#last === undefined ? this.#exponential.next() : this.#last.next(undefined)
    const waitMs = this.#last.duration
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
    this.#last = undefined
  }
}
