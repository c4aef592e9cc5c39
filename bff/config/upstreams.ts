/** Where CXone, Cognigy and the translator are, in which dialect they are spoken to, and by which credentials. */
import * as z from 'zod/mini'
import type { Credentials } from '../ports/credentials.ts'
import { COGNIGY_DIALECTS, type CognigyDialect } from '../upstream/cognigy/dialects.ts'
import { CXONE_DIALECTS, type CxoneDialect } from '../upstream/cxone/dialects.ts'

export const region = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a region such as us or eu'))
export const dialect = z._default(z.enum(['tutorial', 'vendor']), 'tutorial')

export interface CxoneConfig {
  readonly dialect: CxoneDialect
  readonly baseUrl: string
  readonly credentials: Credentials | undefined
}

export interface CognigyConfig {
  readonly dialect: CognigyDialect
  readonly orgUrl: string | undefined
  readonly apiUrl: string
  readonly credentials: Credentials | undefined
  /** For session updates: that Cognigy is told of escalation levels. */
  readonly apiKey: string | undefined
}

type Given = Readonly<Record<string, string>>

/** What is right by itself and does not fit together: half a pair, or a dialect that is not spoken yet. */
export const upstreamProblems = (given: Given): readonly string[] => [
  ...halfPair(given, 'CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'),
  ...halfPair(given, 'COGNIGY_CLIENT_ID', 'COGNIGY_CLIENT_SECRET'),
  ...unspoken(given, 'CXONE_DIALECT', CXONE_DIALECTS),
  ...unspoken(given, 'COGNIGY_DIALECT', COGNIGY_DIALECTS),
]

const halfPair = (given: Given, id: string, secret: string): readonly string[] => {
  if ((given[id] === undefined) === (given[secret] === undefined)) return []
  return [`${given[id] === undefined ? id : secret}: is missing although its other half is set`]
}

/** What the contract names and this version cannot do yet is refused, never silently ignored. */
const unspoken = (given: Given, name: string, spoken: readonly string[]): readonly string[] =>
  given[name] === 'vendor' && !spoken.includes('vendor') ? [`${name}: vendor is not available in this version`] : []

const credentialsOf = (clientId: string | undefined, clientSecret: string | undefined): Credentials | undefined =>
  clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret }

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

export interface TranslatorConfig {
  readonly url: string
  readonly apiKey: string | undefined
}

interface TranslatorVariables {
  readonly TRANSLATE_URL?: string | undefined
  readonly TRANSLATE_API_KEY?: string | undefined
}

export const translatorOf = ({
  TRANSLATE_URL,
  TRANSLATE_API_KEY,
}: TranslatorVariables): TranslatorConfig | undefined =>
  TRANSLATE_URL === undefined ? undefined : { url: TRANSLATE_URL, apiKey: TRANSLATE_API_KEY }
