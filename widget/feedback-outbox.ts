/** Reports on suggestions on their way to the server. One that failed is tried once more after the next reconnection. */
import type { SuggestionFeedback } from '../shared/wire/socket-reports.ts'
import type { ReportOutcome } from './link/link.ts'

/** `waiting`: not recorded yet; `lost`: will not be. */
export type FeedbackTrouble = 'waiting' | 'lost' | null

/** A report that waited for so many others is not worth its memory. */
const MOST_WAITING = 100

/** Whether the same report may be recorded another time. */
export const canGoBetter = (outcome: ReportOutcome): boolean =>
  outcome !== 'recorded' && outcome.refused !== 'invalid' && outcome.refused !== 'forbidden'

export class FeedbackOutbox {
  readonly #send: (report: SuggestionFeedback) => Promise<ReportOutcome>
  readonly #changed: () => void
  #waiting: SuggestionFeedback[] = []
  #trouble: FeedbackTrouble = null

  constructor(send: (report: SuggestionFeedback) => Promise<ReportOutcome>, changed: () => void) {
    this.#send = send
    this.#changed = changed
  }

  get trouble(): FeedbackTrouble {
    return this.#trouble
  }

  async add(report: SuggestionFeedback): Promise<void> {
    const outcome = await this.#send(report)
    if (canGoBetter(outcome)) this.#waiting = [...this.#waiting, report].slice(-MOST_WAITING)
    this.#enter(this.#waiting.length > 0 ? 'waiting' : outcome === 'recorded' ? null : 'lost')
  }

  /** The conversation can be reported on again. */
  async retry(): Promise<void> {
    if (this.#waiting.length === 0) return
    const again = this.#waiting
    this.#waiting = []
    const outcomes = await Promise.all(again.map((report) => this.#send(report)))
    this.#enter(outcomes.every((outcome) => outcome === 'recorded') ? null : 'lost')
  }

  #enter(trouble: FeedbackTrouble): void {
    if (trouble === this.#trouble) return
    this.#trouble = trouble
    this.#changed()
  }
}
