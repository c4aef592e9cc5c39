import type { Credentials } from '../../../ports/credentials.ts'
import type { Log, Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import type { Tracing } from '../../../ports/tracing.ts'
import type { HttpCallParts } from '../../http/http-call.ts'
import type { ProxyOf } from '../../http/proxies.ts'

/** What all of the tutorial's Cognigy is opened with. */
export interface TutorialCognigyParts {
  /** Of the organisation: suggestions, stream, escalation. `undefined`: none of them. */
  readonly orgUrl: string | undefined
  /** Of the API: the bot's sessions. */
  readonly apiUrl: string
  /** `undefined`: every call is refused as not configured, and nothing is sent. */
  readonly credentials: Credentials | undefined
  /** For escalation. */
  readonly apiKey: string | undefined
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
  /** Told when something ceases to be had and when it is to be had again. */
  readonly onHealth: { suggestions(isHealthy: boolean): void; sessions(isHealthy: boolean): void }
}
