import { randomBytes } from 'node:crypto'
import { type Call, Refused } from './answer.ts'

interface Grant {
  readonly scopes: ReadonlySet<string>
  readonly expiresAt: number
}

export interface IssuedToken {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly scope?: string
}

/** Access tokens of one authorisation server: issued, expiring, revocable, each with its scopes. */
export class AccessTokens {
  readonly #grants = new Map<string, Grant>()
  readonly #lifetimeSeconds: number
  readonly #now: () => number

  constructor(lifetimeSeconds: number, now: () => number) {
    this.#lifetimeSeconds = lifetimeSeconds
    this.#now = now
  }

  /** @param token the token itself where it is more than a random text */
  issue(scopes: readonly string[], token: string = randomBytes(24).toString('base64url')): IssuedToken {
    for (const [token, grant] of this.#grants) if (grant.expiresAt <= this.#now()) this.#grants.delete(token)
    this.#grants.set(token, { scopes: new Set(scopes), expiresAt: this.#now() + this.#lifetimeSeconds * 1000 })
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: this.#lifetimeSeconds,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    }
  }

  /** All tokens issued so far are worth nothing from now on. */
  revokeAll(): void {
    this.#grants.clear()
  }

  /** Whether this `Authorization` header carries a token that is valid now. */
  accepts(authorization: string | undefined): boolean {
    return this.#grantOf(authorization) !== undefined
  }

  /**
   * Refuses with 401 without a valid token, and with 403 unless the token has a scope of each group (any one of a group
   * will do).
   */
  demand(call: Pick<Call, 'authorization'>, ...groups: readonly (readonly string[])[]): void {
    const grant = this.#grantOf(call.authorization)
    if (grant === undefined) {
      const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
      throw new Refused(401, 'access token missing, unknown or expired', { headers })
    }
    const missing = groups.find((group) => !group.some((scope) => grant.scopes.has(scope)))
    if (missing !== undefined) throw new Refused(403, `token lacks the scope ${missing.join(' or ')}`)
  }

  #grantOf(authorization: string | undefined): Grant | undefined {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
    const grant = token === undefined ? undefined : this.#grants.get(token)
    return grant !== undefined && grant.expiresAt > this.#now() ? grant : undefined
  }
}
