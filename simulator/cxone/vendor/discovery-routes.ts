/** What anybody may ask before having a token: where tokens are issued, and where a tenant's hosts are. */
import * as z from 'zod/mini'
import { type Call, Refused, type Route, readQuery } from '../../http/answer.ts'
import type { CxoneVendorParts } from './parts.ts'
import { AREA } from './tenant.ts'

export const TOKEN_PATH = '/auth/token'

const configurationQuery = z.strictObject({ tenantId: z.string().check(z.minLength(1)) })

/** The origin that this call came to. */
export const originOf = (call: Call): string => `http://${call.header('host') ?? ''}`

/** Whoever asks for a public document gives nothing away. */
const demandNoToken = (call: Call): void => {
  if (call.authorization !== undefined) throw new Refused(400, 'a public document wants no credentials')
}

const discovery = (call: Call, { lies }: CxoneVendorParts) => {
  demandNoToken(call)
  const origin = originOf(call)
  return {
    status: 200,
    body: {
      issuer: origin,
      authorization_endpoint: `${origin}/auth/authorize`,
      token_endpoint: lies().tokenEndpoint ?? `${origin}${TOKEN_PATH}`,
      jwks_uri: `${origin}/auth/jwks`,
      grant_types_supported: ['authorization_code', 'password', 'refresh_token'],
      response_types_supported: ['code'],
      scopes_supported: ['openid'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
    },
  }
}

const configuration = (call: Call, { lies, tenant }: CxoneVendorParts) => {
  demandNoToken(call)
  const { tenantId } = readQuery(call, configurationQuery)
  if (tenantId !== tenant.tenantId) throw new Refused(404, 'no such tenant')
  const origin = originOf(call)
  const { apiEndpoint = origin, area = AREA, domain } = lies()
  return {
    status: 200,
    body: {
      tenantId,
      area,
      cluster: 'c1',
      api_endpoint: apiEndpoint,
      auth_endpoint: origin,
      ui_endpoint: origin,
      ...(domain !== undefined && { domain }),
    },
  }
}

export const discoveryRoutes = (parts: CxoneVendorParts): readonly Route[] => [
  { method: 'get', path: '/.well-known/openid-configuration', handle: (call) => discovery(call, parts) },
  { method: 'get', path: '/.well-known/cxone-configuration', handle: (call) => configuration(call, parts) },
  { method: 'get', path: '/auth/jwks', handle: () => ({ status: 200, body: { keys: parts.tokens.keys } }) },
]
