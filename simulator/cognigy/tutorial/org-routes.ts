/** `COGNIGY_ORG_URL`: its own tokens, agent-assist suggestions, session updates by API key. */
import * as z from 'zod/mini'
import { identifier, unitInterval } from '../../../shared/wire/identifiers.ts'
import { escalationLevel } from '../../../shared/wire/vocabulary.ts'
import { type Call, Refused, type Route, readForm, readJson } from '../../http/answer.ts'
import { suggest } from '../suggestions.ts'
import { sessionOf } from './api-routes.ts'
import type { CognigyParts } from './parts.ts'

const ORG_SCOPE = 'agentassist:read dialog:read analytics:write streaming:subscribe'

const tokenForm = z.strictObject({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().check(z.minLength(1)),
  client_secret: z.string().check(z.minLength(1)),
  scope: z.literal(ORG_SCOPE),
})

const suggestBody = z.strictObject({
  interactionId: identifier,
  transcript: z.string(),
  sentimentScore: z.number().check(z.minimum(-1), z.maximum(1)),
  context: z.record(z.string(), z.unknown()),
})

const updateBody = z
  .strictObject({
    sessionData: z.strictObject({
      escalationLevel,
      frustrationScore: unitInterval,
      escalationTriggered: z.boolean(),
    }),
    flow: z.optional(z.string().check(z.minLength(1))),
    node: z.optional(z.string().check(z.minLength(1))),
  })
  .check(z.refine(({ flow, node }) => (flow === undefined) === (node === undefined), 'flow and node go together'))

const token = (call: Call, parts: CognigyParts) => {
  const form = readForm(call, tokenForm)
  if (form.client_id !== parts.clientId || form.client_secret !== parts.clientSecret) {
    throw new Refused(401, 'unknown client or wrong secret', { body: { error: 'invalid_client' } })
  }
  return { status: 200, body: parts.orgTokens.issue(ORG_SCOPE.split(' ')), headers: { 'cache-control': 'no-store' } }
}

const suggestions = (call: Call, parts: CognigyParts) => {
  parts.orgTokens.demand(call)
  const { transcript, sentimentScore } = readJson(call, suggestBody)
  return { status: 200, body: { suggestions: suggest(transcript, sentimentScore) } }
}

const update = (call: Call, parts: CognigyParts) => {
  parts.updateLimit.take()
  if (call.authorization !== `Bearer ${parts.apiKey}`) throw new Refused(401, 'wrong API key')
  const body = readJson(call, updateBody)
  const session = sessionOf(call, parts)
  parts.sessions.replace({ ...session, updates: [...session.updates, body] })
  return { status: 200, body: { sessionId: session.id, updated: true } }
}

export const orgRoutes = (parts: CognigyParts): readonly Route[] => [
  { method: 'post', path: '/api/v1/oauth/token', handle: (call) => token(call, parts) },
  { method: 'post', path: '/api/v1/agentassist/suggest', handle: (call) => suggestions(call, parts) },
  { method: 'post', path: '/api/v1/sessions/:id/update', handle: (call) => update(call, parts) },
]
