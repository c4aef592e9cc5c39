/** A link that does what a script says, in place of the one to a BFF. */

import { emptySnapshot } from '../../shared/domain/conversation/conversation.ts'
import type { AssistEnvelope, AssistEvent, ConversationSnapshot } from '../../shared/wire/assist.ts'
import { type RequestOf, requests } from '../../shared/wire/requests.ts'
import type {
  AskedName,
  Link,
  LinkFactory,
  LinkListener,
  LinkTarget,
  Progress,
  Reply,
  ReportOutcome,
} from '../link/link.ts'

export const SOME_EPOCH = 'epoch-1'

export interface ScriptedLinkParts {
  /** The conversation that is joined where a script names none; the one that is followed by default. */
  readonly conversationId?: string
  /** When an event happened, in milliseconds since 1970. */
  readonly dated: (seq: number) => number
}

export class ScriptedLink implements Link {
  readonly target: LinkTarget
  readonly says: LinkListener
  /** What the element asked for, in order. */
  readonly calls: string[] = []
  /** What requests are answered. */
  outcome: ReportOutcome | Promise<ReportOutcome> = 'recorded'
  /** What requests of one name are answered instead. */
  readonly outcomes: { [N in AskedName]?: ReportOutcome | Promise<ReportOutcome> } = {}
  /** What is given to who inquires; nothing answers where nothing is scripted. */
  readonly replies: { [N in AskedName]?: Reply | Promise<Reply> } = {}
  readonly #asked: { readonly name: AskedName; readonly request: unknown }[] = []
  /** By conversation, how far it is; the one joined last. */
  readonly #seqs = new Map<string, number>()
  readonly #parts: ScriptedLinkParts
  #followed = ''
  #joined = ''

  constructor(target: LinkTarget, listener: LinkListener, parts: ScriptedLinkParts) {
    this.target = target
    this.says = listener
    this.#parts = parts
  }

  open(): void {
    this.calls.push('open')
    this.says.connection('connecting')
  }

  follow(conversationId: string | null, progress?: Progress): void {
    this.calls.push(`follow ${conversationId}${progress === undefined ? '' : ` after ${progress.seq}`}`)
    this.#followed = conversationId ?? ''
  }

  renewToken(token: string): void {
    this.calls.push(`renewToken ${token}`)
  }

  async ask<N extends AskedName>(name: N, request: RequestOf<N>): Promise<ReportOutcome> {
    this.#asked.push({ name, request })
    return this.outcomes[name] ?? this.outcome
  }

  async inquire<N extends AskedName>(name: N, request: RequestOf<N>): Promise<Reply> {
    this.#asked.push({ name, request })
    const scripted = this.replies[name]
    return scripted === undefined ? { refused: 'no_answer' } : await scripted
  }

  /** The requests of one name, in order, read as the server would read them: throws at one that it would refuse. */
  asked<N extends AskedName>(name: N): readonly RequestOf<N>[] {
    const asked = this.#asked.filter((each) => each.name === name)
    return asked.map(({ request }) => requests[name].request.parse(request))
  }

  retryNow(): void {
    this.calls.push('retryNow')
  }

  close(): void {
    this.calls.push('close')
  }

  /** Accepts the join with a snapshot. */
  join(snapshot: Partial<ConversationSnapshot> = {}, epoch = SOME_EPOCH): void {
    const whole = { ...emptySnapshot(this.#parts.conversationId ?? this.#followed), ...snapshot }
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
    const at = new Date(this.#parts.dated(seq)).toISOString()
    this.says.event(envelope({ conversationId, seq, at }, event))
  }
}

/** A factory and the links it made. */
export const scriptedLinks = (parts: ScriptedLinkParts): { createLink: LinkFactory; made: ScriptedLink[] } => {
  const made: ScriptedLink[] = []
  const createLink: LinkFactory = (target, listener) => {
    const link = new ScriptedLink(target, listener, parts)
    made.push(link)
    return link
  }
  return { createLink, made }
}

type Carried = Pick<AssistEnvelope, 'conversationId' | 'seq' | 'at'>

const envelope = (carried: Carried, event: AssistEvent): AssistEnvelope => {
  // One branch a type: the compiler cannot see that type and data of a union belong together.
  switch (event.type) {
    case 'transcript':
      return { ...carried, ...event }
    case 'intent':
      return { ...carried, ...event }
    case 'routing':
      return { ...carried, ...event }
    case 'fallback':
      return { ...carried, ...event }
    case 'suggestions':
      return { ...carried, ...event }
    case 'frustration':
      return { ...carried, ...event }
    case 'escalation':
      return { ...carried, ...event }
    case 'handover':
      return { ...carried, ...event }
    case 'note':
      return { ...carried, ...event }
    case 'status':
      return { ...carried, ...event }
  }
}
