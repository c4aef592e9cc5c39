/** The rim put together: the application behind its doors, and the server that it runs on. */
import type { Server } from 'node:http'
import type { ClientAddresses } from '../callers/client-address.ts'
import type { FailureReport } from '../callers/failure-report.ts'
import { createGuessing } from '../callers/guessing.ts'
import { systemClock } from '../deadline.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Recorder } from '../ports/recorder.ts'
import type { DeliveryStore } from '../ports/store.ts'
import type { Clock } from '../ports/time.ts'
import type { Tracing } from '../ports/tracing.ts'
import type { AdmissionParts } from './admission.ts'
import { createBodyBudget } from './body-budget.ts'
import { createRimServer } from './connections.ts'
import { createAdminServer } from './create-admin.ts'
import { createHttp, type HttpParts } from './create-http.ts'
import { createDescriptions } from './descriptions.ts'
import { createDrain, type Drain } from './drain.ts'
import { createOwnAddress } from './own-origin.ts'
import { createPressure } from './pressure.ts'
import type { RimSettings } from './rim-settings.ts'
import { createPendingCookies } from './sign-in-cookies.ts'
import { createSignInLimits } from './sign-in-limits.ts'
import type { SignInRoutesParts } from './sign-in-parts.ts'
import { createWebhookAuth } from './webhook-auth.ts'

export interface RimParts
  extends Pick<HttpParts, 'allowedOrigins' | 'conversations' | 'folders' | 'panelAncestors' | 'webhooks'> {
  readonly operations: Omit<HttpParts['operations'], 'descriptions' | 'isAdminApart'>
  /** Operators ask on a port of their own. */
  readonly isAdminApart: boolean
  readonly issueToken: HttpParts['widget']['issueToken']
  readonly offers: HttpParts['widget']['offers']
  readonly rules: HttpParts['widget']['rules']
  /** `undefined`: nobody signs in here. */
  readonly signIn: { readonly flow: SignInRoutesParts['flow']; readonly publicUrl: string | undefined } | undefined
  /** As those of widget tokens. */
  readonly signInSecrets: readonly string[]
  readonly webhookSecrets: readonly string[]
  readonly integratorKeys: readonly string[]
  readonly deliveries: DeliveryStore
  readonly storeState: AdmissionParts['storeState']
  readonly recorder: Recorder | undefined
  readonly rim: RimSettings
  readonly version: string
  readonly addresses: ClientAddresses
  readonly failures: FailureReport
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly tracing: Tracing
}

export interface Rim {
  readonly server: Server
  /** `undefined`: operators ask where everybody does. */
  readonly adminServer: Server | undefined
  readonly drain: Drain
  webhooksInFlight(): number
  stop(): void
}

export const createRim = (parts: RimParts): Rim => {
  const { addresses, failures, clock, log, metrics, rules, rim } = parts
  // How busy the process is goes by real time, whichever clock its decisions go by.
  const pressure = createPressure(systemClock)
  const { app, serverOptions } = createHttp({
    webhooks: parts.webhooks,
    webhookRim: {
      authenticate: createWebhookAuth(parts.webhookSecrets, clock),
      guessing: createGuessing({ door: 'webhook', failures, metrics }),
      failures,
      addresses,
      budget: createBodyBudget(),
      pressure,
      storeState: parts.storeState,
      deliveries: parts.deliveries,
      recorder: parts.recorder,
      repeatWindowSeconds: () => rules().routing.repeatWindowSeconds,
      clock,
      log,
      metrics,
      tracing: parts.tracing,
    },
    integrators: {
      integratorKeys: parts.integratorKeys,
      guessing: createGuessing({ door: 'integrator', failures, metrics }),
      addresses,
    },
    widget: { rules, issueToken: parts.issueToken, offers: parts.offers },
    conversations: parts.conversations,
    operations: {
      ...parts.operations,
      isAdminApart: parts.isAdminApart,
      descriptions: createDescriptions(parts.version, parts.webhooks, parts.signIn !== undefined),
    },
    signIn:
      parts.signIn === undefined
        ? undefined
        : {
            flow: parts.signIn.flow,
            ownAddress: createOwnAddress(parts.signIn.publicUrl),
            cookies: createPendingCookies(parts.signInSecrets, clock),
            limits: createSignInLimits({ failures, metrics }),
            addresses,
            clock,
            log,
            metrics,
          },
    folders: parts.folders,
    allowedOrigins: parts.allowedOrigins,
    panelAncestors: parts.panelAncestors,
    version: parts.version,
    hstsSeconds: rim.hstsSeconds,
    log,
  })
  const server = createRimServer(app, { serverOptions, rim, addresses, metrics })
  const adminServer = parts.isAdminApart ? createAdminServer({ ...parts.operations, log }) : undefined
  return {
    server,
    adminServer,
    drain: createDrain(server),
    webhooksInFlight: pressure.inFlight,
    stop: () => {
      pressure.stop()
      adminServer?.close()
      adminServer?.closeAllConnections()
    },
  }
}
