/** NICE CXone in the vendor dialect, whole. */
import type { CxoneUpstream } from '../../../ports/cxone.ts'
import { createCxone } from './cxone.ts'
import { KEY_VARIABLES } from './explain.ts'
import { createCxoneHandovers } from './handovers.ts'
import { createVendorCxone, type VendorParts } from './parts.ts'
import { probesOf } from './probes.ts'

export interface OpenVendorParts extends VendorParts {
  /** Names of all skills that the rules route to. */
  readonly wantedSkills: () => readonly string[]
}

export const openVendorCxone = (parts: OpenVendorParts): CxoneUpstream => {
  const cxone = createVendorCxone(parts)
  return {
    contacts: createCxone(cxone),
    handovers: createCxoneHandovers(cxone),
    probes: () => probesOf(cxone, parts.wantedSkills),
    health: () => [
      cxone.tenant === undefined
        ? { name: 'cxone', state: 'failed', detail: `${KEY_VARIABLES} are not set` }
        : cxone.tenant.api.health(),
    ],
  }
}
