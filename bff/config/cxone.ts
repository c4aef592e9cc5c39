/** Where CXone is, in which dialect it is spoken to, and by which credentials. */
import type { Credentials } from '../ports/credentials.ts'
import { CXONE_DIALECTS, type CxoneDialect } from '../upstream/cxone/dialects.ts'
import { credentialsOf, type Given, halfPair, unspoken } from './upstreams.ts'

export interface CxoneConfig {
  readonly dialect: CxoneDialect
  readonly baseUrl: string
  readonly credentials: Credentials | undefined
}

/** What is right by itself and does not fit together: half a pair, or a dialect that is not spoken yet. */
export const cxoneProblems = (given: Given): readonly string[] => [
  ...halfPair(given, 'CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'),
  ...unspoken(given, 'CXONE_DIALECT', CXONE_DIALECTS),
]

interface CxoneVariables {
  readonly CXONE_DIALECT: string
  readonly CXONE_ENV: string
  readonly CXONE_API_URL?: string | undefined
  readonly CXONE_CLIENT_ID?: string | undefined
  readonly CXONE_CLIENT_SECRET?: string | undefined
}

export const cxoneOf = (env: CxoneVariables): CxoneConfig => ({
  dialect: CXONE_DIALECTS.find((spoken) => spoken === env.CXONE_DIALECT) ?? 'tutorial',
  baseUrl:
    env.CXONE_API_URL ?? (env.CXONE_ENV === 'us' ? 'https://api.cxone.com' : `https://${env.CXONE_ENV}.api.cxone.com`),
  credentials: credentialsOf(env.CXONE_CLIENT_ID, env.CXONE_CLIENT_SECRET),
})
