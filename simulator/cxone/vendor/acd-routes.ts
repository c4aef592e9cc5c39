/** inContactAPI: skills with what belongs to them, and active contacts. */
import * as z from 'zod/mini'
import { type Answer, type Call, param, Refused, type Route, readQuery } from '../../http/answer.ts'
import { gated } from './gate.ts'
import { presentInteraction } from './interactions.ts'
import type { CxoneVendorParts } from './parts.ts'
import { setDisposition } from './set-disposition.ts'
import { signal } from './signal.ts'
import type { Skill } from './skills.ts'
import { BUSINESS_UNIT } from './tenant.ts'

/** The version is part of the path, and any that looks like one is served. */
const ACD = '/inContactAPI/services/:version'

const MOST_PER_PAGE = 100
const digits = z.string().check(z.regex(/^\d{1,12}$/, 'must be a whole number'))

const skillsQuery = z.strictObject({
  isActive: z.optional(z.enum(['true', 'false'])),
  mediaTypeId: z.optional(digits),
  fields: z.optional(z.string()),
  orderby: z.optional(z.literal('skillId')),
  skip: z.optional(digits),
  top: z.optional(digits),
})
const activeQuery = z.strictObject({ contactId: digits })
const noQuery = z.strictObject({})

/** What a list shows of a skill. */
const shown = ({ skillId, skillName, mediaTypeId, isActive, routingQueueId }: Skill) => ({
  skillId,
  skillName,
  mediaTypeId,
  isActive,
  routingQueueId,
})

const picked = (skill: Skill, fields: string | undefined): unknown => {
  const whole = shown(skill)
  if (fields === undefined) return whole
  const wanted = fields.split(',')
  const unknown = wanted.filter((name) => !Object.hasOwn(whole, name))
  if (unknown.length > 0) throw new Refused(400, `no such field: ${unknown.join(', ')}`)
  return Object.fromEntries(Object.entries(whole).filter(([name]) => wanted.includes(name)))
}

const list = (call: Call, { skills }: CxoneVendorParts): Answer => {
  const { isActive, mediaTypeId, fields, skip = '0', top = String(MOST_PER_PAGE) } = readQuery(call, skillsQuery)
  if (Number(top) > MOST_PER_PAGE) throw new Refused(400, `top is ${MOST_PER_PAGE} at most`)
  const found = skills
    .all()
    .filter((skill) => isActive === undefined || String(skill.isActive) === isActive)
    .filter((skill) => mediaTypeId === undefined || skill.mediaTypeId === Number(mediaTypeId))
  const page = found.slice(Number(skip), Number(skip) + Number(top))
  return {
    status: 200,
    body: {
      businessUnitId: BUSINESS_UNIT,
      totalRecords: found.length,
      skills: page.map((skill) => picked(skill, fields)),
    },
  }
}

/** The skill a call is about, or a 404. */
const skillOf = (call: Call, { skills }: CxoneVendorParts): Skill => {
  readQuery(call, noQuery)
  const id = param(call, 'id')
  const skill = /^\d+$/.test(id) ? skills.get(Number(id)) : undefined
  if (skill === undefined) throw new Refused(404, 'no such skill')
  return skill
}

const activity = (call: Call, parts: CxoneVendorParts): Answer => {
  const { skillId, skillName, mediaTypeId, agentsAvailable } = skillOf(call, parts)
  const figures = { agentsAvailable, agentsLoggedIn: agentsAvailable, contactsActive: 0, queueCount: 0 }
  return { status: 200, body: { skillActivity: [{ skillId, skillName, mediaTypeId, ...figures }] } }
}

const dispositions = (call: Call, parts: CxoneVendorParts): Answer => {
  const found = skillOf(call, parts).dispositions
  return found.length === 0 ? { status: 204 } : { status: 200, body: { dispositions: found } }
}

const active = (call: Call, { interactions, skills }: CxoneVendorParts): Answer => {
  const { contactId } = readQuery(call, activeQuery)
  const interaction = interactions.get(contactId)
  if (interaction === undefined || interaction.state === 'ended') return { status: 204 }
  const skill = interaction.skillId === undefined ? undefined : skills.get(interaction.skillId)
  return { status: 200, body: { activeContacts: [presentInteraction(interaction, skill)] } }
}

const demandVersion = (call: Call): void => {
  const version = param(call, 'version')
  if (!/^v\d+\.\d+$/.test(version)) throw new Refused(404, `no such version: ${version}`)
}

export const acdRoutes = (parts: CxoneVendorParts): readonly Route[] => {
  const at = (handle: (call: Call, parts: CxoneVendorParts) => Answer) =>
    gated(parts, 'acd', (call) => {
      demandVersion(call)
      return handle(call, parts)
    })
  return [
    { method: 'get', path: `${ACD}/skills`, handle: at(list) },
    {
      method: 'get',
      path: `${ACD}/skills/:id`,
      handle: at((call) => ({ status: 200, body: shown(skillOf(call, parts)) })),
    },
    { method: 'get', path: `${ACD}/skills/:id/activity`, handle: at(activity) },
    { method: 'get', path: `${ACD}/skills/:id/dispositions`, handle: at(dispositions) },
    { method: 'get', path: `${ACD}/contacts/active`, handle: at(active) },
    { method: 'post', path: `${ACD}/interactions/:contactId/signal`, handle: at(signal) },
    { method: 'post', path: `${ACD}/contacts/:contactId/set-disposition`, handle: at(setDisposition) },
  ]
}
