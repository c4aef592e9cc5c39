/** An OpenID provider: who an agent is, by the authorization code flow with PKCE, state and nonce. */
import { errors, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose'
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import * as z from 'zod/mini'
import { type Claims, claimAt } from '../../../shared/domain/sign-in/agent-of.ts'
import { isHarmfulSkew, skewInWords } from '../../clock-skew.ts'
import { orLate } from '../../deadline.ts'
import { type Identity, type IdentityUpstream, type PendingSignIn, SignInRefused } from '../../ports/identity.ts'
import type { Deadline } from '../../ports/time.ts'
import { oidcProbes } from './probes.ts'
import { openProvider, type Provider, type ProviderParts, TOLERATED_SECONDS } from './provider.ts'
import { isClientRefused, refusalOf } from './refusals.ts'

export interface OidcParts extends ProviderParts {
  /** Separated by blanks. */
  readonly scopes: string
}

const NAME = 'sign-in'
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** A logout is told at once, or told again with a new token. */
const LOGOUT_TOLD_WITHIN_SECONDS = 120
/** Signatures that a key proves which everybody may know. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

const idClaims = z.looseObject({ sub: z.string(), iat: z.number(), sid: z.optional(z.string()) })
const logoutClaims = z.object({
  jti: z.string(),
  sub: z.optional(z.string()),
  sid: z.optional(z.string()),
  nonce: z.optional(z.undefined()),
  events: z.looseObject({ [LOGOUT_EVENT]: z.looseObject({}) }),
})

export const openOidc = (parts: OidcParts): IdentityUpstream => {
  const { clock, client, metrics } = parts
  const link = openProvider(parts)

  /** Counts how it went and tells the provider's health; only what says something about the provider does. */
  const asked = async <T>(operation: string, deadline: Deadline, ask: () => Promise<T>): Promise<T> => {
    const startedAt = clock.monotonic()
    const count = (outcome: string): void =>
      metrics.upstreamCalled('identity-provider', operation, outcome, (clock.monotonic() - startedAt) / 1000)
    const late = (): Promise<never> => Promise.reject(new SignInRefused('unavailable', 'no answer in time'))
    try {
      const answer = await orLate(ask(), deadline, late)
      count('ok')
      link.tell(undefined)
      return answer
    } catch (error) {
      const refused = refusalOf(error)
      count(refused.reason)
      if (refused.reason === 'unavailable' || refused.reason === 'not_set_up') link.tell(refused.cause)
      throw refused
    }
  }

  const verify = async (
    token: string,
    { keys, metadata }: Provider,
    isFromProvider: boolean,
    more: JWTVerifyOptions = {},
  ): Promise<JWTVerifyResult> => {
    const options = {
      issuer: metadata.issuer,
      audience: client.clientId,
      algorithms: ASYMMETRIC,
      clockTolerance: TOLERATED_SECONDS,
      currentDate: new Date(clock.now()),
      ...more,
    }
    try {
      return await jwtVerify(token, keys, options)
    } catch (error) {
      // It came from the provider itself just now: a key that nobody knows is a new one.
      if (!isFromProvider || !(error instanceof errors.JWKSNoMatchingKey)) throw error
      await keys.reload()
      return await jwtVerify(token, keys, options)
    }
  }

  /** The secret is shown in the one way, and where that is not taken in the other. A code is not used up by that. */
  const exchange = async ({ configurations }: Provider, url: URL, pending: PendingSignIn) => {
    const [first, second = first] = configurations
    const checks = {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.codeVerifier,
      idTokenExpected: true,
    }
    try {
      return await authorizationCodeGrant(first, url, checks)
    } catch (error) {
      if (!isClientRefused(error)) throw error
      return await authorizationCodeGrant(second, url, checks)
    }
  }

  const identify = async (
    provider: Provider,
    url: URL,
    pending: PendingSignIn,
    wanted: readonly string[],
  ): Promise<Identity> => {
    const answer = await exchange(provider, url, pending)
    const { payload } = await verify(answer.id_token ?? '', provider, true)
    const told = idClaims.parse(payload)
    // It was made for us a moment ago, so its time is the provider's.
    const ahead = Math.round(clock.now() / 1000 - told.iat)
    if (isHarmfulSkew(ahead)) throw new SignInRefused('clock', `the clock of this machine is ${skewInWords(ahead)}`)
    const isWhole = wanted.every((claim) => claimAt(told, claim) !== undefined)
    const isAskable = provider.metadata.userinfo_endpoint !== undefined
    const further: Claims =
      isWhole || !isAskable ? {} : await fetchUserInfo(provider.configurations[0], answer.access_token, told.sub)
    return { subject: told.sub, session: told.sid, claims: { ...further, ...told } }
  }

  return {
    start: link.start,
    stop: link.stop,
    begin: async ({ redirectUri, language, isAfresh }, deadline) => {
      const provider = await link.get(deadline)
      const codeVerifier = randomPKCECodeVerifier()
      const pending = { state: randomState(), nonce: randomNonce(), codeVerifier, redirectUri }
      const url = buildAuthorizationUrl(provider.configurations[0], {
        redirect_uri: redirectUri,
        scope: parts.scopes,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(language === undefined ? {} : { ui_locales: language }),
        ...(isAfresh ? { prompt: 'login' } : {}),
      })
      return { url: url.href, pending }
    },
    complete: async (query, pending, wanted, deadline) => {
      const provider = await link.get(deadline)
      const url = new URL(pending.redirectUri)
      url.search = query.toString()
      return await asked('exchange', deadline, () => identify(provider, url, pending, wanted))
    },
    logoutUrl: (returnTo) => {
      const provider = link.known()
      if (provider?.metadata.end_session_endpoint === undefined) return undefined
      return buildEndSessionUrl(provider.configurations[0], { post_logout_redirect_uri: returnTo }).href
    },
    readLogout: async (token, deadline) => {
      const provider = await link.get(deadline)
      const options = { maxTokenAge: LOGOUT_TOLD_WITHIN_SECONDS }
      // Anybody may send one: what is wrong with it says nothing of the provider.
      const { payload } = await verify(token, provider, false, options).catch((error: unknown) => {
        throw refusalOf(error)
      })
      const { data } = logoutClaims.safeParse(payload)
      if (data === undefined || (data.sub === undefined && data.sid === undefined)) {
        throw new SignInRefused('not_genuine', 'it is no logout token')
      }
      return { subject: data.sub, session: data.sid, id: data.jti }
    },
    probes: () => oidcProbes(parts.issuer, link),
    health: () => {
      const trouble = link.trouble()
      if (trouble === undefined) return [{ name: NAME, state: 'ok' }]
      const detail = `agents cannot sign in since ${trouble.since}: ${trouble.cause}`
      return [{ name: NAME, state: 'degraded', detail }]
    },
  }
}
