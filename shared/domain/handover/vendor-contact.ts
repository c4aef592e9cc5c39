/** How CXone's vendor would have a contact addressed and brought on its way (docs/cxone.md). */
import type { VendorRules } from '../../rules.ts'
import type { Origin } from '../../wire/origin.ts'
import type { RoutedVia } from '../../wire/vocabulary.ts'
import { TEST_CONTACT } from '../conversation/conversation-ids.ts'
import type { TransferAbilities } from './facts.ts'

/** What is known of a contact. */
interface Addressed {
  readonly conversationId: string
  readonly origin: Origin
}

export type Channel = 'digital' | 'voice'

/** The endpoint by which CXone itself runs the flow as a virtual agent: it does what the flow answers. */
const VIRTUAL_AGENT_HUB = 'niceCXOne'

export const channelOf = ({ origin }: Addressed): Channel => {
  const isSpoken = /voice/i.test(origin.channel ?? '')
  const isSpawned = origin.spawnedContactId !== undefined && origin.contactNumber === undefined
  return isSpoken || isSpawned ? 'voice' : 'digital'
}

/** The number of a digital contact. */
export const digitalNumber = ({ conversationId, origin }: Addressed): string => origin.contactNumber ?? conversationId

/** The contact whose script hears a signal. */
export const signalTarget = ({ conversationId, origin }: Addressed): string =>
  origin.spawnedContactId ?? origin.contactId ?? conversationId

export const isTest = ({ conversationId, origin }: Addressed): boolean =>
  [conversationId, origin.conversationId, origin.contactId, origin.spawnedContactId].includes(TEST_CONTACT)

/** What the rules say, but for a flow that CXone runs itself, and for tests. */
export const viaOf = (contact: Addressed, { via }: Pick<VendorRules, 'via'>): RoutedVia => {
  if (isTest(contact)) return 'none'
  if (contact.origin.endpointType === VIRTUAL_AGENT_HUB) return 'answer'
  return via[channelOf(contact)]
}

export const vendorAbilities = (
  contact: Addressed,
  rules: Pick<VendorRules, 'via'>,
): TransferAbilities & { readonly via: RoutedVia } => {
  const mediaType = channelOf(contact)
  const via = viaOf(contact, rules)
  return {
    mediaType,
    via,
    consults: false,
    // What a flow of CXone's own answers can name a skill only.
    reachesAgents: mediaType === 'digital' && via !== 'answer',
    setsWrapupCode: false,
    isTest: isTest(contact),
  }
}
