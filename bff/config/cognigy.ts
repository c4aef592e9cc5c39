/** Where Cognigy is, in which dialect it is spoken to, and by which credentials. */
import type { Credentials } from '../ports/credentials.ts'
import { COGNIGY_DIALECTS, type CognigyDialect } from '../upstream/cognigy/dialects.ts'
import { credentialsOf, type Given, halfPair, unspoken } from './upstreams.ts'

export interface CognigyConfig {
  readonly dialect: CognigyDialect
  readonly orgUrl: string | undefined
  readonly apiUrl: string
  readonly credentials: Credentials | undefined
  /** For session updates: that Cognigy is told of escalation levels. */
  readonly apiKey: string | undefined
}

/** What is right by itself and does not fit together: half a pair, or a dialect that is not spoken yet. */
export const cognigyProblems = (given: Given): readonly string[] => [
  ...halfPair(given, 'COGNIGY_CLIENT_ID', 'COGNIGY_CLIENT_SECRET'),
  ...unspoken(given, 'COGNIGY_DIALECT', COGNIGY_DIALECTS),
]

interface CognigyVariables {
  readonly COGNIGY_DIALECT: string
  readonly COGNIGY_DOMAIN?: string | undefined
  readonly COGNIGY_ORG_URL?: string | undefined
  readonly COGNIGY_API_URL: string
  readonly COGNIGY_CLIENT_ID?: string | undefined
  readonly COGNIGY_CLIENT_SECRET?: string | undefined
  readonly COGNIGY_API_KEY?: string | undefined
}

export const cognigyOf = (env: CognigyVariables): CognigyConfig => ({
  dialect: COGNIGY_DIALECTS.find((spoken) => spoken === env.COGNIGY_DIALECT) ?? 'tutorial',
  orgUrl: env.COGNIGY_ORG_URL ?? (env.COGNIGY_DOMAIN === undefined ? undefined : `https://${env.COGNIGY_DOMAIN}`),
  apiUrl: env.COGNIGY_API_URL,
  credentials: credentialsOf(env.COGNIGY_CLIENT_ID, env.COGNIGY_CLIENT_SECRET),
  apiKey: env.COGNIGY_API_KEY,
})
