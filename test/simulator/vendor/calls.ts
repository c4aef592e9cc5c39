/** Small clients for the tests of the stand-ins in the vendors' words. */
import type { CxoneVendorStandIn } from '../../../simulator/cxone/vendor/server.ts'
import { call, form, type Reply } from '../calls.ts'

export const TOKEN_PATH = '/auth/token'
export const ACCESS_KEY_PATH = '/authentication/v1/token/access-key'

export const passwordForm = ({ tenant }: CxoneVendorStandIn): Record<string, string> => ({
  grant_type: 'password',
  username: tenant.accessKeyId,
  password: tenant.accessKeySecret,
})

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export const clientOf = ({ tenant }: CxoneVendorStandIn): string => basic(tenant.clientId, tenant.clientSecret)

/** A text field of a JSON answer. */
export const textIn = ({ body }: Reply, name: string): string => {
  const value = typeof body === 'object' && body !== null ? new Map(Object.entries(body)).get(name) : undefined
  if (typeof value !== 'string') throw new Error(`no ${name} in ${JSON.stringify(body)}`)
  return value
}

export const passwordToken = async (cxone: CxoneVendorStandIn): Promise<string> =>
  textIn(await call(cxone.url + TOKEN_PATH, form(passwordForm(cxone), clientOf(cxone))), 'access_token')

export const accessKeyInit = ({ tenant }: CxoneVendorStandIn): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ accessKeyId: tenant.accessKeyId, accessKeySecret: tenant.accessKeySecret }),
})

export const accessKeyToken = async (cxone: CxoneVendorStandIn): Promise<string> =>
  textIn(await call(cxone.url + ACCESS_KEY_PATH, accessKeyInit(cxone)), 'access_token')

/** A call as the service makes it: a token, JSON wanted, and a JSON body if there is one. */
export const asked = (token: string, method = 'GET', body?: unknown): RequestInit => ({
  method,
  headers: {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
  },
  ...(body !== undefined && { body: JSON.stringify(body) }),
})
