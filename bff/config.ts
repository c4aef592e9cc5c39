/** The environment, checked at start: every problem at once, and never the value of a secret. */
import * as z from 'zod/mini'
import { parseOrProblem } from '../shared/wire/problem.ts'
import { createClientAddresses, type TrustedProxies } from './callers/client-address.ts'
import { readOrigin } from './callers/origins.ts'
import { RIM_DEFAULTS, type RimSettings } from './http/rim-settings.ts'
import type { Credentials } from './ports/credentials.ts'
import { readServerAddress, type ServerAddress } from './store/redis/server-address.ts'
import { proxyProblems } from './upstream/http/proxies.ts'

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const HOST_LABEL = /^[a-z0-9-]+$/i
const LONGEST_HOST_NAME = 253
const WEBHOOK_SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/
const SHORTEST_SECRET = 8
const SHORT_SECRET = 32

const isHostName = (text: string): boolean =>
  text.length <= LONGEST_HOST_NAME &&
  text.split('.').every((label) => HOST_LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-'))

const tryUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

const isUpstreamBase = (text: string): boolean => {
  const url = tryUrl(text)
  if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname))
}

const isWebhookSecret = (text: string): boolean => {
  const encoded = WEBHOOK_SECRET.exec(text)?.[1]
  return encoded !== undefined && Buffer.from(encoded, 'base64').length >= 24
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const MOST_PROXIES = 16
/** A number of hops, or a list that can be read; `undefined` for anything else. */
const readTrustedProxies = (text: string): TrustedProxies | undefined => {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= MOST_PROXIES ? Number(text) : undefined
  try {
    createClientAddresses(list(text))
    return list(text)
  } catch {
    return undefined
  }
}

const upstreamBase = z
  .string()
  .check(z.refine(isUpstreamBase, 'must be an https URL without credentials or query (http only on loopback)'))
/** Two while it is being rotated. */
const secret = z.string().check(
  z.refine((text) => {
    const secrets = list(text)
    return secrets.length <= 2 && secrets.length >= 1 && secrets.every(({ length }) => length >= SHORTEST_SECRET)
  }, `must have at least ${SHORTEST_SECRET} characters; two at most, separated by a comma`),
)
const seconds = (least: number, most: number) =>
  z
    .string()
    .check(
      z.refine(
        (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most,
        `must be a whole number of seconds, ${least} to ${most}`,
      ),
    )
const dialect = z._default(z.enum(['tutorial', 'vendor']), 'tutorial')

const environment = z.object({
  PORT: z._default(
    z.string().check(
      z.regex(/^\d{1,5}$/, 'must be a port, 0 to 65535'),
      z.refine((port) => Number(port) <= 65_535, 'must be a port, 0 to 65535'),
    ),
    '8080',
  ),
  HOST: z.optional(z.string().check(z.regex(/^[\w.:[\]-]+$/, 'must be a host name or address'))),
  LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
  COGNIGY_DOMAIN: z.optional(z.string().check(z.refine(isHostName, 'must be a host name'))),
  COGNIGY_ORG_URL: z.optional(upstreamBase),
  COGNIGY_API_URL: z._default(upstreamBase, 'https://api.cognigy.ai'),
  COGNIGY_CLIENT_ID: z.optional(z.string()),
  COGNIGY_CLIENT_SECRET: z.optional(z.string()),
  COGNIGY_API_KEY: z.optional(z.string()),
  CXONE_ENV: z._default(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a region such as us or eu')), 'us'),
  CXONE_API_URL: z.optional(upstreamBase),
  CXONE_CLIENT_ID: z.optional(z.string()),
  CXONE_CLIENT_SECRET: z.optional(z.string()),
  WEBHOOK_SECRET: z.optional(
    z.string().check(
      z.refine((text) => {
        const secrets = list(text)
        return secrets.length >= 1 && secrets.length <= 2 && secrets.every(isWebhookSecret)
      }, 'must be whsec_ and the base64 of at least 24 bytes; two at most, separated by a comma'),
    ),
  ),
  WIDGET_TOKEN_SECRET: z.optional(secret),
  INTEGRATOR_API_KEY: z.optional(secret),
  ALLOWED_ORIGINS: z._default(
    z
      .string()
      .check(
        z.refine(
          (text) => list(text).every((origin) => readOrigin(origin) !== undefined),
          'must be origins such as https://desk.example.com, or https://*.example.com for one label of any name, separated by commas',
        ),
      ),
    '',
  ),
  TRUST_PROXY: z._default(
    z
      .string()
      .check(
        z.refine(
          (text) => readTrustedProxies(text) !== undefined,
          'must be a number of proxies, or their addresses, networks (10.0.0.0/8) or loopback, linklocal, uniquelocal, separated by commas',
        ),
      ),
    '',
  ),
  HSTS_SECONDS: z.optional(seconds(0, 63_072_000)),
  KEEP_ALIVE_SECONDS: z._default(seconds(1, 3600), String(RIM_DEFAULTS.keepAliveSeconds)),
  CONNECTIONS_PER_ADDRESS: z._default(
    z
      .string()
      .check(z.refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= 1, 'must be a whole number, 1 to 999999')),
    String(RIM_DEFAULTS.connectionsPerAddress),
  ),
  DATA_DIR: z.optional(
    z.string().check(z.regex(/^(?!\w+:\/\/)[^\p{Cc}]+$/u, 'must be the path of a folder, absolute or relative')),
  ),
  REDIS_URL: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => readServerAddress(text) !== undefined,
          'must be a redis:// or rediss:// URL, or redis-sentinel:// with the sentinels and, after a slash, the name of what they watch',
        ),
      ),
  ),
  FALLBACK_INDEX: z.optional(z.string()),
  SENTIMENT_MODEL: z.optional(z.string()),
  CXONE_DIALECT: dialect,
  COGNIGY_DIALECT: dialect,
  CX_ASSIST_CONFIG: z.optional(z.string()),
  METRICS_LOG: z.optional(z.string()),
})
type Environment = z.infer<typeof environment>

export interface Config {
  readonly port: number
  readonly host: string
  readonly logLevel: Environment['LOG_LEVEL']
  readonly cxone: { readonly baseUrl: string; readonly credentials: Credentials | undefined }
  readonly cognigy: {
    readonly orgUrl: string | undefined
    readonly apiUrl: string
    readonly credentials: Credentials | undefined
    /** For session updates: that Cognigy is told of escalation levels. */
    readonly apiKey: string | undefined
  }
  /** Empty: webhooks are not authenticated, and then `host` is loopback. */
  readonly webhookSecrets: readonly string[]
  /** The first signs, each verifies; empty: no widget can connect. */
  readonly widgetTokenSecrets: readonly string[]
  /** Any of them lets in; empty: no widget token can be had. */
  readonly integratorKeys: readonly string[]
  /** As {@link readOrigin} spells them. */
  readonly allowedOrigins: readonly string[]
  readonly rim: RimSettings
  readonly rulesPath: string | undefined
  /** Where confirmed intents are kept; nowhere without it. */
  readonly dataDir: string | undefined
  /** Where all state is kept and shared with other processes; in this process alone without it. */
  readonly redis: ServerAddress | undefined
  /** Folder of the index that misunderstood utterances are ranked with; `undefined` is the shipped one. */
  readonly fallbackIndex: string | undefined
  /** Folder of the model that sentiment is scored with on this side; `undefined` is the shipped one. */
  readonly sentimentModel: string | undefined
  /** Where query and feedback records go: a file, `-` for standard output, nowhere. */
  readonly metricsLog: string | undefined
  /** What an operator should know although the process starts. */
  readonly warnings: readonly string[]
  /** What is as it should be, and yet may surprise. */
  readonly notes: readonly string[]
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

const pair = (
  names: readonly [string, string],
  values: readonly [string | undefined, string | undefined],
  problems: string[],
): Credentials | undefined => {
  const [clientId, clientSecret] = values
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret }
  const missing = clientId === undefined ? names[0] : names[1]
  if (clientId !== clientSecret) problems.push(`${missing}: is missing although its other half is set`)
  return undefined
}

/** What the contract names and this version cannot do yet is refused or said, never silently ignored. */
const notYet = (given: Readonly<Record<string, string>>, problems: string[]): void => {
  for (const name of ['CXONE_DIALECT', 'COGNIGY_DIALECT']) {
    if (given[name] === 'vendor') problems.push(`${name}: vendor is not available in this version`)
  }
}

/** What is as it should be, and yet may surprise. */
const notesOn = ({ DATA_DIR, REDIS_URL }: Environment): readonly string[] =>
  DATA_DIR === undefined
    ? []
    : [
        `DATA_DIR is set: confirmed intents and handovers are kept there; conversations are kept in ${REDIS_URL === undefined ? 'memory' : 'Redis'}`,
      ]

const listen = (env: Environment, warnings: string[]): string => {
  if (env.WEBHOOK_SECRET !== undefined) return env.HOST ?? '0.0.0.0'
  const wantsMore = env.HOST !== undefined && !LOOPBACK_HOST.test(env.HOST) && env.HOST !== '::1'
  warnings.push(
    `WEBHOOK_SECRET is not set: webhooks are not authenticated, so the BFF listens on loopback only${wantsMore ? ' and HOST is ignored' : ''}`,
  )
  return wantsMore || env.HOST === undefined ? '127.0.0.1' : env.HOST
}

const weakSecrets = (env: Environment): string[] =>
  (['WIDGET_TOKEN_SECRET', 'INTEGRATOR_API_KEY'] as const)
    .filter((name) => list(env[name] ?? '').some((each) => Buffer.byteLength(each) < SHORT_SECRET))
    .map((name) => `${name} is shorter than ${SHORT_SECRET} bytes: use a longer random one outside tests`)

/** Blank counts as unset, and a stray newline at the end of a secret is not part of it. */
const tidy = (raw: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(environment.shape).flatMap((name) => {
      const value = raw[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )

/** Reads the environment (passed in, so that tests need no process). */
export const readConfig = (raw: Readonly<Record<string, string | undefined>>): ConfigResult => {
  const given = tidy(raw)
  const parsed = parseOrProblem(environment, given)
  const problems = parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path}: ${message}`)
  const warnings: string[] = []
  const cxone = pair(
    ['CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'],
    [given['CXONE_CLIENT_ID'], given['CXONE_CLIENT_SECRET']],
    problems,
  )
  const cognigy = pair(
    ['COGNIGY_CLIENT_ID', 'COGNIGY_CLIENT_SECRET'],
    [given['COGNIGY_CLIENT_ID'], given['COGNIGY_CLIENT_SECRET']],
    problems,
  )
  notYet(given, problems)
  problems.push(...proxyProblems(raw))
  if (!parsed.ok || problems.length > 0) return { ok: false, problems }
  const env = parsed.value
  const host = listen(env, warnings)
  if (cxone === undefined) warnings.push('CXONE_CLIENT_ID and CXONE_CLIENT_SECRET are not set: nothing can be routed')
  if (cognigy === undefined)
    warnings.push(
      'COGNIGY_CLIENT_ID and COGNIGY_CLIENT_SECRET are not set: no live transcript, and the bot’s sessions are told nothing',
    )
  if (env.COGNIGY_API_KEY === undefined)
    warnings.push('COGNIGY_API_KEY is not set: Cognigy cannot be told that a customer is frustrated')
  if (env.DATA_DIR === undefined)
    warnings.push(
      'DATA_DIR is not set: what agents say was meant cannot be recorded, and handovers are accounted for in the log alone',
    )
  if (env.WIDGET_TOKEN_SECRET === undefined) warnings.push('WIDGET_TOKEN_SECRET is not set: no widget can connect')
  if (env.INTEGRATOR_API_KEY === undefined)
    warnings.push('INTEGRATOR_API_KEY is not set: no widget token can be issued')
  return {
    ok: true,
    config: {
      port: Number(env.PORT),
      host,
      logLevel: env.LOG_LEVEL,
      cxone: {
        baseUrl:
          env.CXONE_API_URL ??
          (env.CXONE_ENV === 'us' ? 'https://api.cxone.com' : `https://${env.CXONE_ENV}.api.cxone.com`),
        credentials: cxone,
      },
      cognigy: {
        orgUrl: env.COGNIGY_ORG_URL ?? (env.COGNIGY_DOMAIN === undefined ? undefined : `https://${env.COGNIGY_DOMAIN}`),
        apiUrl: env.COGNIGY_API_URL,
        credentials: cognigy,
        apiKey: env.COGNIGY_API_KEY,
      },
      webhookSecrets: list(env.WEBHOOK_SECRET ?? ''),
      widgetTokenSecrets: list(env.WIDGET_TOKEN_SECRET ?? ''),
      integratorKeys: list(env.INTEGRATOR_API_KEY ?? ''),
      allowedOrigins: list(env.ALLOWED_ORIGINS).flatMap((origin) => readOrigin(origin) ?? []),
      rim: {
        trustedProxies: readTrustedProxies(env.TRUST_PROXY) ?? [],
        hstsSeconds: env.HSTS_SECONDS === undefined ? undefined : Number(env.HSTS_SECONDS),
        keepAliveSeconds: Number(env.KEEP_ALIVE_SECONDS),
        connectionsPerAddress: Number(env.CONNECTIONS_PER_ADDRESS),
      },
      rulesPath: env.CX_ASSIST_CONFIG,
      dataDir: env.DATA_DIR,
      redis: env.REDIS_URL === undefined ? undefined : readServerAddress(env.REDIS_URL),
      fallbackIndex: env.FALLBACK_INDEX,
      sentimentModel: env.SENTIMENT_MODEL,
      metricsLog: env.METRICS_LOG,
      warnings: [...warnings, ...weakSecrets(env)],
      notes: notesOn(env),
    },
  }
}
