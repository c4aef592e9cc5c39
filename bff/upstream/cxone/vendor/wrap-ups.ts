/** Where summaries go in the vendor dialect: with a disposition to the contact centre, else to a field (docs/cxone.md). */
import * as z from 'zod/mini'
import type { NamedId } from '../../../../shared/domain/handover/facts.ts'
import { channelOf, digitalNumber, isTest, signalTarget } from '../../../../shared/domain/handover/vendor-contact.ts'
import { lenientNumber } from '../../../../shared/wire/lenient.ts'
import type { ContactAddress } from '../../../ports/cxone.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { CxoneWrapUps } from '../../../ports/wrap-up.ts'
import { pathSegment } from '../../http/http-call.ts'
import { createSharedQuestion } from '../shared-question.ts'
import { dispositions } from './dispositions.ts'
import { explainWrapUp } from './explain.ts'
import { outcomeOf } from './outcome.ts'
import { tenantIn, type VendorCxone } from './parts.ts'

/** Dispositions are set up once in a while. */
const KEPT_MS = 600_000
/** Of a call that is over nothing is told any more, and the rest of the time belongs to the writing. */
const READING_BUDGET_MS = 2500

const dispositionCode = lenientNumber(z.int().check(z.minimum(1)))

/** What a summary needs to know of a contact. */
interface Wrapped {
  /** Of the contact centre. */
  readonly contactId: string
  readonly skillId: number | undefined
}

const refused = (code: string): UpstreamFailure =>
  new UpstreamFailure({ upstream: 'cxone', kind: 'refused', code, changedNothing: true })

export const createCxoneWrapUps = (parts: VendorCxone): CxoneWrapUps => {
  const { clock, rules, log } = parts
  const ofSkill = createSharedQuestion(clock, KEPT_MS, async (skillId, deadline) =>
    dispositions(tenantIn(parts).api, Number(skillId), deadline),
  )

  const wrapped = async (contact: ContactAddress, deadline: Deadline): Promise<Wrapped> => {
    const { contacts } = tenantIn(parts)
    if (channelOf(contact) === 'voice') {
      const contactId = signalTarget(contact)
      const limit = deadline.within(READING_BUDGET_MS)
      const read = await outcomeOf(contacts.voice(contactId, limit)).finally(limit.release)
      // A call that is over is not active, and has its id all the same.
      return { contactId, skillId: read.ok ? read.value.skillId : undefined }
    }
    const { contactId, skillId, routingQueueId } = await contacts.digital(digitalNumber(contact), deadline)
    return {
      contactId: contactId ?? signalTarget(contact),
      skillId: skillId ?? (await skillOfQueue(routingQueueId, deadline)),
    }
  }

  const skillOfQueue = async (queueId: string | undefined, deadline: Deadline): Promise<number | undefined> => {
    if (queueId === undefined || queueId === '') return undefined
    const found = await outcomeOf(tenantIn(parts).skills.idOf(queueId, deadline))
    return found.ok ? found.value : undefined
  }

  const setDisposition = async (
    contact: ContactAddress,
    notes: string,
    dispositionId: string,
    deadline: Deadline,
  ): Promise<void> => {
    const code = dispositionCode.safeParse(dispositionId)
    if (!code.success) throw refused('disposition_unknown')
    const { contactId, skillId: skill } = await wrapped(contact, deadline)
    const dispositionInfo = { ...(skill === undefined ? {} : { skill }), dispositionCode: code.data, notes }
    await tenantIn(parts).api.send('acd', {
      operation: 'set_disposition',
      method: 'POST',
      path: `/contacts/${pathSegment(contactId)}/set-disposition`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dispositionInfo }),
      // Nobody has in writing what a second one does to the first.
      repeatsUnanswered: false,
      deadline,
    })
  }

  const writeField = async (contact: ContactAddress, value: string, deadline: Deadline): Promise<void> => {
    if (channelOf(contact) === 'voice') throw refused('disposition_needed')
    const { fields } = tenantIn(parts)
    const ident = rules().customFields.summary
    const limit = deadline.within(READING_BUDGET_MS)
    const defined = await outcomeOf(fields.defined(limit)).finally(limit.release)
    if (defined.ok && !defined.value.has(ident)) {
      log.warn({ field: ident }, 'CXone does not define the field that summaries go to')
      throw refused('field_undefined')
    }
    await fields.write(digitalNumber(contact), [{ ident, value }], deadline)
  }

  return {
    dispositions: async (contact, deadline): Promise<readonly NamedId[]> => {
      if (isTest(contact)) return []
      const { skillId } = await wrapped(contact, deadline)
      return skillId === undefined ? [] : await ofSkill(String(skillId), deadline)
    },

    save: async (contact, { summary, dispositionId }, deadline) => {
      if (isTest(contact)) return
      tenantIn(parts)
      if (dispositionId === undefined) await writeField(contact, summary, deadline)
      else await setDisposition(contact, summary, dispositionId, deadline)
    },

    explain: explainWrapUp,
  }
}
