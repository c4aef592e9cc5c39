/** A provider that says what a test has it say: what no real one would. */
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { CLIENT } from './oidc-provider.ts'

/** Claims by name; those that are `undefined` are left out. */
type Said = Readonly<Record<string, unknown>>

export interface ScriptedProvider {
  readonly issuer: string
  /** Claims of the next ID tokens, over those that fit; the nonce is that of the last window that was led away. */
  say(claims: Said): void
  /** Signs with a key that it does not publish. */
  signWithAnother(isAnother: boolean): void
  /** How it behaves from now on. */
  be(how: 'well' | 'down' | 'hanging' | 'another_issuer'): void
  /** As a browser that was sent to `location` would come back. */
  comeBack(location: string): string
  /** What it would send by its back channel. */
  logoutToken(claims?: Said): Promise<string>
  close(): Promise<void>
}

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }

export const startScriptedProvider = async (): Promise<ScriptedProvider> => {
  const published = await generateKeyPair('ES256', { extractable: true })
  const secret = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(published.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
  let claims: Said = {}
  let isAnother = false
  let how: Parameters<ScriptedProvider['be']>[0] = 'well'
  let nonce = ''
  let ids = 0

  const sign = (payload: Said): Promise<string> =>
    // What is absent is left out.
    new SignJWT(JSON.parse(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign((isAnother ? secret : published).privateKey)
  const idToken = (): Promise<string> => {
    const now = Math.floor(Date.now() / 1000)
    const fit = {
      iss: issuer,
      aud: CLIENT.clientId,
      sub: 'ana',
      preferred_username: 'ana',
      nonce,
      iat: now,
      exp: now + 300,
    }
    return sign({ ...fit, ...claims })
  }
  const answerTo = async (path: string): Promise<unknown> => {
    if (path === '/jwks') return { keys: [jwk] }
    if (path === '/token') return { access_token: 'a', token_type: 'Bearer', id_token: await idToken() }
    return {
      issuer: how === 'another_issuer' ? 'https://another.example.com' : issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['ES256'],
    }
  }
  const server = createServer((request, response) => {
    if (how === 'hanging') return
    if (how === 'down') {
      response.writeHead(503).end()
      return
    }
    void answerTo(request.url ?? '').then((body) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

  return {
    issuer,
    say: (said) => {
      claims = said
    },
    signWithAnother: (isAnotherNow) => {
      isAnother = isAnotherNow
    },
    be: (now) => {
      how = now
    },
    comeBack: (location) => {
      const { searchParams } = new URL(location)
      nonce = searchParams.get('nonce') ?? ''
      ids += 1
      const query = new URLSearchParams({ code: `code-${ids}`, state: searchParams.get('state') ?? '' })
      return `${searchParams.get('redirect_uri')}?${query}`
    },
    logoutToken: (more = {}) => {
      ids += 1
      const iat = Math.floor(Date.now() / 1000)
      return sign({
        iss: issuer,
        aud: CLIENT.clientId,
        iat,
        exp: iat + 120,
        jti: `j${ids}`,
        sub: 'ana',
        events: EVENTS,
        ...more,
      })
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
