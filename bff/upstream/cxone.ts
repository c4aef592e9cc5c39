/** NICE CXone in the tutorial dialect (CONTRACT section 2). */
import * as z from 'zod/mini'
import { type Cxone, type Deadline, UpstreamFailure } from '../ports.ts'
import { type CxoneParts, createCxoneCall, ROUTING_SCOPE } from './cxone-call.ts'
import { pathSegment } from './http-call.ts'

const objectAnswer = z.record(z.string(), z.unknown())
const usersAnswer = z.object({ entities: z.optional(z.array(z.unknown())), total: z.optional(z.int()) })
const conversationAnswer = z.object({ legs: z.array(z.object({ state: z.string() })) })

export const createCxone = (parts: CxoneParts): Cxone => {
  const send = createCxoneCall(parts, ROUTING_SCOPE)
  if (send === undefined) return unconfigured
  const patch = (operation: string, path: string, body: unknown, deadline: Deadline) =>
    send({
      operation,
      method: 'PATCH',
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      deadline,
    })

  /** Whether a conversation is still with us: waiting in a queue or with an agent. */
  const isQueuedOrActive = async (conversationId: string, deadline: Deadline): Promise<boolean> => {
    const answer = await send({
      operation: 'conversation',
      method: 'GET',
      path: `/api/v2/conversations/${pathSegment(conversationId)}?expand=participants,wrapup,queue`,
      deadline,
    })
    const parsed = conversationAnswer.safeParse(answer.json)
    return parsed.success && parsed.data.legs.some(({ state }) => state === 'queued' || state === 'active')
  }

  return {
    writeIntent: async (conversationId, intent, deadline) => {
      const body = { attributes: { cognigyIntent: { name: intent.name, score: intent.score } } }
      await patch('attributes', `/api/v2/conversations/${pathSegment(conversationId)}`, body, deadline)
    },

    route: async (conversationId, { skill, routingMethod, mayBeRouted }, deadline) => {
      try {
        const path = `/api/v2/conversations/${pathSegment(conversationId)}/routing`
        const answer = await patch('route', path, { skillGroups: [{ name: skill }], routingMethod }, deadline)
        const parsed = objectAnswer.safeParse(answer.json ?? {})
        if (!parsed.success) throw new UpstreamFailure({ upstream: 'cxone', kind: 'bad_answer', status: answer.status })
        return parsed.data
      } catch (error) {
        // A try of ours may have routed it before its answer was lost; then "already routed" is our success.
        const isOurOwnDoing =
          error instanceof UpstreamFailure &&
          error.facts.kind === 'conflict' &&
          (mayBeRouted || error.facts.mayHaveApplied === true) &&
          (await isQueuedOrActive(conversationId, deadline).catch(() => false))
        if (isOurOwnDoing) return {}
        throw error
      }
    },

    availableAgents: async (skill, deadline) => {
      const query = new URLSearchParams({ skillGroup: skill, status: 'available' })
      const path = `/api/v2/routing/users?${query}`
      const answer = await send({ operation: 'users', method: 'GET', path, deadline })
      const parsed = usersAnswer.safeParse(answer.json)
      const count = parsed.success ? (parsed.data.total ?? parsed.data.entities?.length) : undefined
      if (count === undefined)
        throw new UpstreamFailure({ upstream: 'cxone', kind: 'bad_answer', status: answer.status })
      return count
    },
  }
}

const refuse = (): Promise<never> => Promise.reject(new UpstreamFailure({ upstream: 'cxone', kind: 'not_configured' }))
const unconfigured: Cxone = { writeIntent: refuse, route: refuse, availableAgents: refuse }
