/** `cx-assist doctor` against real stand-ins and a real BFF, well and with planted faults: each is found, named and mended. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { runDoctor } from '../../../../bff/cli/doctor/command.ts'
import type { Line } from '../../../../bff/cli/doctor/line.ts'
import { openToProbe } from '../../../../bff/cli/doctor/open-to-probe.ts'
import { systemClock } from '../../../../bff/deadline.ts'
import type { ProxyOf } from '../../../../bff/upstream/http/proxies.ts'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { startLanguageModel } from '../../../../simulator/language-model/server.ts'
import { startTranslate } from '../../../../simulator/translate/server.ts'
import { startConnectProxy } from '../../../support/connect-proxy.ts'
import { startRedis } from '../../../support/redis-server.ts'
import { ANOTHER_SECRET, SOME_SECRET } from '../../../support/routing-webhook.ts'
import { createSmallBot, type SmallBot } from '../../../support/small-bot.ts'
import { createSmallKnowledge, type SmallKnowledge } from '../../../support/small-knowledge.ts'
import { DESK_ORIGIN, INTEGRATOR_KEY, type RunningBff, startBff, WIDGET_SECRET } from '../../../support/start-bff.ts'

const inRepository = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
const MODEL = inRepository('models/full')

let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let bff: RunningBff
let bot: SmallBot
let index: string
let knowledge: SmallKnowledge
let dataDir: string
beforeAll(async () => {
  cxone = await startCxone()
  cognigy = await startCognigy()
  const built = mkdtempSync(join(tmpdir(), 'cx-assist-doctor-page-'))
  writeFileSync(join(built, 'panel.html'), '<!doctype html><title>Agent assist</title>')
  bff = await startBff(cxone, { webhookSecrets: [SOME_SECRET], folders: { widget: built, models: built } })
  bot = await createSmallBot()
  index = bot.index
  knowledge = await createSmallKnowledge()
  dataDir = mkdtempSync(join(tmpdir(), 'cx-assist-doctor-'))
})
beforeEach(() => {
  cxone.faults.clear()
  cognigy.faults.clear()
})
afterAll(async () => {
  await bff.stop()
  await bot.remove()
  knowledge.remove()
  await cxone.close()
  await cognigy.close()
})

const healthy = (): Record<string, string> => ({
  CXONE_API_URL: cxone.url,
  CXONE_CLIENT_ID: cxone.clientId,
  CXONE_CLIENT_SECRET: cxone.clientSecret,
  COGNIGY_API_URL: cognigy.url,
  COGNIGY_ORG_URL: cognigy.url,
  COGNIGY_CLIENT_ID: cognigy.clientId,
  COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
  COGNIGY_API_KEY: cognigy.apiKey,
  WEBHOOK_SECRET: SOME_SECRET,
  WIDGET_TOKEN_SECRET: WIDGET_SECRET,
  INTEGRATOR_API_KEY: INTEGRATOR_KEY,
  ALLOWED_ORIGINS: DESK_ORIGIN,
  PORT: String(bff.port),
})

const reported = z.object({
  exit: z.number(),
  lines: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['ok', 'warn', 'fail', 'skip']),
      detail: z.string(),
      fix: z.optional(z.string()),
    }),
  ),
})

interface Examined {
  readonly code: number
  readonly lines: readonly Line[]
  readonly text: string
}

const examine = async (
  changed: Readonly<Record<string, string | undefined>> = {},
  {
    args = [],
    aheadMs = 0,
    proxyOf = () => undefined,
  }: { readonly args?: readonly string[]; readonly aheadMs?: number; readonly proxyOf?: ProxyOf } = {},
): Promise<Examined> => {
  let text = ''
  let err = ''
  const clock = { ...systemClock, now: () => Date.now() + aheadMs }
  const code = await runDoctor(['--json', '--timeout', '2', ...args], {
    env: { ...healthy(), DATA_DIR: dataDir, FALLBACK_INDEX: index, ...changed },
    clock,
    nodeVersion: process.version,
    shipped: { index, knowledge: knowledge.folder, model: MODEL },
    isColoured: false,
    openUpstreams: (config) => openToProbe(config, { clock, proxyOf }),
    proxyOf,
    print: (more) => {
      text += more
    },
    printError: (more) => {
      err += more
    },
  })
  const lines = text === '' ? [] : reported.parse(JSON.parse(text)).lines
  return {
    code,
    lines: lines.map(({ fix, ...line }) => (fix === undefined ? line : { ...line, fix })),
    text: text + err,
  }
}

const troubles = ({ lines }: Examined) => lines.filter(({ state }) => state === 'fail' || state === 'warn')

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const file = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'cx-assist-doctor-')), name)
  writeFileSync(path, text)
  return path
}

describe('where all is well', () => {
  it('every line is ok, the doctor ends with 0, and nothing was changed', async () => {
    const before = cxone.journal.entries().filter(({ path }) => path !== '/oauth/token').length
    const result = await examine()
    expect(troubles(result)).toEqual([])
    expect(result.lines.filter(({ state }) => state === 'skip')).toEqual([])
    expect(result.lines.length).toBeGreaterThan(18)
    expect(result.code).toBe(0)
    expect(result.lines.map(({ detail }) => detail)).toContainEqual(expect.stringContaining('are kept there'))
    const asked = cxone.journal
      .entries()
      .filter(({ path }) => path !== '/oauth/token')
      .slice(before)
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /'])
    expect(await bff.store.conversations.find('cx-assist-doctor')).toBeUndefined()
    expect(await bff.store.conversations.find('cx-assist-doctor-elsewhere')).toBeUndefined()
  })

  it('a translator that is named is asked for its languages, and none is spoken of where none is named', async () => {
    const translate = await startTranslate({ apiKey: 'translate-key' })
    try {
      const result = await examine({ TRANSLATE_URL: translate.url, TRANSLATE_API_KEY: 'translate-key' })
      expect(troubles(result)).toEqual([])
      expect(result.lines.filter(({ name }) => name.startsWith('translator'))).toMatchObject([
        { name: 'translator', state: 'ok' },
        { name: 'translator: clock', state: 'ok' },
        { name: 'translator: languages', state: 'ok', detail: 'translates; 4 languages: de, en, es, fr' },
      ])
      const wrong = await examine({ TRANSLATE_URL: translate.url, TRANSLATE_API_KEY: 'not-the-key' })
      expect(wrong.text).not.toContain('not-the-key')
      expect(wrong.lines).toContainEqual(expect.objectContaining({ name: 'translator: languages', state: 'fail' }))
      expect((await examine()).text).not.toMatch(/translat/i)
    } finally {
      await translate.close()
    }
  })

  it('a language model that is named is asked for a word, and none is spoken of where none is named', async () => {
    const model = await startLanguageModel({ apiKey: 'model-key' })
    try {
      const env = { LLM_URL: model.apiUrl, LLM_MODEL: model.model, LLM_API_KEY: 'model-key' }
      const result = await examine(env)
      expect(troubles(result)).toEqual([])
      expect(result.lines.filter(({ name }) => name.startsWith('language model'))).toMatchObject([
        { name: 'language model', state: 'ok' },
        { name: 'language model: clock', state: 'ok' },
        { name: 'language model: answer', state: 'ok', detail: 'simulated-model answers' },
      ])
      const wrong = await examine({ ...env, LLM_API_KEY: 'not-the-key' })
      expect(wrong.text).not.toContain('not-the-key')
      expect(wrong.lines).toContainEqual(expect.objectContaining({ name: 'language model: answer', state: 'fail' }))
      expect((await examine()).text).not.toMatch(/language model/i)
    } finally {
      await model.close()
    }
  })

  it('a Redis that is named is asked, and nothing is left in it', async () => {
    const redis = await startRedis()
    try {
      const result = await examine({ REDIS_URL: redis.url })
      expect(result.lines).toContainEqual({ name: 'Redis', state: 'ok', detail: 'answers: all state is kept there' })
      expect(await redis.command('DBSIZE')).toBe(0)
    } finally {
      await redis.stop()
    }
  })
})

interface Fault {
  readonly name: string
  readonly env?: () => Promise<Record<string, string | undefined>> | Record<string, string | undefined>
  readonly plant?: () => void
  readonly options?: { readonly aheadMs?: number }
  /** Which line, in which state, saying what, mended how. */
  readonly line: string
  readonly state: 'warn' | 'fail'
  readonly detail: RegExp
  readonly fix: RegExp
}

const status = (path: string, code: number, body: unknown = {}) => ({
  kind: 'status' as const,
  status: code,
  path,
  body,
})

const FAULTS: readonly Fault[] = [
  {
    name: 'an environment value that does not fit',
    env: () => ({ PORT: 'eighty' }),
    line: 'environment',
    state: 'fail',
    detail: /^PORT/,
    fix: /mend PORT/,
  },
  {
    name: 'half a pair of credentials',
    env: () => ({ CXONE_CLIENT_ID: undefined }),
    line: 'environment',
    state: 'fail',
    detail: /CXONE_CLIENT_ID: is missing/,
    fix: /does not start/,
  },
  {
    name: 'a rules file that does not fit',
    env: () => ({ CX_ASSIST_CONFIG: file('rules.json', '{"routing":{"confidenceThreshold":7}}') }),
    line: 'rules file',
    state: 'fail',
    detail: /routing\.confidenceThreshold/,
    fix: /mend it/,
  },
  {
    name: 'a host that nobody knows',
    env: () => ({ CXONE_API_URL: 'https://nowhere.invalid' }),
    line: 'CXone',
    state: 'fail',
    detail: /DNS: nowhere\.invalid is not resolved/,
    fix: /CXONE_API_URL/,
  },
  {
    name: 'a port that nobody listens on',
    env: async () => ({ COGNIGY_API_URL: `http://127.0.0.1:${await freePort()}` }),
    line: 'Cognigy API',
    state: 'fail',
    detail: /TCP: .* takes no connection \(ECONNREFUSED\)/,
    fix: /COGNIGY_API_URL/,
  },
  {
    name: 'a wrong CXone secret',
    env: () => ({ CXONE_CLIENT_SECRET: 'not-the-secret' }),
    line: 'CXone: token for routing',
    state: 'fail',
    detail: /credentials are not accepted \(401\)/,
    fix: /CXONE_CLIENT_SECRET/,
  },
  {
    name: 'a wrong Cognigy secret',
    env: () => ({ COGNIGY_CLIENT_SECRET: 'not-the-secret' }),
    line: 'Cognigy organisation: token',
    state: 'fail',
    detail: /credentials are not accepted/,
    fix: /COGNIGY_CLIENT_SECRET/,
  },
  {
    name: 'a host that is no token endpoint',
    plant: () => void cxone.faults.add(status('/oauth/token', 404)),
    line: 'CXone: token for routing',
    state: 'fail',
    detail: /no token endpoint \(404\)/,
    fix: /CXONE_API_URL/,
  },
  {
    name: 'a proxy’s page in place of tokens',
    plant: () => void cognigy.faults.add({ kind: 'bad-body', path: '/oauth/token' }),
    line: 'Cognigy API: token',
    state: 'fail',
    detail: /no token endpoint/,
    fix: /proxy answers/,
  },
  {
    name: 'a missing API key',
    env: () => ({ COGNIGY_API_KEY: undefined }),
    line: 'environment',
    state: 'warn',
    detail: /COGNIGY_API_KEY is not set/,
    fix: /set COGNIGY_API_KEY/,
  },
  {
    name: 'no organisation',
    env: () => ({ COGNIGY_ORG_URL: undefined }),
    line: 'Cognigy organisation',
    state: 'warn',
    detail: /no live transcript/,
    fix: /COGNIGY_DOMAIN/,
  },
  {
    name: 'a clock that is a little off',
    options: { aheadMs: 20_000 },
    line: 'CXone: clock',
    state: 'warn',
    detail: /(19|20|21) s ahead/,
    fix: /NTP/,
  },
  {
    name: 'a clock that is far off',
    options: { aheadMs: -600_000 },
    line: 'Cognigy API: clock',
    state: 'fail',
    detail: /s behind/,
    fix: /NTP/,
  },
  {
    name: 'no BFF',
    env: async () => ({ PORT: String(await freePort()) }),
    line: 'BFF',
    state: 'fail',
    detail: /there is no BFF at .*ECONNREFUSED/,
    fix: /npm run bff/,
  },
  {
    name: 'another program in place of the BFF',
    env: () => ({ PORT: String(new URL(cxone.url).port) }),
    line: 'BFF',
    state: 'fail',
    detail: /answered 404/,
    fix: /--bff/,
  },
  {
    name: 'another webhook secret',
    env: () => ({ WEBHOOK_SECRET: ANOTHER_SECRET }),
    line: 'BFF: signed webhook',
    state: 'fail',
    detail: /not accepted \(401\)/,
    fix: /same WEBHOOK_SECRET/,
  },
  {
    name: 'another integrator key',
    env: () => ({ INTEGRATOR_API_KEY: 'another-integrator-key-0123456789abcdef' }),
    line: 'widget: token',
    state: 'fail',
    detail: /key is not accepted \(401\)/,
    fix: /INTEGRATOR_API_KEY/,
  },
  {
    name: 'another widget token secret',
    env: () => ({ WIDGET_TOKEN_SECRET: 'another-widget-token-secret-0123456789' }),
    line: 'widget: token',
    state: 'fail',
    detail: /not with the WIDGET_TOKEN_SECRET/,
    fix: /every process/,
  },
  {
    name: 'no origins',
    env: () => ({ ALLOWED_ORIGINS: undefined }),
    line: 'widget: origins',
    state: 'warn',
    detail: /ALLOWED_ORIGINS is empty/,
    fix: /set ALLOWED_ORIGINS/,
  },
  {
    name: 'an index that is none',
    env: () => ({ FALLBACK_INDEX: tmpdir() }),
    line: 'fallback index',
    state: 'fail',
    detail: /intent_names\.json|embeddings/,
    fix: /FALLBACK_INDEX/,
  },
  {
    name: 'a knowledge folder that is none',
    env: () => ({ KNOWLEDGE: tmpdir() }),
    line: 'knowledge',
    state: 'fail',
    detail: /knowledge\.json cannot be read/,
    fix: /KNOWLEDGE/,
  },
  {
    name: 'a model folder that is none',
    env: () => ({ SENTIMENT_MODEL: tmpdir() }),
    line: 'sentiment model',
    state: 'fail',
    detail: /config\.json/,
    fix: /SENTIMENT_MODEL/,
  },
  {
    name: 'a folder that cannot be written',
    env: () => ({ DATA_DIR: `${file('a-file', '')}/below` }),
    line: 'DATA_DIR',
    state: 'fail',
    detail: /cannot be written \(ENOTDIR\)/,
    fix: /right to write/,
  },
  {
    name: 'a Redis that is down',
    env: async () => ({ REDIS_URL: `redis://user:redis-password@127.0.0.1:${await freePort()}` }),
    line: 'Redis',
    state: 'fail',
    detail: /does not answer \(ECONNREFUSED\)/,
    fix: /REDIS_URL/,
  },
]

describe('planted faults', () => {
  it.each(FAULTS)(
    'a planted fault is found and named: $name',
    async ({ env, plant, options, line, state, detail, fix }) => {
      plant?.()
      const result = await examine((await env?.()) ?? {}, options)
      const found = troubles(result).filter(({ name }) => name === line)
      expect(found.some((each) => each.state === state && detail.test(each.detail) && fix.test(each.fix ?? ''))).toBe(
        true,
      )
      expect(result.code).toBe(state === 'fail' ? 2 : 1)
      expect(result.text).not.toMatch(/not-the-secret|another-|redis-password|cxone-client-secret/)
    },
  )

  it('a scope that CXone does not grant leaves routing well, and handovers not', async () => {
    const narrow = await startCxone({ grantedScopes: ['conversation:all', 'routing:all'] })
    const result = await examine({ CXONE_API_URL: narrow.url }).finally(narrow.close)
    expect(result.lines.find(({ name }) => name === 'CXone: token for routing')?.state).toBe('ok')
    expect(result.lines.find(({ name }) => name === 'CXone: token for handover')).toMatchObject({
      state: 'fail',
      fix: 'grant the client the scope conversations:read conversations:modify',
    })
  })

  it('a clock that is 400 s off is named where a token is refused for it, and where a signature is', async () => {
    cxone.faults.add({ kind: 'status', status: 401, path: '/oauth/token' })
    cognigy.faults.add({ kind: 'status', status: 401, path: '/oauth/token' })
    for (const [aheadMs, words] of [
      [400_000, /clock is (399|40[01]) s ahead/],
      [-400_000, /clock is (399|40[01]) s behind/],
    ] as const) {
      const { lines } = await examine({}, { aheadMs })
      for (const name of ['CXone: token for routing', 'Cognigy API: token', 'BFF: signed webhook']) {
        expect(lines.find((line) => line.name === name)).toMatchObject({
          state: 'fail',
          detail: expect.stringMatching(words),
          fix: expect.stringMatching(/^first synchronise the clock/),
        })
      }
    }
  })

  it('a refused token where the clocks agree is not put down to them', async () => {
    cxone.faults.add({ kind: 'status', status: 401, path: '/oauth/token' })
    const line = (await examine()).lines.find(({ name }) => name === 'CXone: token for routing')
    expect(`${line?.detail} ${line?.fix}`).not.toMatch(/clock/)
  })

  it('a corporate proxy is named by each line that goes through it, and its password is not', async () => {
    const [cxonePort, cognigyPort] = [cxone.url, cognigy.url].map((url) => Number(new URL(url).port))
    const hosts = { 'cxone.corp.test': cxonePort ?? 0, 'cognigy.corp.test': cognigyPort ?? 0 }
    const proxy = await startConnectProxy({ hosts, credentials: 'operator:not-the-secret' })
    // The environment takes plain HTTP on loopback only, which is never proxied: so this one proxy leads there all the same.
    const named = (url: string) => (url.startsWith(cxone.url) || url.startsWith(cognigy.url) ? proxy.url : undefined)
    const local = await startConnectProxy({ hosts: { '127.0.0.1': cxonePort ?? 0 } })
    const well = await examine({}, { proxyOf: (url) => (url.startsWith(cxone.url) ? local.url : undefined) })
    const line = (of: Examined, name: string) => of.lines.find((each) => each.name === name)
    expect(line(well, 'CXone')).toMatchObject({
      state: 'ok',
      detail: `${new URL(cxone.url).host} answers through the proxy ${local.host}`,
    })
    expect(line(well, 'CXone: token for routing')?.state).toBe('ok')
    const ill = await examine({}, { proxyOf: named })
    expect(line(ill, 'CXone')).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining(`not reached through the proxy ${proxy.host} (the proxy answers 502)`),
      fix: expect.stringMatching(/HTTPS_PROXY.*NO_PROXY/),
    })
    expect(ill.text).not.toMatch(/not-the-secret/)
    await Promise.all([proxy.close(), local.close()])
  })

  it('a certificate that nobody signed is found and named', async () => {
    const at = (name: string) => readFileSync(inRepository(`test/golden/tls/${name}`))
    const server = createTlsServer({ key: at('key.pem'), cert: at('certificate.pem') })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const result = await examine({ CXONE_API_URL: `https://127.0.0.1:${port}` })
    server.close()
    expect(result.lines.find(({ name }) => name === 'CXone')).toMatchObject({
      state: 'fail',
      detail: expect.stringMatching(/TLS: .*SELF_SIGNED/),
    })
  })

  it.each([
    [401, /COGNIGY_CLIENT_SECRET/],
    [403, /streaming:subscribe/],
    [404, /COGNIGY_ORG_URL/],
    [502, /proxy/],
  ])('a stream that refuses the handshake with %d is found and named', async (code, fix) => {
    cognigy.refuseHandshake(code, 1)
    const line = (await examine()).lines.find(({ name }) => name === 'Cognigy stream')
    expect(line).toMatchObject({ state: 'fail', detail: `the handshake was refused (${code})` })
    expect(line?.fix).toMatch(fix)
  })

  it('a BFF that takes webhooks from anybody is found and named', async () => {
    const open = await startBff(cxone, { webhookSecrets: [] })
    const result = await examine({ PORT: String(open.port) }).finally(open.stop)
    expect(result.lines.find(({ name }) => name === 'BFF: unsigned webhook')).toMatchObject({ state: 'fail' })
  })

  it('a BFF that is not ready says of which part', async () => {
    const sick = await startBff(cxone, {
      webhookSecrets: [SOME_SECRET],
      readiness: () => [{ name: 'cxone', state: 'failed', detail: 'CXONE_CLIENT_ID is not set' }],
    })
    const result = await examine({ PORT: String(sick.port) }).finally(sick.stop)
    expect(result.lines.find(({ name }) => name === 'BFF: ready: cxone')).toMatchObject({
      state: 'fail',
      detail: 'failed: CXONE_CLIENT_ID is not set',
    })
  })

  it('what depends on a fault is not examined, and one fault is one failure', async () => {
    const result = await examine({ COGNIGY_ORG_URL: 'https://nowhere.invalid' })
    expect(troubles(result).filter(({ state }) => state === 'fail')).toHaveLength(1)
    expect(result.lines.filter(({ state }) => state === 'skip').map(({ name }) => name)).toEqual([
      'Cognigy organisation: clock',
      'Cognigy organisation: token',
      'Cognigy stream',
    ])
    const withoutCxone = await examine({ CXONE_API_URL: 'https://nowhere.invalid' })
    expect(withoutCxone.lines.filter(({ state }) => state === 'skip').map(({ name }) => name)).toEqual([
      'CXone: clock',
      'CXone: token for routing',
      'CXone: token for handover',
    ])
  })
})

describe('usage', () => {
  it('the doctor prints a table for people, without colour where there is no terminal', async () => {
    let text = ''
    await runDoctor([], {
      env: { PORT: 'eighty' },
      clock: systemClock,
      nodeVersion: 'v18.0.0',
      shipped: { index, knowledge: knowledge.folder, model: MODEL },
      isColoured: false,
      openUpstreams: () => [],
      proxyOf: () => undefined,
      print: (more) => {
        text += more
      },
      printError: () => undefined,
    })
    expect(text).toMatch(/^fail {2}Node +v18\.0\.0 is not supported\n +→ install Node 20\.19/)
    expect(text).toMatch(/\d+ ok, 0 to look at, 2 failed, 1 not examined\n$/)
    expect(text).not.toContain('\u001b')
  })

  it.each([[['--bff', 'nowhere']], [['--timeout', '0']], [['--nonsense']]])('the doctor refuses %j', async (args) => {
    expect((await examine({}, { args })).code).toBe(64)
  })
})
