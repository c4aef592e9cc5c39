/** NICE CXone in the tutorial dialect (docs/contract.md section 2). */
import * as z from 'zod/mini'
import { lenientNumber, orNothing } from '../../../../shared/wire/lenient.ts'
import type { Cxone } from '../../../ports/cxone.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../../ports/upstream.ts'
import { pathSegment } from '../../http/http-call.ts'
import { type CxoneParts, createCxoneCall, ROUTING_SCOPE } from './call.ts'
import { explainRouting } from './explain.ts'

const objectAnswer = z.record(z.string(), z.unknown())
const usersAnswer = z.object({
  entities: orNothing(z.array(z.unknown())),
  total: orNothing(lenientNumber(z.int())),
})
const leg = z.object({ state: z.string(), queue: z.optional(z.unknown()) })
const conversationAnswer = z.object({ legs: z.array(leg) })

type RoutedLeg = z.infer<typeof leg>

/** "Already routed", after a try of ours that went unanswered: it was that try, unless the conversation has ended. */
const isWithUs = ({ state }: RoutedLeg): boolean => state === 'queued' || state === 'active'
/** The bot's leg is active too, so what was not even refused must stand in a queue, or have come through one. */
const cameThroughQueue = ({ state, queue }: RoutedLeg): boolean =>
  state === 'queued' || (state === 'active' && queue !== undefined && queue !== null)

/** How the conversation shows that a routing took effect though its answer was lost, or garbled on its way back. */
const proofOf = (
  { kind, mayHaveApplied }: UpstreamFailureFacts,
  mayBeRouted: boolean,
): ((leg: RoutedLeg) => boolean) | undefined => {
  if (kind === 'bad_answer') return cameThroughQueue
  return kind === 'conflict' && (mayBeRouted || mayHaveApplied === true) ? isWithUs : undefined
}

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

  const hasLeg = async (conversationId: string, proves: (leg: RoutedLeg) => boolean, deadline: Deadline) => {
    const answer = await send({
      operation: 'conversation',
      method: 'GET',
      path: `/api/v2/conversations/${pathSegment(conversationId)}?expand=participants,wrapup,queue`,
      deadline,
    })
    const parsed = conversationAnswer.safeParse(answer.json)
    return parsed.success && parsed.data.legs.some(proves)
  }

  return {
    writeIntent: async ({ conversationId }, intent, deadline) => {
      const body = { attributes: { cognigyIntent: { name: intent.name, score: intent.score } } }
      await patch('attributes', `/api/v2/conversations/${pathSegment(conversationId)}`, body, deadline)
    },

    route: async ({ conversationId }, { skill, routingMethod, mayBeRouted }, deadline) => {
      try {
        const path = `/api/v2/conversations/${pathSegment(conversationId)}/routing`
        const answer = await patch('route', path, { skillGroups: [{ name: skill }], routingMethod }, deadline)
        const parsed = objectAnswer.safeParse(answer.json)
        // No proxy's page is JSON: whatever else CXone says besides its yes, yes it is.
        return { response: parsed.success ? parsed.data : {} }
      } catch (error) {
        const proof = error instanceof UpstreamFailure ? proofOf(error.facts, mayBeRouted) : undefined
        if (proof !== undefined && (await hasLeg(conversationId, proof, deadline).catch(() => false)))
          return { response: {} }
        throw error
      }
    },

    availableAgents: async (_contact, skill, deadline) => {
      const query = new URLSearchParams({ skillGroup: skill, status: 'available' })
      const path = `/api/v2/routing/users?${query}`
      const answer = await send({ operation: 'users', method: 'GET', path, deadline })
      const parsed = usersAnswer.safeParse(answer.json)
      const count = parsed.success ? (parsed.data.total ?? parsed.data.entities?.length) : undefined
      if (count === undefined)
        throw new UpstreamFailure({ upstream: 'cxone', kind: 'bad_answer', status: answer.status })
      return count
    },

    explain: explainRouting,
  }
}

const refuse = (): Promise<never> => Promise.reject(new UpstreamFailure({ upstream: 'cxone', kind: 'not_configured' }))
const unconfigured: Cxone = { writeIntent: refuse, route: refuse, availableAgents: refuse, explain: explainRouting }
