/** Who may see a conversation (CONTRACT 5.3). */
import type { TokenClaims } from '../../wire/widget-api.ts'

export interface AccessFacts {
  /**
   * Every bare id that leads to it, the asked one included. A token names ids without their kind, so an id covers just the
   * conversation that it leads to: the contact with that id, and a session or an interaction only where there is no such.
   */
  readonly aliases: readonly string[]
  /** The agent who has it now, if that is known. */
  readonly agentId: string | undefined
}

/** A token that lists conversations covers those, by any of their ids; one that lists none covers those of its agent. */
export const covers = (claims: TokenClaims, conversation: AccessFacts): boolean =>
  claims.conversations === undefined
    ? conversation.agentId === claims.sub
    : conversation.aliases.some((alias) => claims.conversations?.includes(alias))
