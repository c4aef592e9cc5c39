/** What a supervisor does in a conversation: a word to its agent, and saying that they are on it. */
import type { Text } from '../../i18n/catalogue.ts'
import type { ReportOutcome, RequestRefused } from '../../link/link.ts'
import type { Clock } from '../../session/clock.ts'
import type { TakeOutcome } from '../link/board-link.ts'

/** What became of one act in one conversation. */
type Act<Done> =
  | { readonly kind: 'none' | 'sending' }
  | ({ readonly kind: 'done' } & Done)
  | { readonly kind: 'failed'; readonly refusal: RequestRefused }
/** `at`: milliseconds since 1970. */
export type Deed = Act<{ readonly at: number }>
/** `by`: who is on it, perhaps another who was quicker. */
type Taking = Act<{ readonly by: string }>

const NONE = { kind: 'none' } as const

/** What stands in a conversation's note, and what became of the one before. */
export interface Handling {
  readonly draft: string
  readonly note: Deed
  readonly take: Taking
}

const nothing: Handling = { draft: '', note: NONE, take: NONE }
/** More than anybody comes back to. */
const MOST_KEPT = 100

export interface SupervisorDeskParts {
  readonly clock: Pick<Clock, 'now'>
  note(conversationId: string, text: string): Promise<ReportOutcome>
  take(conversationId: string): Promise<TakeOutcome>
  /** Who acts, where the token says so. */
  me(): string | undefined
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  changed(): void
}

export class SupervisorDesk {
  readonly #parts: SupervisorDeskParts
  readonly #handlings = new Map<string, Handling>()

  constructor(parts: SupervisorDeskParts) {
    this.#parts = parts
  }

  in(conversationId: string): Handling {
    return this.#handlings.get(conversationId) ?? nothing
  }

  /** What is written stays until it was sent, whatever is opened meanwhile. */
  readonly write = (conversationId: string, draft: string): void => {
    const { note } = this.in(conversationId)
    this.#enter(conversationId, { draft, note: note.kind === 'sending' ? note : NONE })
  }

  readonly send = async (conversationId: string): Promise<void> => {
    const { draft, note } = this.in(conversationId)
    if (note.kind === 'sending' || draft.trim() === '') return
    this.#enter(conversationId, { note: { kind: 'sending' } })
    const outcome = await this.#parts.note(conversationId, draft.trim())
    const deed: Deed =
      outcome === 'recorded' ? { kind: 'done', at: this.#parts.clock.now() } : { kind: 'failed', refusal: outcome }
    // What was written meanwhile is another note.
    const isSame = this.in(conversationId).draft === draft
    this.#enter(conversationId, { note: deed, ...(deed.kind === 'done' && isSame ? { draft: '' } : {}) })
    const { text, say } = this.#parts
    say(deed.kind === 'failed' ? noteFailure(deed.refusal, text) : text('board.note.announced'))
  }

  readonly take = async (conversationId: string): Promise<void> => {
    if (this.in(conversationId).take.kind === 'sending') return
    this.#enter(conversationId, { take: { kind: 'sending' } })
    const outcome = await this.#parts.take(conversationId)
    const { text, say, me } = this.#parts
    if ('refused' in outcome) {
      this.#enter(conversationId, { take: { kind: 'failed', refusal: outcome } })
      say(takeFailure(outcome, text))
    } else {
      this.#enter(conversationId, { take: { kind: 'done', by: outcome.takenBy } })
      say(takenWords(outcome.takenBy, me(), text))
    }
  }

  /** All that was written and done is somebody else's. */
  forget(): void {
    this.#handlings.clear()
  }

  #enter(conversationId: string, changes: Partial<Handling>): void {
    const handling = { ...this.in(conversationId), ...changes }
    this.#handlings.delete(conversationId)
    this.#handlings.set(conversationId, handling)
    const [oldest] = this.#handlings.keys()
    if (this.#handlings.size > MOST_KEPT && oldest !== undefined) this.#handlings.delete(oldest)
    this.#parts.changed()
  }
}

/** Who is on an escalation. */
export const takenWords = (by: string, me: string | undefined, text: Text): string =>
  by === me ? text('board.youTook') : text('board.taken', { name: by })

const why = ({ refused }: RequestRefused, text: Text): string => text('board.refusal', { reason: refused })

/** That a note was not sent, and why. */
export const noteFailure = (refusal: RequestRefused, text: Text): string =>
  text('board.note.failed', { why: why(refusal, text) })

/** That an escalation was not taken, and why. */
export const takeFailure = (refusal: RequestRefused, text: Text): string =>
  text('board.take.failed', { why: why(refusal, text) })
