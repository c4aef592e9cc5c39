/** NICE CXone, whatever dialect it speaks. */
import type { ConversationFacts, NamedId, QueueFacts, Unasked } from '../../shared/domain/handover/facts.ts'
import type { HandoverFinding } from '../../shared/wire/vocabulary.ts'
import type { Deadline } from './time.ts'
import type { Upstream, UpstreamFailureFacts } from './upstream.ts'

interface SkillRequest {
  readonly skill: string
  readonly routingMethod: string
  /** An earlier request may have routed it: CXone's "already routed" is a yes then, if the conversation is still with us. */
  readonly mayBeRouted: boolean
}

/** NICE CXone, whatever dialect it speaks. Every method rejects with {@link UpstreamFailure}. */
export interface Cxone {
  writeIntent(conversationId: string, intent: { name: string; score: number }, deadline: Deadline): Promise<void>
  /** Gives what CXone answered, `{}` where it answered without a body. */
  route(conversationId: string, request: SkillRequest, deadline: Deadline): Promise<Record<string, unknown>>
  availableAgents(skill: string, deadline: Deadline): Promise<number>
  /** What a failure means to whoever runs this, as one sentence without a full stop. */
  explain(failure: UpstreamFailureFacts): string
}

/** Where a conversation goes, with what, as CXone is told it. */
export interface Transfer {
  readonly transferTo: { readonly type: string; readonly id: string }
  readonly transferType: string
  readonly wrapupCode?: { readonly id: string } | undefined
  readonly contextData: Readonly<Record<string, unknown>>
}

/** CXone as far as handovers need it. Every method rejects with {@link UpstreamFailure}. */
export interface CxoneHandovers {
  conversation(conversationId: string, deadline: Deadline): Promise<ConversationFacts>
  queue(queueId: string, deadline: Deadline): Promise<QueueFacts>
  wrapupCodes(queueId: string, deadline: Deadline): Promise<readonly NamedId[]>
  /** Conversations in a state such as `queued`, in the order in which CXone lists them. */
  search(state: string, deadline: Deadline): Promise<readonly ConversationFacts[]>
  /** Not to be repeated after a failure that `mayHaveApplied`. */
  transfer(conversationId: string, transfer: Transfer, deadline: Deadline): Promise<void>
  /** What the failure of a question means, and how it is mended. */
  explainQuestion(failure: UpstreamFailureFacts): Unasked
  /** What the failure of a transfer means, as an error: cause and mend. */
  explainTransfer(failure: UpstreamFailureFacts): HandoverFinding
}

/** All of CXone that the service needs, in one dialect. */
export interface CxoneUpstream extends Upstream {
  readonly contacts: Cxone
  readonly handovers: CxoneHandovers
}
