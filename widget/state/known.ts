import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { Awaited, SuggestionSet } from './suggestions.ts'

/** All that is known of the conversation; `epoch` names the history that the numbers in it belong to. */
export interface Known {
  readonly epoch: string
  readonly snapshot: ConversationSnapshot
  /** What suggestions are looked for. */
  readonly awaited: Awaited | null
  /** The last sets of suggestions before the newest, oldest first. */
  readonly earlier: readonly SuggestionSet[]
  /** Whom the token names, as far as the server says. */
  readonly agentId?: string | undefined
}
