import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Secrets } from './secrets.ts'

export interface BffSurroundings {
  readonly port: number
  readonly cxoneUrl: string
  readonly cognigyUrl: string
  readonly desktopPort: number
  readonly secrets: Secrets
  /** Where the BFF keeps its state. */
  readonly dataDir: string
}

/** Where whoever starts the simulator wants state kept, or a folder for this run: each run tells of other conversations. */
export const dataFolder = (surrounding: Readonly<Record<string, string | undefined>>): string =>
  surrounding['DATA_DIR']?.trim() || mkdtempSync(join(tmpdir(), 'cx-assist-demo-'))

/** The environment by which a started BFF finds the stand-ins and lets the desktop in (docs/contract.md section 6). */
export const bffEnvironment = ({ port, cxoneUrl, cognigyUrl, desktopPort, secrets, dataDir }: BffSurroundings) => ({
  PORT: String(port),
  HOST: '127.0.0.1',
  CXONE_API_URL: cxoneUrl,
  CXONE_CLIENT_ID: secrets.cxone.clientId,
  CXONE_CLIENT_SECRET: secrets.cxone.clientSecret,
  CXONE_DIALECT: 'tutorial',
  COGNIGY_API_URL: cognigyUrl,
  COGNIGY_ORG_URL: cognigyUrl,
  COGNIGY_CLIENT_ID: secrets.cognigy.clientId,
  COGNIGY_CLIENT_SECRET: secrets.cognigy.clientSecret,
  COGNIGY_API_KEY: secrets.cognigy.apiKey,
  COGNIGY_DIALECT: 'tutorial',
  WEBHOOK_SECRET: secrets.webhookSecret,
  WIDGET_TOKEN_SECRET: secrets.widgetTokenSecret ?? '',
  INTEGRATOR_API_KEY: secrets.integratorKey,
  DATA_DIR: dataDir,
  ALLOWED_ORIGINS: `http://localhost:${desktopPort},http://127.0.0.1:${desktopPort}`,
})
