/** Where CXone is, in which dialect it is spoken to, and by which credentials. */
import * as z from 'zod/mini'
import type { Credentials } from '../ports/credentials.ts'
import { type CxoneDialect, SIGNAL_PARAMS, type VendorCxoneSettings } from '../upstream/cxone/dialects.ts'
import { credentialsOf, dialect, type Given, halfPair, region } from './upstreams.ts'
import { upstreamBase } from './urls.ts'

export interface CxoneConfig {
  readonly dialect: CxoneDialect
  /** Of the tutorial dialect. */
  readonly baseUrl: string
  /** Of the tutorial dialect. */
  readonly credentials: Credentials | undefined
  readonly vendor: VendorCxoneSettings
}

const ISSUER = 'https://cxone.niceincontact.com'
const AUTH_URL = 'https://na1.nice-incontact.com'
const ACD_VERSION = 'v30.0'

/** The variables of both dialects. */
export const cxoneVariables = {
  CXONE_DIALECT: dialect,
  CXONE_ENV: z._default(region, 'us'),
  CXONE_API_URL: z.optional(upstreamBase),
  CXONE_CLIENT_ID: z.optional(z.string()),
  CXONE_CLIENT_SECRET: z.optional(z.string()),
  CXONE_ACCESS_KEY_ID: z.optional(z.string()),
  CXONE_ACCESS_KEY_SECRET: z.optional(z.string()),
  CXONE_ISSUER: z._default(upstreamBase, ISSUER),
  CXONE_AUTH_URL: z._default(upstreamBase, AUTH_URL),
  CXONE_TENANT_ID: z.optional(z.string()),
  CXONE_DFO_URL: z.optional(upstreamBase),
  CXONE_ACD_VERSION: z._default(
    z.string().check(z.regex(/^v\d{1,4}\.\d{1,4}$/, 'must be a version such as v30.0')),
    ACD_VERSION,
  ),
  CXONE_SIGNAL_PARAMS: z._default(z.enum(SIGNAL_PARAMS), 'mixed'),
  CXONE_EVENT_HUB: z._default(z.enum(['off', 'on']), 'off'),
} as const

/** What is right by itself and does not fit together: half a pair. */
export const cxoneProblems = (given: Given): readonly string[] => [
  ...halfPair(given, 'CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'),
  ...halfPair(given, 'CXONE_ACCESS_KEY_ID', 'CXONE_ACCESS_KEY_SECRET'),
]

/** Variables that only the tutorial dialect reads. */
const TUTORIAL_ONLY = ['CXONE_ENV']

/** What does not work although the process starts. */
export const cxoneWarnings = (given: Given): readonly string[] => {
  if (given['CXONE_DIALECT'] !== 'vendor') {
    return given['CXONE_CLIENT_ID'] === undefined
      ? ['CXONE_CLIENT_ID and CXONE_CLIENT_SECRET are not set: nothing can be routed']
      : []
  }
  return [
    ...(given['CXONE_ACCESS_KEY_ID'] === undefined
      ? ['CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET are not set: nothing can be routed']
      : []),
    ...TUTORIAL_ONLY.filter((name) => given[name] !== undefined).map(
      (name) => `${name} is set, and CXONE_DIALECT vendor does not read it`,
    ),
  ]
}

type CxoneVariables = z.infer<z.ZodMiniObject<typeof cxoneVariables>>

const vendorOf = (env: CxoneVariables): VendorCxoneSettings => {
  const { CXONE_ACCESS_KEY_ID: id, CXONE_ACCESS_KEY_SECRET: secret } = env
  return {
    accessKey: id === undefined || secret === undefined ? undefined : { id, secret },
    client: credentialsOf(env.CXONE_CLIENT_ID, env.CXONE_CLIENT_SECRET),
    issuer: env.CXONE_ISSUER,
    authUrl: env.CXONE_AUTH_URL,
    tenantId: env.CXONE_TENANT_ID,
    apiUrl: env.CXONE_API_URL,
    dfoUrl: env.CXONE_DFO_URL,
    acdVersion: env.CXONE_ACD_VERSION,
    signalParams: env.CXONE_SIGNAL_PARAMS,
    eventHub: env.CXONE_EVENT_HUB === 'on',
  }
}

export const cxoneOf = (env: CxoneVariables): CxoneConfig => ({
  dialect: env.CXONE_DIALECT,
  baseUrl:
    env.CXONE_API_URL ?? (env.CXONE_ENV === 'us' ? 'https://api.cxone.com' : `https://${env.CXONE_ENV}.api.cxone.com`),
  credentials: credentialsOf(env.CXONE_CLIENT_ID, env.CXONE_CLIENT_SECRET),
  vendor: vendorOf(env),
})
