/** A signal interrupts a running Studio script, whose branch for it does the rest: asks for an agent, or hangs up. */
import * as z from 'zod/mini'
import { type Answer, type Call, param, Refused, readJson } from '../../http/answer.ts'
import { hasEnded } from './digital-contacts.ts'
import type { SignalParameters } from './interactions.ts'
import type { CxoneVendorParts } from './parts.ts'
import { MEDIA, type Skill } from './skills.ts'

const NAMES = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9'] as const
/** What the branch of the script answers to. */
const ESCALATE = 'Escalate'
const MOST_BYTES = 8192

const parameter = z.optional(z.string())
const parametersBody = z.strictObject({
  p1: parameter,
  p2: parameter,
  p3: parameter,
  p4: parameter,
  p5: parameter,
  p6: parameter,
  p7: parameter,
  p8: parameter,
  p9: parameter,
})

/** What p2 carries: a text that is JSON, a list of objects. */
const targets = z
  .array(z.looseObject({ skillId: z.optional(z.int().check(z.positive())), skillName: z.optional(z.string()) }))
  .check(z.minLength(1))
type Targets = z.infer<typeof targets>

/** From the query and the body together, each parameter once. */
const parametersOf = (call: Call): SignalParameters => {
  const inQuery = [...call.query]
  const inBody = call.text === '' ? [] : Object.entries(readJson(call, parametersBody))
  const given = [...inQuery, ...inBody].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const unknown = given.filter(([name]) => !NAMES.some((known) => known === name)).map(([name]) => name)
  if (unknown.length > 0) throw new Refused(400, `unknown parameter ${unknown.join(', ')}`)
  const parameters = Object.fromEntries(given)
  if (Object.keys(parameters).length !== given.length) throw new Refused(400, 'a parameter came twice')
  if ((parameters['p1'] ?? '') === '') throw new Refused(400, 'p1 is missing')
  return parameters
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'p2 is not JSON')
  }
}

const targetsOf = ({ p2 }: SignalParameters): Targets => {
  if (p2 === undefined) return []
  if (Buffer.byteLength(p2) > MOST_BYTES) throw new Refused(400, `p2 is longer than ${MOST_BYTES} bytes`)
  const read = targets.safeParse(parse(p2))
  if (!read.success) throw new Refused(400, 'p2 is no list of objects with whole numbers as skillId')
  return read.data
}

/** The skill that the script asks an agent for. */
const wantedSkill = (
  parameters: SignalParameters,
  mediaTypeId: number,
  { skills }: CxoneVendorParts,
): Skill | undefined => {
  const [target] = targetsOf(parameters)
  if (parameters['p1'] !== ESCALATE || target === undefined) return undefined
  const { skillId, skillName = '' } = target
  return skillId === undefined ? skills.named(skillName, mediaTypeId) : skills.get(skillId)
}

const signalDigital = (contactId: string, parameters: SignalParameters, parts: CxoneVendorParts): boolean => {
  const contact = parts.digital.withContactId(contactId)
  if (contact === undefined || hasEnded(contact)) return false
  const skill = wantedSkill(parameters, MEDIA.digital, parts)
  const signals = [...contact.signals, parameters]
  parts.digital.update(contact.id, {
    signals,
    ...(skill !== undefined && { skillId: skill.skillId, status: 'open', assignee: undefined }),
  })
  if (skill !== undefined) parts.routed({ conversationId: contact.id, skillGroup: skill.skillName })
  return true
}

const signalInteraction = (contactId: string, parameters: SignalParameters, parts: CxoneVendorParts): boolean => {
  const known = parts.interactions.get(contactId)
  const interaction = known ?? (parts.acceptUnknownContacts ? parts.interactions.seed({ contactId }) : undefined)
  if (interaction === undefined || interaction.state === 'ended') return false
  const skill = wantedSkill(parameters, interaction.mediaTypeId, parts)
  const signals = [...interaction.signals, parameters]
  parts.interactions.update(contactId, {
    signals,
    ...(skill !== undefined && { skillId: skill.skillId, state: 'queued' }),
  })
  if (skill !== undefined) parts.routed({ conversationId: contactId, skillGroup: skill.skillName })
  return true
}

export const signal = (call: Call, parts: CxoneVendorParts): Answer => {
  const parameters = parametersOf(call)
  const contactId = param(call, 'contactId')
  const isTold = signalDigital(contactId, parameters, parts) || signalInteraction(contactId, parameters, parts)
  if (!isTold) throw new Refused(404, 'no script runs for this contact')
  return { status: 202 }
}
