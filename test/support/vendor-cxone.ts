/** CXone in the vendor dialect as the service opens it, in front of a stand-in. */
import * as z from 'zod/mini'
import { startDeadline, systemClock } from '../../bff/deadline.ts'
import { createLog } from '../../bff/observe/log.ts'
import { createMetrics } from '../../bff/observe/metrics.ts'
import type { ContactAddress, CxoneUpstream, Routed } from '../../bff/ports/cxone.ts'
import type { Clock, Deadline } from '../../bff/ports/time.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../bff/ports/upstream.ts'
import type { VendorCxoneSettings } from '../../bff/upstream/cxone/dialects.ts'
import { openCxone } from '../../bff/upstream/cxone/open-cxone.ts'
import type { HubTimes } from '../../bff/upstream/cxone/vendor/event-hub.ts'
import { rulesFile } from '../../shared/rules.ts'
import type { Origin } from '../../shared/wire/origin.ts'
import type { CxoneVendorStandIn } from '../../simulator/cxone/vendor/server.ts'
import type { RulesInput } from './start-bff.ts'

export interface VendorOptions {
  readonly settings?: Partial<VendorCxoneSettings>
  readonly rules?: RulesInput
  readonly clock?: Clock
  readonly hubTimes?: HubTimes
}

export interface OpenedCxone extends CxoneUpstream {
  logged(): string
  /** As `/metrics` answers them. */
  readonly renderMetrics: () => Promise<string>
}

export type Tenant = Pick<CxoneVendorStandIn, 'tenant' | 'url'>

/** As an operator with a registered client sets it up. */
export const vendorSettings = (
  { tenant, url }: Tenant,
  changed: Partial<VendorCxoneSettings> = {},
): VendorCxoneSettings => ({
  accessKey: { id: tenant.accessKeyId, secret: tenant.accessKeySecret },
  client: { clientId: tenant.clientId, clientSecret: tenant.clientSecret },
  issuer: url,
  authUrl: url,
  tenantId: undefined,
  apiUrl: undefined,
  dfoUrl: undefined,
  acdVersion: 'v30.0',
  signalParams: 'mixed',
  eventHub: false,
  ...changed,
})

export const openVendor = (standIn: Tenant, options: VendorOptions = {}): OpenedCxone => {
  const lines: string[] = []
  const rules = rulesFile.parse(options.rules ?? {})
  const metrics = createMetrics()
  const upstream = openCxone({
    dialect: 'vendor',
    baseUrl: 'http://127.0.0.1:9',
    credentials: undefined,
    vendor: vendorSettings(standIn, options.settings),
    rules: () => rules,
    clock: options.clock ?? systemClock,
    log: createLog('debug', { write: (line) => void lines.push(line) }),
    metrics,
    hubTimes: options.hubTimes,
    backoffMs: { first: 5, longest: 20 },
  })
  return { ...upstream, logged: () => lines.join(''), renderMetrics: metrics.render }
}

export const CASE = '4711'
export const digital = (origin: Origin = {}, conversationId = CASE): ContactAddress => ({ conversationId, origin })

export const CALL = '700100'
export const SPAWNED = '700101'
export const voice = (origin: Origin = {}): ContactAddress => ({
  conversationId: CALL,
  origin: { channel: 'voiceGateway2', contactId: CALL, spawnedContactId: SPAWNED, ...origin },
})

export const within = async <T>(act: (deadline: Deadline) => Promise<T>, ms = 5500): Promise<T> => {
  const deadline = startDeadline(ms)
  return await act(deadline).finally(deadline.release)
}

export const route = (
  { contacts }: Pick<CxoneUpstream, 'contacts'>,
  contact: ContactAddress,
  changed: { readonly skill?: string; readonly mayBeRouted?: boolean } = {},
): Promise<Routed> =>
  within((deadline) =>
    contacts.route(
      contact,
      {
        skill: changed.skill ?? 'Billing Support',
        intent: { name: 'billing_inquiry', score: 0.92 },
        routingMethod: 'longestAvailable',
        mayBeRouted: changed.mayBeRouted ?? false,
      },
      deadline,
    ),
  )

/** How it failed. @throws where it did not */
export const failureOf = async (work: Promise<unknown>): Promise<UpstreamFailureFacts> => {
  try {
    await work
  } catch (error) {
    if (error instanceof UpstreamFailure) return error.facts
    throw error
  }
  throw new Error('it did not fail')
}

const p2 = z.object({ p2: z.string() })
/** What a script is told beside its action. */
export const toldIn = (body: unknown): unknown => JSON.parse(p2.parse(body).p2)
