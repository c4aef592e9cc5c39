/** Reports on suggestions on their way to the server. One that failed is tried once more after the next reconnection. */
import type { SuggestionFeedback } from '../../shared/wire/socket-reports.ts'
import type { ReportOutcome } from '../link/link.ts'

/** `waiting`: not recorded yet; `lost`: will not be. */
export type FeedbackTrouble = 'waiting' | 'lost' | null

/** A report that waited for so many others is not worth its memory. */
const MOST_WAITING = 100
/** More conversations than anybody comes back to. */
const MOST_LOST = 100

/** Refused so once, refused so always. */
const FOR_GOOD: ReadonlySet<string> = new Set(['invalid', 'forbidden', 'not_found'])

/** Whether the same report may be recorded another time. */
export const canGoBetter = (outcome: ReportOutcome): boolean => outcome !== 'recorded' && !FOR_GOOD.has(outcome.refused)

export class FeedbackOutbox {
  readonly #send: (report: SuggestionFeedback) => Promise<ReportOutcome>
  readonly #changed: () => void
  #waiting: readonly SuggestionFeedback[] = []
  /** Conversations whose last report was lost. */
  #lost: readonly string[] = []

  constructor(send: (report: SuggestionFeedback) => Promise<ReportOutcome>, changed: () => void) {
    this.#send = send
    this.#changed = changed
  }

  /** How the reports on one conversation stand; those on another are nobody's business there. */
  troubleOf(conversationId: string): FeedbackTrouble {
    if (this.#waiting.some((report) => report.conversationId === conversationId)) return 'waiting'
    return this.#lost.includes(conversationId) ? 'lost' : null
  }

  async add(report: SuggestionFeedback): Promise<void> {
    const outcome = await this.#send(report)
    const before = this.troubleOf(report.conversationId)
    const isWaiting = canGoBetter(outcome)
    if (isWaiting) this.#waiting = [...this.#waiting, report].slice(-MOST_WAITING)
    this.#settle(report.conversationId, isWaiting || outcome === 'recorded', before)
  }

  /** Reports can be recorded again. */
  async retry(): Promise<void> {
    const again = this.#waiting
    this.#waiting = []
    const outcomes = await Promise.all(again.map((report) => this.#send(report)))
    const failed = new Set(
      again.filter((_, index) => outcomes[index] !== 'recorded').map((each) => each.conversationId),
    )
    for (const id of new Set(again.map((each) => each.conversationId))) this.#settle(id, !failed.has(id), 'waiting')
  }

  #settle(conversationId: string, isWell: boolean, before: FeedbackTrouble): void {
    const others = this.#lost.filter((each) => each !== conversationId)
    this.#lost = isWell ? others : [...others, conversationId].slice(-MOST_LOST)
    if (this.troubleOf(conversationId) !== before) this.#changed()
  }
}
