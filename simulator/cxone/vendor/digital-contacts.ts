/** Digital contacts, which the vendor calls cases: who has them, in which queue they are, what was written on them. */
import type { SignalParameters } from './interactions.ts'
import type { SetDisposition, Skill } from './skills.ts'

export const STATUSES = ['new', 'open', 'pending', 'escalated', 'resolved', 'closed', 'trashed'] as const
export type ContactStatus = (typeof STATUSES)[number]

interface Assignee {
  readonly id: number | string
  readonly name: string
}

export interface DigitalSeed {
  /** The contact number that its paths name. */
  readonly id: string
  /** Of the ACD, which signals go to. Default: made of the number. */
  readonly contactId?: string | undefined
  readonly customerName?: string | undefined
  readonly status?: ContactStatus | undefined
  readonly skillId?: number | undefined
  /** Whoever has it in their inbox. */
  readonly assignee?: Assignee | undefined
}

export interface DigitalContact extends DigitalSeed {
  readonly contactId: string
  readonly customerName: string
  readonly status: ContactStatus
  readonly customFields: Readonly<Record<string, string>>
  /** How an agent closed it. */
  readonly disposition?: SetDisposition | undefined
  /** That its script got. */
  readonly signals: readonly SignalParameters[]
}

const ENDED: readonly ContactStatus[] = ['resolved', 'closed', 'trashed']

export const hasEnded = ({ status }: Pick<DigitalContact, 'status'>): boolean => ENDED.includes(status)

const nameParts = (fullName: string) => {
  const [firstName = '', ...rest] = fullName.split(' ')
  return { firstName, surname: rest.join(' '), fullName }
}

/** A contact as the digital API shows it. */
export const presentDigital = (contact: DigitalContact, skill: Skill | undefined) => ({
  id: contact.id,
  threadId: `thread-${contact.id}`,
  interactionId: `interaction-${contact.id}`,
  contactId: contact.contactId,
  channelId: 'chat_simulated',
  direction: 'inbound',
  status: contact.status,
  routingQueueId: skill?.routingQueueId ?? null,
  routingQueuePriority: 1,
  ...(contact.skillId !== undefined && { skillId: contact.skillId }),
  customFields: Object.entries(contact.customFields).map(([ident, value]) => ({ ident, value })),
  endUser: nameParts(contact.customerName),
  inboxAssigneeUser:
    contact.assignee === undefined ? null : { id: contact.assignee.id, ...nameParts(contact.assignee.name) },
})

export class DigitalContacts {
  readonly #byId = new Map<string, DigitalContact>()

  seed(seed: DigitalSeed): DigitalContact {
    const contact: DigitalContact = {
      ...seed,
      contactId: seed.contactId ?? `8${seed.id}`,
      customerName: seed.customerName ?? 'Customer',
      status: seed.status ?? 'new',
      customFields: {},
      signals: [],
    }
    this.#byId.set(seed.id, contact)
    return contact
  }

  get(id: string): DigitalContact | undefined {
    return this.#byId.get(id)
  }

  withContactId(contactId: string): DigitalContact | undefined {
    return this.all().find((contact) => contact.contactId === contactId)
  }

  all(): readonly DigitalContact[] {
    return [...this.#byId.values()]
  }

  update(id: string, change: Partial<Omit<DigitalContact, 'id'>>): DigitalContact | undefined {
    const contact = this.#byId.get(id)
    if (contact === undefined) return undefined
    const changed = { ...contact, ...change }
    this.#byId.set(id, changed)
    return changed
  }

  forget(id: string): void {
    this.#byId.delete(id)
  }
}
