import { setTimeout as timer } from 'node:timers/promises'

/** Time as the simulator knows it; tests bring their own and do not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Rejects with an `AbortError` as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => timer(ms, undefined, signal === undefined ? {} : { signal }),
}
