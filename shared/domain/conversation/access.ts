/** Who may see a conversation (docs/contract.md 5.3). */
import type { TokenClaims } from '../../wire/token.ts'

export interface AccessFacts {
  /**
   * Every bare id that leads to it, the asked one included. A token names ids without their kind, so an id covers just the
   * conversation that it leads to: the contact with that id, and a session or an interaction only where there is no such.
   */
  readonly aliases: readonly string[]
  /** The agent who has it now, if that is known. */
  readonly agentId: string | undefined
  /** The skill that it was routed or handed over to, if it was. */
  readonly skill: string | undefined
}

export const isSupervisor = ({ role }: Pick<TokenClaims, 'role'>): boolean => role === 'supervisor'

/**
 * A token that lists conversations covers those, by any of their ids. One that lists none covers an agent's own, and for a
 * supervisor all; where it lists skills, only conversations of these.
 */
export const covers = (claims: TokenClaims, { aliases, agentId, skill }: AccessFacts): boolean => {
  const { sub, conversations, skills } = claims
  const isOfSkill = skills === undefined || (skill !== undefined && skills.includes(skill))
  if (conversations !== undefined) return isOfSkill && aliases.some((alias) => conversations.includes(alias))
  return isSupervisor(claims) ? isOfSkill : agentId === sub
}
