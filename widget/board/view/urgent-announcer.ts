/** Says to screen readers who newly needs somebody: one sentence, and then nothing for a while. */
import { needsSomeone } from '../../../shared/domain/board/urgency.ts'
import type { Clock } from '../../session/clock.ts'
import type { BoardState } from '../state/board-state.ts'
import { urgencyIn } from '../state/order.ts'

/** What happens within it is said as one. */
const BURST_MS = 1_000
/** At most one sentence in that time: a board on which much happens is still to be worked with. */
const QUIET_MS = 8_000
/** What was said is taken away again, so that nobody finds it later where it is not true any more. */
const FORGOTTEN_MS = 5_000

export interface UrgentAnnouncerParts {
  readonly clock: Clock
  /** @param ids of those who newly need somebody and still do; never empty. */
  sentence(ids: readonly string[]): string
  speak(sentence: string): void
}

export class UrgentAnnouncer {
  readonly #parts: UrgentAnnouncerParts
  #waiting = new Set<string>()
  #own: string[] = []
  #spokenAt = -QUIET_MS
  #cancel: (() => void) | undefined
  #cancelForgetting: (() => void) | undefined

  constructor(parts: UrgentAnnouncerParts) {
    this.#parts = parts
  }

  changed(before: BoardState, after: BoardState): void {
    // What is urgent when the board is opened is seen on it.
    if (before.rows === after.rows || before.rows === null || after.rows === null) return
    for (const id of this.#waiting) if (!isUrgent(after, id)) this.#waiting.delete(id)
    for (const [id, row] of after.rows) {
      const earlier = before.rows.get(id)
      if (earlier === row) continue
      if (needsSomeone(urgencyIn(row)) && (earlier === undefined || !needsSomeone(urgencyIn(earlier))))
        this.#waiting.add(id)
    }
    if (this.#waiting.size > 0) this.#soon()
  }

  /** What came of something that was done here: said soon, whatever else is. */
  say(sentence: string): void {
    this.#own.push(sentence)
    this.#cancel?.()
    this.#cancel = undefined
    this.#soon(BURST_MS / 10)
  }

  /** Forgets what was about to be said, and what was said. */
  silence(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#cancelForgetting?.()
    this.#waiting.clear()
    this.#own = []
    this.#parts.speak('')
  }

  #soon(inMs = Math.max(BURST_MS, this.#spokenAt + QUIET_MS - this.#parts.clock.now())): void {
    this.#cancel ??= this.#parts.clock.after(inMs, () => {
      this.#cancel = undefined
      if (this.#own.length > 0) {
        this.#speak(this.#own.join(' '))
        this.#own = []
        if (this.#waiting.size > 0) this.#soon()
      } else if (this.#waiting.size > 0) {
        this.#spokenAt = this.#parts.clock.now()
        this.#speak(this.#parts.sentence([...this.#waiting]))
        this.#waiting.clear()
      }
    })
  }

  #speak(sentence: string): void {
    this.#cancelForgetting?.()
    this.#parts.speak(sentence)
    this.#cancelForgetting = this.#parts.clock.after(FORGOTTEN_MS, () => this.#parts.speak(''))
  }
}

const isUrgent = ({ rows }: BoardState, id: string): boolean => {
  const row = rows?.get(id)
  return row !== undefined && needsSomeone(urgencyIn(row))
}
