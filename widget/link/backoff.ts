import { ExponentialBackoff, type IBackoff, type IExponentialBackoffOptions, noJitterGenerator } from 'cockatiel'
import type { Timers } from './link.ts'

/** One waiting attempt at a time, each waiting longer than the one before. */
export class Backoff<S> {
  readonly #timers: Timers
  readonly #exponential: ExponentialBackoff<S>
  #last: IBackoff<unknown> | undefined
  #cancel: (() => void) | undefined

  constructor(timers: Timers, pace: Partial<IExponentialBackoffOptions<S>>) {
    this.#timers = timers
    this.#exponential = new ExponentialBackoff(pace)
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

/** Twice as long each time. Not at random: for what each widget tries again for itself. */
export const doubling = (timers: Timers, firstMs: number, longestMs: number): Backoff<number> =>
  new Backoff(timers, { initialDelay: firstMs, maxDelay: longestMs, generator: noJitterGenerator })

const FIRST_RECONNECT_MS = 1_000
const LONGEST_RECONNECT_MS = 15_000
/**
 * A service that was killed is back within a second or two: whoever came too early for it must not wait twice as long,
 * or one in five is the last by seconds. At random over about the second that it takes to let some hundreds in.
 */
const RECONNECT_GROWS_BY = 1.5

/** How long a widget waits whose connection ended, or did not come about. */
export const untilReconnected = (timers: Timers): Backoff<[number, number]> =>
  new Backoff(timers, {
    initialDelay: FIRST_RECONNECT_MS,
    maxDelay: LONGEST_RECONNECT_MS,
    exponent: RECONNECT_GROWS_BY,
  })
