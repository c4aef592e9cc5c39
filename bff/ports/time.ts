/** Clocks, timers and deadlines. Injected, so that nothing in a test has to be waited for. */
export interface Clock {
  /** Milliseconds since 1970, for what others read: dates, expiry. */
  now(): number
  /** Milliseconds since some fixed moment, with fractions; never jumps, for durations and deadlines. */
  monotonic(): number
}

/** Does something again and again, without keeping the process alive. */
export interface Timer {
  /** @returns what stops it */
  every(ms: number, act: () => void): () => void
}

/** Does something once, later, without keeping the process alive. */
export interface Pauses {
  /** @returns what calls it off */
  after(ms: number, act: () => void): () => void
}

/** How long an answer may still take. Everything done for one request shares one. */
export interface Deadline {
  remainingMs(): number
  /** Aborts when the time is up. */
  readonly signal: AbortSignal
  /** A deadline that is over after `ms`, or with this one, whichever comes first. */
  within(ms: number): Deadline
  /** Frees the timer; harmless to call twice. */
  release(): void
}
