/** Timers that fire when a test says so. */
import type { Pauses, Timer } from '../../bff/ports/time.ts'

export interface ManualTimes {
  readonly timer: Timer
  readonly pauses: Pauses
  /** How long each of the pauses lasts that somebody waits for now, shortest first. */
  waiting(): readonly number[]
  /** All that was to happen every `ms` milliseconds happens once. */
  tick(ms: number): void
  /** The pauses of `ms` milliseconds are over. @throws where nobody waits for that */
  pass(ms: number): void
}

interface Planned {
  readonly ms: number
  readonly act: () => void
}

export const createManualTimes = (): ManualTimes => {
  const every = new Set<Planned>()
  const after = new Set<Planned>()
  const plan = (plans: Set<Planned>, planned: Planned) => {
    plans.add(planned)
    return () => void plans.delete(planned)
  }
  const of = (plans: Set<Planned>, ms: number): readonly Planned[] => {
    const found = [...plans].filter((each) => each.ms === ms)
    if (found.length === 0) throw new Error(`nothing waits for ${ms} ms`)
    return found
  }
  return {
    timer: { every: (ms, act) => plan(every, { ms, act }) },
    pauses: { after: (ms, act) => plan(after, { ms, act }) },
    waiting: () => [...after].map(({ ms }) => ms).toSorted((a, b) => a - b),
    tick: (ms) => {
      for (const { act } of of(every, ms)) act()
    },
    pass: (ms) => {
      for (const planned of of(after, ms)) {
        after.delete(planned)
        planned.act()
      }
    },
  }
}
