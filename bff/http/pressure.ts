/** Whether one more webhook can still be answered in time: how long the loop has been busy, and how much is in hand. */
import type { Clock } from '../ports/time.ts'

const TICK_MS = 50

export interface PressureLimits {
  /** Beyond it what comes in is refused: it has waited that long already, and an answer has six seconds in all. */
  readonly busyMs: number
  readonly requests: number
  /** Bytes of bodies that are being read or worked on. */
  readonly bytes: number
}

const PRESSURE_LIMITS: PressureLimits = { busyMs: 3000, requests: 1000, bytes: 64 * 1024 * 1024 }

type Shedding = 'busy' | 'in_flight'

export interface Pressure {
  /** How long the event loop has not come round, in milliseconds: what has just come in may have waited so long. */
  busyForMs(): number
  /** Why nothing more is taken, if so. */
  shedding(bytes: number): Shedding | undefined
  /** Requests that are being read or worked on. */
  inFlight(): number
  /** Counts a request until the returned function is called (once). */
  take(bytes: number): () => void
  stop(): void
}

export const createPressure = (clock: Clock, limits: PressureLimits = PRESSURE_LIMITS): Pressure => {
  let lastTick = clock.monotonic()
  // While the loop works through a burst no timer fires, so the last tick grows old: that needs no second measurement.
  const ticking = setInterval(() => {
    lastTick = clock.monotonic()
  }, TICK_MS)
  ticking.unref()
  let requests = 0
  let held = 0
  const busyForMs = (): number => Math.max(0, clock.monotonic() - lastTick - TICK_MS)

  return {
    busyForMs,
    shedding: (bytes) => {
      if (busyForMs() > limits.busyMs) return 'busy'
      return requests >= limits.requests || held + bytes > limits.bytes ? 'in_flight' : undefined
    },
    inFlight: () => requests,
    take: (bytes) => {
      requests += 1
      held += bytes
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        requests -= 1
        held -= bytes
      }
    },
    stop: () => clearInterval(ticking),
  }
}
