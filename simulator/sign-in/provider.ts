/** An OpenID provider for the demo: one agent, who signs in by a button. Everything else of it is a real provider's. */
import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { promisify } from 'node:util'
import type { Configuration } from 'oidc-provider'
import { listen } from '../http/listen.ts'

export interface ProviderOptions {
  /** Whom the button signs in. */
  readonly agentId: string
  /** Where the service is: its `/auth/callback` is the one address that is led back to. */
  readonly bffUrl: string
  readonly port?: number | undefined
}

export interface PlayedProvider {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  close(): Promise<void>
}

const CLIENT_ID = 'cx-assist-demo'
const INTERACTION = /^\/interaction\/[\w-]{1,64}$/

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to the demo</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  main { max-width: 22rem; margin: 4rem auto; padding: 0 1rem }
  button { font: inherit; padding: .5rem 1rem }
</style>
<main>
  <h1>Demo provider</h1>
  <p>Your own provider would ask here who you are.</p>
  <form method="post"><button autofocus>Continue as the agent of the demo</button></form>
</main>
`

const settingsOf = async (clientSecret: string, bffUrl: string): Promise<Configuration> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        redirect_uris: [`${bffUrl}/auth/callback`],
        post_logout_redirect_uris: [`${bffUrl}/auth/signed-out`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    features: { devInteractions: { enabled: false } },
    // There is one client, and it is ours: nobody is asked for consent.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc
      const grant = new oidc.provider.Grant({
        ...(client === undefined ? {} : { clientId: client.clientId }),
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    ttl: { Interaction: 600, Grant: 86_400, Session: 86_400, IdToken: 600, AccessToken: 600 },
  }
}

const NOT_INSTALLED = '--sign-in needs the package oidc-provider: npm install oidc-provider'
const loadProvider = async (): Promise<typeof import('oidc-provider')> => {
  try {
    return await import('oidc-provider')
  } catch {
    throw new Error(NOT_INSTALLED)
  }
}

/** @throws where the package `oidc-provider` is not installed: only the demo needs it */
export const startProvider = async ({ agentId, bffUrl, port = 0 }: ProviderOptions): Promise<PlayedProvider> => {
  const { default: Provider } = await loadProvider()
  const clientSecret = randomBytes(32).toString('base64url')
  const settings = await settingsOf(clientSecret, bffUrl)
  let handle: RequestListener = (_request, response) => void response.writeHead(503).end()
  const server = await listen((request, response) => handle(request, response), { port })
  const provider = new Provider(server.url, settings)
  const answer = provider.callback()
  handle = (request, response) => {
    if (!INTERACTION.test(request.url ?? '')) {
      void answer(request, response)
    } else if (request.method === 'POST') {
      provider
        .interactionFinished(request, response, { login: { accountId: agentId } })
        .catch(() => void response.writeHead(400).end())
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(PAGE)
    }
  }
  return { url: server.url, clientId: CLIENT_ID, clientSecret, close: server.close }
}
