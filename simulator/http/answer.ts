/** What a route of a stand-in gets and gives. Routes know no Express, so that one place can apply faults to any of them. */
import type * as z from 'zod/mini'
import { parseOrProblem } from '../../shared/wire/problem.ts'

export interface Call {
  readonly method: string
  /** As it came, still percent-encoded. */
  readonly path: string
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  /** Another header of the request, by its name in any case. */
  readonly header: (name: string) => string | undefined
  readonly text: string
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown by a route that will not do what it was asked. The reason goes to the journal. */
export class Refused extends Error {
  readonly answer: Answer

  constructor(status: number, reason: string, extra: Omit<Answer, 'status'> = {}) {
    super(reason)
    this.answer = { status, body: { status, message: reason }, ...extra }
  }
}

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly handle: (call: Call) => Answer | Promise<Answer>
}

const mediaType = (call: Call): string => (call.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

const check = <S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> => {
  const parsed = parseOrProblem(schema, value)
  if (parsed.ok) return parsed.value
  const findings = parsed.errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  throw new Refused(400, `body: ${findings.join('; ')}`)
}

/** The JSON body, checked, or a 400 that says what is wrong. */
export const readJson = <S extends z.ZodMiniType>(call: Call, schema: S): z.output<S> => {
  if (mediaType(call) !== 'application/json') throw new Refused(400, 'content type must be application/json')
  let value: unknown
  try {
    value = JSON.parse(call.text)
  } catch {
    throw new Refused(400, 'body is not JSON')
  }
  return check(schema, value)
}

/** The form body, checked, or a 400 that says what is wrong. */
export const readForm = <S extends z.ZodMiniType>(call: Call, schema: S): z.output<S> => {
  if (mediaType(call) !== 'application/x-www-form-urlencoded') {
    throw new Refused(400, 'content type must be application/x-www-form-urlencoded')
  }
  const fields = [...new URLSearchParams(call.text)]
  if (new Set(fields.map(([name]) => name)).size !== fields.length) throw new Refused(400, 'a form field came twice')
  return check(schema, Object.fromEntries(fields))
}

/** The query, checked: every parameter once. */
export const readQuery = <S extends z.ZodMiniType>(call: Call, schema: S): z.output<S> => {
  const fields = [...call.query]
  if (new Set(fields.map(([name]) => name)).size !== fields.length) throw new Refused(400, 'a parameter came twice')
  return check(schema, Object.fromEntries(fields))
}

/** The query where parameters may come several times (`status[]`), each of them among `names`. */
export const readLists = <N extends string>(
  call: Call,
  names: readonly N[],
): Readonly<Partial<Record<N, readonly string[]>>> => {
  const unknown = [...call.query.keys()].filter((name) => !names.some((known) => known === name))
  if (unknown.length > 0) throw new Refused(400, `unknown parameter ${unknown.join(', ')}`)
  const lists: Partial<Record<N, readonly string[]>> = {}
  for (const name of names) if (call.query.has(name)) lists[name] = call.query.getAll(name)
  return lists
}

/** A decoded path parameter. */
export const param = (call: Call, name: string): string => {
  const value = call.params[name]
  if (value === undefined) throw new Refused(404, 'no such path')
  return value
}
