/** All state of the service. */
import type { KindedId } from '../../shared/domain/conversation/conversation-ids.ts'
import type { HeardUtterance } from '../../shared/domain/conversation/utterances.ts'
import type { UtteranceScore } from '../../shared/domain/frustration/scored-utterances.ts'
import type { AssistEnvelope, AssistEvent, ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { FailedEffect, HttpAnswer } from './http-answer.ts'

export type DeliveryClaim =
  | {
      readonly kind: 'first'
      /** An earlier delivery of it failed and may have had effect. */
      readonly resumed: boolean
      /** Stores the answer for later repeats and gives it to those that wait. */
      settle(answer: HttpAnswer): Promise<void>
      /** Gives a failure to those that wait and keeps it for nobody: the next delivery is tried again. */
      release(answer: HttpAnswer, effect: FailedEffect): Promise<void>
    }
  | { readonly kind: 'repeated'; readonly answer: Promise<HttpAnswer> }
  | { readonly kind: 'other_body' }

/** Which deliveries were seen. Atomic: of two equal claims at the same moment one is the first. */
export interface DeliveryStore {
  claim(key: string, fingerprint: string, ttlSeconds: number): Promise<DeliveryClaim>
}

export interface ConversationRecord {
  /** The name that envelopes carry: nobody else's, and a bare id that leads to it. */
  readonly conversationId: string
  /** The ids it was told by, each with its kind. None: a widget waits for it, and nobody told of it yet. */
  readonly ids: readonly KindedId[]
  /** The bare ids that lead to it now. An id of its own that another conversation has with more right is not among them. */
  readonly aliases: readonly string[]
  /** CXone's id, once it is known. Two of them are two contacts, whatever other id they share. */
  readonly contactId: string | undefined
  readonly agentId: string | undefined
  /** Names this history: a record made anew has another epoch. */
  readonly epoch: string
  readonly snapshot: ConversationSnapshot
  /** Newest events, oldest first, without gaps, ending at `snapshot.seq`. */
  readonly replayable: readonly AssistEnvelope[]
  /** Recent utterances, to recognise the same one on another channel; every one that the snapshot shows is among them. */
  readonly heard: readonly HeardUtterance[]
  /** Keys of all ids that utterances and suggestions of it ever had, the newest so many. */
  readonly mentioned: ReadonlySet<string>
  /** The customer's utterances that were scored, each once, oldest first. */
  readonly scores: readonly UtteranceScore[]
  /** Cognigy's id of the bot's session, once a webhook told it: the newest of several. */
  readonly sessionId: string | undefined
  /** Agent assist's id of it, once the stream told it: what suggestions are asked for by. */
  readonly interactionId: string | undefined
}

/** Conversations by their ids. The caller orders the writes of one conversation; the store only has to keep them. */
export interface ConversationStore {
  /** Where a bare id leads: to the conversation that CXone calls so, else the session, else the interaction, else the name. */
  find(alias: string): Promise<ConversationRecord | undefined>
  /** The conversation that was told of by this id of this kind. */
  findBy(id: KindedId): Promise<ConversationRecord | undefined>
  /** The conversation that envelopes call so. */
  named(conversationId: string): Promise<ConversationRecord | undefined>
  /** @param conversationId a name that no conversation has */
  create(conversationId: string): Promise<ConversationRecord>
  /** The ids are this conversation's from now on, and nobody else's. The oldest of very many are forgotten. */
  assignIds(conversationId: string, ids: readonly KindedId[]): Promise<void>
  setAgent(conversationId: string, agentId: string): Promise<void>
  setHeard(conversationId: string, heard: readonly HeardUtterance[]): Promise<void>
  /** Adds to what was mentioned. */
  mention(conversationId: string, keys: readonly string[]): Promise<void>
  setScores(conversationId: string, scores: readonly UtteranceScore[]): Promise<void>
  /** Numbers and dates the event and keeps it. */
  append(conversationId: string, event: AssistEvent, at: string): Promise<AssistEnvelope>
  remove(conversationId: string): Promise<void>
  /**
   * Begins a new history under the same ids, in one step: what was said is gone, and only what was heard lately is kept,
   * so that a late echo of it is still known.
   */
  renew(conversationId: string): Promise<ConversationRecord>
  /** Calls back when a conversation was dropped to keep within bounds. */
  onDropped(listener: (conversationId: string) => void): void
}

/** All state of a BFF process. Memory today; durable or shared tomorrow, behind the same two parts. */
export interface Store {
  readonly deliveries: DeliveryStore
  readonly conversations: ConversationStore
}
