/** The two grants by which a server gets a token with an access key. */
import * as z from 'zod/mini'
import { type Call, Refused, type Route, readForm, readJson } from '../../http/answer.ts'
import { basicCredentials } from '../../http/basic-credentials.ts'
import { originOf, TOKEN_PATH } from './discovery-routes.ts'
import type { CxoneVendorParts } from './parts.ts'
import type { TokenSubject } from './tokens.ts'

const filled = z.string().check(z.minLength(1))
const passwordForm = z.strictObject({ grant_type: z.literal('password'), username: filled, password: filled })
const accessKeyBody = z.strictObject({ accessKeyId: filled, accessKeySecret: filled })
const NO_STORE = { 'cache-control': 'no-store' }

const subjectOf = (call: Call, { lies, tenant }: CxoneVendorParts): TokenSubject => {
  const { issuer = originOf(call), tenantId = tenant.tenantId } = lies()
  return { issuer, tenantId: tenantId ?? undefined }
}

const byPassword = async (call: Call, parts: CxoneVendorParts) => {
  const { tenant, tokens } = parts
  if (basicCredentials(call.authorization) !== `${tenant.clientId}:${tenant.clientSecret}`) {
    const body = { error: 'invalid_client', error_description: 'Client authentication failed' }
    throw new Refused(401, 'unknown client or wrong secret', { body })
  }
  const { username, password } = readForm(call, passwordForm)
  if (username !== tenant.accessKeyId || password !== tenant.accessKeySecret) {
    const body = { error: 'invalid_grant', error_description: 'Invalid access key' }
    throw new Refused(400, 'unknown access key or wrong secret', { body })
  }
  const subject = subjectOf(call, parts)
  const issued = await tokens.issue(subject, ['acd', 'digital'])
  return { status: 200, body: { ...issued, id_token: await tokens.identity(subject) }, headers: NO_STORE }
}

const byAccessKey = async (call: Call, parts: CxoneVendorParts) => {
  const { tenant, tokens } = parts
  if (call.authorization !== undefined) throw new Refused(400, 'an access key wants no other credentials beside it')
  const { accessKeyId, accessKeySecret } = readJson(call, accessKeyBody)
  if (accessKeyId !== tenant.accessKeyId || accessKeySecret !== tenant.accessKeySecret) {
    throw new Refused(401, 'unknown access key or wrong secret')
  }
  const opens = tenant.accessKeyOpensDigital ? (['acd', 'digital'] as const) : (['acd'] as const)
  return { status: 200, body: await tokens.issue(subjectOf(call, parts), opens), headers: NO_STORE }
}

export const tokenRoutes = (parts: CxoneVendorParts): readonly Route[] => [
  { method: 'post', path: TOKEN_PATH, handle: (call) => byPassword(call, parts) },
  { method: 'post', path: '/authentication/v1/token/access-key', handle: (call) => byAccessKey(call, parts) },
]
