import { systemClock } from '../../bff/deadline.ts'
import type { Clock } from '../../bff/ports/time.ts'

/** The real clock, moved ahead on demand, so that an hour passes in no time. */
export interface ShiftingClock extends Clock {
  advance(seconds: number): void
}

export const createShiftingClock = (): ShiftingClock => {
  let aheadMs = 0
  return {
    now: () => systemClock.now() + aheadMs,
    monotonic: () => systemClock.monotonic() + aheadMs,
    advance: (seconds) => {
      aheadMs += seconds * 1000
    },
  }
}
