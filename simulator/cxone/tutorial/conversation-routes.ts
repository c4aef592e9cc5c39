import * as z from 'zod/mini'
import { unitInterval } from '../../../shared/wire/identifiers.ts'
import { type Call, param, Refused, type Route, readJson, readQuery } from '../../http/answer.ts'
import { type CxoneConversation, EXPANDABLE, type Expandable, legStateOf, present } from './conversations.ts'
import { queueIdOf } from './directory.ts'
import type { CxoneParts } from './parts.ts'
import { MAY_MODIFY, MAY_READ, MAY_ROUTE } from './scopes.ts'

const LONGEST_SUMMARY = 10_000
const attributesBody = z.strictObject({
  attributes: z
    .strictObject({
      cognigyIntent: z.optional(z.strictObject({ name: z.string().check(z.minLength(1)), score: unitInterval })),
      cxAssistWrapUp: z.optional(
        z.strictObject({
          summary: z.string().check(z.minLength(1), z.maxLength(LONGEST_SUMMARY)),
          dispositionId: z.optional(z.string().check(z.minLength(1))),
        }),
      ),
    })
    .check(z.refine((attributes) => Object.keys(attributes).length > 0, 'at least one attribute')),
})

const routingBody = z.strictObject({
  skillGroups: z.array(z.strictObject({ name: z.string().check(z.minLength(1)) })).check(z.minLength(1)),
  routingMethod: z.enum(['longestAvailable', 'firstAvailable']),
})

const conversationQuery = z.strictObject({ expand: z.optional(z.string()) })
const searchQuery = z.strictObject({ state: z.enum(['bot', 'queued', 'active', 'ended']) })

/** The conversation a call is about, or a 404. */
export const conversationOf = (call: Call, { conversations, options }: CxoneParts): CxoneConversation => {
  const id = param(call, 'id')
  const known = conversations.get(id)
  if (known !== undefined) return known
  if (options.acceptUnknownConversations === true) return conversations.seed({ id })
  throw new Refused(404, 'conversation not found')
}

const readExpand = (text: string | undefined): readonly Expandable[] => {
  const wanted = (text ?? '').split(',').filter((part) => part !== '')
  const unknown = wanted.filter((part) => !EXPANDABLE.some((name) => name === part))
  if (unknown.length > 0) throw new Refused(400, `cannot expand ${unknown.join(', ')}`)
  return EXPANDABLE.filter((name) => wanted.includes(name))
}

const writeAttributes = (call: Call, parts: CxoneParts) => {
  parts.enter(call, MAY_MODIFY)
  const body = readJson(call, attributesBody)
  const { id, attributes, queueId } = conversationOf(call, parts)
  const wrapUp = body.attributes.cxAssistWrapUp
  const disposition = wrapUp?.dispositionId
  let known: { readonly name: string } | undefined
  if (disposition !== undefined) {
    const codes = queueId === undefined ? undefined : parts.directory.queue(queueId)?.wrapupCodes
    known = codes?.find((code) => code.id === disposition)
    if (known === undefined) throw new Refused(422, 'wrap-up code not found')
  }
  const changed = parts.conversations.update(id, { attributes: { ...attributes, ...body.attributes } })
  if (wrapUp !== undefined) parts.wrappedUp({ conversationId: id, summary: wrapUp.summary, disposition: known?.name })
  return { status: 200, body: { id, attributes: changed?.attributes } }
}

const route = (call: Call, parts: CxoneParts) => {
  parts.enter(call, ...MAY_ROUTE)
  const { skillGroups, routingMethod } = readJson(call, routingBody)
  const { id, state } = conversationOf(call, parts)
  const unknown = skillGroups.filter(({ name }) => !parts.directory.hasSkillGroup(name))
  const skillGroup = skillGroups[0]?.name
  if (unknown.length > 0 || skillGroup === undefined) throw new Refused(400, 'unknown skill group')
  if (state !== 'bot')
    throw new Refused(409, state === 'ended' ? 'conversation has ended' : 'conversation is already routed')
  parts.conversations.update(id, { state: 'queued', skillGroup, routingMethod, queueId: queueIdOf(skillGroup) })
  parts.routed({ conversationId: id, skillGroup })
  return { status: 200, body: { id, state: 'queued', skillGroup, routingMethod } }
}

const show = (call: Call, parts: CxoneParts) => {
  parts.enter(call, MAY_READ)
  const expand = readExpand(readQuery(call, conversationQuery).expand)
  return { status: 200, body: present(conversationOf(call, parts), expand, parts.directory) }
}

const search = (call: Call, parts: CxoneParts) => {
  parts.enter(call, MAY_READ)
  const { state } = readQuery(call, searchQuery)
  const found = parts.conversations
    .all()
    .filter((conversation) => conversation.state === state || legStateOf(conversation.state) === state)
  return { status: 200, body: { entities: found.map((one) => present(one, EXPANDABLE, parts.directory)) } }
}

const PATH = '/api/v2/conversations/:id'

export const conversationRoutes = (parts: CxoneParts): readonly Route[] => [
  // Before the route with an id, which it would match.
  { method: 'get', path: '/api/v2/conversations/search', handle: (call) => search(call, parts) },
  { method: 'get', path: PATH, handle: (call) => show(call, parts) },
  { method: 'patch', path: PATH, handle: (call) => writeAttributes(call, parts) },
  { method: 'patch', path: `${PATH}/routing`, handle: (call) => route(call, parts) },
]
