/** Whoever is signed in is so in every process that shares a Redis, and nowhere any more once they signed out. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock, systemTimer } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { openOidc } from '../../../bff/upstream/oidc/open-oidc.ts'
import { signedInAnswer } from '../../../shared/wire/sign-in.ts'
import { createBrowsing } from '../../support/browsing.ts'
import { CLIENT } from '../../support/oidc-provider.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { openStores } from '../../support/redis-stores.ts'
import { type ScriptedProvider, startScriptedProvider } from '../../support/scripted-provider.ts'
import { startBff } from '../../support/start-bff.ts'
import { connectWidget, dialWidget, handshakeOutcome } from '../../support/widget-client.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: 'i', clientSecret: 's' }
const PUBLIC_URL = 'https://assist.example.com'

let redis: RedisServer
let provider: ScriptedProvider
beforeAll(async () => {
  redis = await startRedis()
  provider = await startScriptedProvider()
})
afterAll(async () => {
  await redis.stop()
  await provider.close()
})

it('agents who signed in at one process are known to the next, and signed out of all of them at once', async () => {
  const stores = openStores(redis.url, 2)
  const log = createLog('silent', { write: () => undefined })
  const parts = { clock: systemClock, timer: systemTimer, log, metrics: createMetrics() }
  const identity = openOidc({ ...parts, issuer: provider.issuer, client: CLIENT, scopes: 'openid' })
  const signIn = {
    provider: identity,
    agentRules: { agentClaim: 'sub', supervisor: undefined },
    publicUrl: PUBLIC_URL,
  }
  const [one, two] = await Promise.all(stores.map((store) => startBff(NOWHERE, { store, signIn })))
  if (one === undefined || two === undefined) throw new Error('two are wanted')

  const browser = createBrowsing()
  const begun = await browser.ask(`${one.url}/auth/login`)
  const back = new URL(provider.comeBack(begun.headers.get('location') ?? ''))
  expect(back.origin).toBe(PUBLIC_URL)
  // Begun at the one process, ended at the other one.
  expect((await browser.ask(`${two.url}/auth/callback${back.search}`)).status).toBe(200)
  const ask = (url: string) => browser.ask(url, { method: 'POST', headers: { origin: PUBLIC_URL } })
  const { token } = signedInAnswer.parse(await (await ask(`${one.url}/auth/token`)).json())
  const widget = await connectWidget(two.url, token)
  const gone = new Promise<string>((resolve) => widget.socket.once('disconnect', resolve))

  const session = new Map(browser.jar)
  expect((await ask(`${one.url}/auth/logout`)).status).toBe(200)
  expect(await gone).toBe('io server disconnect')
  for (const [name, value] of session) browser.jar.set(name, value)
  expect((await ask(`${two.url}/auth/token`)).status).toBe(401)
  expect(await handshakeOutcome(dialWidget(two.url, { auth: { token } }))).toBe('unauthorized')

  identity.stop()
  await Promise.all([one, two].map((each) => each.stop()))
  await Promise.all(stores.map((store) => store.close()))
})
