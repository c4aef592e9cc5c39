/** A digital contact as CXone tells it. */
import * as z from 'zod/mini'
import type { ConversationFacts } from '../../../../shared/domain/handover/facts.ts'
import { idText, ifReadable, lenientNumber } from '../../../../shared/wire/lenient.ts'

const person = z.object({
  fullName: ifReadable(z.string()),
  firstName: ifReadable(z.string()),
  surname: ifReadable(z.string()),
  lastName: ifReadable(z.string()),
})

/** What is not as documented is left out, never guessed. */
export const digitalContact = z.object({
  id: ifReadable(idText),
  /** Of the contact centre, which has an id of its own for it. */
  contactId: ifReadable(idText),
  status: ifReadable(z.string()),
  routingQueueId: ifReadable(idText),
  skillId: ifReadable(lenientNumber(z.int())),
  inboxAssigneeUser: ifReadable(z.object({ id: ifReadable(idText) })),
  endUser: ifReadable(person),
  customFields: ifReadable(z.array(z.object({ ident: ifReadable(z.string()), value: ifReadable(z.string()) }))),
})
export type DigitalContact = z.infer<typeof digitalContact>

const CLOSED = new Set(['closed', 'trashed', 'resolved'])

export const isClosed = ({ status }: DigitalContact): boolean => CLOSED.has(status?.toLowerCase() ?? '')

/** The user with whom it stands, where that is no bot of ours. */
export const agentOf = ({ inboxAssigneeUser }: DigitalContact, botUserIds: readonly string[]): string | undefined => {
  const id = inboxAssigneeUser?.id
  return id === undefined || id === '' || botUserIds.includes(id) ? undefined : id
}

const stateOf = (contact: DigitalContact): string => {
  if (isClosed(contact)) return 'ended'
  if (contact.inboxAssigneeUser !== undefined) return 'active'
  return contact.routingQueueId === undefined || contact.routingQueueId === '' ? 'active' : 'queued'
}

const customerOf = ({ endUser }: DigitalContact): string | undefined => {
  const parts = [endUser?.firstName, endUser?.surname ?? endUser?.lastName].filter((part) => part)
  const name = endUser?.fullName?.trim() || parts.join(' ').trim()
  return name === '' ? undefined : name
}

const queueOf = ({ skillId, routingQueueId }: DigitalContact): string | undefined => {
  if (skillId !== undefined) return String(skillId)
  return routingQueueId === '' ? undefined : routingQueueId
}

/**
 * One leg: a digital contact is with one party at a time.
 *
 * @param intentIdent the field that routing wrote the intent to
 */
export const digitalFacts = (number: string, contact: DigitalContact, intentIdent: string): ConversationFacts => {
  const queue = queueOf(contact)
  return {
    id: number,
    legs: [
      {
        state: stateOf(contact),
        isWrappedUp: false,
        customerName: customerOf(contact),
        queue: queue === undefined ? undefined : { id: queue, name: queue },
        mediaType: 'digital',
      },
    ],
    intent: contact.customFields?.find(({ ident }) => ident === intentIdent)?.value,
  }
}
