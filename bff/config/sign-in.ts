/** Where agents sign in whose desktop cannot mint tokens, and who of them is a supervisor. */
import * as z from 'zod/mini'
import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'
import type { Credentials } from '../ports/credentials.ts'
import type { Given } from './upstreams.ts'
import { isUpstreamBase, upstreamBase } from './urls.ts'

const DEFAULT_SCOPES = 'openid profile'
const DEFAULT_AGENT_CLAIM = 'preferred_username'

/** Scopes as OAuth has them (RFC 6749, 3.3); without `openid` no provider says who it is. */
const isScopes = (text: string): boolean => {
  const scopes = text.split(' ')
  return scopes.includes('openid') && scopes.every((scope) => /^[!#-[\]-~]+$/.test(scope))
}

const scopes = z.string().check(z.refine(isScopes, 'must be scopes separated by one blank each, and openid among them'))

const claim = z.string().check(z.regex(/^[^\s\p{Cc}]{1,200}$/u, 'must be the name of a claim, without blanks'))

/** At the first `=` that leaves a claim and a value: names of claims rarely hold one, values may. */
const readSupervisor = (text: string): SupervisorClaim | undefined => {
  const at = text.indexOf('=')
  const name = text.slice(0, at).trim()
  const value = text.slice(at + 1).trim()
  return at < 1 || name === '' || value === '' ? undefined : { claim: name, value }
}

const supervisor = z
  .string()
  .check(
    z.refine(
      (text) => readSupervisor(text) !== undefined,
      'must be claim=value, such as groups=supervisors: whoever has that value there is a supervisor',
    ),
  )

const publicUrl = z
  .string()
  .check(
    z.refine(
      isUpstreamBase,
      'must be the address by which browsers reach this service, such as https://assist.example.com (http only on loopback)',
    ),
  )

export const signInVariables = {
  OIDC_ISSUER: z.optional(upstreamBase),
  OIDC_CLIENT_ID: z.optional(z.string()),
  OIDC_CLIENT_SECRET: z.optional(z.string()),
  OIDC_SCOPES: z.optional(scopes),
  OIDC_AGENT_CLAIM: z.optional(claim),
  OIDC_SUPERVISOR: z.optional(supervisor),
  PUBLIC_URL: z.optional(publicUrl),
}

/** Whoever has this value in this claim, alone or among others, is a supervisor. */
interface SupervisorClaim {
  readonly claim: string
  readonly value: string
}

export interface SignInConfig {
  /** As the provider names itself. */
  readonly issuer: string
  readonly client: Credentials
  /** Separated by blanks. */
  readonly scopes: string
  /** Whose value is the agent's id. */
  readonly agentClaim: string
  /** `undefined`: nobody who signs in is one. */
  readonly supervisor: SupervisorClaim | undefined
  /** By which browsers reach this service, without a slash at its end; `undefined`: they are on this machine. */
  readonly publicUrl: string | undefined
}

type SignInVariables = { readonly [Name in keyof typeof signInVariables]?: string | undefined }

const NEEDED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
const FURTHER = ['OIDC_SCOPES', 'OIDC_AGENT_CLAIM', 'OIDC_SUPERVISOR'] as const

/** All of it or nothing. */
export const signInProblems = (given: Given): readonly string[] => {
  const isSet = (name: string): boolean => given[name] !== undefined
  if (![...NEEDED, ...FURTHER].some(isSet)) return []
  const missing = NEEDED.filter((name) => !isSet(name)).map(
    (name) => `${name}: is missing, and agents cannot sign in without it; set it, or no OIDC_ variable at all`,
  )
  return isSet('WIDGET_TOKEN_SECRET')
    ? missing
    : [...missing, 'WIDGET_TOKEN_SECRET: is missing, and whoever signs in is given a widget token']
}

/** By which browsers reach this service, without a slash at its end; `undefined`: it is not told. */
export const publicUrlOf = ({ PUBLIC_URL }: SignInVariables): string | undefined =>
  PUBLIC_URL === undefined ? undefined : withoutTrailingSlashes(new URL(PUBLIC_URL).href)

/** `undefined`: nobody signs in here. */
export const signInOf = (env: SignInVariables): SignInConfig | undefined => {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined
  return {
    issuer,
    client: { clientId, clientSecret },
    scopes: env.OIDC_SCOPES ?? DEFAULT_SCOPES,
    agentClaim: env.OIDC_AGENT_CLAIM ?? DEFAULT_AGENT_CLAIM,
    supervisor: env.OIDC_SUPERVISOR === undefined ? undefined : readSupervisor(env.OIDC_SUPERVISOR),
    publicUrl: publicUrlOf(env),
  }
}

export const signInWarnings = (env: SignInVariables): readonly string[] =>
  signInOf(env) !== undefined && env.PUBLIC_URL === undefined
    ? ['PUBLIC_URL is not set: agents can sign in only where browsers reach this service at a loopback address']
    : []
