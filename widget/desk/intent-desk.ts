/** What the agent says was meant, on its way to the server: kept until it is there, whatever the connection does. */
import type { FallbackData } from '../../shared/wire/assist.ts'
import type { IntentConfirmation } from '../../shared/wire/socket-reports.ts'
import type { Text } from '../i18n/catalogue.ts'
import { intentInSentence } from '../i18n/intent-names.ts'
import type { ReportOutcome, Timers } from '../link/link.ts'
import { type Choice, type Choices, questionOf } from '../state/fallback.ts'
import { canGoBetter } from './feedback-outbox.ts'

export interface IntentDeskParts {
  readonly timers: Timers
  send(report: IntentConfirmation): Promise<ReportOutcome>
  /** The newest event that is known of a conversation; `undefined` while the agent is at another one. */
  seqOf(conversationId: string): number | undefined
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  changed(): void
}

/**
 * The agent says what was meant by a message: an intent, `null` where none of the guesses fits, `undefined` to take that
 * back. The same intent once more is sent once more.
 */
export type PickIntent = (conversationId: string, fallback: FallbackData, actual: string | null | undefined) => void

/** Longer than this is worth a word. */
export const SLOW_AFTER_MS = 1_000
/** Enough for the conversations of a day. */
const MOST_CHOICES = 100

export class IntentDesk {
  readonly #parts: IntentDeskParts
  #choices: Choices = new Map()

  constructor(parts: IntentDeskParts) {
    this.#parts = parts
  }

  get choices(): Choices {
    return this.#choices
  }

  readonly pick: PickIntent = (conversationId, fallback, actual) => {
    const question = questionOf(conversationId, fallback)
    const { utteranceId, predicted, candidates } = fallback
    if (typeof actual === 'string') {
      this.#send(question, {
        conversationId,
        actual,
        ...(utteranceId === undefined ? {} : { utteranceId }),
        ...(predicted === undefined ? {} : { predicted }),
      })
    } else if (actual === null) {
      const asOf = this.#parts.seqOf(conversationId) ?? 0
      this.#enter(
        question,
        { report: null, state: 'recorded', asOf },
        this.#parts.text(candidates.length === 0 ? 'fallback.dismissed' : 'fallback.noneFits'),
      )
    } else {
      this.#enter(question, undefined, this.#parts.text('panel.undone'))
    }
  }

  /** Conversations can be reported on again. */
  retry(): void {
    for (const [question, { report, state }] of this.#choices) {
      const isWaiting = state !== 'sending' && state !== 'slow' && state !== 'recorded'
      if (report && isWaiting && canGoBetter({ refused: state })) this.#send(question, report)
    }
  }

  async #send(question: string, report: IntentConfirmation): Promise<void> {
    const isNewest = (): boolean => this.#choices.get(question)?.report === report
    this.#enter(question, { report, state: 'sending', asOf: 0 })
    const cancel = this.#parts.timers.after(SLOW_AFTER_MS, () => {
      if (isNewest()) this.#enter(question, { report, state: 'slow', asOf: 0 })
    })
    const outcome = await this.#parts.send(report)
    cancel()
    // The agent may have chosen something else meanwhile.
    if (!isNewest()) return
    const state = outcome === 'recorded' ? outcome : outcome.refused
    const seq = this.#parts.seqOf(report.conversationId)
    const { text } = this.#parts
    const sentence =
      state === 'recorded'
        ? text('fallback.noted', { intent: intentInSentence(report.actual) })
        : text('fallback.notSaved', { code: state })
    // The agent may be at another conversation by now; what became of it is told all the same.
    const said = seq === undefined ? text('escalate.elsewhere', { sentence }) : sentence
    this.#enter(question, { report, state, asOf: seq ?? 0 }, said)
  }

  #enter(question: string, choice: Choice | undefined, sentence?: string): void {
    const others = [...this.#choices].filter(([each]) => each !== question).slice(1 - MOST_CHOICES)
    this.#choices = new Map(choice ? [...others, [question, choice]] : others)
    if (sentence) this.#parts.say(sentence)
    this.#parts.changed()
  }
}
