/**
 * A stand-in for NICE CXone over real HTTP, in the words that the vendor publishes: one origin is the issuer, the ACD
 * and the digital API. Strict, journalled, faults on demand.
 */
import { RateLimit } from '../../http/rate-limit.ts'
import { type StandIn, type StandInOptions, startStandIn } from '../../http/stand-in.ts'
import { acdRoutes } from './acd-routes.ts'
import { contactThrottle } from './contact-throttle.ts'
import { vendorControls } from './control-routes.ts'
import { type DigitalContact, DigitalContacts, type DigitalSeed } from './digital-contacts.ts'
import { digitalListRoutes } from './digital-list-routes.ts'
import { digitalRoutes } from './digital-routes.ts'
import { discoveryRoutes } from './discovery-routes.ts'
import { EventHub } from './event-hub.ts'
import { type Interaction, type InteractionSeed, Interactions } from './interactions.ts'
import type { Lies } from './lies.ts'
import type { CxoneVendorParts, RoutedContact, WrappedUpContact } from './parts.ts'
import { type SetUp, Skills } from './skills.ts'
import type { TenantSettings } from './tenant.ts'
import { tokenRoutes } from './token-routes.ts'
import { openTokens } from './tokens.ts'

type TenantOptions = { readonly [Name in keyof TenantSettings]?: TenantSettings[Name] | undefined }

export interface CxoneVendorOptions extends StandInOptions, SetUp, TenantOptions {
  /** Calls a minute before 429, tokens and documents excepted. Default unlimited. */
  readonly requestsPerMinute?: number | undefined
  /** Makes contacts up instead of answering 404, for load tests. */
  readonly acceptUnknownContacts?: boolean | undefined
  /** Whether one digital contact may be called without end. Default false. */
  readonly unlimitedContacts?: boolean | undefined
  /** How long a subscription of the event hub lasts. Default ten minutes. */
  readonly subscriptionMs?: number | undefined
  /** Milliseconds since 1970, for expiry and rate limit. */
  readonly now?: (() => number) | undefined
}

export interface CxoneVendorStandIn extends StandIn {
  /** What the stand-in accepts: as given, or fixed values that are no secret. */
  readonly tenant: TenantSettings
  /** What is set up; can be changed while it runs. */
  readonly skills: Skills
  readonly hub: EventHub
  /** Makes a digital contact known, with the bot unless told otherwise. An equal number starts anew. */
  seedContact(seed: DigitalSeed): DigitalContact
  contact(number: string): DigitalContact | undefined
  contacts(): readonly DigitalContact[]
  changeContact(number: string, change: Partial<Omit<DigitalContact, 'id'>>): void
  forgetContact(number: string): void
  /** Makes a contact of the ACD known, for example a call that a script has in a virtual agent. */
  seedInteraction(seed: InteractionSeed): Interaction
  interaction(contactId: string): Interaction | undefined
  changeInteraction(contactId: string, change: Partial<Omit<Interaction, 'contactId'>>): void
  forgetInteraction(contactId: string): void
  /** From now on documents and tokens say this where they should say otherwise; `{}` ends it. */
  lie(told: Lies): void
  /** All access tokens issued so far stop working. */
  revokeTokens(): void
  /** Calls back after each routing that took effect; returns the undo. */
  onRouted(listener: (event: RoutedContact) => void): () => void
  /** Calls back after each summary that was kept; returns the undo. */
  onWrappedUp(listener: (event: WrappedUpContact) => void): () => void
}

const HOUR_SECONDS = 3600
const SUBSCRIPTION_MS = 600_000

const tenantOf = (options: CxoneVendorOptions): TenantSettings => ({
  tenantId: options.tenantId ?? '11eb0000-7e57-4000-8000-000000007e57',
  accessKeyId: options.accessKeyId ?? 'SIMULATED-ACCESS-KEY-ID====',
  accessKeySecret: options.accessKeySecret ?? 'simulated-access-key-secret==',
  clientId: options.clientId ?? 'cxone-client',
  clientSecret: options.clientSecret ?? 'cxone-client-secret',
  tokenSeconds: options.tokenSeconds ?? HOUR_SECONDS,
  accessKeyOpensDigital: options.accessKeyOpensDigital ?? true,
})

/** Starts the stand-in on a free port of the loopback interface unless told otherwise. */
export const startCxoneVendor = async (options: CxoneVendorOptions = {}): Promise<CxoneVendorStandIn> => {
  const now = options.now ?? Date.now
  const tenant = tenantOf(options)
  const tokens = await openTokens(tenant, now)
  const limit = new RateLimit(options.requestsPerMinute, now)
  const skills = new Skills(options)
  const digital = new DigitalContacts()
  const interactions = new Interactions()
  const subscriptionMs = options.subscriptionMs ?? SUBSCRIPTION_MS
  const hub = new EventHub({ acceptsToken: (token) => tokens.accepts(token), now, subscriptionMs })
  const listeners = new Set<(event: RoutedContact) => void>()
  const wrapUpListeners = new Set<(event: WrappedUpContact) => void>()
  let told: Lies = {}
  const lie = (lies: Lies): void => {
    told = lies
  }
  const parts: CxoneVendorParts = {
    tenant,
    tokens,
    skills,
    digital,
    interactions,
    hub,
    lies: () => told,
    acceptUnknownContacts: options.acceptUnknownContacts ?? false,
    enter: (call, what) => {
      limit.take()
      tokens.demand(call, what)
    },
    touch: options.unlimitedContacts === true ? async () => undefined : contactThrottle(),
    routed: (event) => {
      for (const listener of listeners) listener(event)
    },
    wrappedUp: (event) => {
      for (const listener of wrapUpListeners) listener(event)
    },
  }
  const routes = [discoveryRoutes, tokenRoutes, digitalListRoutes, digitalRoutes, acdRoutes].flatMap((of) => of(parts))
  const standIn = await startStandIn(routes, options, vendorControls(parts, lie))
  const closeHub = hub.open(standIn)
  return {
    ...standIn,
    tenant,
    skills,
    hub,
    seedContact: (seed) => digital.seed(seed),
    contact: (number) => digital.get(number),
    contacts: () => digital.all(),
    changeContact: (number, change) => void digital.update(number, change),
    forgetContact: (number) => digital.forget(number),
    seedInteraction: (seed) => interactions.seed(seed),
    interaction: (contactId) => interactions.get(contactId),
    changeInteraction: (contactId, change) => interactions.update(contactId, change),
    forgetInteraction: (contactId) => interactions.forget(contactId),
    lie,
    revokeTokens: () => tokens.revokeAll(),
    onRouted: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onWrappedUp: (listener) => {
      wrapUpListeners.add(listener)
      return () => wrapUpListeners.delete(listener)
    },
    close: () => {
      closeHub()
      return standIn.close()
    },
  }
}
