/** What the widget knows. Only `reduce` makes it; `connection.ts` says what it means to the agent. */
import type { RequestRefusalCode } from '../../shared/wire/refusal.ts'
import type { LinkConnection, LinkErrorCode } from '../link/link.ts'
import type { Known } from './known.ts'
import type { Memory } from './memory.ts'
import type { Moment } from './moment.ts'

/** What came in while the widget was cut off, to be told until the agent has seen it. */
export interface Missed {
  /** Messages, by whomever: of all that happens only they are something to read. */
  readonly messages: number
  /** The newest event of what was missed: up to here messages are counted as they arrive. */
  readonly upTo: number
  readonly noticedAt: Moment
}

/**
 * The conversation that is followed; `asked` is the id it was asked for by.
 * - `joining`: asked for, or cut off from, since then;
 * - `joined`: events arrive;
 * - `refused`: the server said no to this conversation.
 *
 * `recalledFrom`: what is known is from an earlier visit and was true then; the server has not said yet that it may still
 * be shown.
 */
export type Followed =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'joining'
      readonly asked: string
      readonly since: Moment
      readonly known: Known | null
      /** Why the last attempt came to nothing, where it was not simply the network. */
      readonly trouble: LinkErrorCode | null
      readonly recalledFrom: Moment | null
    }
  | { readonly kind: 'joined'; readonly asked: string; readonly known: Known; readonly missed: Missed | null }
  | {
      readonly kind: 'refused'
      readonly asked: string
      readonly code: RequestRefusalCode
      readonly since: Moment
      readonly willRetry: boolean
      readonly known: Known | null
      readonly recalledFrom: Moment | null
    }

export interface AssistState {
  readonly link: { readonly state: LinkConnection; readonly since: Moment }
  readonly conversation: Followed
  /** Nobody but this element has it, and it ends with its connection to this server. */
  readonly memory: Memory
}

export const initialState: AssistState = {
  link: { state: 'closed', since: 0 },
  conversation: { kind: 'none' },
  memory: [],
}

/** Whether what is shown is from an earlier visit and not confirmed yet. */
export const isRecalled = (conversation: Followed): boolean =>
  conversation.kind !== 'none' && conversation.kind !== 'joined' && conversation.recalledFrom !== null

/** What can be shown of the conversation; `null` while nothing is known. */
export const knownOf = ({ conversation }: AssistState): Known | null =>
  conversation.kind === 'none' ? null : conversation.known
