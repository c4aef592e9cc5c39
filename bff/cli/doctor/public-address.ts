/** `PUBLIC_URL`: the address by which browsers come, with the certificate that they see and what it shows to strangers. */
import { healthAnswer } from '../../../shared/wire/widget-api.ts'
import type { Clock } from '../../ports/time.ts'
import { exchange } from './http.ts'
import { fail, isWell, type Line, ok, skip, warn } from './line.ts'
import { reach } from './network.ts'

export interface PublicAddressParts {
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined
  readonly adminPort: number | undefined
  readonly clock: Clock
  readonly timeoutMs: number
}

const NAME = 'PUBLIC_URL'
const SERVICE = 'PUBLIC_URL: service'
const FIGURES = 'PUBLIC_URL: figures'

export const publicAddressLines = async (parts: PublicAddressParts): Promise<readonly Line[]> => {
  const { publicUrl, clock, timeoutMs } = parts
  if (publicUrl === undefined) return []
  const place = await reach(NAME, publicUrl, NAME, { timeoutMs, now: clock.now })
  if (!isWell(place)) return [place, skip(SERVICE, 'it cannot be reached'), skip(FIGURES, 'it cannot be reached')]
  return [place, ...(await Promise.all([serviceLine(publicUrl, timeoutMs), figuresLine(publicUrl, parts)]))]
}

const serviceLine = async (publicUrl: string, timeoutMs: number): Promise<Line> => {
  const answer = await exchange(`${publicUrl}/healthz`, { timeoutMs })
  if (typeof answer !== 'string' && healthAnswer.safeParse(answer.json).success) return ok(SERVICE, 'leads to a BFF')
  const seen = typeof answer === 'string' ? answer : `answered ${answer.status}`
  return fail(SERVICE, `does not lead to a BFF (${seen})`, 'check PUBLIC_URL, and to where the balancer leads')
}

/** Figures tell nobody's words, but who reads them knows how busy a company is, and when it is weak. */
const figuresLine = async (publicUrl: string, { adminPort, timeoutMs }: PublicAddressParts): Promise<Line> => {
  const answer = await exchange(`${publicUrl}/metrics`, { timeoutMs })
  if (typeof answer === 'string' || answer.status !== 200) return ok(FIGURES, 'cannot be had there')
  const fix = adminPort === undefined ? 'set ADMIN_PORT, or' : 'restart the BFF with its ADMIN_PORT, and'
  return warn(FIGURES, '/metrics can be had by anybody there', `${fix} keep /metrics out at the balancer`)
}
