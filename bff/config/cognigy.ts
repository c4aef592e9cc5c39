/** Where Cognigy is, in which dialect it is spoken to, and by which credentials. */
import * as z from 'zod/mini'
import type { Credentials } from '../ports/credentials.ts'
import type { CognigyDialect, VendorCognigySettings } from '../upstream/cognigy/dialects.ts'
import { credentialsOf, dialect, type Given, halfPair } from './upstreams.ts'
import { hostName, upstreamBase } from './urls.ts'

export interface CognigyConfig {
  readonly dialect: CognigyDialect
  /** Of the tutorial dialect, as the next three. */
  readonly orgUrl: string | undefined
  readonly apiUrl: string
  readonly credentials: Credentials | undefined
  /** For session updates: that Cognigy is told of escalation levels. */
  readonly apiKey: string | undefined
  readonly vendor: VendorCognigySettings
}

const TUTORIAL_API = 'https://api.cognigy.ai'

/** The variables of both dialects. */
export const cognigyVariables = {
  COGNIGY_DIALECT: dialect,
  COGNIGY_DOMAIN: z.optional(hostName),
  COGNIGY_ORG_URL: z.optional(upstreamBase),
  COGNIGY_API_URL: z.optional(upstreamBase),
  COGNIGY_CLIENT_ID: z.optional(z.string()),
  COGNIGY_CLIENT_SECRET: z.optional(z.string()),
  COGNIGY_API_KEY: z.optional(z.string()),
  COGNIGY_ASSIST_URL: z.optional(upstreamBase),
  COGNIGY_SESSION_WRITES: z._default(z.enum(['answer', 'inject']), 'answer'),
  COGNIGY_ENDPOINT_URL: z.optional(upstreamBase),
} as const

type CognigyVariables = z.infer<z.ZodMiniObject<typeof cognigyVariables>>

const isVendor = (given: Given): boolean => given['COGNIGY_DIALECT'] === 'vendor'

/** What is right by itself and does not fit together. */
export const cognigyProblems = (given: Given): readonly string[] => {
  if (!isVendor(given)) return halfPair(given, 'COGNIGY_CLIENT_ID', 'COGNIGY_CLIENT_SECRET')
  if (given['COGNIGY_SESSION_WRITES'] !== 'inject') return []
  return ['COGNIGY_API_URL', 'COGNIGY_API_KEY'].flatMap((name) =>
    given[name] === undefined ? [`${name}: is missing, and COGNIGY_SESSION_WRITES inject needs it`] : [],
  )
}

/** Variables that only the tutorial dialect reads. */
const TUTORIAL_ONLY = ['COGNIGY_DOMAIN', 'COGNIGY_ORG_URL', 'COGNIGY_CLIENT_ID', 'COGNIGY_CLIENT_SECRET']

/** What does not work although the process starts, and what is set for nothing. */
export const cognigyWarnings = (given: Given): readonly string[] => {
  const without = (name: string, warning: string): readonly string[] => (given[name] === undefined ? [warning] : [])
  if (!isVendor(given)) {
    return [
      ...without(
        'COGNIGY_CLIENT_ID',
        'COGNIGY_CLIENT_ID and COGNIGY_CLIENT_SECRET are not set: no live transcript, and the bot’s sessions are told nothing',
      ),
      ...without('COGNIGY_API_KEY', 'COGNIGY_API_KEY is not set: Cognigy cannot be told that a customer is frustrated'),
    ]
  }
  const endpointUrl = given['COGNIGY_ENDPOINT_URL'] ?? endpointOf(given['COGNIGY_API_URL'])
  return [
    ...without('COGNIGY_ASSIST_URL', 'COGNIGY_ASSIST_URL is not set: agents get the fallback suggestions alone'),
    ...(endpointUrl === undefined
      ? ['COGNIGY_ENDPOINT_URL is not set and does not follow from COGNIGY_API_URL: agents cannot escalate']
      : []),
    ...TUTORIAL_ONLY.filter((name) => given[name] !== undefined).map(
      (name) => `${name} is set, and COGNIGY_DIALECT vendor does not read it`,
    ),
  ]
}

/** The vendor names its hosts in pairs. */
const endpointOf = (apiUrl: string | undefined): string | undefined => {
  if (apiUrl === undefined) return undefined
  const { protocol, host } = new URL(apiUrl)
  const [, prefix, rest] = /^(cognigy-)?api-(.+)$/.exec(host) ?? []
  return rest === undefined ? undefined : `${protocol}//${prefix ?? ''}endpoint-${rest}`
}

const vendorOf = (env: CognigyVariables): VendorCognigySettings => {
  const { COGNIGY_API_URL: apiUrl, COGNIGY_API_KEY: apiKey } = env
  const isWritten = env.COGNIGY_SESSION_WRITES === 'inject' && apiUrl !== undefined && apiKey !== undefined
  return {
    assistUrl: env.COGNIGY_ASSIST_URL,
    injects: isWritten ? { apiUrl, apiKey } : undefined,
    apiUrl,
    apiKey,
    endpointUrl: env.COGNIGY_ENDPOINT_URL ?? endpointOf(apiUrl),
  }
}

export const cognigyOf = (env: CognigyVariables): CognigyConfig => ({
  dialect: env.COGNIGY_DIALECT,
  orgUrl: env.COGNIGY_ORG_URL ?? (env.COGNIGY_DOMAIN === undefined ? undefined : `https://${env.COGNIGY_DOMAIN}`),
  apiUrl: env.COGNIGY_API_URL ?? TUTORIAL_API,
  credentials: credentialsOf(env.COGNIGY_CLIENT_ID, env.COGNIGY_CLIENT_SECRET),
  apiKey: env.COGNIGY_API_KEY,
  vendor: vendorOf(env),
})
