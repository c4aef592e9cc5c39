/** Calls to CXone with a token of the scopes that a side of it needs. */
import type { Credentials } from '../../../ports/credentials.ts'
import type { Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import type { Tracing } from '../../../ports/tracing.ts'
import {
  type CallAnswer,
  type CallRequest,
  createHttpCall,
  type HttpCall,
  type HttpCallParts,
} from '../../http/http-call.ts'
import { callWithToken, createTokenSource, type TokenSource } from '../../http/oauth-token.ts'
import type { ProxyOf } from '../../http/proxies.ts'

const RENEW_BEFORE_SECONDS = 30

export interface CxoneParts {
  readonly baseUrl: string
  /** `undefined`: every call is refused as not configured, and nothing is sent. */
  readonly credentials: Credentials | undefined
  readonly clock: Clock
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
}

/** As the tutorial's client asks for; routing needs both. */
export const ROUTING_SCOPE = 'conversation:all routing:all'
/** Diagnosis and transfer have scopes of their own, so that routing works without them. */
export const HANDOVER_SCOPE = 'conversations:read conversations:modify'

/** Tokens of one scope. */
export const createCxoneTokens = (parts: {
  readonly credentials: Credentials
  readonly call: HttpCall
  readonly scope: string
  readonly clock: Clock
  readonly metrics: Metrics
}): TokenSource =>
  createTokenSource({
    ...parts,
    upstream: 'cxone',
    path: '/oauth/token',
    form: {
      grant_type: 'client_credentials',
      client_id: parts.credentials.clientId,
      client_secret: parts.credentials.clientSecret,
      scope: parts.scope,
    },
    renewBeforeSeconds: RENEW_BEFORE_SECONDS,
  })

export type CxoneCall = (request: CallRequest) => Promise<CallAnswer>

/** `undefined` without credentials. */
export const createCxoneCall = (parts: CxoneParts, scope: string): CxoneCall | undefined => {
  const { credentials } = parts
  if (credentials === undefined) return undefined
  const call = createHttpCall({ ...parts, upstream: 'cxone' })
  const tokens = createCxoneTokens({ ...parts, credentials, call, scope })
  return (request) => callWithToken(call, tokens, request)
}
