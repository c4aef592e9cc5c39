/** What the BFF, the stand-ins and the desktop must agree on. */
import { randomBytes } from 'node:crypto'
import type { Dialects } from './options.ts'

export type CxoneSecrets =
  | { readonly dialect: 'tutorial'; readonly clientId: string; readonly clientSecret: string }
  | {
      readonly dialect: 'vendor'
      readonly accessKeyId: string
      readonly accessKeySecret: string
      /** Absent where the BFF has no client: it shows the access key alone then. */
      readonly clientId?: string | undefined
      readonly clientSecret?: string | undefined
    }

export type CognigySecrets =
  | { readonly dialect: 'tutorial'; readonly clientId: string; readonly clientSecret: string; readonly apiKey: string }
  | {
      readonly dialect: 'vendor'
      readonly apiKey?: string | undefined
      /** The one in `COGNIGY_ASSIST_URL`. */
      readonly assistToken?: string | undefined
      readonly chatToken?: string | undefined
    }

export interface Secrets {
  readonly cxone: CxoneSecrets
  readonly cognigy: CognigySecrets
  /** The first of them, if there are two. */
  readonly webhookSecret: string
  /** The first of them, as of the webhook secrets. */
  readonly integratorKey: string
  /** Known only where we start the BFF. */
  readonly widgetTokenSecret: string | undefined
}

const random = (): string => randomBytes(32).toString('base64url')

const freshCxone = (dialect: Dialects['cxone']): CxoneSecrets => {
  const client = { clientId: 'simulated-cxone', clientSecret: random() }
  if (dialect === 'tutorial') return { dialect, ...client }
  return { dialect, ...client, accessKeyId: 'SIMULATED-KEY====', accessKeySecret: random() }
}

const freshCognigy = (dialect: Dialects['cognigy']): CognigySecrets => {
  if (dialect === 'tutorial') {
    return { dialect, clientId: 'simulated-cognigy', clientSecret: random(), apiKey: random() }
  }
  return { dialect, apiKey: random(), assistToken: random(), chatToken: random() }
}

/** New ones for a BFF that we start: they live as long as this run. */
export const freshSecrets = ({ cxone, cognigy }: Dialects): Secrets => ({
  cxone: freshCxone(cxone),
  cognigy: freshCognigy(cognigy),
  webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
  integratorKey: random(),
  widgetTokenSecret: random(),
})

export type SecretsResult =
  | { readonly ok: true; readonly secrets: Secrets }
  | { readonly ok: false; readonly missing: readonly string[] }

type Environment = Readonly<Record<string, string | undefined>>

const optional = (environment: Environment, name: string): string | undefined => environment[name]?.trim() || undefined

/** The URLToken is the last part of the address. */
const lastPart = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : undefined

/** Those of a BFF that runs already, by the names that it reads itself. */
export const secretsFrom = (environment: Environment, dialects: Dialects): SecretsResult => {
  const missing: string[] = []
  const read = (name: string): string => {
    const value = optional(environment, name) ?? ''
    if (value === '') missing.push(name)
    return value
  }
  const cxone: CxoneSecrets =
    dialects.cxone === 'tutorial'
      ? {
          dialect: dialects.cxone,
          clientId: read('CXONE_CLIENT_ID'),
          clientSecret: read('CXONE_CLIENT_SECRET'),
        }
      : {
          dialect: dialects.cxone,
          accessKeyId: read('CXONE_ACCESS_KEY_ID'),
          accessKeySecret: read('CXONE_ACCESS_KEY_SECRET'),
          clientId: optional(environment, 'CXONE_CLIENT_ID'),
          clientSecret: optional(environment, 'CXONE_CLIENT_SECRET'),
        }
  const cognigy: CognigySecrets =
    dialects.cognigy === 'tutorial'
      ? {
          dialect: dialects.cognigy,
          clientId: read('COGNIGY_CLIENT_ID'),
          clientSecret: read('COGNIGY_CLIENT_SECRET'),
          apiKey: optional(environment, 'COGNIGY_API_KEY') ?? '',
        }
      : {
          dialect: dialects.cognigy,
          apiKey: optional(environment, 'COGNIGY_API_KEY'),
          assistToken: lastPart(optional(environment, 'COGNIGY_ASSIST_URL')),
        }
  const secrets: Secrets = {
    cxone,
    cognigy,
    webhookSecret: read('WEBHOOK_SECRET').split(',', 1)[0]?.trim() ?? '',
    integratorKey: read('INTEGRATOR_API_KEY').split(',', 1)[0]?.trim() ?? '',
    widgetTokenSecret: undefined,
  }
  return missing.length > 0 ? { ok: false, missing } : { ok: true, secrets }
}
