/** What handovers need of NICE CXone, in the tutorial dialect (docs/contract.md section 2). */
import * as z from 'zod/mini'
import type { ConversationFacts, Leg, NamedId } from '../../../../shared/domain/handover/facts.ts'
import { idText, lenientNumber, lenientText } from '../../../../shared/wire/lenient.ts'
import type { CxoneHandovers } from '../../../ports/cxone.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { pathSegment } from '../../http/http-call.ts'
import { type CxoneParts, createCxoneCall, HANDOVER_SCOPE } from './call.ts'
import { explainQuestion, explainTransfer } from './explain.ts'

const namedId = z.object({ id: idText, name: lenientText })
/** The one place where CXone's answers are read loosely: what is not as documented is left out, never guessed. */
const loosely = <S extends z.ZodMiniType>(schema: S) => z.catch(z.optional(schema), undefined)

const participant = z.object({
  purpose: loosely(z.string()),
  role: loosely(z.string()),
  address: loosely(z.union([z.string(), z.object({ name: loosely(z.string()) })])),
  name: loosely(z.string()),
})
const leg = z.object({
  state: z.string(),
  participants: loosely(z.array(participant)),
  wrapup: loosely(z.nullable(z.union([z.string(), z.record(z.string(), z.unknown())]))),
  queue: loosely(z.nullable(namedId)),
  mediaType: loosely(z.string()),
})
const conversationAnswer = z.object({
  id: idText,
  legs: z.array(leg),
  attributes: loosely(z.object({ cognigyIntent: loosely(z.object({ name: z.string() })) })),
})
const queueAnswer = z.object({
  ...namedId.shape,
  active: z.boolean(),
  availableAgents: loosely(lenientNumber(z.int())),
})
const codesAnswer = z.object({ entities: z.array(namedId) })
const searchAnswer = z.object({ entities: z.array(z.unknown()) })

type Participant = z.infer<typeof participant>

const nameOf = ({ address, name }: Participant): string | undefined =>
  typeof address === 'string' ? address : (address?.name ?? name)

const customerOf = (participants: readonly Participant[] = []): string | undefined => {
  const told = participants.find(({ purpose, role }) => [purpose, role].includes('customer')) ?? participants[0]
  return told === undefined ? undefined : nameOf(told)
}

/** CXone shows an empty `wrapup`, or one without a code, on conversations that nobody wrapped up yet. */
const isWrappedUp = (wrapup: z.infer<typeof leg>['wrapup']): boolean => {
  if (wrapup === undefined || wrapup === null) return false
  return typeof wrapup === 'string' ? wrapup !== '' : (wrapup['code'] ?? wrapup['id'] ?? null) !== null
}

const legFacts = (from: z.infer<typeof leg>): Leg => ({
  state: from.state,
  isWrappedUp: isWrappedUp(from.wrapup),
  customerName: customerOf(from.participants),
  queue: from.queue ?? undefined,
  mediaType: from.mediaType,
})

const conversationFacts = ({ id, legs, attributes }: z.infer<typeof conversationAnswer>): ConversationFacts => ({
  id,
  legs: legs.map(legFacts),
  intent: attributes?.cognigyIntent?.name,
})

/** An id that CXone refuses to read (400, 422) is one that it does not know. */
const asUnknown = (error: unknown): never => {
  const { kind, status } = error instanceof UpstreamFailure ? error.facts : {}
  if (kind !== 'refused' || (status !== 400 && status !== 422)) throw error
  throw new UpstreamFailure({ upstream: 'cxone', kind: 'not_found', status })
}

const CONVERSATIONS = '/api/v2/conversations'
const QUEUES = '/api/v2/routing/queues'

export const createCxoneHandovers = (parts: CxoneParts): CxoneHandovers => {
  const send = createCxoneCall(parts, HANDOVER_SCOPE)
  if (send === undefined) return unconfigured

  const read = async <S extends z.ZodMiniType>(
    operation: string,
    path: string,
    schema: S,
    deadline: Deadline,
  ): Promise<z.output<S>> => {
    const answer = await send({ operation, method: 'GET', path, deadline }).catch(asUnknown)
    const parsed = schema.safeParse(answer.json)
    if (!parsed.success) throw new UpstreamFailure({ upstream: 'cxone', kind: 'bad_answer', status: answer.status })
    return parsed.data
  }

  return {
    conversation: async ({ conversationId }, deadline) => {
      const path = `${CONVERSATIONS}/${pathSegment(conversationId)}?expand=participants,wrapup,queue`
      return conversationFacts(await read('conversation', path, conversationAnswer, deadline))
    },

    queue: async (id, deadline) => {
      const {
        id: told,
        name,
        active,
        availableAgents,
      } = await read('queue', `${QUEUES}/${pathSegment(id)}`, queueAnswer, deadline)
      return { id: told, name, active, availableAgents }
    },

    wrapupCodes: async (id, deadline): Promise<readonly NamedId[]> =>
      (await read('wrapup_codes', `${QUEUES}/${pathSegment(id)}/wrapupcodes`, codesAnswer, deadline)).entities,

    search: async (state, deadline) => {
      const path = `${CONVERSATIONS}/search?${new URLSearchParams({ state })}`
      const { entities } = await read('search', path, searchAnswer, deadline)
      return entities.flatMap((entity) => {
        const parsed = conversationAnswer.safeParse(entity)
        return parsed.success ? [conversationFacts(parsed.data)] : []
      })
    },

    transfer: async ({ conversationId }, { transferTo, transferType, wrapupCode, contextData }, deadline) => {
      await send({
        operation: 'transfer',
        method: 'POST',
        path: `${CONVERSATIONS}/voice/${pathSegment(conversationId)}/transfer`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ transferTo, transferType, wrapupCode, contextData }),
        repeatsUnanswered: false,
        deadline,
      })
      return { warnings: [] }
    },

    explainQuestion,
    explainTransfer,
  }
}

const refuse = (): Promise<never> => Promise.reject(new UpstreamFailure({ upstream: 'cxone', kind: 'not_configured' }))
const unconfigured: CxoneHandovers = {
  conversation: refuse,
  queue: refuse,
  wrapupCodes: refuse,
  search: refuse,
  transfer: refuse,
  explainQuestion,
  explainTransfer,
}
