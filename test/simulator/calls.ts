/** Small clients for the tests of the stand-ins. */
import { request } from 'node:http'
import type { CognigyStandIn } from '../../simulator/cognigy/tutorial/server.ts'
import type { CxoneStandIn } from '../../simulator/cxone/tutorial/server.ts'

const ALL_SCOPES = 'conversation:all routing:all conversations:read conversations:modify'
export const ORG_SCOPE = 'agentassist:read dialog:read analytics:write streaming:subscribe'

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

export const call = async (url: string, init: RequestInit = {}): Promise<Reply> => {
  const response = await fetch(url, init)
  const text = await response.text()
  let body: unknown = text
  try {
    body = JSON.parse(text)
  } catch {
    // A fault may answer with something that is not JSON; the test sees the text.
  }
  return { status: response.status, body, headers: response.headers }
}

export const json = (method: string, body: unknown, token?: string): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
  body: JSON.stringify(body),
})

export const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } })

export const form = (fields: Record<string, string>, authorization?: string): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  ...(authorization !== undefined && { headers: { authorization } }),
})

const tokenIn = ({ body }: Reply): string => {
  if (typeof body === 'object' && body !== null && 'access_token' in body && typeof body.access_token === 'string') {
    return body.access_token
  }
  throw new Error(`no token in ${JSON.stringify(body)}`)
}

export const cxoneForm = (cxone: CxoneStandIn, scope = ALL_SCOPES): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_id: cxone.clientId,
  client_secret: cxone.clientSecret,
  scope,
})

export const cxoneToken = async (cxone: CxoneStandIn, scope?: string): Promise<string> =>
  tokenIn(await call(`${cxone.url}/oauth/token`, form(cxoneForm(cxone, scope))))

export const orgForm = (cognigy: CognigyStandIn): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_id: cognigy.clientId,
  client_secret: cognigy.clientSecret,
  scope: ORG_SCOPE,
})

export const orgToken = async (cognigy: CognigyStandIn): Promise<string> =>
  tokenIn(await call(`${cognigy.url}/api/v1/oauth/token`, form(orgForm(cognigy))))

export const basic = (cognigy: CognigyStandIn): string =>
  `Basic ${Buffer.from(`${cognigy.clientId}:${cognigy.clientSecret}`).toString('base64')}`

export const apiToken = async (cognigy: CognigyStandIn): Promise<string> =>
  tokenIn(await call(`${cognigy.url}/oauth/token`, form({ grant_type: 'client_credentials' }, basic(cognigy))))

/** `fetch` tidies paths before it sends them; this sends exactly `path`. */
export const rawStatus = (base: string, path: string, token: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const sent = request({ hostname, port, path, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
