/**
 * What an agent leaves behind of a conversation: a summary to correct, and the saving of it. By conversation, so that
 * nothing that is typed in one shows in another, and whoever comes back finds their draft.
 */
import {
  type ConversationSummary,
  type SummaryRequest,
  type SummarySaving,
  summaryAnswer,
} from '../../shared/wire/wrap-up.ts'
import { CxAssistSummaryEvent, type SummaryDetail } from '../events.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { Reply, ReportOutcome, RequestRefused } from '../link/link.ts'
import type { Clock } from '../session/clock.ts'
import { isSaved, NO_WRAP_UP, type WrapUpForm, withNewer, withSummary } from '../state/wrap-up.ts'
import { canGoBetter } from './feedback-outbox.ts'
import { summaryText } from './summary-text.ts'

export interface WrapUpDeskParts {
  readonly clock: Clock
  inquire(request: SummaryRequest): Promise<Reply>
  send(request: SummarySaving): Promise<ReportOutcome>
  /** For the host. Gives `false` where it takes the text itself. */
  dispatch(event: Event): boolean
  copy(text: string): Promise<void>
  /** The number of a conversation's newest message; `undefined` while the agent is at another one. */
  lastSaidIn(conversationId: string): number | undefined
  /** Of the panel, as BCP 47 has it. */
  language(): string
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  changed(): void
}

const SLOW_AFTER_MS = 2_000
/** More than anybody comes back to. */
const MOST_FORMS = 100

export class WrapUpDesk {
  readonly #parts: WrapUpDeskParts
  /** The one changed last is last. */
  readonly #forms = new Map<string, WrapUpForm>()

  constructor(parts: WrapUpDeskParts) {
    this.#parts = parts
  }

  formOf(conversationId: string): WrapUpForm {
    return this.#forms.get(conversationId) ?? NO_WRAP_UP
  }

  /**
   * A summary is written where there is none, or where more was said since.
   * @param isOnTop the conversation has ended.
   */
  readonly open = (conversationId: string, isOnTop: boolean): void => {
    const { isOpen, written } = this.formOf(conversationId)
    if (isOpen) return
    this.#change(conversationId, { isOpen: true, isOnTop, hasJustEnded: false })
    const last = this.#parts.lastSaidIn(conversationId) ?? 0
    if (written === undefined || written.asOf < last) this.summarize(conversationId)
  }

  /** What was typed stays, for the next time it is opened. */
  readonly close = (conversationId: string): void => this.#change(conversationId, { isOpen: false, copied: undefined })

  /** The conversation ended before the agent's eyes: it is opened for them, and says how it ended. */
  ended(conversationId: string): void {
    const { isOpen } = this.formOf(conversationId)
    if (!isOpen) this.#change(conversationId, { isOpen: true, isOnTop: true, hasJustEnded: true })
    this.summarize(conversationId)
  }

  /** The agent goes to another conversation. */
  leave(): void {
    for (const [conversationId, form] of this.#forms) {
      const { hasJustEnded, copied } = form
      if (!hasJustEnded && copied === undefined) continue
      this.#forms.set(conversationId, { ...form, hasJustEnded: false, copied: undefined })
    }
  }

  /** The server can be asked again. */
  retry(conversationId: string): void {
    const { isOpen, refusal } = this.formOf(conversationId)
    if (isOpen && refusal !== undefined && canGoBetter(refusal)) this.summarize(conversationId)
  }

  /** Once at a time; what the agent changed stays as it is, whatever comes. */
  readonly summarize = async (conversationId: string): Promise<void> => {
    if (this.formOf(conversationId).writing !== 'no') return
    const { clock, text, inquire, lastSaidIn, language } = this.#parts
    const asOf = lastSaidIn(conversationId) ?? 0
    this.#change(conversationId, { writing: 'working', refusal: undefined })
    const cancel = clock.after(SLOW_AFTER_MS, () => this.#change(conversationId, { writing: 'slow' }))
    const answer = readSummary(await inquire({ conversationId, language: language() }))
    cancel()
    if ('refused' in answer) {
      this.#change(conversationId, { writing: 'no', refusal: answer })
      this.#sayIn(conversationId, summaryRefusal(answer, text))
      return
    }
    const written = { summary: answer, text: summaryText(answer, text), asOf }
    this.#enter(conversationId, withSummary(this.formOf(conversationId), written))
    const isWaiting = this.formOf(conversationId).newer !== undefined
    this.#sayIn(
      conversationId,
      isWaiting ? text('wrapUp.newer') : text('wrapUp.written', { headline: answer.headline }),
    )
  }

  readonly useNewer = (conversationId: string): void =>
    this.#enter(conversationId, withNewer(this.formOf(conversationId)))

  readonly write = (conversationId: string, text: string): void =>
    this.#change(conversationId, { text, copied: undefined })

  readonly choose = (conversationId: string, dispositionId: string | undefined): void =>
    this.#change(conversationId, { dispositionId })

  readonly copy = async (conversationId: string): Promise<void> => {
    const { copy, text } = this.#parts
    const copied = await copy(this.formOf(conversationId).text).then(
      () => 'yes' as const,
      () => 'failed' as const,
    )
    this.#change(conversationId, { copied })
    this.#sayIn(conversationId, text(copied === 'yes' ? 'wrapUp.copied' : 'suggestions.copyFailed'))
  }

  /** The host is asked first, and may take it. One saving at a time; a blank text, or what is saved already, is none. */
  readonly save = async (conversationId: string): Promise<void> => {
    const form = this.formOf(conversationId)
    const { text, dispositionId, written, saving } = form
    if (saving !== 'no' || text.trim() === '' || isSaved(form)) return
    const { clock, dispatch, send } = this.#parts
    const detail: SummaryDetail = { text, ...(dispositionId === undefined ? {} : { dispositionId }) }
    if (!dispatch(new CxAssistSummaryEvent(detail))) {
      this.#keep(conversationId, { by: 'host', text, dispositionId })
      return
    }
    this.#change(conversationId, { saving: 'working', failure: undefined })
    const cancel = clock.after(SLOW_AFTER_MS, () => this.#change(conversationId, { saving: 'slow' }))
    const suggested = written === undefined ? {} : { suggestedText: written.text }
    const outcome = await send({ conversationId, ...detail, ...suggested })
    cancel()
    if (outcome === 'recorded') {
      this.#keep(conversationId, { by: 'service', text, dispositionId })
      return
    }
    this.#change(conversationId, { saving: 'no', failure: outcome })
    this.#sayAnywhere(conversationId, savingFailure(outcome, this.#parts.text))
  }

  #keep(conversationId: string, saved: Pick<SummaryKept, 'by' | 'text' | 'dispositionId'>): void {
    const { clock, text } = this.#parts
    this.#change(conversationId, { saving: 'no', failure: undefined, saved: { ...saved, at: clock.now() } })
    this.#sayAnywhere(conversationId, text(`wrapUp.announced.${saved.by}`))
  }

  #isShown(conversationId: string): boolean {
    return this.#parts.lastSaidIn(conversationId) !== undefined
  }

  #sayIn(conversationId: string, sentence: string): void {
    if (this.#isShown(conversationId)) this.#parts.say(sentence)
  }

  /** What became of what the agent wanted kept is told wherever they are. */
  #sayAnywhere(conversationId: string, sentence: string): void {
    const { say, text } = this.#parts
    say(this.#isShown(conversationId) ? sentence : text('escalate.elsewhere', { sentence }))
  }

  #change(conversationId: string, change: Partial<WrapUpForm>): void {
    this.#enter(conversationId, { ...this.formOf(conversationId), ...change })
  }

  #enter(conversationId: string, form: WrapUpForm): void {
    this.#forms.delete(conversationId)
    this.#forms.set(conversationId, form)
    const [oldest] = this.#forms.keys()
    if (this.#forms.size > MOST_FORMS && oldest !== undefined) this.#forms.delete(oldest)
    this.#parts.changed()
  }
}

type SummaryKept = NonNullable<WrapUpForm['saved']>

const readSummary = (reply: Reply): ConversationSummary | RequestRefused => {
  if ('refused' in reply) return reply
  const { data } = summaryAnswer.safeParse(reply.answer)
  if (data === undefined) return { refused: 'bad_answer' }
  return data.ok ? data.summary : { refused: data.error.code, message: data.error.message }
}

/** That there is no summary, and why; the server may have words of its own. */
export const summaryRefusal = ({ refused, message }: RequestRefused, text: Text): string =>
  text('wrapUp.notWritten', { reason: refused, said: message ?? refused })

/** That it was not saved, and why, in the server's own words where it has some. */
export const savingFailure = ({ refused, message }: RequestRefused, text: Text): string =>
  text('wrapUp.notSaved', {
    reason: message === undefined || refused === 'forbidden' ? refused : 'said',
    said: message ?? refused,
  })
