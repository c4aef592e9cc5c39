/** NICE CXone in the tutorial dialect, whole. */
import type { CxoneHandovers, CxoneUpstream } from '../../../ports/cxone.ts'
import type { Probe } from '../../../ports/upstream.ts'
import { createHttpCall } from '../../http/http-call.ts'
import { tokenProbe } from '../../http/token-probe.ts'
import { type CxoneParts, createCxoneTokens, HANDOVER_SCOPE, ROUTING_SCOPE } from './call.ts'
import { createCxone } from './cxone.ts'
import { createCxoneHandovers } from './handovers.ts'
import { createCxoneWrapUps } from './wrap-ups.ts'

const PLACE = 'CXone'
const VARIABLES = 'CXONE_CLIENT_ID and CXONE_CLIENT_SECRET'
const URL_VARIABLES = 'CXONE_API_URL or CXONE_ENV'

export const openTutorialCxone = (parts: CxoneParts): CxoneUpstream => openWith(parts, createCxoneHandovers(parts))

const openWith = (parts: CxoneParts, handovers: CxoneHandovers): CxoneUpstream => ({
  contacts: createCxone(parts),
  handovers,
  wrapUps: createCxoneWrapUps(parts, handovers),
  probes: () => [
    { kind: 'address', name: PLACE, url: parts.baseUrl, variables: URL_VARIABLES },
    probeToken(parts, 'routing', ROUTING_SCOPE),
    probeToken(parts, 'handover', HANDOVER_SCOPE),
  ],
  health: () => [
    parts.credentials === undefined
      ? { name: 'cxone', state: 'failed', detail: `${VARIABLES} are not set` }
      : { name: 'cxone', state: 'ok' },
  ],
})

const probeToken = (parts: CxoneParts, use: string, scope: string): Probe => {
  const { credentials } = parts
  const name = `${PLACE}: token for ${use}`
  if (credentials === undefined) return { kind: 'unset', name, detail: `${VARIABLES} are not set` }
  const call = createHttpCall({ ...parts, upstream: 'cxone' })
  const tokens = createCxoneTokens({ ...parts, credentials, call, scope })
  return tokenProbe({ name, place: PLACE, scope, variables: VARIABLES, urlVariables: URL_VARIABLES, tokens })
}
