import type { AccessTokens } from '../../http/access-tokens.ts'
import type { RateLimit } from '../../http/rate-limit.ts'
import type { Sessions } from './sessions.ts'

/** What the routes of this stand-in share. */
export interface CognigyParts {
  readonly sessions: Sessions
  /** Of `COGNIGY_API_URL`; the organisation's URL has tokens of its own. */
  readonly apiTokens: AccessTokens
  readonly orgTokens: AccessTokens
  readonly updateLimit: RateLimit
  readonly clientId: string
  readonly clientSecret: string
  readonly apiKey: string
  readonly acceptUnknownSessions: boolean
}
