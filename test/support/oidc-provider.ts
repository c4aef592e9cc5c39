/** A real OpenID provider on loopback, with people who may sign in, and whose keys can be changed while it runs. */
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Configuration, type JWK } from 'oidc-provider'

export const CLIENT = { clientId: 'cx-assist', clientSecret: 'client-secret-of-the-tests-0123456789' }

export interface TestProvider {
  readonly issuer: string
  /** The origin whose `/auth/callback` is registered from now on. */
  register(origin: string): void
  /** From now on everything is signed with a new key, and the old one is known no more. */
  changeKeys(): Promise<void>
  /** What the service asks is answered by errors from now on, or is no more; browsers are led as always. */
  failTokens(isFailing: boolean): void
  close(): Promise<void>
}

const newKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' }
}

/** Whoever is called so is a supervisor. */
export const SUPERVISOR = 'sam.supervisor'

export const startOidcProvider = async (options: { readonly port?: number } = {}): Promise<TestProvider> => {
  let handle: RequestListener = (_request, response) => void response.writeHead(503).end()
  let isFailing = false
  const server = createServer((request, response) => {
    if (isFailing && request.url === '/token') response.writeHead(503).end()
    else handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const issuer = `http://127.0.0.1:${port}`
  let key = await newKey()
  let origin = 'http://127.0.0.1:9'

  const settings = (): Configuration => ({
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${origin}/auth/callback`],
        post_logout_redirect_uris: [`${origin}/auth/signed-out`],
        backchannel_logout_uri: `${origin}/auth/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['cookies-of-the-tests'] },
    claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'groups'] },
    // As most providers do, and ours must bear: what the scopes ask for is had from userinfo alone.
    conformIdTokenClaims: true,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        preferred_username: id,
        name: id,
        groups: id === SUPERVISOR ? ['staff', 'supervisors'] : ['staff'],
      }),
    }),
    // Its own way refuses loopback, where the service of a test is.
    fetch: (url, { method = 'GET', headers = {}, body = null } = {}) => fetch(url, { method, headers, body }),
    features: { backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc
      const grant = new context.oidc.provider.Grant({
        ...(client === undefined ? {} : { clientId: client.clientId }),
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    ttl: { Interaction: 600, Grant: 600, Session: 3600, IdToken: 600, AccessToken: 600 },
  })
  const open = (): void => {
    handle = new Provider(issuer, settings()).callback()
  }
  open()

  return {
    issuer,
    register: (to) => {
      origin = to
      open()
    },
    changeKeys: async () => {
      key = await newKey()
      open()
    },
    failTokens: (isFailingNow) => {
      isFailing = isFailingNow
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
