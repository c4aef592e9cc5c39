/** The management API: what is written into a session's context, by API key. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { type Answer, type Call, param, Refused, type Route, readJson, readQuery } from '../../http/answer.ts'
import type { CognigyVendorParts } from './parts.ts'
import type { VendorSession } from './sessions.ts'

/** Both are live. */
const PREFIXES = ['/new/v2.0', '/v2.0'] as const
const MOST_BYTES = 60_000
const EMAIL = /^[^\s@]+@[^\s@]+$/

const noQuery = z.strictObject({})
const conversationQuery = z.strictObject({ projectId: z.optional(z.string()) })
const injectBody = z.strictObject({
  userId: z.string().check(z.minLength(1)),
  context: z.record(z.string(), z.unknown()),
})

/** A refusal in the words of this API. */
const problem = (status: number, title: string, call: Call): Answer => ({
  status,
  body: {
    type: `error-${status}`,
    title,
    status,
    detail: title,
    instance: call.path,
    code: 1000 + status,
    traceId: randomUUID(),
  },
})

/** By its own header only: a key in a URL is logged everywhere, and a bearer token is something else. */
const enter = (call: Call, { apiKey, apiLimit }: CognigyVendorParts): void => {
  apiLimit.take()
  if (call.authorization !== undefined) throw new Refused(401, 'an API key is no bearer token')
  if (call.header('x-api-key') !== apiKey) throw new Refused(401, 'wrong API key')
}

const sessionOf = (
  call: Call,
  userId: string,
  { sessions, acceptUnknownSessions }: CognigyVendorParts,
): VendorSession => {
  const id = param(call, 'id')
  const known = sessions.get(id)
  if (known !== undefined) return known
  if (acceptUnknownSessions) return sessions.seed(id, userId, {})
  throw new Refused(404, 'session not found')
}

const injectContext = (call: Call, parts: CognigyVendorParts): Answer => {
  enter(call, parts)
  readQuery(call, noQuery)
  if (Buffer.byteLength(call.text) > MOST_BYTES) throw new Refused(413, `a body has ${MOST_BYTES} bytes at most`)
  const { userId, context } = readJson(call, injectBody)
  if (parts.userIdIsEmail && !EMAIL.test(userId)) throw new Refused(400, 'body: userId: must be an e-mail address')
  const session = sessionOf(call, userId, parts)
  if (session.userId !== userId) throw new Refused(404, 'no such user in this session')
  // Whether the vendor merges deeper than this is not published.
  parts.sessions.replace({ ...session, context: { ...session.context, ...context } })
  return { status: 200, body: context }
}

/** What was said in a session; this Cognigy keeps nothing of it. */
const showConversation = (call: Call, parts: CognigyVendorParts): Answer => {
  enter(call, parts)
  readQuery(call, conversationQuery)
  if (parts.sessions.get(param(call, 'id')) === undefined) throw new Refused(404, 'session not found')
  return { status: 200, body: [] }
}

const worded =
  (handle: (call: Call) => Answer) =>
  (call: Call): Answer => {
    try {
      return handle(call)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { status, headers } = error.answer
      throw new Refused(status, error.message, {
        ...problem(status, error.message, call),
        ...(headers !== undefined && { headers }),
      })
    }
  }

export const apiRoutes = (parts: CognigyVendorParts): readonly Route[] =>
  PREFIXES.flatMap((prefix) => [
    {
      method: 'post',
      path: `${prefix}/sessions/:id/context/inject`,
      handle: worded((call) => injectContext(call, parts)),
    },
    {
      method: 'get',
      path: `${prefix}/conversations/:id`,
      handle: worded((call) => showConversation(call, parts)),
    },
  ])
