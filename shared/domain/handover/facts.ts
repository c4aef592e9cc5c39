/** What CXone says of the things a handover names: facts for the checks, gathered by whoever can ask. */

export interface NamedId {
  readonly id: string
  readonly name: string
}

/** Why CXone could not be asked. */
export type UncheckedCause =
  | 'credentials'
  | 'permission'
  | 'rate_limited'
  | 'timeout'
  | 'unavailable'
  | 'bad_answer'
  | 'refused'
  | 'not_configured'

/** A question that CXone did not answer: why, and how that is mended, as the dialect that asked it knows it. */
export interface Unasked {
  readonly cause: UncheckedCause
  /** A sentence without a full stop. */
  readonly why: string
  readonly fix: string
}

/** An answer of CXone: what it knows, that it knows nothing by this id, or that it could not be asked. */
export type Asked<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'not_found' }
  | ({ readonly kind: 'unchecked' } & Unasked)

/** One part of a conversation: with the bot, in a queue, with an agent. */
export interface Leg {
  readonly state: string
  readonly isWrappedUp: boolean
  /** As the participant whose purpose is `customer` is called; the first one's where no purpose is told. */
  readonly customerName: string | undefined
  readonly queue: NamedId | undefined
  /** `voice`, `chat` and the like; `undefined` where CXone does not tell. */
  readonly mediaType: string | undefined
}

export interface ConversationFacts {
  readonly id: string
  readonly legs: readonly Leg[]
  /** The intent that routing wrote to the conversation, where it did. */
  readonly intent: string | undefined
}

export interface QueueFacts extends NamedId {
  readonly active: boolean
  /** The medium that it takes, as {@link Leg.mediaType} has it; `undefined` where CXone does not tell, or takes all. */
  readonly mediaType?: string | undefined
  /** `undefined` where CXone did not tell. */
  readonly availableAgents: number | undefined
}

/** What a dialect of CXone can do with one contact. */
export interface TransferAbilities {
  /** The contact's medium: only queues of it take the contact. */
  readonly mediaType: string
  /** Whether an agent can be asked before the contact goes. */
  readonly consults: boolean
  /** Whether it can go to one agent. */
  readonly reachesAgents: boolean
  /** Whether a wrap-up code is set with the transfer. */
  readonly setsWrapupCode: boolean
  /** It is no contact of anybody, so CXone is not asked about it. */
  readonly isTest: boolean
}

/** All facts of one handover. An absent one was not asked for, since the payload names nothing to ask by. */
export interface HandoverFacts {
  /** Absent where CXone can do all that a payload can ask for, with contacts of its voice channel. */
  readonly abilities?: TransferAbilities | undefined
  readonly conversation?: Asked<ConversationFacts>
  readonly queue?: Asked<QueueFacts>
  /** The codes of the target queue. */
  readonly wrapupCodes?: Asked<readonly NamedId[]>
  /** Queues other than the target to which the wrap-up code belongs. */
  readonly queuesOfCode?: readonly NamedId[]
  /** Queues whose names are known, from the rules or from conversations: to find what a name stands for. */
  readonly knownQueues?: readonly NamedId[]
}

/** What CXone's dialects call a leg that nobody is on any more. */
const OVER = new Set(['ended', 'disconnected', 'terminated', 'closed', 'completed'])

/** Whether a conversation has ended for certain: it had legs, and nobody is on any of them. */
export const isOver = ({ legs }: Pick<ConversationFacts, 'legs'>): boolean =>
  legs.length > 0 && legs.every(({ state }) => OVER.has(state.toLowerCase()))

/** A leg that can still be transferred. */
export const isLive = ({ state }: Leg): boolean => state === 'active' || state === 'queued'
