/** Tokens of CXone by the access key of a user: with a registered client by the password grant, else for the key alone. */
import * as z from 'zod/mini'
import { ifReadable } from '../../../../shared/wire/lenient.ts'
import type { Metrics } from '../../../ports/observe.ts'
import type { Clock, Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { HttpCall } from '../../http/http-call.ts'
import { ASSUMED_LIFE_SECONDS, basicHeader, tokenAnswer } from '../../http/token-answer.ts'
import { createTokenKeeper, freshFor, type TokenKeeper } from '../../http/token-keeper.ts'
import type { VendorCxoneSettings } from '../dialects.ts'
import { claimsOf } from './claims.ts'
import type { Trusted } from './trust.ts'

const RENEW_BEFORE_SECONDS = 300
const LONGEST_KEPT_SECONDS = 50 * 60
const ACCESS_KEY_PATH = '/authentication/v1/token/access-key'

export interface Issued {
  readonly token: string
  /** Whose tenant's hosts are to be called. */
  readonly issuer: string
  readonly tenantId: string
}

export interface TokenParts {
  readonly settings: VendorCxoneSettings
  readonly accessKey: NonNullable<VendorCxoneSettings['accessKey']>
  readonly callerOf: (baseUrl: string) => HttpCall
  readonly trusted: Trusted
  readonly clock: Clock
  readonly metrics: Metrics
}

const discoveryAnswer = z.object({ token_endpoint: z.string() })
const issuedAnswer = z.object({ ...tokenAnswer.shape, id_token: ifReadable(z.string()) })
const wrong = (code: string, kind: 'bad_answer' | 'credentials' = 'bad_answer'): UpstreamFailure =>
  new UpstreamFailure({ upstream: 'cxone', kind, code, changedNothing: true })

/** What comes before a call says nothing about what the call is about: an unknown address here is no unknown contact. */
const asPreparation = (error: unknown, ofRefused: 'bad_answer' | 'credentials'): never => {
  if (!(error instanceof UpstreamFailure)) throw error
  const { kind, status } = error.facts
  const isRefused = ['not_found', 'conflict', 'refused', 'permission', 'credentials'].includes(kind)
  const isOfCredentials = ofRefused === 'credentials' && [400, 401, 403].includes(status ?? 0)
  const facts = { ...error.facts, mayHaveApplied: false, changedNothing: true } as const
  if (isOfCredentials) throw new UpstreamFailure({ ...facts, kind: 'credentials' })
  throw new UpstreamFailure(isRefused ? { ...facts, kind: 'bad_answer', status: undefined } : facts)
}

/** A question that comes before all calls, such as where things are. */
export const askBefore = async <S extends z.ZodMiniType>(
  call: HttpCall,
  operation: string,
  path: string,
  schema: S,
  deadline: Deadline,
): Promise<z.output<S>> => {
  const answer = await call({ operation, method: 'GET', path, deadline }).catch((error: unknown) =>
    asPreparation(error, 'bad_answer'),
  )
  const parsed = schema.safeParse(answer.json)
  if (!parsed.success) throw wrong('unreadable')
  return parsed.data
}

/** Where tokens of the password grant are had, as the issuer says. */
export const discoverTokenEndpoint = async (
  { settings, callerOf, trusted }: Pick<TokenParts, 'callerOf' | 'settings' | 'trusted'>,
  deadline: Deadline,
): Promise<string> => {
  const path = '/.well-known/openid-configuration'
  const { token_endpoint: named } = await askBefore(
    callerOf(settings.issuer),
    'discovery',
    path,
    discoveryAnswer,
    deadline,
  )
  return trusted(named)
}

interface TokenRequest {
  readonly baseUrl: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const requestOf = async (parts: TokenParts, deadline: Deadline): Promise<TokenRequest> => {
  const { settings, accessKey } = parts
  const { id, secret } = accessKey
  if (settings.client === undefined) {
    return {
      baseUrl: settings.authUrl,
      path: ACCESS_KEY_PATH,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accessKeyId: id, accessKeySecret: secret }),
    }
  }
  const { origin, pathname, search } = new URL(await discoverTokenEndpoint(parts, deadline))
  return {
    baseUrl: origin,
    path: `${pathname}${search}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basicHeader(settings.client),
    },
    body: new URLSearchParams({ grant_type: 'password', username: id, password: secret }).toString(),
  }
}

export const createTokens = (parts: TokenParts): TokenKeeper<Issued> => {
  const { settings, callerOf, clock, metrics } = parts

  const read = (json: unknown): { readonly value: Issued; readonly freshSeconds: number } => {
    const parsed = issuedAnswer.safeParse(json)
    if (!parsed.success) throw wrong('unreadable')
    const { access_token: token, id_token: idToken, expires_in: life = ASSUMED_LIFE_SECONDS } = parsed.data
    const told = [claimsOf(idToken), claimsOf(token)]
    const tenants = told.flatMap(({ tenantId }) => tenantId ?? [])
    const { tenantId: ours } = settings
    if (ours !== undefined && tenants.some((each) => each.toLowerCase() !== ours.toLowerCase())) {
      throw wrong('other_tenant', 'credentials')
    }
    const tenantId = tenants[0] ?? ours
    if (tenantId === undefined) throw wrong('no_tenant')
    const issuer = told.flatMap(({ iss }) => iss ?? [])[0] ?? settings.issuer
    const freshSeconds = Math.min(freshFor(life, RENEW_BEFORE_SECONDS), LONGEST_KEPT_SECONDS)
    return { value: { token, issuer, tenantId }, freshSeconds }
  }

  return createTokenKeeper({
    upstream: 'cxone',
    clock,
    metrics,
    fetch: async (deadline) => {
      const { baseUrl, ...request } = await requestOf(parts, deadline)
      const answer = await callerOf(baseUrl)({
        operation: 'token',
        method: 'POST',
        ...request,
        readsErrorCode: true,
        deadline,
      }).catch((error: unknown) => asPreparation(error, 'credentials'))
      return read(answer.json)
    },
  })
}
