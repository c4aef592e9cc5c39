import * as z from 'zod/mini'
import type { AccessTokens } from '../../http/access-tokens.ts'
import { Refused, type Route, readForm } from '../../http/answer.ts'
import { SCOPES } from './scopes.ts'

const tokenForm = z.strictObject({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().check(z.minLength(1)),
  client_secret: z.string().check(z.minLength(1)),
  scope: z.string().check(z.minLength(1)),
})

export interface ClientSettings {
  readonly clientId: string
  readonly clientSecret: string
  /** Scopes this client may have; asking for more is refused. */
  readonly grantedScopes?: readonly string[] | undefined
}

/** `POST /oauth/token`: client credentials in the form. */
export const tokenRoute = (client: ClientSettings, tokens: AccessTokens): Route => ({
  method: 'post',
  path: '/oauth/token',
  handle: (call) => {
    const form = readForm(call, tokenForm)
    if (form.client_id !== client.clientId || form.client_secret !== client.clientSecret) {
      throw new Refused(401, 'unknown client or wrong secret', { body: { error: 'invalid_client' } })
    }
    const scopes = form.scope.split(' ').filter((scope) => scope !== '')
    const granted: readonly string[] = client.grantedScopes ?? SCOPES
    const refused = scopes.filter((scope) => !granted.includes(scope))
    if (refused.length > 0) {
      throw new Refused(400, `scope not granted: ${refused.join(' ')}`, { body: { error: 'invalid_scope' } })
    }
    return { status: 200, body: tokens.issue(scopes), headers: { 'cache-control': 'no-store' } }
  },
})
