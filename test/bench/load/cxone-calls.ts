/** The two calls to CXone that a routed webhook comes to, made directly. */
import * as z from 'zod/mini'
import type { Caller } from './clients.ts'

/** What the stand-in accepts; no secret. */
export const CXONE_CLIENT = { id: 'cxone-client', secret: 'cxone-client-secret' }

const tokenAnswer = z.object({ access_token: z.string() })

export const fetchCxoneToken = async (caller: Caller, cxoneUrl: string): Promise<string> => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: CXONE_CLIENT.id,
    client_secret: CXONE_CLIENT.secret,
    scope: 'conversation:all routing:all',
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await caller.call('POST', cxoneUrl, '/oauth/token', headers, form.toString())
  return tokenAnswer.parse(JSON.parse(answer)).access_token
}

/** Attributes, then routing; both answers read and parsed. */
export const routeDirectly = async (
  caller: Caller,
  cxoneUrl: string,
  token: string,
  conversationId: string,
  intent: { readonly name: string; readonly score: number },
): Promise<void> => {
  const path = `/api/v2/conversations/${encodeURIComponent(conversationId)}`
  const headers = { authorization: `Bearer ${token}` }
  const attributes = { attributes: { cognigyIntent: intent } }
  const routing = { skillGroups: [{ name: 'Billing Support' }], routingMethod: 'longestAvailable' }
  JSON.parse(await caller.call('PATCH', cxoneUrl, path, headers, JSON.stringify(attributes)))
  JSON.parse(await caller.call('PATCH', cxoneUrl, `${path}/routing`, headers, JSON.stringify(routing)))
}
