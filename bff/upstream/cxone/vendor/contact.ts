/** How a contact is addressed at CXone, and how it is brought on its way (docs/cxone.md). */
import { TEST_CONTACT } from '../../../../shared/domain/conversation/conversation-ids.ts'
import type { VendorRules } from '../../../../shared/rules.ts'
import type { RoutedVia } from '../../../../shared/wire/vocabulary.ts'
import type { ContactAddress } from '../../../ports/cxone.ts'

export type Channel = 'digital' | 'voice'

/** The endpoint by which CXone itself runs the flow as a virtual agent: it does what the flow answers. */
const VIRTUAL_AGENT_HUB = 'niceCXOne'

export const channelOf = ({ origin }: ContactAddress): Channel => {
  const isSpoken = /voice/i.test(origin.channel ?? '')
  const isSpawned = origin.spawnedContactId !== undefined && origin.contactNumber === undefined
  return isSpoken || isSpawned ? 'voice' : 'digital'
}

/** The number of a digital contact. */
export const digitalNumber = ({ conversationId, origin }: ContactAddress): string =>
  origin.contactNumber ?? conversationId

/** The contact whose script hears a signal. */
export const signalTarget = ({ conversationId, origin }: ContactAddress): string =>
  origin.spawnedContactId ?? origin.contactId ?? conversationId

export const isTest = ({ conversationId, origin }: ContactAddress): boolean =>
  [conversationId, origin.conversationId, origin.contactId, origin.spawnedContactId].includes(TEST_CONTACT)

/** What the rules say, but for a flow that CXone runs itself, and for tests. */
export const viaOf = (contact: ContactAddress, { via }: Pick<VendorRules, 'via'>): RoutedVia => {
  if (isTest(contact)) return 'none'
  if (contact.origin.endpointType === VIRTUAL_AGENT_HUB) return 'answer'
  return via[channelOf(contact)]
}
