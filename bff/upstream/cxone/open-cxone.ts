/** The only place that knows which dialects of CXone there are. */

import { skillsOf } from '../../../shared/domain/ranking/routing.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { CxoneUpstream } from '../../ports/cxone.ts'
import type { Log } from '../../ports/observe.ts'
import type { CxoneDialect, VendorCxoneSettings } from './dialects.ts'
import type { CxoneParts } from './tutorial/call.ts'
import { openTutorialCxone } from './tutorial/open.ts'
import type { HubTimes } from './vendor/event-hub.ts'
import { openVendorCxone } from './vendor/open.ts'

export interface OpenCxoneParts extends CxoneParts {
  readonly dialect: CxoneDialect
  readonly vendor: VendorCxoneSettings
  readonly rules: () => Pick<Rules, 'routing' | 'vendor'>
  readonly log: Log
  /** How time passes for the event hub; none: as it does. */
  readonly hubTimes?: HubTimes | undefined
}

const DIALECTS: Readonly<Record<CxoneDialect, (parts: OpenCxoneParts) => CxoneUpstream>> = {
  tutorial: openTutorialCxone,
  vendor: ({ vendor, rules, ...parts }) =>
    openVendorCxone({
      ...parts,
      settings: vendor,
      rules: () => rules().vendor,
      wantedSkills: () => skillsOf(rules().routing),
    }),
}

/** All of CXone in the dialect that is configured. Nothing is sent until it is asked for. */
export const openCxone = (parts: OpenCxoneParts): CxoneUpstream => DIALECTS[parts.dialect](parts)
