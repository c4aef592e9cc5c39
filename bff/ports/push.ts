/** What reaches the widgets. */
import type { AssistEnvelope, StatusData } from '../../shared/wire/assist.ts'
import type { TokenClaims } from '../../shared/wire/widget-api.ts'

/** How the service itself is: what agents are told when live transcript or suggestions are not to be had. */
export interface ServiceStatus {
  current(): StatusData
}

/** Delivers envelopes to the widgets of a conversation. Never throws, never waits for a widget. */
export interface Push {
  send(conversationId: string, envelope: AssistEnvelope): void
  /** Makes widgets of this conversation join again; those for which `stays` holds keep their place. */
  rejoin(conversationId: string, stays: (claims: TokenClaims) => boolean): void
  /** Conversations that a widget follows right now. */
  followed(): readonly string[]
}
