/** Reads contacts, and sets where a digital one goes. */
import * as z from 'zod/mini'
import { ifReadable } from '../../../../shared/wire/lenient.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { pathSegment } from '../../http/http-call.ts'
import type { CxoneApi } from './call.ts'
import { type DigitalContact, digitalContact } from './digital-contact.ts'
import { type ActiveContact, activeContact, activeContactsAnswer } from './voice-contact.ts'

const SEARCHED_STATUSES = ['new', 'open', 'pending', 'escalated'] as const
const MOST_PAGES = 10

const searchAnswer = z.object({ data: z.array(z.unknown()), scrollToken: ifReadable(z.string()) })

export interface Contacts {
  digital(number: string, deadline: Deadline): Promise<DigitalContact>
  /** Rejects with `not_found` where it is not active. */
  voice(target: string, deadline: Deadline): Promise<ActiveContact>
  /** All digital contacts that are open, as far as ten pages reach. */
  open(deadline: Deadline): Promise<readonly DigitalContact[]>
  /** @param isKnown whether it was read just now: what is refused then is the queue, not the contact */
  setQueue(number: string, skillId: number, isKnown: boolean, deadline: Deadline): Promise<void>
  assign(number: string, agentId: string, deadline: Deadline): Promise<void>
}

export const createContacts = (api: Pick<CxoneApi, 'read' | 'send'>): Contacts => {
  const put = (operation: string, path: string, body: unknown, deadline: Deadline) =>
    api.send('dfo', {
      operation,
      method: 'PUT',
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      deadline,
    })

  return {
    digital: (number, deadline) => {
      const path = `/contacts/${pathSegment(number)}`
      return api.read('dfo', { operation: 'contact', path, schema: digitalContact, deadline })
    },

    voice: async (target, deadline) => {
      const path = `/contacts/active?${new URLSearchParams({ contactId: target })}`
      const question = { operation: 'active_contact', path, schema: activeContactsAnswer, deadline }
      const found = (await api.read('acd', question))?.activeContacts ?? []
      const contact = found
        .flatMap((each) => activeContact.safeParse(each).data ?? [])
        .find(({ contactId }) => contactId === target)
      if (contact === undefined)
        throw new UpstreamFailure({ upstream: 'cxone', kind: 'not_found', changedNothing: true })
      return contact
    },

    open: async (deadline) => {
      const found: DigitalContact[] = []
      let scrollToken: string | undefined
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = new URLSearchParams()
        for (const status of SEARCHED_STATUSES) query.append('status[]', status)
        if (scrollToken !== undefined) query.set('scrollToken', scrollToken)
        const path = `/contacts?${query}`
        const answer = await api.read('dfo', { operation: 'search', path, schema: searchAnswer, deadline })
        found.push(...answer.data.flatMap((each) => digitalContact.safeParse(each).data ?? []))
        scrollToken = answer.scrollToken
        if (scrollToken === undefined || scrollToken === '' || answer.data.length === 0) break
      }
      return found
    },

    setQueue: async (number, skillId, isKnown, deadline) => {
      try {
        await put('routing_queue', `/contacts/${pathSegment(number)}/routing-queue`, { skillId }, deadline)
      } catch (error) {
        if (!(error instanceof UpstreamFailure)) throw error
        const { facts } = error
        const isOfQueue = facts.kind === 'refused' || (facts.kind === 'not_found' && isKnown)
        if (!isOfQueue) throw error
        throw new UpstreamFailure({ ...facts, kind: 'refused', code: 'queue_not_taken', isOurs: true })
      }
    },

    assign: async (number, agentId, deadline) => {
      const path = `/contacts/${pathSegment(number)}/inbox-assignment`
      await put('inbox_assignment', path, { inboxAssigneeCxoneId: agentId }, deadline)
    },
  }
}
