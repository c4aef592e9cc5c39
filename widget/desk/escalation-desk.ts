/** An agent escalates by hand: one request at a time, and never for another conversation than the one it was meant for. */
import type { EscalationRequest } from '../../shared/wire/socket-reports.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { ReportOutcome, Timers } from '../link/link.ts'

export type EscalateLevel = 'supervisor' | 'manager'

/** Why Cognigy was not told, as far as is known. */
type EscalationRefusal = Exclude<ReportOutcome, 'recorded'>

interface PendingEscalation {
  readonly level: EscalateLevel
  readonly reason: string
}

/**
 * - `closed`, `open`: whether the form is there;
 * - `sending`: on its way; `isSlow` once that is worth a word;
 * - `done`: Cognigy was told;
 * - `failed`: it was not, and why; what was asked is kept, to be tried again.
 */
export type EscalationForm =
  | { readonly kind: 'closed' | 'open' }
  | ({ readonly kind: 'sending'; readonly isSlow: boolean } & PendingEscalation)
  | { readonly kind: 'done'; readonly level: EscalateLevel }
  | ({ readonly kind: 'failed'; readonly refusal: EscalationRefusal } & PendingEscalation)

export interface EscalationDeskParts {
  readonly timers: Timers
  send(request: EscalationRequest): Promise<ReportOutcome>
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  /** The host is told that the agent asked for it. */
  asked(level: EscalateLevel, reason: string | undefined): void
  changed(): void
}

const SLOW_AFTER_MS = 2000
/** More than anybody comes back to. */
const MOST_FORMS = 100
const CLOSED: EscalationForm = { kind: 'closed' }

export class EscalationDesk {
  readonly #parts: EscalationDeskParts
  /** By conversation; those that are closed are left out. */
  readonly #forms = new Map<string, EscalationForm>()
  #visits = 0

  constructor(parts: EscalationDeskParts) {
    this.#parts = parts
  }

  /** What the agent sees of the form in this conversation; another one begins with none. */
  formOf(conversationId: string): EscalationForm {
    return this.#forms.get(conversationId) ?? CLOSED
  }

  /** The agent goes to another conversation: what was not sent is discarded, what failed waits for their return. */
  leave(): void {
    this.#visits += 1
    for (const [conversationId, { kind }] of this.#forms) {
      if (kind === 'open' || kind === 'done') this.#forms.delete(conversationId)
    }
  }

  readonly open = (conversationId: string): void => this.#enter(conversationId, { kind: 'open' })

  /** What is on its way cannot be called back: its form stays until there is an answer. */
  readonly close = (conversationId: string): void => {
    if (this.formOf(conversationId).kind !== 'sending') this.#enter(conversationId, CLOSED)
  }

  readonly send = async (conversationId: string, level: EscalateLevel, reason: string): Promise<void> => {
    if (this.formOf(conversationId).kind === 'sending') return
    const given = reason.trim() === '' ? undefined : reason.trim()
    const asked = { level, reason }
    const visit = this.#visits
    this.#enter(conversationId, { kind: 'sending', isSlow: false, ...asked })
    this.#parts.asked(level, given)
    const cancel = this.#parts.timers.after(SLOW_AFTER_MS, () =>
      this.#enter(conversationId, { kind: 'sending', isSlow: true, ...asked }),
    )
    const outcome = await this.#parts.send({ conversationId, level, ...(given === undefined ? {} : { reason: given }) })
    cancel()
    const form: EscalationForm =
      outcome === 'recorded' ? { kind: 'done', level } : { kind: 'failed', refusal: outcome, ...asked }
    const { text } = this.#parts
    const sentence = outcome === 'recorded' ? text(`escalate.done.${level}`) : failureText(outcome, text)
    // The agent may be at another conversation by now; what became of it is told all the same.
    this.#parts.say(visit === this.#visits ? sentence : text('escalate.elsewhere', { sentence }))
    this.#enter(conversationId, form)
  }

  #enter(conversationId: string, form: EscalationForm): void {
    this.#forms.delete(conversationId)
    if (form.kind !== 'closed') this.#forms.set(conversationId, form)
    const [oldest] = this.#forms.keys()
    if (this.#forms.size > MOST_FORMS && oldest !== undefined) this.#forms.delete(oldest)
    this.#parts.changed()
  }
}

/** That it failed, and why; the server may have words of its own. */
export const failureText = ({ refused, message }: EscalationRefusal, text: Text): string => {
  const why = refused === 'forbidden' ? text('escalate.forbidden') : (message ?? text('escalate.noAnswer'))
  return text('escalate.failed', { why })
}
