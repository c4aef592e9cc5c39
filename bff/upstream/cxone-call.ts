/** Calls to CXone with a token of the scopes that a side of it needs. */
import type { Credentials } from '../config.ts'
import type { Clock, Metrics } from '../ports.ts'
import { type CallAnswer, type CallRequest, createHttpCall, type HttpCallParts } from './http-call.ts'
import { callWithToken, createTokenSource } from './oauth-token.ts'

const RENEW_BEFORE_SECONDS = 30

export interface CxoneParts {
  readonly baseUrl: string
  /** `undefined`: every call is refused as not configured, and nothing is sent. */
  readonly credentials: Credentials | undefined
  readonly clock: Clock
  readonly metrics: Metrics
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
}

export type CxoneCall = (request: CallRequest) => Promise<CallAnswer>

/** `undefined` without credentials. */
export const createCxoneCall = (parts: CxoneParts, scope: string): CxoneCall | undefined => {
  const { credentials } = parts
  if (credentials === undefined) return undefined
  const call = createHttpCall({ ...parts, upstream: 'cxone' })
  const tokens = createTokenSource({
    ...parts,
    upstream: 'cxone',
    call,
    path: '/oauth/token',
    form: {
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope,
    },
    renewBeforeSeconds: RENEW_BEFORE_SECONDS,
  })
  return (request) => callWithToken(call, tokens, request)
}
