import type { Call } from '../../http/answer.ts'
import type { Conversations } from './conversations.ts'
import type { Directory } from './directory.ts'

export interface RoutedConversation {
  readonly conversationId: string
  readonly skillGroup: string
}

/** What an agent left behind. */
export interface WrappedUp {
  readonly conversationId: string
  readonly summary: string
  /** Its name. */
  readonly disposition: string | undefined
}

/** What the routes of this stand-in share. */
export interface CxoneParts {
  readonly conversations: Conversations
  readonly directory: Directory
  readonly options: { readonly acceptUnknownConversations?: boolean | undefined }
  /** Lets a call in or refuses it: rate limit, token, one scope of each group. */
  readonly enter: (call: Call, ...scopes: readonly (readonly string[])[]) => void
  readonly routed: (event: RoutedConversation) => void
  readonly wrappedUp: (event: WrappedUp) => void
}
