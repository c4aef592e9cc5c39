/** What a webhook is: its paths' names, what it takes, and the flow behind it with the answer already in HTTP's terms. */
import type * as z from 'zod/mini'
import { findJsonExcess } from '../../shared/wire/json-limits.ts'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import type { Delivery, HttpAnswer } from '../ports/http-answer.ts'
import type { Deadline } from '../ports/time.ts'
import { httpProblem } from '../problem-answer.ts'

export interface WebhookDefinition<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly path: string
  /** Paths that do the same and differ in the form of their answers share it; default the path. */
  readonly family?: string
  readonly schema: S
  readonly handle: (body: z.output<S>, deadline: Deadline, delivery: Delivery) => Promise<HttpAnswer>
}

/** Keeps the schema's type and the handler's together; without it, a list of definitions would forget which is which. */
export interface Webhook {
  readonly path: string
  readonly family: string
  readonly schema: z.ZodMiniType
  /** Parses JSON that is already decoded, then runs the flow. */
  receive(json: unknown, deadline: Deadline, delivery: Delivery): Promise<HttpAnswer>
}

/** Fields that a 422 tells of; nobody mends more at a time. */
const MOST_ERRORS = 50
const LONGEST_DETAIL = 500

export const defineWebhook = <S extends z.ZodMiniType>(definition: WebhookDefinition<S>): Webhook => ({
  path: definition.path,
  family: definition.family ?? definition.path,
  schema: definition.schema,
  receive: async (json, deadline, delivery) => {
    const parsed = parseOrProblem(definition.schema, json, MOST_ERRORS)
    if (parsed.ok) return await definition.handle(parsed.value, deadline, delivery)
    const fields = parsed.errors.map(({ path: field }) => field || '(body)').join(', ')
    return httpProblem(422, `these fields do not fit: ${fields}`.slice(0, LONGEST_DETAIL), { errors: parsed.errors })
  },
})

const knowsMember = (schema: z.ZodMiniType, member: string): boolean => {
  const { def } = schema
  return 'shape' in def && typeof def.shape === 'object' && def.shape !== null && Object.hasOwn(def.shape, member)
}

/** Refuses JSON that is too deep or too large for whatever reads it later, before any of that does. */
export const refuseExcess = ({ schema }: Webhook, json: unknown): HttpAnswer | undefined => {
  const excess = findJsonExcess(json)
  if (excess === undefined) return undefined
  const { member = '', message } = excess
  const path = knowsMember(schema, member) ? member : ''
  return httpProblem(422, `${path || 'the body'} ${message}`, { errors: [{ path, message, code: excess.kind }] })
}
