/** The service as the benchmarks run it: the built `dist/bff/service/main.js` with an environment of an ordinary installation. */
import { BFF } from './harness/places.ts'
import type { Context } from './harness/scenario.ts'
import { type ServerProcess, startServer } from './harness/server-process.ts'

/** Made up for the benchmarks; they protect nothing. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('benchmarks only: a fixed key of 32b').toString('base64')}`
export const INTEGRATOR_API_KEY = 'benchmarks-only-integrator-key-0123456789'
const WIDGET_TOKEN_SECRET = 'benchmarks-only-widget-token-secret-0123456789'

export interface BffOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly nodeArgs?: readonly string[]
  readonly entry?: string
  readonly port?: number
}

/** Log level is the default one unless `env` says otherwise. */
export const startBff = (
  { options }: Context,
  { env = {}, nodeArgs = [], entry = BFF, ...rest }: BffOptions = {},
): Promise<ServerProcess> => {
  const profiling = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]
  return startServer({
    ...rest,
    entry,
    nodeArgs: [...profiling, ...nodeArgs],
    env: { WEBHOOK_SECRET, WIDGET_TOKEN_SECRET, INTEGRATOR_API_KEY, ...env },
  })
}
