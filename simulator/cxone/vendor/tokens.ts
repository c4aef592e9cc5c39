/** Signed tokens, as an authorisation server issues them: readable by everybody, refused by us once they are not valid. */
import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { AccessTokens } from '../../http/access-tokens.ts'
import type { Call } from '../../http/answer.ts'
import { AREA, BUSINESS_UNIT, type TenantSettings } from './tenant.ts'

/** What a token opens: `acd` is inContactAPI, `digital` is DFO. */
export type Opens = 'acd' | 'digital'

export interface TokenSubject {
  readonly issuer: string
  /** `undefined`: the tokens name no tenant. */
  readonly tenantId: string | undefined
}

interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly refresh_token: string
}

export interface VendorTokens {
  /** The public keys that the signatures can be checked by. */
  readonly keys: readonly JWK[]
  issue(subject: TokenSubject, opens: readonly Opens[]): Promise<TokenAnswer>
  /** Says who the caller is; opens nothing. */
  identity(subject: TokenSubject): Promise<string>
  /** Refuses with 401 without a valid token, with 403 where it opens something else. */
  demand(call: Pick<Call, 'authorization'>, what: Opens): void
  /** Whether this is a token that is valid now. */
  accepts(token: string): boolean
  revokeAll(): void
}

const ALGORITHM = 'ES256'
const USER = '11ec0000-7e57-4000-8000-00000000ca55'

export const openTokens = async (
  { tokenSeconds, clientId }: Pick<TenantSettings, 'tokenSeconds' | 'clientId'>,
  now: () => number,
): Promise<VendorTokens> => {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM)
  const kid = randomUUID()
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' }
  const granted = new AccessTokens(tokenSeconds, now)

  const sign = ({ issuer, tenantId }: TokenSubject, audience: string): Promise<string> => {
    const seconds = Math.floor(now() / 1000)
    return new SignJWT({
      ...(tenantId !== undefined && { tenantId }),
      area: AREA,
      icBUId: BUSINESS_UNIT,
      userId: USER,
    })
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setSubject(USER)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + tokenSeconds)
      .sign(privateKey)
  }

  return {
    keys: [publicJwk],
    issue: async (subject, opens) => {
      const { access_token, token_type, expires_in } = granted.issue(opens, await sign(subject, 'cxone-api'))
      return { access_token, token_type, expires_in, refresh_token: randomUUID() }
    },
    identity: (subject) => sign(subject, clientId),
    demand: (call, what) => granted.demand(call, [what]),
    accepts: (token) => granted.accepts(`Bearer ${token}`),
    revokeAll: () => granted.revokeAll(),
  }
}
