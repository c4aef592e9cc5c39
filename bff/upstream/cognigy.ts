/** Cognigy in the tutorial dialect (CONTRACT section 3): for now the token of its organisation URL. */
import type { Credentials } from '../config.ts'
import type { Clock, Metrics } from '../ports.ts'
import { createHttpCall } from './http-call.ts'
import { createTokenSource, type TokenSource } from './oauth-token.ts'

const SCOPE = 'agentassist:read dialog:read analytics:write streaming:subscribe'
const RENEW_BEFORE_SECONDS = 60

export interface CognigyTokensParts {
  readonly orgUrl: string
  readonly credentials: Credentials
  readonly clock: Clock
  readonly metrics: Metrics
}

/** The token that the stream and the suggestions are asked with. */
export const createCognigyTokens = ({ orgUrl, credentials, clock, metrics }: CognigyTokensParts): TokenSource =>
  createTokenSource({
    upstream: 'cognigy',
    call: createHttpCall({ upstream: 'cognigy', baseUrl: orgUrl, clock, metrics }),
    path: '/api/v1/oauth/token',
    form: {
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: SCOPE,
    },
    renewBeforeSeconds: RENEW_BEFORE_SECONDS,
    clock,
    metrics,
  })
