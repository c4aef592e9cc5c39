/** What can wait is begun once those who were kept waiting by the start have been served, or after a while. */
import type { Timer } from '../ports/time.ts'
import { watchEventLoop } from './event-loop.ts'

const LOOK_EVERY_MS = 100
/** Share of the time that the event loop worked. */
const CALM_BELOW = 0.5
/** In a rush that does not end, after three seconds and more. */
const MOST_LOOKS = 30

/** @param busyShare as {@link watchEventLoop} gives it; another one is for tests */
export const onceCalm = (act: () => void, timer: Timer, busyShare = watchEventLoop()): void => {
  let looks = 0
  const stop = timer.every(LOOK_EVERY_MS, () => {
    looks += 1
    if (busyShare() >= CALM_BELOW && looks < MOST_LOOKS) return
    stop()
    act()
  })
}
