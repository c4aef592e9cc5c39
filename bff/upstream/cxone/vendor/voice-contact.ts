/** A voice contact as CXone tells it while it lasts. */
import * as z from 'zod/mini'
import type { ConversationFacts } from '../../../../shared/domain/handover/facts.ts'
import { idText, ifReadable, lenientNumber } from '../../../../shared/wire/lenient.ts'

export const activeContact = z.object({
  contactId: idText,
  agentId: ifReadable(idText),
  contactStateCategory: ifReadable(z.string()),
  skillId: ifReadable(lenientNumber(z.int())),
  skillName: ifReadable(z.string()),
})
export type ActiveContact = z.infer<typeof activeContact>

/** CXone answers nothing at all (204) where no contact is active. */
export const activeContactsAnswer = z.optional(z.object({ activeContacts: ifReadable(z.array(z.unknown())) }))

const NOBODY = new Set([undefined, '', '0'])

export const hasAgent = ({ agentId }: ActiveContact): boolean => !NOBODY.has(agentId)
export const isQueued = ({ contactStateCategory }: ActiveContact): boolean =>
  contactStateCategory?.toLowerCase() === 'queue'

export const voiceFacts = (contact: ActiveContact): ConversationFacts => {
  const { contactId, skillId, skillName } = contact
  const name = skillName ?? String(skillId)
  return {
    id: contactId,
    legs: [
      {
        state: !hasAgent(contact) && isQueued(contact) ? 'queued' : 'active',
        isWrappedUp: false,
        customerName: undefined,
        queue: skillId === undefined ? undefined : { id: String(skillId), name },
        mediaType: 'voice',
      },
    ],
    intent: undefined,
  }
}
