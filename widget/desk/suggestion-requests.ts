/** Suggestions that the agent asks for: one request at a time and conversation, until they are there or it is known that they are not. */
import type { SuggestionRequest } from '../../shared/wire/socket-events.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { ReportOutcome, Timers } from '../link/link.ts'

/** Why there are none, as far as is known. */
type RequestRefusal = Exclude<ReportOutcome, 'recorded'>['refused']

/**
 * - `none`: nothing was asked for;
 * - `asking`: it was, and nothing is here yet;
 * - `answered`: the set with that number is what was asked for;
 * - `refused`: none will come, and why.
 */
export type SuggestionsAsked =
  | { readonly kind: 'none' | 'asking' }
  | { readonly kind: 'answered'; readonly seq: number }
  | { readonly kind: 'refused'; readonly code: RequestRefusal }

export interface SuggestionRequestsParts {
  readonly timers: Timers
  send(request: SuggestionRequest): Promise<ReportOutcome>
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  changed(): void
}

/** The server gives the engine five seconds, and answers with something in any case. */
export const ANSWERED_WITHIN_MS = 8_000
/** More than anybody comes back to. */
const MOST_KEPT = 100
const NONE: SuggestionsAsked = { kind: 'none' }

interface Request {
  readonly state: SuggestionsAsked
  /** The set that was there when the agent asked. */
  readonly seqBefore: number | undefined
}

export class SuggestionRequests {
  readonly #parts: SuggestionRequestsParts
  /** By conversation; where nothing was asked for is left out. */
  readonly #asked = new Map<string, Request>()

  constructor(parts: SuggestionRequestsParts) {
    this.#parts = parts
  }

  in(conversationId: string): SuggestionsAsked {
    return this.#asked.get(conversationId)?.state ?? NONE
  }

  /**
   * Asking again while that is on its way changes nothing.
   * @param seqBefore of the set that is there already, if one is.
   */
  async request(conversationId: string, seqBefore: number | undefined): Promise<void> {
    if (this.in(conversationId).kind === 'asking') return
    // Of its own, so that a later request is not ended by what an earlier one waited for.
    const state = { kind: 'asking' } as const
    const refuse = (code: RequestRefusal): void => {
      if (this.in(conversationId) !== state) return
      this.#enter(conversationId, { state: { kind: 'refused', code }, seqBefore })
      this.#parts.say(this.#parts.text('suggestions.notRequested', { reason: code }))
    }
    this.#enter(conversationId, { state, seqBefore })
    this.#parts.say(this.#parts.text('suggestions.search.working'))
    this.#parts.timers.after(ANSWERED_WITHIN_MS, () => refuse('no_answer'))
    const outcome = await this.#parts.send({ conversationId })
    if (outcome !== 'recorded') refuse(outcome.refused)
  }

  /** The newest set that is known, whoever asked for it. */
  seen(conversationId: string, seq: number): void {
    const asked = this.#asked.get(conversationId)
    if (asked === undefined || asked.state.kind === 'answered' || asked.seqBefore === seq) return
    this.#enter(conversationId, { state: { kind: 'answered', seq }, seqBefore: seq })
  }

  #enter(conversationId: string, request: Request): void {
    this.#asked.delete(conversationId)
    this.#asked.set(conversationId, request)
    const [oldest] = this.#asked.keys()
    if (this.#asked.size > MOST_KEPT && oldest !== undefined) this.#asked.delete(oldest)
    this.#parts.changed()
  }
}
