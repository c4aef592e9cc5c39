import * as z from 'zod/mini'
import { type Call, param, Refused, type Route, readJson, readQuery } from '../../http/answer.ts'
import { conversationOf } from './conversation-routes.ts'
import type { DoneTransfer } from './conversations.ts'
import { AGENT_STATUSES, type Directory, type Queue } from './directory.ts'
import type { CxoneParts } from './parts.ts'
import { MAY_MODIFY, MAY_READ } from './scopes.ts'

const usersQuery = z.strictObject({ skillGroup: z.string().check(z.minLength(1)), status: z.enum(AGENT_STATUSES) })

const transferBody = z.strictObject({
  transferTo: z.strictObject({ type: z.string(), id: z.string().check(z.minLength(1)) }),
  transferType: z.enum(['blind', 'consult']),
  wrapupCode: z.optional(z.strictObject({ id: z.string().check(z.minLength(1)) })),
  contextData: z.record(z.string(), z.unknown()),
})

const users = (call: Call, { enter, directory }: CxoneParts) => {
  enter(call, MAY_READ)
  const { skillGroup, status } = readQuery(call, usersQuery)
  if (!directory.hasSkillGroup(skillGroup)) throw new Refused(400, 'unknown skill group')
  const entities = directory.agents(skillGroup, status).map(({ id, name }) => ({ id, name }))
  return { status: 200, body: { entities, total: entities.length } }
}

const queueOf = (call: Call, { enter, directory }: CxoneParts): Queue => {
  enter(call, MAY_READ)
  const queue = directory.queue(param(call, 'id'))
  if (queue === undefined) throw new Refused(404, 'queue not found')
  return queue
}

const queue = (call: Call, parts: CxoneParts) => {
  const { id, name, active } = queueOf(call, parts)
  return { status: 200, body: { id, name, active, availableAgents: parts.directory.agents(name, 'available').length } }
}

const codes = (call: Call, parts: CxoneParts) => ({ status: 200, body: { entities: queueOf(call, parts).wrapupCodes } })

const demandTarget = ({ transferTo, wrapupCode }: DoneTransfer, directory: Directory): void => {
  const target = transferTo.type === 'queue' ? directory.queue(transferTo.id) : undefined
  const isAgent = transferTo.type === 'agent' && directory.hasAgent(transferTo.id)
  if (!isAgent && target?.active !== true) throw new Refused(400, 'invalid transfer target')
  const knowsCode = target?.wrapupCodes.some(({ id }) => id === wrapupCode?.id) ?? true
  if (wrapupCode !== undefined && !knowsCode) throw new Refused(422, 'wrap-up code not found')
}

const transfer = (call: Call, parts: CxoneParts) => {
  parts.enter(call, MAY_MODIFY)
  const body = readJson(call, transferBody)
  const conversation = conversationOf(call, parts)
  if (conversation.state === 'ended' || conversation.wrapupCode !== undefined) {
    throw new Refused(409, 'conversation is already wrapped up')
  }
  demandTarget(body, parts.directory)
  parts.conversations.update(conversation.id, {
    state: 'queued',
    queueId: body.transferTo.type === 'queue' ? body.transferTo.id : conversation.queueId,
    transfers: [...conversation.transfers, body],
  })
  return { status: 200, body: { id: conversation.id, state: 'queued', transferTo: body.transferTo } }
}

export const handoverRoutes = (parts: CxoneParts): readonly Route[] => [
  { method: 'get', path: '/api/v2/routing/users', handle: (call) => users(call, parts) },
  { method: 'get', path: '/api/v2/routing/queues/:id', handle: (call) => queue(call, parts) },
  { method: 'get', path: '/api/v2/routing/queues/:id/wrapupcodes', handle: (call) => codes(call, parts) },
  { method: 'post', path: '/api/v2/conversations/voice/:id/transfer', handle: (call) => transfer(call, parts) },
]
