import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inPackage } from '../repository.ts'
import type { Secrets } from './secrets.ts'

type Variables = Readonly<Record<string, string>>

export interface BffSurroundings {
  readonly port: number
  /** What each stand-in says of where it is and how it is opened. */
  readonly upstreams: readonly { readonly environment: Variables }[]
  readonly desktopPort: number
  readonly secrets: Secrets
  /** Where the BFF keeps its state. */
  readonly dataDir: string
  readonly rulesPath: string
}

/** Where whoever starts the simulator wants state kept, or a folder for this run: each run tells of other conversations. */
export const dataFolder = (surrounding: Readonly<Record<string, string | undefined>>): string =>
  surrounding['DATA_DIR']?.trim() || mkdtempSync(join(tmpdir(), 'cx-assist-demo-'))

/** The rules of whoever starts the simulator, or the demo's own: there, each thing that a customer says is asked about. */
export const rulesFile = (surrounding: Readonly<Record<string, string | undefined>>): string =>
  surrounding['CX_ASSIST_CONFIG']?.trim() || inPackage('simulator', 'rules.json')

/** The environment by which a started BFF finds the stand-ins and lets the desktop in (docs/contract.md section 6). */
export const bffEnvironment = ({
  port,
  upstreams,
  desktopPort,
  secrets,
  dataDir,
  rulesPath,
}: BffSurroundings): Variables => {
  const desktops = `http://localhost:${desktopPort},http://127.0.0.1:${desktopPort}`
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    ...Object.assign({}, ...upstreams.map(({ environment }) => environment)),
    WEBHOOK_SECRET: secrets.webhookSecret,
    WIDGET_TOKEN_SECRET: secrets.widgetTokenSecret ?? '',
    INTEGRATOR_API_KEY: secrets.integratorKey,
    DATA_DIR: dataDir,
    CX_ASSIST_CONFIG: rulesPath,
    ALLOWED_ORIGINS: desktops,
    // Whose pages may hold the hosted panel in a frame.
    PANEL_ANCESTORS: desktops,
  }
}
