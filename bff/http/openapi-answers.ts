/** What an operation may answer, as the OpenAPI description has it. */
import * as z from 'zod/mini'
import { problem } from '../../shared/wire/problem.ts'

const PROBLEM_TEXTS = {
  400: 'The body is not valid JSON, a required id is missing or no id, or this is no fallback',
  401: 'Not authenticated',
  403: 'Not asked by a page of this service’s own origin',
  404: 'Not found; or no conversation is known by this id',
  408: 'The body took too long to arrive',
  409: 'Already routed or ended; or a delivery id that was used with another body',
  410: 'The conversation was erased, and the first answer to this delivery with it',
  413: 'The body is larger than 256 KiB',
  415: 'The body is neither application/json nor application/*+json, or not in UTF-8',
  422: 'Fields are missing or ill-typed; `errors` names them',
  429: 'Too many wrong secrets or unfinished bodies from this address; `retry-after` says when to come back',
  500: 'Internal error',
  502: 'CXone refused the credentials, limits the rate or is unavailable',
  503: 'Not available; or too much is being worked on to answer in time, and `retry-after` says when to come back',
  504: 'No answer could be had in time',
} as const
type ProblemStatus = keyof typeof PROBLEM_TEXTS

export const json = (description: string, schema: z.ZodMiniType) => ({
  description,
  content: { 'application/json': { schema } },
})
/** What is refused, as RFC 9457 has it. */
export const problems = (...statuses: readonly ProblemStatus[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { description: PROBLEM_TEXTS[status], content: { 'application/problem+json': { schema: problem } } },
    ]),
  )

export const text = (description: string, type: string) => ({
  description,
  content: { [type]: { schema: z.string() } },
})
