/** What the two sides of the vendor dialect share. */
import type { VendorRules } from '../../../../shared/rules.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { VendorCxoneSettings } from '../dialects.ts'
import { type CxoneApi, createCxoneApi } from './call.ts'
import type { CallerParts } from './callers.ts'
import { type Contacts, createContacts } from './contacts.ts'
import type { HubTimes } from './event-hub.ts'
import { createFields, type Fields } from './fields.ts'
import { createSignal, type SendSignal } from './signal.ts'
import { createSkillNames, type SkillNames } from './skill-names.ts'
import { createSkills, type Skills } from './skills.ts'

export interface VendorParts extends CallerParts {
  readonly settings: VendorCxoneSettings
  readonly rules: () => VendorRules
  readonly hubTimes?: HubTimes | undefined
}

/** All that is asked of a tenant. */
export interface Tenant {
  readonly api: CxoneApi
  readonly contacts: Contacts
  readonly fields: Fields
  readonly skills: Skills
  readonly signal: SendSignal
}

export interface VendorCxone extends VendorParts {
  readonly names: SkillNames
  /** `undefined` without an access key: then only what needs no call is done. */
  readonly tenant: Tenant | undefined
}

export const createVendorCxone = (parts: VendorParts): VendorCxone => {
  const { settings, clock, rules, log } = parts
  const api = createCxoneApi(parts)
  return {
    ...parts,
    names: createSkillNames({ api, rules, clock, log }),
    tenant:
      api === undefined
        ? undefined
        : {
            api,
            contacts: createContacts(api),
            fields: createFields(api, clock),
            skills: createSkills(api, clock),
            signal: createSignal(api, settings.signalParams),
          },
  }
}

/** @throws UpstreamFailure as not configured, without an access key */
export const tenantIn = ({ tenant }: Pick<VendorCxone, 'tenant'>): Tenant => {
  if (tenant !== undefined) return tenant
  throw new UpstreamFailure({ upstream: 'cxone', kind: 'not_configured', changedNothing: true })
}
