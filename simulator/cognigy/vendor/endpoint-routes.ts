/** The endpoints: a REST endpoint that answers at once, and injects into sessions that run. */
import * as z from 'zod/mini'
import { type Answer, type Call, param, Refused, type Route, readJson } from '../../http/answer.ts'
import { assistBody } from './assist.ts'
import { type Endpoint, takesInjects } from './endpoints.ts'
import type { CognigyVendorParts } from './parts.ts'

const injectBody = z.strictObject({
  userId: z.string().check(z.minLength(1), z.maxLength(256)),
  sessionId: z.string().check(z.minLength(1), z.maxLength(256)),
  text: z.string().check(z.maxLength(10_000)),
  data: z.record(z.string(), z.unknown()),
})

/** The token in the URL is the whole secret; whoever sends a key beside it gives the key away. */
const endpointOf = (call: Call, { endpoints }: CognigyVendorParts): Endpoint => {
  if (call.authorization !== undefined || call.header('x-api-key') !== undefined) {
    throw new Refused(400, 'an endpoint wants no credentials')
  }
  if ([...call.query].length > 0) throw new Refused(400, 'no parameters are known here')
  const endpoint = endpoints.get(param(call, 'urlToken'))
  if (endpoint === undefined) throw new Refused(404, 'no such endpoint')
  return endpoint
}

const inject = (call: Call, parts: CognigyVendorParts): Answer => {
  const endpoint = endpointOf(call, parts)
  if (!takesInjects(endpoint)) throw new Refused(404, `endpoints of the type ${endpoint.type} take no injects`)
  const { userId, sessionId, text, data } = readJson(call, injectBody)
  const session = parts.sessions.get(sessionId)
  if (session === undefined || session.userId !== userId) throw new Refused(404, 'session not found')
  const injects = [...session.injects, { urlToken: endpoint.urlToken, userId, text, data }]
  parts.sessions.replace({ ...session, injects })
  return { status: 202 }
}

const talk = (call: Call, parts: CognigyVendorParts): Answer => {
  const endpoint = endpointOf(call, parts)
  if (endpoint.type !== 'rest') throw new Refused(404, 'this endpoint is no REST endpoint')
  return { status: 200, body: parts.assist.run(readJson(call, assistBody)) }
}

export const endpointRoutes = (parts: CognigyVendorParts): readonly Route[] => [
  { method: 'post', path: '/inject/:urlToken', handle: (call) => inject(call, parts) },
  { method: 'post', path: '/:urlToken', handle: (call) => talk(call, parts) },
]
