/** Tokens of widgets: JWTs for one agent or supervisor, signed with HMAC-SHA256. */
import { subtle } from 'node:crypto'
import { type CryptoKey, jwtVerify, SignJWT } from 'jose'
import {
  type SignInMark,
  type TokenAnswer,
  type TokenClaims,
  type TokenRole,
  tokenClaims,
} from '../../shared/wire/token.ts'
import type { Clock } from '../ports/time.ts'

const ALGORITHM = 'HS256'
const ISSUER = 'cx-assist'
const AUDIENCE = 'cx-assist-widget'

export interface TokenGrant {
  /** The agent, or the supervisor. */
  readonly agentId: string
  /** `agent` unless it says otherwise. */
  readonly role?: TokenRole | undefined
  /** Ids the token covers; without, an agent's covers the conversations whose agent is `agentId`. */
  readonly conversations?: readonly string[] | undefined
  /** Of a supervisor: the skills whose conversations it covers; without, all of them. */
  readonly skills?: readonly string[] | undefined
  /** Of whoever signed in: it is good for nothing once that is over. */
  readonly signIn?: SignInMark | undefined
  readonly ttlSeconds: number
}

export interface WidgetTokens {
  issue(grant: TokenGrant): Promise<TokenAnswer>
  /** `undefined` for anything that is not a token of ours in force. */
  verify(token: unknown): Promise<TokenClaims | undefined>
}

/** @param secrets one, or several while it is being rotated: the first signs, each of them verifies */
export const createWidgetTokens = (secrets: string | readonly string[], clock: Clock): WidgetTokens => {
  // Once: raw bytes would be made a key of for each widget that comes, which takes as long as to verify.
  const keys = [secrets].flat().map(keyOf)
  const [signingKey = keyOf('')] = keys
  return {
    issue: async ({ agentId, role, conversations, skills, signIn, ttlSeconds }) => {
      const issuedAt = Math.floor(clock.now() / 1000)
      const expiresAt = issuedAt + ttlSeconds
      const token = await new SignJWT({
        // Agents' tokens say nothing of it, so that processes of an earlier version take them while they are replaced.
        ...(role === 'supervisor' ? { role } : {}),
        ...(conversations === undefined ? {} : { conversations: [...conversations] }),
        ...(skills === undefined ? {} : { skills: [...skills] }),
        ...(signIn === undefined ? {} : { signIn }),
      })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(agentId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(await signingKey)
      return { token, expiresAt: new Date(expiresAt * 1000).toISOString() }
    },
    verify: async (token) => {
      if (typeof token !== 'string') return undefined
      for (const key of keys) {
        const claims = await claimsOf(token, await key, clock)
        if (claims !== undefined) return claims
      }
      return undefined
    },
  }
}

const keyOf = (secret: string): Promise<CryptoKey> =>
  subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])

const claimsOf = async (token: string, key: CryptoKey, clock: Clock): Promise<TokenClaims | undefined> => {
  try {
    const options = {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(clock.now()),
    }
    const { payload } = await jwtVerify(token, key, options)
    const claims = tokenClaims.safeParse(payload)
    return claims.success ? claims.data : undefined
  } catch {
    return undefined
  }
}
