/** The only place that knows which dialects of Cognigy there are. */
import type { CognigyUpstream } from '../../ports/cognigy.ts'
import type { VendorCognigySettings } from './dialects.ts'
import { openTutorialCognigy } from './tutorial/open.ts'
import type { TutorialCognigyParts } from './tutorial/parts.ts'
import { openVendorCognigy } from './vendor/open.ts'
import type { VendorCognigyParts } from './vendor/parts.ts'

type VendorRulesInForce = VendorCognigyParts['vendorRules']

export type OpenCognigyParts = TutorialCognigyParts &
  (
    | {
        readonly dialect: 'tutorial'
        readonly vendor?: VendorCognigySettings
        readonly vendorRules?: VendorRulesInForce
      }
    | { readonly dialect: 'vendor'; readonly vendor: VendorCognigySettings; readonly vendorRules: VendorRulesInForce }
  )

/** All of Cognigy in the dialect that is configured. Nothing is sent until it is asked for. */
export const openCognigy = (parts: OpenCognigyParts): CognigyUpstream => {
  if (parts.dialect === 'tutorial') return openTutorialCognigy(parts)
  const { vendor, ...common } = parts
  return openVendorCognigy({ ...common, ...vendor })
}
