/** What the BFF, the stand-ins and the desktop must agree on. */
import { randomBytes } from 'node:crypto'

export interface Secrets {
  readonly cxone: { readonly clientId: string; readonly clientSecret: string }
  readonly cognigy: { readonly clientId: string; readonly clientSecret: string; readonly apiKey: string }
  /** The first of them, if there are two. */
  readonly webhookSecret: string
  /** The first of them, as of the webhook secrets. */
  readonly integratorKey: string
  /** Known only where we start the BFF. */
  readonly widgetTokenSecret: string | undefined
}

const random = (): string => randomBytes(32).toString('base64url')

/** New ones for a BFF that we start: they live as long as this run. */
export const freshSecrets = (): Secrets => ({
  cxone: { clientId: 'simulated-cxone', clientSecret: random() },
  cognigy: { clientId: 'simulated-cognigy', clientSecret: random(), apiKey: random() },
  webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
  integratorKey: random(),
  widgetTokenSecret: random(),
})

export type SecretsResult =
  | { readonly ok: true; readonly secrets: Secrets }
  | { readonly ok: false; readonly missing: readonly string[] }

/** Those of a BFF that runs already, by the names that it reads itself. */
export const secretsFrom = (environment: Readonly<Record<string, string | undefined>>): SecretsResult => {
  const missing: string[] = []
  const read = (name: string): string => {
    const value = environment[name]?.trim() ?? ''
    if (value === '') missing.push(name)
    return value
  }
  const secrets: Secrets = {
    cxone: { clientId: read('CXONE_CLIENT_ID'), clientSecret: read('CXONE_CLIENT_SECRET') },
    cognigy: {
      clientId: read('COGNIGY_CLIENT_ID'),
      clientSecret: read('COGNIGY_CLIENT_SECRET'),
      apiKey: environment['COGNIGY_API_KEY']?.trim() ?? '',
    },
    webhookSecret: read('WEBHOOK_SECRET').split(',', 1)[0]?.trim() ?? '',
    integratorKey: read('INTEGRATOR_API_KEY').split(',', 1)[0]?.trim() ?? '',
    widgetTokenSecret: undefined,
  }
  return missing.length > 0 ? { ok: false, missing } : { ok: true, secrets }
}
