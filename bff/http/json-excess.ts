/** JSON that no webhook takes, whatever it is about. */
import type * as z from 'zod/mini'
import { findJsonExcess } from '../../shared/wire/json-limits.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import type { Webhook } from '../ports/webhook.ts'
import { httpProblem } from '../problem-answer.ts'

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
