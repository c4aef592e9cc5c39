import type { Timers } from '../link/link.ts'

/** Time as the widget knows it, to be replaced in tests. */
export interface Clock extends Timers {
  /** Milliseconds since 1970. */
  now(): number
}

/** Shares no code with the link on purpose: what both need would tie the link's file to this one. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
