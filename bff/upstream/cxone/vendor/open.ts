/** NICE CXone in the vendor dialect, whole. */
import type { CxoneUpstream } from '../../../ports/cxone.ts'
import { createCxone } from './cxone.ts'
import { openEventHub } from './event-hub.ts'
import { KEY_VARIABLES } from './explain.ts'
import { createCxoneHandovers } from './handovers.ts'
import { createVendorCxone, type VendorParts } from './parts.ts'
import { probesOf } from './probes.ts'
import { createTrust } from './trust.ts'
import { createCxoneWrapUps } from './wrap-ups.ts'

export interface OpenVendorParts extends VendorParts {
  /** Names of all skills that the rules route to. */
  readonly wantedSkills: () => readonly string[]
}

export const openVendorCxone = (parts: OpenVendorParts): CxoneUpstream => {
  const cxone = createVendorCxone(parts)
  const { settings, rules, clock, log, metrics, proxyOf, hubTimes: times } = parts
  const trusted = createTrust(settings)
  const api = settings.eventHub ? cxone.tenant?.api : undefined
  return {
    contacts: createCxone(cxone),
    handovers: createCxoneHandovers(cxone),
    wrapUps: createCxoneWrapUps(cxone),
    openMessages:
      api === undefined
        ? undefined
        : (listener) => openEventHub({ api, trusted, rules, clock, log, metrics, proxyOf, times }, listener),
    probes: () => probesOf(cxone, parts.wantedSkills),
    health: () => [
      cxone.tenant === undefined
        ? { name: 'cxone', state: 'failed', detail: `${KEY_VARIABLES} are not set` }
        : cxone.tenant.api.health(),
    ],
  }
}
