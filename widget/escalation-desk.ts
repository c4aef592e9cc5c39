/** An agent escalates by hand: one request at a time, and never for another conversation than the one it was meant for. */
import type { EscalationRequest } from '../shared/wire/socket-reports.ts'
import { en as words } from './i18n/en.ts'
import type { EscalationOutcome, Timers } from './link/link.ts'

export type EscalateLevel = 'supervisor' | 'manager'

/**
 * - `closed`, `open`: whether the form is there;
 * - `sending`: on its way; `isSlow` once that is worth a word;
 * - `done`: Cognigy was told;
 * - `failed`: it was not, and why.
 */
export type EscalationForm =
  | { readonly kind: 'closed' | 'open' }
  | { readonly kind: 'sending'; readonly isSlow: boolean }
  | { readonly kind: 'done'; readonly level: EscalateLevel }
  | { readonly kind: 'failed'; readonly message: string }

export interface EscalationDeskParts {
  readonly timers: Timers
  send(request: EscalationRequest): Promise<EscalationOutcome>
  /** For screen readers. */
  say(sentence: string): void
  /** The host is told that the agent asked for it. */
  asked(level: EscalateLevel, reason: string | undefined): void
  changed(): void
}

const SLOW_AFTER_MS = 2000

const { escalate: said } = words

export class EscalationDesk {
  readonly #parts: EscalationDeskParts
  #conversationId = ''
  #form: EscalationForm = { kind: 'closed' }

  constructor(parts: EscalationDeskParts) {
    this.#parts = parts
  }

  /** What the agent sees of the form in this conversation; another one begins with none. */
  formOf(conversationId: string): EscalationForm {
    return conversationId === this.#conversationId ? this.#form : { kind: 'closed' }
  }

  readonly open = (conversationId: string): void => this.#enter(conversationId, { kind: 'open' })

  readonly close = (conversationId: string): void => {
    if (conversationId === this.#conversationId) this.#enter(conversationId, { kind: 'closed' })
  }

  readonly send = async (conversationId: string, level: EscalateLevel, reason: string): Promise<void> => {
    if (this.formOf(conversationId).kind === 'sending') return
    const given = reason.trim() === '' ? undefined : reason.trim()
    const sending = { kind: 'sending', isSlow: false } as const
    this.#enter(conversationId, sending)
    this.#parts.asked(level, given)
    const isMine = (): boolean => this.formOf(conversationId).kind === 'sending'
    const cancel = this.#parts.timers.after(SLOW_AFTER_MS, () => {
      if (isMine()) this.#enter(conversationId, { kind: 'sending', isSlow: true })
    })
    const outcome = await this.#parts.send({ conversationId, level, ...(given === undefined ? {} : { reason: given }) })
    cancel()
    const form: EscalationForm =
      outcome === 'told' ? { kind: 'done', level } : { kind: 'failed', message: messageOf(outcome) }
    // The agent may be at another conversation by now; what became of it is told all the same.
    this.#parts.say(form.kind === 'done' ? said.done(form.level) : `${said.failed} ${form.message}`)
    if (isMine()) this.#enter(conversationId, form)
  }

  #enter(conversationId: string, form: EscalationForm): void {
    this.#conversationId = conversationId
    this.#form = form
    this.#parts.changed()
  }
}

const messageOf = ({ refused, message }: Exclude<EscalationOutcome, 'told'>): string => {
  if (refused === 'forbidden') return said.forbidden
  return message ?? said.noAnswer
}
