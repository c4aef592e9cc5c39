/** How busy the event loop of this thread is. */
import type { Timer } from '../ports/time.ts'

/** @returns what gives the share of the time since it was asked last, 0 to 1, in which the event loop worked */
export const watchEventLoop = (): (() => number) => {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
}

/** Long enough that one webhook is no load, short enough that whoever scales by it is in time. */
const WINDOW_MS = 5000

/**
 * For metrics, which anybody may ask for at any time: the share of the last whole window.
 *
 * @param busyShare as {@link watchEventLoop} gives it; another one is for tests
 */
export const createLoopGauge = (timer: Timer, busyShare = watchEventLoop()): (() => number) => {
  let share = 0
  timer.every(WINDOW_MS, () => {
    share = busyShare()
  })
  return () => share
}
