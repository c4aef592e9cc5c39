import type { FieldError, Problem } from '../shared/wire/problem.ts'
import type { HttpAnswer } from './ports/http-answer.ts'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timed out',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Content does not fit the schema',
  429: 'Too many requests',
  500: 'Internal error',
  502: 'Upstream failed',
  503: 'Not available',
  504: 'Upstream timed out',
}

/** An RFC 9457 answer. `detail` is for a person and holds no secret and no customer text. */
export const httpProblem = (
  status: number,
  detail: string,
  more: { readonly errors?: readonly FieldError[]; readonly headers?: Readonly<Record<string, string>> } = {},
): HttpAnswer => {
  const body: Problem = { type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail }
  return {
    status,
    body: more.errors === undefined ? body : { ...body, errors: [...more.errors] },
    headers: { 'content-type': 'application/problem+json', ...more.headers },
  }
}
