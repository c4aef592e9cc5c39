/** The digital API (DFO 3.0): one contact, what is written on it, where it goes. */
import * as z from 'zod/mini'
import { type Answer, type Call, param, Refused, type Route, readJson, readQuery } from '../../http/answer.ts'
import { type DigitalContact, hasEnded, presentDigital } from './digital-contacts.ts'
import { gated } from './gate.ts'
import type { CxoneVendorParts } from './parts.ts'
import { MEDIA, type Skill } from './skills.ts'

export const DFO = '/dfo/3.0'
const CONTACT = `${DFO}/contacts/:number`

const customFieldsBody = z
  .array(z.strictObject({ ident: z.string().check(z.minLength(1)), value: z.string() }))
  .check(z.minLength(1))
const queueBody = z.strictObject({ skillId: z.int().check(z.positive()) })
const assignmentBody = z.strictObject({ inboxAssigneeCxoneId: z.string().check(z.minLength(1)) })
/** The field that an agent's summary goes to, unless the rules name another; a handover writes it too, but among others. */
const SUMMARY_FIELD = 'cognigy_summary'
const noQuery = z.strictObject({})

/** The contact a call is about, or a 404; counted, since one contact may not be called without end. */
const contactOf = async (call: Call, parts: CxoneVendorParts): Promise<DigitalContact> => {
  readQuery(call, noQuery)
  const number = param(call, 'number')
  await parts.touch(number)
  const known = parts.digital.get(number)
  if (known !== undefined) return known
  if (parts.acceptUnknownContacts) return parts.digital.seed({ id: number })
  throw new Refused(404, 'contact not found')
}

export const skillOf = ({ skillId }: DigitalContact, { skills }: CxoneVendorParts): Skill | undefined =>
  skillId === undefined ? undefined : skills.get(skillId)

const show = async (call: Call, parts: CxoneVendorParts): Promise<Answer> => {
  const contact = await contactOf(call, parts)
  return { status: 200, body: presentDigital(contact, skillOf(contact, parts)) }
}

const writeFields = async (call: Call, parts: CxoneVendorParts): Promise<Answer> => {
  const fields = readJson(call, customFieldsBody)
  const { id, customFields } = await contactOf(call, parts)
  const undeclared = fields.filter(({ ident }) => !parts.skills.customFields.has(ident)).map(({ ident }) => ident)
  if (undeclared.length > 0) throw new Refused(400, `undefined custom field ${undeclared.join(', ')}`)
  const written = Object.fromEntries(fields.map(({ ident, value }) => [ident, value]))
  parts.digital.update(id, { customFields: { ...customFields, ...written } })
  const summary = written[SUMMARY_FIELD]
  if (summary !== undefined && fields.length === 1)
    parts.wrappedUp({ conversationId: id, summary, disposition: undefined })
  return { status: 204 }
}

/** What the vendor answers for a contact that is closed is not published; this is the plainest that it could be. */
const demandOpen = (contact: DigitalContact): void => {
  if (hasEnded(contact)) throw new Refused(409, `contact is ${contact.status}`)
}

const changeQueue = async (call: Call, parts: CxoneVendorParts): Promise<Answer> => {
  const { skillId } = readJson(call, queueBody)
  const contact = await contactOf(call, parts)
  const skill = parts.skills.get(skillId)
  if (skill?.isActive !== true || skill.mediaTypeId !== MEDIA.digital) {
    throw new Refused(400, `no active digital skill ${skillId}`)
  }
  demandOpen(contact)
  parts.digital.update(contact.id, { skillId, status: 'open', assignee: undefined })
  parts.routed({ conversationId: contact.id, skillGroup: skill.skillName })
  return { status: 204 }
}

const assign = async (call: Call, parts: CxoneVendorParts): Promise<Answer> => {
  const { inboxAssigneeCxoneId } = readJson(call, assignmentBody)
  const contact = await contactOf(call, parts)
  const agent = parts.skills.agent(inboxAssigneeCxoneId)
  if (agent === undefined) throw new Refused(400, 'no such user')
  demandOpen(contact)
  parts.digital.update(contact.id, { assignee: agent, status: 'open' })
  return { status: 204 }
}

/** The newer path answers with the list itself, the older one with a page. */
const definitions = (call: Call, { skills }: CxoneVendorParts) => {
  readQuery(call, noQuery)
  return [...skills.customFields].map((ident) => ({ ident, label: ident, type: 'text' }))
}

export const digitalRoutes = (parts: CxoneVendorParts): readonly Route[] => {
  const at = (handle: (call: Call, parts: CxoneVendorParts) => Answer | Promise<Answer>) =>
    gated(parts, 'digital', (call) => handle(call, parts))
  return [
    // Before the route with a number, which it would match.
    {
      method: 'get',
      path: `${DFO}/contacts/custom-field-definitions`,
      handle: at((call) => ({ status: 200, body: definitions(call, parts) })),
    },
    {
      method: 'get',
      path: `${DFO}/consumer-contact-custom-fields`,
      handle: at((call) => ({ status: 200, body: { data: definitions(call, parts) } })),
    },
    { method: 'get', path: CONTACT, handle: at(show) },
    { method: 'put', path: `${CONTACT}/custom-fields`, handle: at(writeFields) },
    { method: 'put', path: `${CONTACT}/routing-queue`, handle: at(changeQueue) },
    { method: 'put', path: `${CONTACT}/inbox-assignment`, handle: at(assign) },
  ]
}
