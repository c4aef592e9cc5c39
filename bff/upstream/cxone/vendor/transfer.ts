/** Sends a contact where a handover wants it: a digital one by its queue or to an agent, a voice one by its script. */

import { digitalNumber, signalTarget, viaOf } from '../../../../shared/domain/handover/vendor-contact.ts'
import type { HandoverFinding } from '../../../../shared/wire/vocabulary.ts'
import type { ContactAddress, Transfer, Transferred } from '../../../ports/cxone.ts'
import type { Deadline } from '../../../ports/time.ts'
import { withContext } from './cut-context.ts'
import { type Field, knownFields } from './fields.ts'
import { outcomeOf } from './outcome.ts'
import { type Tenant, tenantIn, type VendorCxone } from './parts.ts'
import { replyOf } from './signal.ts'
import { assertUnderWay } from './under-way.ts'

/** For the fields, which the transfer can do without. */
const FIELDS_BUDGET_MS = 1200
/** For the name of a skill, which a script can do without. */
const NAME_BUDGET_MS = 1000

const path = 'contextData'

const notWritten = (why: string): HandoverFinding => ({
  path,
  code: 'context_not_written',
  message: `what the bot found out was not written to the contact: ${why}`,
  fix: 'define the fields of vendor.handoverFields in CXone, and let the access key’s role change them',
  severity: 'warning',
})

const CUT: HandoverFinding = {
  path,
  code: 'context_cut',
  message: 'what the bot found out is longer than a signal carries (8 KB): its longest texts were cut',
  fix: 'send a shorter summary',
  severity: 'warning',
}

const textOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.trim() === '' ? undefined : text
}

export const createTransfer = (parts: VendorCxone) => {
  const { rules, log } = parts

  const fieldsOf = ({ contextData }: Transfer): readonly Field[] =>
    Object.entries(rules().handoverFields).flatMap(([key, ident]) => {
      const value = Object.hasOwn(contextData, key) ? textOf(contextData[key]) : undefined
      return value === undefined ? [] : [{ ident, value }]
    })

  const writeContext = async (
    { fields }: Tenant,
    number: string,
    transfer: Transfer,
    deadline: Deadline,
  ): Promise<readonly HandoverFinding[]> => {
    const wanted = fieldsOf(transfer)
    if (wanted.length === 0) return []
    const limit = deadline.within(FIELDS_BUDGET_MS)
    try {
      const defined = await outcomeOf(fields.defined(limit))
      const known = knownFields(wanted, defined.ok ? defined.value : undefined)
      const missing = wanted.filter((field) => !known.includes(field)).map(({ ident }) => ident)
      const undefinedOnes = missing.length === 0 ? [] : [notWritten(`CXone defines no field ${missing.join(', ')}`)]
      if (known.length === 0) return undefinedOnes
      const written = await outcomeOf(fields.write(number, known, limit))
      if (written.ok) return undefinedOnes
      const { kind, status } = written.failure.facts
      log.warn({ cause: kind, status }, 'the context could not be written to the contact; the transfer goes on')
      return [notWritten(`CXone did not take it (${status ?? kind})`)]
    } finally {
      limit.release()
    }
  }

  const toldOf = async (
    { transferTo, wrapupCode, contextData }: Transfer,
    deadline: Deadline,
  ): Promise<ReturnType<typeof withContext>> => {
    const { skills } = tenantIn(parts)
    const skillId = await skills.idOf(transferTo.id, deadline)
    const limit = deadline.within(NAME_BUDGET_MS)
    const skill = await outcomeOf(skills.byId(skillId, limit)).finally(limit.release)
    const told = {
      skillId,
      ...(skill.ok ? { skillName: skill.value.skillName } : {}),
      ...(wrapupCode === undefined ? {} : { wrapupCode }),
    }
    return withContext(told, contextData)
  }

  const byQueue = async (contact: ContactAddress, transfer: Transfer, deadline: Deadline): Promise<Transferred> => {
    const tenant = tenantIn(parts)
    const number = digitalNumber(contact)
    const skillId = await tenant.skills.idOf(transfer.transferTo.id, deadline)
    const warnings = await writeContext(tenant, number, transfer, deadline)
    // The checks read the contact just now.
    await tenant.contacts.setQueue(number, skillId, true, deadline)
    return { via: 'queue', warnings }
  }

  const bySignal = async (contact: ContactAddress, transfer: Transfer, deadline: Deadline): Promise<Transferred> => {
    const { contacts, signal } = tenantIn(parts)
    const target = signalTarget(contact)
    if (transfer.mayBeTransferred) {
      await assertUnderWay(contacts, target, deadline)
      return { via: 'signal', warnings: [] }
    }
    const { told, isCut } = await toldOf(transfer, deadline)
    await signal(target, rules().signalAction, told, deadline)
    return { via: 'signal', warnings: isCut ? [CUT] : [] }
  }

  const byAnswer = async (transfer: Transfer, deadline: Deadline): Promise<Transferred> => {
    const { told, isCut } = await toldOf(transfer, deadline)
    return { via: 'answer', reply: replyOf(told), warnings: isCut ? [CUT] : [] }
  }

  return async (contact: ContactAddress, transfer: Transfer, deadline: Deadline): Promise<Transferred> => {
    const via = viaOf(contact, rules())
    if (via === 'none') return { via, isSimulated: true, warnings: [] }
    if (via === 'answer') return await byAnswer(transfer, deadline)
    if (transfer.transferTo.type === 'agent') {
      await tenantIn(parts).contacts.assign(digitalNumber(contact), transfer.transferTo.id, deadline)
      return { via: 'queue', warnings: [] }
    }
    return via === 'signal' ? await bySignal(contact, transfer, deadline) : await byQueue(contact, transfer, deadline)
  }
}
