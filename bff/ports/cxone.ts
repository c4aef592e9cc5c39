/** NICE CXone, whatever dialect it speaks. */
import type {
  ConversationFacts,
  NamedId,
  QueueFacts,
  TransferAbilities,
  Unasked,
} from '../../shared/domain/handover/facts.ts'
import type { HandoverFinding, RoutedVia, Speaker } from '../../shared/wire/vocabulary.ts'
import type { ReadinessCheck } from '../../shared/wire/widget-api.ts'
import type { StreamState } from './cognigy.ts'
import type { ContactAddress } from './contact.ts'
import type { Deadline } from './time.ts'
import type { Upstream, UpstreamFailureFacts } from './upstream.ts'
import type { CxoneWrapUps } from './wrap-up.ts'

export type { ContactAddress } from './contact.ts'

interface SkillRequest {
  readonly skill: string
  /** What the bot understood; `score` in [0, 1]. */
  readonly intent: { readonly name: string; readonly score: number }
  readonly routingMethod: string
  /** An earlier request may have routed it: CXone's "already routed" is a yes then, if the conversation is still with us. */
  readonly mayBeRouted: boolean
}

export interface Routed {
  /** What CXone answered, `{}` where it answered without a body. */
  readonly response: Readonly<Record<string, unknown>>
  /** `undefined` in dialects that know one way only. */
  readonly via?: RoutedVia | undefined
  readonly skillId?: number | undefined
  /** What the flow must output. */
  readonly reply?: unknown
  /** A test's contact: CXone was not called. */
  readonly isSimulated?: boolean | undefined
}

/** NICE CXone, whatever dialect it speaks. Every method rejects with {@link UpstreamFailure}. */
export interface Cxone {
  /** Writes it beside the routing; a dialect that writes it as a step of its routing does nothing here. */
  writeIntent(contact: ContactAddress, intent: SkillRequest['intent'], deadline: Deadline): Promise<void>
  route(contact: ContactAddress, request: SkillRequest, deadline: Deadline): Promise<Routed>
  /** `undefined` where nobody can tell, and for a test's contact. */
  availableAgents(contact: ContactAddress, skill: string, deadline: Deadline): Promise<number | undefined>
  /** What a failure means to whoever runs this, as one sentence without a full stop. */
  explain(failure: UpstreamFailureFacts): string
}

/** Where a conversation goes, with what, as CXone is told it. */
export interface Transfer {
  readonly transferTo: { readonly type: string; readonly id: string }
  readonly transferType: string
  readonly wrapupCode?: { readonly id: string } | undefined
  readonly contextData: Readonly<Record<string, unknown>>
  /** An earlier request may have transferred it: what must not be done twice is not done again. */
  readonly mayBeTransferred: boolean
}

export interface Transferred extends Pick<Routed, 'via' | 'reply' | 'isSimulated'> {
  /** What went less than whole, for whoever built the flow. */
  readonly warnings: readonly HandoverFinding[]
}

/** What a dialect can do with a contact, and how it would bring it on its way. */
interface ContactAbilities extends TransferAbilities {
  readonly via: RoutedVia
}

/** CXone as far as handovers need it. Every method rejects with {@link UpstreamFailure}. */
export interface CxoneHandovers {
  /** Of a dialect that can do all there is to do, in one way, there is nothing to tell. */
  abilities?(contact: ContactAddress): ContactAbilities
  /** Queues that take such a contact, with their names; where a dialect has no list of them, conversations tell some. */
  queues?(contact: ContactAddress, deadline: Deadline): Promise<readonly NamedId[]>
  conversation(contact: ContactAddress, deadline: Deadline): Promise<ConversationFacts>
  queue(queueId: string, deadline: Deadline): Promise<QueueFacts>
  wrapupCodes(queueId: string, deadline: Deadline): Promise<readonly NamedId[]>
  /** Conversations in a state such as `queued`, in the order in which CXone lists them. */
  search(state: string, deadline: Deadline): Promise<readonly ConversationFacts[]>
  /** Not to be repeated after a failure that `mayHaveApplied`. */
  transfer(contact: ContactAddress, transfer: Transfer, deadline: Deadline): Promise<Transferred>
  /** What the failure of a question means, and how it is mended. */
  explainQuestion(failure: UpstreamFailureFacts): Unasked
  /** What the failure of a transfer means, as an error: cause and mend. */
  explainTransfer(failure: UpstreamFailureFacts): HandoverFinding
}

/** What somebody wrote on a digital contact, as CXone tells it by itself. */
export interface ContactMessage {
  readonly contactNumber: string
  /** The same for a message however often it is told. */
  readonly messageId: string
  readonly speaker: Speaker
  readonly text: string
  /** In [-1, 1], where CXone told a mood. */
  readonly sentimentScore?: number | undefined
}

export interface ContactListener {
  readonly onMessage: (message: ContactMessage) => void
  /** All contacts that are under way now: of these it wants to hear, and of no others. */
  readonly openContacts: () => Promise<readonly ContactAddress[]>
}

/** The link by which CXone tells what is written on contacts. */
export interface ContactStream {
  state(): StreamState
  /** What `/readyz` says of it. */
  health(): ReadinessCheck
  /** How many contacts it listens to. */
  contacts(): number
  /** A contact is under way: to be called as often as that may be news. */
  follow(contact: ContactAddress): void
  /** It is over. */
  leave(contact: ContactAddress): void
  /** Ends the link and all attempts; harmless to call twice. */
  close(): void
}

/** All of CXone that the service needs, in one dialect. */
export interface CxoneUpstream extends Upstream {
  readonly contacts: Cxone
  readonly handovers: CxoneHandovers
  readonly wrapUps: CxoneWrapUps
  /** Begins to listen. `undefined` where it cannot, or is not configured to. To be called again only once it was closed. */
  readonly openMessages?: ((listener: ContactListener) => ContactStream) | undefined
}
