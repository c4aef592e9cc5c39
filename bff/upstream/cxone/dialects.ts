/** The dialects of CXone, and their settings: open-cxone.ts has the adapters of each. */
import type { Credentials } from '../../ports/credentials.ts'

export type CxoneDialect = 'tutorial' | 'vendor'

/** Where the nine parameters of a signal go: the first in the query and the rest in the body, all here, or all there. */
export const SIGNAL_PARAMS = ['mixed', 'query', 'body'] as const
export type SignalParams = (typeof SIGNAL_PARAMS)[number]

/** What the vendor dialect is told by the environment. Base URLs have neither credentials nor a query. */
export interface VendorCxoneSettings {
  /** Of a CXone user, whose role is what we may do. `undefined`: every call is refused as not configured. */
  readonly accessKey: { readonly id: string; readonly secret: string } | undefined
  /** As NICE registers it; `undefined`: tokens are had for the access key alone. */
  readonly client: Credentials | undefined
  readonly issuer: string
  /** Where tokens are had for an access key alone. */
  readonly authUrl: string
  /** Tokens of another tenant are refused. */
  readonly tenantId: string | undefined
  /** Instead of the hosts that CXone names for the tenant. */
  readonly apiUrl: string | undefined
  readonly dfoUrl: string | undefined
  /** Version of the ACD's interface, such as `v30.0`. */
  readonly acdVersion: string
  readonly signalParams: SignalParams
  /** Whether digital contacts are listened to by the event hub. */
  readonly eventHub: boolean
}
