/** Inside a corporate network: both upstreams and the stream are reached through the proxy that the environment names. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readConfig } from '../../../bff/config.ts'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { openCognigy } from '../../../bff/upstream/cognigy/open-cognigy.ts'
import { createCxone } from '../../../bff/upstream/cxone/tutorial/cxone.ts'
import { proxyOf, shownProxy } from '../../../bff/upstream/http/proxies.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type ConnectProxy, startConnectProxy } from '../../support/connect-proxy.ts'

const CXONE = 'http://cxone.corp.test'
const COGNIGY = 'http://cognigy.corp.test'
const PASSWORD = 'pass:w@rd-of-the-proxy'

let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let proxy: ConnectProxy
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
  cognigy = await startCognigy()
})
beforeEach(async () => {
  const hosts = { 'cxone.corp.test': portOf(cxone.url), 'cognigy.corp.test': portOf(cognigy.url) }
  proxy = await startConnectProxy({ hosts, credentials: `operator:${PASSWORD}` })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await proxy.close()
})
afterAll(async () => {
  await cxone.close()
  await cognigy.close()
})

const portOf = (url: string): number => Number(new URL(url).port)
const credentialsOf = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
  clientId,
  clientSecret,
})
const calling = () => ({ clock: systemClock, metrics: createMetrics(), proxyOf, backoffMs: { first: 5, longest: 20 } })
const within = async <T>(act: (deadline: ReturnType<typeof startDeadline>) => Promise<T>): Promise<T> => {
  const deadline = startDeadline(4000)
  return await act(deadline).finally(deadline.release)
}
const route = () =>
  within((deadline) =>
    createCxone({ ...calling(), baseUrl: CXONE, credentials: credentialsOf(cxone) }).route(
      { conversationId: 'conv_1', origin: {} },
      {
        skill: 'Billing Support',
        intent: { name: 'billing_inquiry', score: 0.9 },
        routingMethod: 'longestAvailable',
        mayBeRouted: false,
      },
      deadline,
    ),
  )
const hostsAsked = (): string[] => [...new Set(proxy.asked.map(({ to, status }) => `${to} ${status}`))]

describe('a proxy that wants a password', () => {
  beforeEach(() => {
    vi.stubEnv('HTTP_PROXY', proxy.url)
    vi.stubEnv('NO_PROXY', undefined)
  })

  it('a conversation is routed through a proxy that wants a password', async () => {
    cxone.seedConversation({ id: 'conv_1' })
    await route()
    expect(cxone.conversation('conv_1')?.state).toBe('queued')
    expect(hostsAsked()).toEqual(['cxone.corp.test:80 200'])
  })

  it('Cognigy is asked for suggestions, told of sessions, and heard on its stream through a proxy that wants a password', async () => {
    const lines: string[] = []
    const log = createLog('debug', { write: (line) => void lines.push(line) })
    const credentials = credentialsOf(cognigy)
    const heard: string[] = []
    const client = openCognigy({
      ...calling(),
      dialect: 'tutorial',
      orgUrl: COGNIGY,
      apiUrl: COGNIGY,
      credentials,
      apiKey: undefined,
      log,
      onHealth: { suggestions: () => undefined, sessions: () => undefined },
    })
    const stream = client.openStream({
      onUpdate: ({ transcript }) => void heard.push(transcript),
      onState: () => undefined,
    })
    await expect.poll(() => cognigy.subscriberCount).toBe(1)
    cognigy.sendUpdate({ interactionId: 'int_1', transcript: 'hello' })
    await expect.poll(() => heard).toEqual(['hello'])
    stream.close()
    const query = { interactionId: 'int_1', transcript: 'refund', sentimentScore: undefined, context: {} }
    expect(await within((deadline) => client.suggestions.suggest(query, deadline))).not.toEqual([])
    cognigy.seedSession('sess_12345', {})
    await within((deadline) => client.sessions.mergeContext({ sessionId: 'sess_12345' }, { a: 1 }, deadline))
    expect(cognigy.session('sess_12345')?.context).toMatchObject({ a: 1 })
    expect(hostsAsked()).toEqual(['cognigy.corp.test:80 200'])
    expect(lines.join('')).not.toContain('pass')
  })

  it('what a proxy does not lead on was never sent, and no error holds the password', async () => {
    vi.stubEnv('HTTP_PROXY', `http://operator:wrong-password@${proxy.host}`)
    const failure = await route().catch((error: unknown) => error)
    expect(failure).toMatchObject({ facts: { kind: 'unavailable', mayHaveApplied: false } })
    expect(`${failure} ${JSON.stringify(failure)}`).not.toContain('password')
    expect(hostsAsked()).toEqual(['cxone.corp.test:80 407'])
  })

  it('a call goes around the proxy where NO_PROXY says so', async () => {
    vi.stubEnv('NO_PROXY', 'corp.test')
    await expect(route()).rejects.toMatchObject({ facts: { kind: 'unavailable' } })
    expect(proxy.asked).toEqual([])
  })
})

describe('the proxy of a URL', () => {
  const PROXY = 'http://proxy.corp.test:3128'
  const alone = (env: Readonly<Record<string, string>>): void => {
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY']) {
      vi.stubEnv(name, env[name])
      vi.stubEnv(name.toLowerCase(), env[name.toLowerCase()])
    }
  }

  it.each<[Readonly<Record<string, string>>, string, string | undefined]>([
    [{}, 'https://api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY }, 'https://api.cxone.com', PROXY],
    [{ https_proxy: PROXY }, 'https://api.cxone.com', PROXY],
    [{ https_proxy: PROXY, HTTPS_PROXY: 'http://other.test' }, 'https://api.cxone.com', PROXY],
    [{ ALL_PROXY: PROXY }, 'https://api.cxone.com', PROXY],
    [{ HTTP_PROXY: PROXY }, 'https://api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY }, 'http://api.cxone.com', undefined],
    [{ HTTPS_PROXY: 'proxy.corp.test:3128' }, 'https://api.cxone.com', PROXY],
    [{ HTTPS_PROXY: 'https://proxy.corp.test' }, 'https://api.cxone.com', 'https://proxy.corp.test'],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: 'api.cxone.com' }, 'https://api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: 'cxone.com' }, 'https://api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: '.cxone.com' }, 'https://eu.api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: '*.cxone.com' }, 'https://api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY, no_proxy: 'x.test, api.cxone.com:443' }, 'https://api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: 'api.cxone.com:8443' }, 'https://api.cxone.com', PROXY],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: '*' }, 'https://api.cxone.com', undefined],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: 'one.com' }, 'https://api.cxone.com', PROXY],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: '10.1.2.3' }, 'https://10.1.2.3:8443', undefined],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: '2.3' }, 'https://10.1.2.3', PROXY],
    [{ HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY }, 'http://127.0.0.1:9000', undefined],
    [{ HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY }, 'http://localhost:9000', undefined],
    [{ HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY }, 'http://[::1]:9000', undefined],
    [{ ALL_PROXY: 'socks5://proxy.corp.test' }, 'https://api.cxone.com', undefined],
  ])('the environment %j decides which proxy leads to %s', (env, url, expected) => {
    alone(env)
    expect(proxyOf(url)).toBe(expected)
  })

  it('a proxy is shown without user and password', () => {
    expect(shownProxy('http://operator:secret@proxy.corp.test:3128')).toBe('proxy.corp.test:3128')
  })
})

describe('an unusable proxy', () => {
  it.each([
    ['HTTPS_PROXY', 'socks5://user:secret@proxy.corp.test'],
    ['http_proxy', 'http://user:secret@'],
    ['HTTP_PROXY', 'no proxy at all'],
  ])('a proxy that cannot be used is a problem at the start that names %s and tells no password', (name, value) => {
    const reading = readConfig({ [name]: value })
    const problems = reading.ok ? [] : reading.problems
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: must be `))])
    expect(String(problems)).not.toContain('secret')
  })

  it.each(['http://proxy.corp.test:3128', 'proxy.corp.test:3128', 'https://user:secret@proxy.corp.test', ''])(
    'a proxy that cannot be used is not %j',
    (value) => {
      const reading = readConfig({ HTTPS_PROXY: value })
      expect(reading.ok ? [] : reading.problems).toEqual([])
    },
  )
})
