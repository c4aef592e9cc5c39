/** NICE CXone, whatever dialect it speaks. */
import type { ConversationFacts, NamedId, QueueFacts } from '../../shared/domain/handover/facts.ts'
import type { Deadline } from './time.ts'

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
}
