/** What the agent does with suggestions: told to the host, marked on the cards, and reported to the server. */
import type { Suggestion } from '../shared/wire/assist.ts'
import type { FeedbackAction, SuggestionFeedback } from '../shared/wire/socket-reports.ts'
import type { Clock } from './clock.ts'
import { CxAssistCopyEvent, CxAssistFeedbackEvent, CxAssistInsertEvent } from './events.ts'
import type { Text } from './i18n/catalogue.ts'
import { type Mark, type Marks, withMark } from './state/marks.ts'

export type CardAct = 'insert' | 'copy' | 'dismiss' | 'undo' | 'helpful' | 'unhelpful'

/** A suggestion and where it was made. */
export interface Placed extends Pick<Suggestion, 'id' | 'text'> {
  readonly conversationId: string
}

export interface DeskParts {
  readonly clock: Clock
  /** Gives `false` where a listener prevented it. */
  dispatch(event: Event): boolean
  report(feedback: SuggestionFeedback): void
  copy(text: string): Promise<void>
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  changed(): void
}

/** A dismissal taken back within this time is not reported. */
export const UNDONE_WITHIN_MS = 8_000
/** Longest text that a report may carry. */
const LONGEST_TEXT = 10_000
const MOST_INSERTED = 100

export class SuggestionDesk {
  readonly #parts: DeskParts
  #marks: Marks = new Map()
  /** What is in replies that may still be sent. */
  #inserted: readonly Placed[] = []
  readonly #dismissals = new Map<string, { readonly cancel: () => void; readonly settle: () => void }>()

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  get marks(): Marks {
    return this.#marks
  }

  readonly act = (act: CardAct, suggestion: Placed): void => {
    switch (act) {
      case 'insert':
        this.#insert(suggestion)
        return
      case 'copy':
        this.#copy(suggestion)
        return
      case 'dismiss':
        this.#dismiss(suggestion)
        return
      case 'undo':
        this.#undo(suggestion)
        return
      default:
        if (this.#marks.get(suggestion.id)?.rating === act) return
        this.#mark(suggestion, { rating: act }, this.#parts.text(`suggestions.rated.${act}`))
        this.#tell(suggestion, act)
    }
  }

  /** What was sent in the end of a text that was inserted. Anything else is not ours to report. */
  sent(suggestionId: string, text: string): void {
    const inserted = this.#inserted.find(({ id }) => id === suggestionId)
    if (inserted === undefined) return
    this.#inserted = this.#inserted.filter((each) => each !== inserted)
    if (text.trim() !== inserted.text.trim()) this.#tell(inserted, 'edited', text.slice(0, LONGEST_TEXT))
  }

  /** Reports what was still waiting to be taken back. */
  settle(): void {
    for (const { settle } of [...this.#dismissals.values()]) settle()
  }

  #insert(suggestion: Placed): void {
    const { id, text } = suggestion
    if (!this.#parts.dispatch(new CxAssistInsertEvent({ text, suggestionId: id }))) {
      this.#mark(suggestion, { insert: 'refused' }, this.#parts.text('suggestions.insertRefused'))
      return
    }
    this.#inserted = [...this.#inserted.filter((each) => each.id !== id), suggestion].slice(-MOST_INSERTED)
    this.#mark(suggestion, { insert: 'done' }, this.#parts.text('suggestions.inserted'))
    this.#tell(suggestion, 'inserted')
  }

  async #copy(suggestion: Placed): Promise<void> {
    const { id, text } = suggestion
    try {
      await this.#parts.copy(text)
    } catch {
      this.#mark(suggestion, { copy: 'refused' }, this.#parts.text('suggestions.copyFailed'))
      return
    }
    this.#parts.dispatch(new CxAssistCopyEvent({ text, suggestionId: id }))
    this.#mark(suggestion, { copy: 'done' }, this.#parts.text('suggestions.copied'))
    this.#tell(suggestion, 'copied')
  }

  #dismiss(suggestion: Placed): void {
    if (this.#marks.get(suggestion.id)?.isDismissed) return
    this.#mark(suggestion, { isDismissed: true }, this.#parts.text('suggestions.dismissed'))
    const settle = (): void => {
      cancel()
      this.#dismissals.delete(suggestion.id)
      this.#tell(suggestion, 'dismissed')
    }
    const cancel = this.#parts.clock.after(UNDONE_WITHIN_MS, settle)
    this.#dismissals.set(suggestion.id, { cancel, settle })
  }

  #undo(suggestion: Placed): void {
    this.#dismissals.get(suggestion.id)?.cancel()
    this.#dismissals.delete(suggestion.id)
    this.#mark(suggestion, { isDismissed: false }, this.#parts.text('panel.undone'))
  }

  #mark({ id }: Placed, mark: Mark, sentence: string): void {
    this.#marks = withMark(this.#marks, id, mark)
    this.#parts.say(sentence)
    this.#parts.changed()
  }

  #tell({ id, conversationId }: Placed, action: FeedbackAction, text?: string): void {
    this.#parts.dispatch(new CxAssistFeedbackEvent({ suggestionId: id, action }))
    this.#parts.report({ conversationId, suggestionId: id, action, ...(text === undefined ? {} : { text }) })
  }
}
