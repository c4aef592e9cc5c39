/** Skills of CXone: by id, and how many of their agents are available. */
import * as z from 'zod/mini'
import type { Channel } from '../../../../shared/domain/handover/vendor-contact.ts'
import { ifReadable, lenientNumber, lenientText } from '../../../../shared/wire/lenient.ts'
import type { Clock, Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { pathSegment } from '../../http/http-call.ts'
import { createSharedQuestion } from '../shared-question.ts'
import type { CxoneApi } from './call.ts'

/** CXone's numbers for media; skills of others take neither kind of contact. */
export const MEDIA_TYPES: Readonly<Record<Channel, number>> = { digital: 9, voice: 4 }

const skillNumber = lenientNumber(z.int().check(z.minimum(1)))
export const skill = z.object({
  skillId: skillNumber,
  skillName: lenientText,
  mediaTypeId: ifReadable(lenientNumber(z.int())),
  /** By some versions written as text. */
  isActive: ifReadable(z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])),
})
export type Skill = z.infer<typeof skill>

/** CXone tells one skill by itself, or as a list of one. */
const skillAnswer = z.union([
  skill,
  z.pipe(
    z.object({ skills: z.tuple([skill]) }),
    z.transform(({ skills: [one] }) => one),
  ),
])
const activityAnswer = z.object({
  skillActivity: z.tuple([z.object({ agentsAvailable: lenientNumber(z.int().check(z.minimum(0))) })], z.unknown()),
})
const queuesAnswer = z.object({ data: z.array(z.object({ skillId: ifReadable(skillNumber) })) })

const ACTIVITY_KEPT_MS = 5000
const QUEUE_KEPT_MS = 600_000

export interface Skills {
  byId(skillId: number, deadline: Deadline): Promise<Skill>
  /** The skill behind an id as people send it: its own, or that of its routing queue. */
  idOf(queueId: string, deadline: Deadline): Promise<number>
  agentsAvailable(skillId: number, deadline: Deadline): Promise<number>
}

const unknownQueue = (): UpstreamFailure =>
  new UpstreamFailure({ upstream: 'cxone', kind: 'not_found', changedNothing: true })

/** What CXone refuses to read (400, 422) for an id is none that it knows. */
const asUnknown = (error: unknown): never => {
  throw error instanceof UpstreamFailure && error.facts.kind === 'refused' ? unknownQueue() : error
}

export const createSkills = (api: Pick<CxoneApi, 'read'>, clock: Clock): Skills => {
  const activity = createSharedQuestion(clock, ACTIVITY_KEPT_MS, async (id, deadline) => {
    const path = `/skills/${pathSegment(id)}/activity`
    const answer = await api.read('acd', { operation: 'activity', path, schema: activityAnswer, deadline })
    return answer.skillActivity[0]
  })

  const ofQueue = createSharedQuestion(clock, QUEUE_KEPT_MS, async (queueId, deadline) => {
    const path = `/routing-queues?${new URLSearchParams({ 'id[]': queueId })}`
    const { data } = await api
      .read('dfo', { operation: 'routing_queue', path, schema: queuesAnswer, deadline })
      .catch(asUnknown)
    const skillId = data[0]?.skillId
    if (skillId === undefined) throw unknownQueue()
    return { skillId }
  })

  return {
    byId: async (skillId, deadline) => {
      const path = `/skills/${skillId}`
      return await api.read('acd', { operation: 'skill', path, schema: skillAnswer, deadline }).catch(asUnknown)
    },
    idOf: async (queueId, deadline) => {
      if (!/^\d+$/.test(queueId)) return (await ofQueue(queueId, deadline)).skillId
      const skillId = skillNumber.safeParse(queueId)
      if (!skillId.success) throw unknownQueue()
      return skillId.data
    },
    agentsAvailable: async (skillId, deadline) => (await activity(String(skillId), deadline)).agentsAvailable,
  }
}
