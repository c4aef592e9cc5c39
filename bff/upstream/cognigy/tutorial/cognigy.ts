/** Cognigy in the tutorial dialect (docs/contract.md section 3): one token for the stream and the suggestions. */
import type { AssistStream, StreamListener, SuggestionSource } from '../../../ports/cognigy.ts'
import type { Credentials } from '../../../ports/credentials.ts'
import type { Log, Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import type { Tracing } from '../../../ports/tracing.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { createHttpCall, type HttpCallParts } from '../../http/http-call.ts'
import { createTokenSource, type TokenSource } from '../../http/oauth-token.ts'
import type { ProxyOf } from '../../http/proxies.ts'
import { openAssistStream } from './assist-stream.ts'
import { createSuggestionSource } from './suggestion-source.ts'

const SCOPE = 'agentassist:read dialog:read analytics:write streaming:subscribe'
const RENEW_BEFORE_SECONDS = 60

export interface CognigyTokensParts {
  readonly orgUrl: string
  readonly credentials: Credentials
  readonly clock: Clock
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
}

export interface CognigyParts {
  readonly orgUrl: string | undefined
  /** `undefined`: nothing is asked, nothing is listened to. */
  readonly credentials: Credentials | undefined
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
  /** Told when suggestions cease to be had and when they are to be had again. */
  readonly onHealth: (isHealthy: boolean) => void
}

export interface Cognigy {
  readonly suggestions: SuggestionSource
  openStream(listener: StreamListener): AssistStream
}

const unconfigured: Cognigy = {
  suggestions: {
    suggest: () => Promise.reject(new UpstreamFailure({ upstream: 'cognigy', kind: 'not_configured' })),
  },
  openStream: () => ({ state: () => ({ kind: 'off' }), close: () => undefined }),
}

/** The token that the stream and the suggestions are asked with. */
export const createCognigyTokens = ({ orgUrl, credentials, ...parts }: CognigyTokensParts): TokenSource =>
  createTokenSource({
    ...parts,
    upstream: 'cognigy',
    call: createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: orgUrl }),
    path: '/api/v1/oauth/token',
    form: {
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: SCOPE,
    },
    renewBeforeSeconds: RENEW_BEFORE_SECONDS,
  })

export const createCognigy = (parts: CognigyParts): Cognigy => {
  // The pauses are those between tries of a call: the stream has its own.
  const { orgUrl, credentials, backoffMs, ...streaming } = parts
  if (orgUrl === undefined || credentials === undefined) return unconfigured
  const tokens = createCognigyTokens({ ...parts, orgUrl, credentials })
  return {
    suggestions: createSuggestionSource({
      ...streaming,
      ...(backoffMs === undefined ? {} : { backoffMs }),
      orgUrl,
      tokens,
    }),
    openStream: (listener) => openAssistStream({ ...streaming, orgUrl, tokens, ...listener }),
  }
}
