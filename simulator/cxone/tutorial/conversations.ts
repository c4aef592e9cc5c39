/** The conversations CXone knows and the states they go through: bot → queued → active → ended. */
import { type Directory, queueIdOf } from './directory.ts'

export type ConversationState = 'bot' | 'queued' | 'active' | 'ended'

export interface ConversationSeed {
  readonly id: string
  readonly customerName?: string | undefined
  readonly state?: ConversationState | undefined
  readonly skillGroup?: string | undefined
  readonly agentName?: string | undefined
  /** The wrap-up code's id, once somebody wrapped it up. */
  readonly wrapupCode?: string | undefined
}

export interface DoneTransfer {
  readonly transferTo: { readonly type: string; readonly id: string }
  readonly transferType: string
  readonly wrapupCode?: { readonly id: string } | undefined
  readonly contextData: Readonly<Record<string, unknown>>
}

export interface CxoneConversation {
  readonly id: string
  readonly customerName: string
  readonly state: ConversationState
  readonly skillGroup: string | undefined
  readonly queueId: string | undefined
  readonly routingMethod: string | undefined
  readonly agentName: string | undefined
  readonly wrapupCode: string | undefined
  readonly attributes: Readonly<Record<string, unknown>>
  readonly transfers: readonly DoneTransfer[]
}

/** Parts of a conversation that `expand` may ask for. */
export const EXPANDABLE = ['participants', 'wrapup', 'queue'] as const
export type Expandable = (typeof EXPANDABLE)[number]

/** The bot's leg is active too: somebody is talking with the customer, only not a person. */
export const legStateOf = (state: ConversationState): string => (state === 'bot' ? 'active' : state)

const participants = (conversation: CxoneConversation) => [
  { address: { name: 'Virtual assistant' }, purpose: 'bot' },
  { address: { name: conversation.customerName }, purpose: 'customer' },
  ...(conversation.agentName === undefined ? [] : [{ address: { name: conversation.agentName }, purpose: 'agent' }]),
]

/** A conversation as CXone's API shows it. */
export const present = (
  conversation: CxoneConversation,
  expand: readonly Expandable[],
  directory: Directory,
): unknown => {
  const queue = conversation.queueId === undefined ? undefined : directory.queue(conversation.queueId)
  const leg = {
    state: legStateOf(conversation.state),
    ...(expand.includes('participants') && { participants: participants(conversation) }),
    ...(expand.includes('wrapup') && {
      wrapup: conversation.wrapupCode === undefined ? null : { code: { id: conversation.wrapupCode } },
    }),
    ...(expand.includes('queue') && { queue: queue === undefined ? null : { id: queue.id, name: queue.name } }),
  }
  return { id: conversation.id, legs: [leg] }
}

export class Conversations {
  readonly #byId = new Map<string, CxoneConversation>()

  seed(seed: ConversationSeed): CxoneConversation {
    const conversation: CxoneConversation = {
      id: seed.id,
      customerName: seed.customerName ?? 'Customer',
      state: seed.state ?? 'bot',
      skillGroup: seed.skillGroup,
      queueId: seed.skillGroup === undefined ? undefined : queueIdOf(seed.skillGroup),
      routingMethod: undefined,
      agentName: seed.agentName,
      wrapupCode: seed.wrapupCode,
      attributes: {},
      transfers: [],
    }
    this.#byId.set(seed.id, conversation)
    return conversation
  }

  get(id: string): CxoneConversation | undefined {
    return this.#byId.get(id)
  }

  all(): readonly CxoneConversation[] {
    return [...this.#byId.values()]
  }

  update(id: string, change: Partial<Omit<CxoneConversation, 'id'>>): CxoneConversation | undefined {
    const conversation = this.#byId.get(id)
    if (conversation === undefined) return undefined
    const changed = { ...conversation, ...change }
    this.#byId.set(id, changed)
    return changed
  }

  forget(id: string): void {
    this.#byId.delete(id)
  }
}
