/** A webhook by its schema and by what answers a body that fits it. */
import type * as z from 'zod/mini'
import { parseOrProblem } from '../shared/wire/problem.ts'
import type { Delivery, HttpAnswer } from './ports/http-answer.ts'
import type { Deadline } from './ports/time.ts'
import type { Webhook, WebhookDescription } from './ports/webhook.ts'
import { httpProblem } from './problem-answer.ts'

export interface WebhookDefinition<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly path: string
  /** Paths that do the same and differ in the form of their answers share it; default the path. */
  readonly family?: string
  readonly schema: S
  readonly description: WebhookDescription
  /** Default: no. */
  readonly changesFirst?: true
  readonly handle: (body: z.output<S>, deadline: Deadline, delivery: Delivery) => Promise<HttpAnswer>
}

/** Fields that a 422 tells of; nobody mends more at a time. */
const MOST_ERRORS = 50
const LONGEST_DETAIL = 500

/** Keeps the schema's type and the handler's together; without it, a list of definitions would forget which is which. */
export const defineWebhook = <S extends z.ZodMiniType>(definition: WebhookDefinition<S>): Webhook => ({
  path: definition.path,
  family: definition.family ?? definition.path,
  schema: definition.schema,
  description: definition.description,
  changesFirst: definition.changesFirst ?? false,
  receive: async (json, deadline, delivery) => {
    const parsed = parseOrProblem(definition.schema, json, MOST_ERRORS)
    if (parsed.ok) return await definition.handle(parsed.value, deadline, delivery)
    const fields = parsed.errors.map(({ path: field }) => field || '(body)').join(', ')
    return httpProblem(422, `these fields do not fit: ${fields}`.slice(0, LONGEST_DETAIL), { errors: parsed.errors })
  },
})

/** For flows that are through when they have answered. */
export const nothingLeft = async (): Promise<void> => undefined
