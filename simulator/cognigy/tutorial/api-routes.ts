/** `COGNIGY_API_URL`: client credentials by HTTP Basic, session context, triggering a node. */
import * as z from 'zod/mini'
import { type Call, param, Refused, type Route, readForm, readJson } from '../../http/answer.ts'
import { basicCredentials } from '../../http/basic-credentials.ts'
import type { CognigyParts } from './parts.ts'
import type { CognigySession } from './sessions.ts'

const tokenForm = z.strictObject({ grant_type: z.literal('client_credentials') })
const contextBody = z.record(z.string(), z.unknown())
const triggerBody = z.strictObject({ nodeId: z.string().check(z.minLength(1)) })

/** The session a call is about, or a 404. */
export const sessionOf = (call: Call, { sessions, acceptUnknownSessions }: CognigyParts): CognigySession => {
  const id = param(call, 'id')
  const known = sessions.get(id)
  if (known !== undefined) return known
  if (acceptUnknownSessions) return sessions.seed(id, {})
  throw new Refused(404, 'session not found')
}

const token = (call: Call, parts: CognigyParts) => {
  if (basicCredentials(call.authorization) !== `${parts.clientId}:${parts.clientSecret}`) {
    const headers = { 'www-authenticate': 'Basic realm="cognigy"' }
    throw new Refused(401, 'unknown client or wrong secret', { body: { error: 'invalid_client' }, headers })
  }
  readForm(call, tokenForm)
  return { status: 200, body: parts.apiTokens.issue([]), headers: { 'cache-control': 'no-store' } }
}

const mergeContext = (call: Call, parts: CognigyParts) => {
  parts.apiTokens.demand(call)
  const body = readJson(call, contextBody)
  const session = sessionOf(call, parts)
  const context = { ...session.context, ...body }
  parts.sessions.replace({ ...session, context })
  return { status: 200, body: { sessionId: session.id, context } }
}

const trigger = (call: Call, parts: CognigyParts) => {
  parts.apiTokens.demand(call)
  const { nodeId } = readJson(call, triggerBody)
  const session = sessionOf(call, parts)
  parts.sessions.replace({ ...session, triggeredNodes: [...session.triggeredNodes, nodeId] })
  return { status: 200, body: { sessionId: session.id, nodeId, triggered: true } }
}

export const apiRoutes = (parts: CognigyParts): readonly Route[] => [
  { method: 'post', path: '/oauth/token', handle: (call) => token(call, parts) },
  { method: 'put', path: '/api/v3/sessions/:id/context', handle: (call) => mergeContext(call, parts) },
  { method: 'post', path: '/api/v3/sessions/:id/trigger', handle: (call) => trigger(call, parts) },
]
