/** Which agent somebody is, by what the provider says of them. */
import { identifier } from '../../wire/identifiers.ts'

export type Claims = Readonly<Record<string, unknown>>

export interface AgentRules {
  /** The claim whose value is the agent's id. */
  readonly agentClaim: string
  /** Whoever has this value in this claim, alone or among others, is a supervisor; `undefined`: nobody is. */
  readonly supervisor: { readonly claim: string; readonly value: string } | undefined
}

export interface SignedInAgent {
  readonly agentId: string
  readonly role: 'agent' | 'supervisor'
}

const isClaims = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A claim by its name, whatever that holds; else by a path of names with dots between, as `realm_access.roles`. */
export const claimAt = (claims: Claims, name: string): unknown => {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name
    .split('.')
    .reduce<unknown>((value, key) => (isClaims(value) && Object.hasOwn(value, key) ? value[key] : undefined), claims)
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined

const holds = (value: unknown, wanted: string): boolean =>
  Array.isArray(value) ? value.some((each) => textOf(each) === wanted) : textOf(value) === wanted

/** The claims that a decision is made by. */
export const claimsNeeded = ({ agentClaim, supervisor }: AgentRules): readonly string[] => [
  agentClaim,
  ...(supervisor === undefined ? [] : [supervisor.claim]),
]

/** An address that nobody has proven to be theirs could be anybody's. */
const isUnproven = (claims: Claims, claim: string): boolean => claim === 'email' && claims['email_verified'] === false

/** `undefined` where the claim is absent, or holds nothing that can be an agent's id. */
export const agentOf = (claims: Claims, { agentClaim, supervisor }: AgentRules): SignedInAgent | undefined => {
  const agentId = textOf(claimAt(claims, agentClaim))?.trim()
  if (agentId === undefined || !identifier.safeParse(agentId).success || isUnproven(claims, agentClaim)) {
    return undefined
  }
  const isSupervisor = supervisor !== undefined && holds(claimAt(claims, supervisor.claim), supervisor.value)
  return { agentId, role: isSupervisor ? 'supervisor' : 'agent' }
}
