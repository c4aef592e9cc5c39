/** `ADMIN_PORT`: there for operators, and its figures there alone. */
import { healthAnswer } from '../../../shared/wire/widget-api.ts'
import type { Config } from '../../config.ts'
import { exchange } from './http.ts'
import { fail, type Line, ok, skip } from './line.ts'

export interface AdminPortParts {
  readonly config: Pick<Config, 'adminPort' | 'host' | 'port'>
  /** Where the BFF runs; operators ask on the same machine. */
  readonly bffUrl: string
  readonly timeoutMs: number
}

const NAME = 'ADMIN_PORT'
const ALONE = 'ADMIN_PORT: figures'
const EVERYWHERE = /^(0\.0\.0\.0|::|\[::\])$/

/** Nothing where it is not set: then operators ask on the one port that there is. */
export const adminPortLines = async ({ config, bffUrl, timeoutMs }: AdminPortParts): Promise<readonly Line[]> => {
  const { adminPort, host, port } = config
  if (adminPort === undefined) return []
  if (adminPort === port) {
    return [
      fail(NAME, `is the same as PORT (${port})`, 'give it a port of its own: the BFF does not start with it'),
      skip(ALONE, 'there is no port of its own'),
    ]
  }
  const { hostname } = new URL(bffUrl)
  const [health, figures] = await Promise.all([
    exchange(`http://${hostname}:${adminPort}/healthz`, { timeoutMs }),
    exchange(`${bffUrl}/metrics`, { timeoutMs }),
  ])
  const alone =
    typeof figures !== 'string' && figures.status === 200
      ? fail(ALONE, 'can be had on PORT as well', 'restart the BFF with its ADMIN_PORT')
      : ok(ALONE, 'cannot be had on PORT')
  if (typeof health === 'string' || !healthAnswer.safeParse(health.json).success) {
    const seen = typeof health === 'string' ? health : `answered ${health.status}`
    const fix = 'restart the BFF with its ADMIN_PORT, and see that nothing between keeps the port from operators'
    return [fail(NAME, `nobody answers operators at ${hostname}:${adminPort} (${seen})`, fix), alone]
  }
  const where = EVERYWHERE.test(host)
    ? `on all interfaces, as PORT does: let none but operators reach ${adminPort}`
    : `on ${host}`
  return [ok(NAME, `answers operators ${where}`), alone]
}
