import type { VendorRules } from '../../../../shared/rules.ts'
import type { Log, Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import type { Tracing } from '../../../ports/tracing.ts'
import type { HttpCallParts } from '../../http/http-call.ts'
import type { ProxyOf } from '../../http/proxies.ts'
import type { VendorCognigySettings } from '../dialects.ts'

/** What every call to the vendor's Cognigy is made with. */
export interface CallingParts {
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
}

/** What all of the vendor's Cognigy is opened with. */
export interface VendorCognigyParts extends VendorCognigySettings, CallingParts {
  /** Those in force at this moment. */
  readonly vendorRules: () => Pick<VendorRules, 'defaultConfidence' | 'suggestFromText'>
  /** Told when something ceases to be had and when it is to be had again. */
  readonly onHealth: { suggestions(isHealthy: boolean): void; sessions(isHealthy: boolean): void }
}
