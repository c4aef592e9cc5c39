import type { Call, Route } from '../../http/answer.ts'
import type { DigitalContacts } from './digital-contacts.ts'
import type { EventHub } from './event-hub.ts'
import type { Interactions } from './interactions.ts'
import type { Lies } from './lies.ts'
import type { Skills } from './skills.ts'
import type { TenantSettings } from './tenant.ts'
import type { Opens, VendorTokens } from './tokens.ts'

export interface RoutedContact {
  /** A digital contact's number, or the ACD's contact id. */
  readonly conversationId: string
  readonly skillGroup: string
}

/** What an agent left behind, on a digital contact or a call. */
export interface WrappedUpContact {
  /** A digital contact's number, or the ACD's contact id. */
  readonly conversationId: string
  readonly summary: string
  /** Its name. */
  readonly disposition: string | undefined
}

/** What the routes of this stand-in share. */
export interface CxoneVendorParts {
  readonly tenant: TenantSettings
  readonly tokens: VendorTokens
  readonly skills: Skills
  readonly digital: DigitalContacts
  readonly interactions: Interactions
  readonly hub: EventHub
  readonly lies: () => Lies
  /** Unknown contacts are made up on the fly instead of answered with 404, for load tests. */
  readonly acceptUnknownContacts: boolean
  /** Lets a call in or refuses it: rate limit, token, what the token opens. */
  readonly enter: (call: Call, what: Opens) => void
  /** Counts a call to one digital contact, or refuses it with 429. */
  readonly touch: (contactNumber: string) => Promise<void>
  readonly routed: (event: RoutedContact) => void
  readonly wrappedUp: (event: WrappedUpContact) => void
}

export type Handle = Route['handle']
