import type { Clock } from '../session/clock.ts'

/** 2026-01-31 09:30:00 UTC: when every scripted state begins. */
export const START = Date.UTC(2026, 0, 31, 9, 30)

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now = START
  #waiting: { at: number; callback: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry)
    }
  }

  /** Lets time pass, running in order what falls due. */
  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((each) => each !== next)
      this.#now = next.at
      next.callback()
    }
    this.#now = end
  }
}
