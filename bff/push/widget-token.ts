/** Tokens of widgets: JWTs for one agent, signed with HMAC-SHA256. */
import { jwtVerify, SignJWT } from 'jose'
import { type TokenAnswer, type TokenClaims, tokenClaims } from '../../shared/wire/widget-api.ts'
import type { Clock } from '../ports/time.ts'

const ALGORITHM = 'HS256'
const ISSUER = 'cx-assist'
const AUDIENCE = 'cx-assist-widget'

export interface TokenGrant {
  readonly agentId: string
  /** Ids the token covers; without, the conversations whose agent is `agentId`. */
  readonly conversations: readonly string[] | undefined
  readonly ttlSeconds: number
}

export interface WidgetTokens {
  issue(grant: TokenGrant): Promise<TokenAnswer>
  /** `undefined` for anything that is not a token of ours in force. */
  verify(token: unknown): Promise<TokenClaims | undefined>
}

/** @param secrets one, or several while it is being rotated: the first signs, each of them verifies */
export const createWidgetTokens = (secrets: string | readonly string[], clock: Clock): WidgetTokens => {
  const keys = [secrets].flat().map((secret) => new TextEncoder().encode(secret))
  const [signingKey = new Uint8Array()] = keys
  return {
    issue: async ({ agentId, conversations, ttlSeconds }) => {
      const issuedAt = Math.floor(clock.now() / 1000)
      const expiresAt = issuedAt + ttlSeconds
      const token = await new SignJWT(conversations === undefined ? {} : { conversations: [...conversations] })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(agentId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(signingKey)
      return { token, expiresAt: new Date(expiresAt * 1000).toISOString() }
    },
    verify: async (token) => {
      if (typeof token !== 'string') return undefined
      for (const key of keys) {
        const claims = await claimsOf(token, key, clock)
        if (claims !== undefined) return claims
      }
      return undefined
    },
  }
}

const claimsOf = async (token: string, key: Uint8Array, clock: Clock): Promise<TokenClaims | undefined> => {
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
