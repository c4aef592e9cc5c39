/** A link that does what the test says, and a clock that stands still until it is moved. */

import { emptySnapshot } from '../../shared/domain/conversation.ts'
import type { AssistEnvelope, AssistEvent, ConversationSnapshot } from '../../shared/wire/assist.ts'
import type {
  EscalationRequest,
  IntentConfirmation,
  ScoringRequest,
  SentimentReport,
  SuggestionFeedback,
} from '../../shared/wire/socket-reports.ts'
import type { Clock } from '../../widget/clock.ts'
import type {
  EscalationOutcome,
  Link,
  LinkFactory,
  LinkListener,
  LinkTarget,
  Progress,
  ReportOutcome,
} from '../../widget/link/link.ts'

export const SOME_CONVERSATION = 'conv_abc123'
export const ANOTHER_CONVERSATION = 'conv_def456'
export const SOME_EPOCH = 'epoch-1'
/** 2026-01-31 09:30:00 UTC. */
export const START = Date.UTC(2026, 0, 31, 9, 30)

export class ManualClock implements Clock {
  #now = START
  #waiting: { at: number; callback: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry)
    }
  }

  /** Lets time pass, running in order what falls due. */
  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((each) => each !== next)
      this.#now = next.at
      next.callback()
    }
    this.#now = end
  }
}

export class ScriptedLink implements Link {
  readonly target: LinkTarget
  readonly says: LinkListener
  /** What the element asked for, in order. */
  readonly calls: string[] = []
  readonly reports: SuggestionFeedback[] = []
  readonly confirmations: IntentConfirmation[] = []
  readonly sentiments: SentimentReport[] = []
  readonly scorings: ScoringRequest[] = []
  readonly escalations: EscalationRequest[] = []
  /** What an escalation is answered. */
  escalated: EscalationOutcome | Promise<EscalationOutcome> = 'told'
  /** What reports are answered. */
  outcome: ReportOutcome | Promise<ReportOutcome> = 'recorded'
  /** By conversation, how far it is; the one joined last. */
  readonly #seqs = new Map<string, number>()
  #joined = SOME_CONVERSATION

  constructor(target: LinkTarget, listener: LinkListener) {
    this.target = target
    this.says = listener
  }

  open(): void {
    this.calls.push('open')
    this.says.connection('connecting')
  }

  follow(conversationId: string | null, progress?: Progress): void {
    this.calls.push(`follow ${conversationId}${progress === undefined ? '' : ` after ${progress.seq}`}`)
  }

  renewToken(token: string): void {
    this.calls.push(`renewToken ${token}`)
  }

  async feedback(report: SuggestionFeedback): Promise<ReportOutcome> {
    this.reports.push(report)
    return this.outcome
  }

  async confirmIntent(report: IntentConfirmation): Promise<ReportOutcome> {
    this.confirmations.push(report)
    return this.outcome
  }

  async reportSentiment(report: SentimentReport): Promise<ReportOutcome> {
    this.sentiments.push(report)
    return this.outcome
  }

  async requestScoring(request: ScoringRequest): Promise<ReportOutcome> {
    this.scorings.push(request)
    return this.outcome
  }

  async escalate(request: EscalationRequest): Promise<EscalationOutcome> {
    this.escalations.push(request)
    return this.escalated
  }

  retryNow(): void {
    this.calls.push('retryNow')
  }

  close(): void {
    this.calls.push('close')
  }

  /** Accepts the join with a snapshot. */
  join(snapshot: Partial<ConversationSnapshot> = {}, epoch = SOME_EPOCH): void {
    const whole = { ...emptySnapshot(SOME_CONVERSATION), ...snapshot }
    this.#joined = whole.conversationId
    this.#seqs.set(this.#joined, whole.seq)
    this.says.connection('open')
    this.says.joined({ ok: true, conversationId: whole.conversationId, seq: whole.seq, epoch, snapshot: whole })
  }

  /** Accepts a join after a loss, with the events that were missed. */
  rejoin(...missed: AssistEvent[]): void {
    this.resume(this.#joined, ...missed)
  }

  /** Accepts a join of a conversation that was joined before, with the events that were missed. */
  resume(conversationId: string, ...missed: AssistEvent[]): void {
    this.#joined = conversationId
    const seq = (this.#seqs.get(conversationId) ?? 0) + missed.length
    this.says.connection('open')
    this.says.joined({ ok: true, conversationId, seq, epoch: SOME_EPOCH })
    for (const event of missed) this.push(event)
  }

  push(event: AssistEvent, conversationId = this.#joined): void {
    const seq = (this.#seqs.get(conversationId) ?? 0) + 1
    this.#seqs.set(conversationId, seq)
    this.says.event({ ...envelope(seq, event), conversationId })
  }
}

/** A factory and the link it made last. */
export const scriptedLinks = (): { createLink: LinkFactory; made: ScriptedLink[] } => {
  const made: ScriptedLink[] = []
  const createLink: LinkFactory = (target, listener) => {
    const link = new ScriptedLink(target, listener)
    made.push(link)
    return link
  }
  return { createLink, made }
}

const carried = (seq: number) => ({
  conversationId: SOME_CONVERSATION,
  seq,
  at: new Date(START + seq * 1000).toISOString(),
})

export const envelope = (seq: number, event: AssistEvent): AssistEnvelope => {
  // One branch a type: the compiler cannot see that type and data of a union belong together.
  switch (event.type) {
    case 'transcript':
      return { ...carried(seq), ...event }
    case 'intent':
      return { ...carried(seq), ...event }
    case 'routing':
      return { ...carried(seq), ...event }
    case 'fallback':
      return { ...carried(seq), ...event }
    case 'suggestions':
      return { ...carried(seq), ...event }
    case 'frustration':
      return { ...carried(seq), ...event }
    case 'escalation':
      return { ...carried(seq), ...event }
    case 'handover':
      return { ...carried(seq), ...event }
    case 'status':
      return { ...carried(seq), ...event }
  }
}
