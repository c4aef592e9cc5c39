import type { Clock } from '../../simulator/clock.ts'

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A clock that stands still until told otherwise. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-01-31T09:30:00.000Z')
  #sleepers: Sleeper[] = []

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#now + ms, wake: resolve }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(signal.reason)
      })
    })
  }

  /** Lets time pass: wakes who is due, one moment after the other, and lets each do what it then does. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await turn()
    for (;;) {
      const next = Math.min(...this.#sleepers.map(({ at }) => at))
      if (next > until) break
      this.#now = next
      const due = this.#sleepers.filter(({ at }) => at <= next)
      this.#sleepers = this.#sleepers.filter(({ at }) => at > next)
      for (const { wake } of due) wake()
      await turn()
    }
    this.#now = until
  }
}
