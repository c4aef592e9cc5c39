/** `PANEL_ANCESTORS`: who may show the hosted panel, by the environment and by the BFF that runs. */
import type { Config } from '../../config.ts'
import { exchange } from './http.ts'
import { fail, type Line, ok, warn } from './line.ts'

export interface HostedPanelParts {
  readonly config: Pick<Config, 'panelAncestors'>
  readonly bffUrl: string
  readonly timeoutMs: number
}

const NAME = 'PANEL_ANCESTORS'
const SELF = "'self'"

/** What the page tells browsers of who may show it, or why that is not known. */
const askPolicy = async (bffUrl: string, timeoutMs: number): Promise<readonly string[] | string> => {
  const answer = await exchange(`${bffUrl}/panel?desktop=generic`, { timeoutMs })
  if (typeof answer === 'string') return answer
  const [, told] = /frame-ancestors ([^;]+)/.exec(answer.contentPolicy) ?? []
  return told === undefined ? `answered ${answer.status}` : told.trim().split(' ')
}

export const hostedPanelLine = async ({ config, bffUrl, timeoutMs }: HostedPanelParts): Promise<Line> => {
  const wanted = config.panelAncestors.length === 0 ? [SELF] : config.panelAncestors
  const told = await askPolicy(bffUrl, timeoutMs)
  if (typeof told === 'string') {
    return warn(NAME, `the hosted panel is not to be had (${told})`, 'build it: npm run build; or see the BFF’s log')
  }
  const isAlike = told.length === wanted.length && wanted.every((origin) => told.includes(origin))
  if (!isAlike) {
    const fix = 'give the BFF the same PANEL_ANCESTORS as this environment, and restart it'
    return fail(NAME, `the BFF lets others show the hosted panel: ${told.join(', ')}`, fix)
  }
  if (wanted[0] === SELF) return ok(NAME, 'not set: pages of the service’s own origin alone show the hosted panel')
  return ok(NAME, `${wanted.length} may show the hosted panel, each by its whole name: ${wanted.join(', ')}`)
}
