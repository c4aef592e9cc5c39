/** Closes a contact of the ACD with a disposition of its skill, and notes. */
import * as z from 'zod/mini'
import { type Answer, type Call, param, Refused, readJson, readQuery } from '../../http/answer.ts'
import type { CxoneVendorParts } from './parts.ts'
import type { Skill } from './skills.ts'

const LONGEST_NOTES = 10_000
const body = z.strictObject({
  dispositionInfo: z.strictObject({
    skill: z.optional(z.int().check(z.positive())),
    dispositionCode: z.int().check(z.positive()),
    notes: z.string().check(z.maxLength(LONGEST_NOTES)),
  }),
})
const noQuery = z.strictObject({})

export const setDisposition = (call: Call, parts: CxoneVendorParts): Answer => {
  readQuery(call, noQuery)
  const { skill: named, dispositionCode, notes } = readJson(call, body).dispositionInfo
  const id = param(call, 'contactId')
  const digital = parts.digital.withContactId(id)
  const interaction = parts.interactions.get(id)
  const contact = digital ?? interaction
  if (contact === undefined) throw new Refused(404, 'contact not found')
  if (named !== undefined && named !== contact.skillId) throw new Refused(400, `contact is not of skill ${named}`)
  const known = dispositionsOf(parts, contact.skillId).find(({ dispositionId }) => dispositionId === dispositionCode)
  if (known === undefined) throw new Refused(400, `no disposition ${dispositionCode}`)
  const disposition = { code: dispositionCode, notes }
  if (digital === undefined) parts.interactions.update(id, { disposition })
  else parts.digital.update(digital.id, { disposition })
  parts.wrappedUp({
    conversationId: digital?.id ?? interaction?.masterContactId ?? id,
    summary: notes,
    disposition: known.dispositionName,
  })
  return { status: 204 }
}

const dispositionsOf = ({ skills }: CxoneVendorParts, skillId: number | undefined): Skill['dispositions'] =>
  skillId === undefined
    ? skills.all().flatMap((skill) => skill.dispositions)
    : (skills.get(skillId)?.dispositions ?? [])
