/** A bad environment stops the process, with every problem named and no secret told (docs/contract.md 6). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../../bff/config.ts'
import { buildBff, type Environment, refusedStart, startBffProcess } from '../../support/bff-process.ts'
import { SOME_SECRET } from '../../support/routing-webhook.ts'

const folder = mkdtempSync(join(tmpdir(), 'rules-'))
beforeAll(buildBff)
afterAll(() => rmSync(folder, { recursive: true }))

const problemsOf = (env: Environment): readonly string[] => {
  const reading = readConfig(env)
  return reading.ok ? [] : reading.problems
}
const namesOf = (env: Environment): string[] => problemsOf(env).map((problem) => problem.split(':')[0] ?? '')
const warningsOf = (env: Environment): string => {
  const reading = readConfig(env)
  return reading.ok ? reading.config.warnings.join('\n') : ''
}
const configOf = (env: Environment) => {
  const reading = readConfig(env)
  if (!reading.ok) throw new Error(reading.problems.join())
  return reading.config
}

const BAD: readonly (readonly [string, string])[] = [
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['HOST', 'a b'],
  ['LOG_LEVEL', 'loud'],
  ['COGNIGY_DOMAIN', 'evil.com/path'],
  ['COGNIGY_DOMAIN', 'user@evil.com'],
  ['COGNIGY_DOMAIN', 'evil.com:8080'],
  ['COGNIGY_ORG_URL', 'not a url'],
  ['COGNIGY_API_URL', 'ftp://api.cognigy.ai'],
  ['COGNIGY_API_URL', 'https://api.cognigy.ai?x=1'],
  ['CXONE_API_URL', 'http://api.cxone.com'],
  ['CXONE_API_URL', 'http://127.0.0.1.evil.com'],
  ['CXONE_API_URL', 'http://localhost.evil.com'],
  ['CXONE_API_URL', 'https://user:password@api.cxone.com'],
  ['CXONE_ENV', 'evil.com/'],
  ['CXONE_ENV', 'EU'],
  ['CXONE_DIALECT', 'klingon'],
  ['COGNIGY_DIALECT', 'klingon'],
  ['CXONE_ISSUER', 'http://cxone.example.com'],
  ['CXONE_AUTH_URL', 'https://user:password@na1.nice-incontact.com'],
  ['CXONE_DFO_URL', 'https://dfo.example.com?tenant=1'],
  ['CXONE_ACD_VERSION', '30'],
  ['CXONE_SIGNAL_PARAMS', 'header'],
  ['CXONE_EVENT_HUB', 'yes'],
  ['OIDC_ISSUER', 'http://login.example.com'],
  ['OIDC_SCOPES', 'profile'],
  ['OIDC_SCOPES', 'openid  profile'],
  ['OIDC_AGENT_CLAIM', 'a b'],
  ['OIDC_SUPERVISOR', 'groups'],
  ['OIDC_SUPERVISOR', '=supervisors'],
  ['OIDC_SUPERVISOR', 'groups='],
  ['PUBLIC_URL', 'http://assist.example.com'],
  ['PUBLIC_URL', 'assist.example.com'],
  ['WEBHOOK_SECRET', 'no-prefix-but-quite-long-all-the-same'],
  ['WEBHOOK_SECRET', `whsec_${Buffer.alloc(23).toString('base64')}`],
  ['WEBHOOK_SECRET', 'whsec_!!!!'],
  ['WEBHOOK_SECRET', `${SOME_SECRET},${SOME_SECRET},${SOME_SECRET}`],
  ['WEBHOOK_SECRET', `${SOME_SECRET},short`],
  ['WIDGET_TOKEN_SECRET', 'shorty'],
  ['INTEGRATOR_API_KEY', 'shorty'],
  ['ALLOWED_ORIGINS', 'desk.example.com'],
  ['ALLOWED_ORIGINS', 'https://desk.example.com/path'],
  ['ALLOWED_ORIGINS', '*'],
  ['TRANSLATE_URL', 'http://translate.example.com'],
  ['TRANSLATE_URL', 'https://user:password@translate.example.com'],
  ['TRANSLATE_URL', 'https://translate.example.com?api_key=1'],
  ['LLM_URL', 'http://llm.example.com/v1'],
  ['LLM_URL', 'https://user:password@llm.example.com/v1'],
  ['LLM_TIMEOUT_MS', '8s'],
  ['LLM_TIMEOUT_MS', '99'],
  ['LLM_TIMEOUT_MS', '25001'],
  ['REDIS_URL', 'http://redis'],
  ['REDIS_URL', 'redis-sentinel://:password@sentinel-without-a-name'],
  ['DATA_DIR', 'file:///var/lib/cx-assist'],
  ['DATA_DIR', '/var/lib\n/cx-assist'],
]

describe('the environment', () => {
  it.each(BAD)('the environment with %s=%s is refused, and that name told', (name, value) => {
    expect(namesOf({ [name]: value })).toContain(name)
  })

  it('the environment names a translator, or none', () => {
    expect(configOf({}).translator).toBeUndefined()
    expect(configOf({ TRANSLATE_URL: 'http://127.0.0.1:5000' }).translator).toEqual({
      url: 'http://127.0.0.1:5000',
      apiKey: undefined,
    })
    const named = { TRANSLATE_URL: 'https://translate.example.com', TRANSLATE_API_KEY: ' key\n' }
    expect(configOf(named).translator).toEqual({ url: 'https://translate.example.com', apiKey: 'key' })
    expect(warningsOf(named)).not.toMatch(/TRANSLATE/)
  })

  it('the environment that sets a translator in vain is warned of', () => {
    expect(warningsOf({ TRANSLATE_API_KEY: 'key-of-nobody' })).toMatch(/TRANSLATE_API_KEY is set, but no TRANSLATE_URL/)
    expect(warningsOf({ TRANSLATE_API_KEY: 'key-of-nobody' })).not.toContain('key-of-nobody')
    expect(warningsOf({ TRANSLATE_URL: 'http://127.0.0.1:5000', SENTIMENT_MODEL: 'off' })).toMatch(
      /TRANSLATE_URL is set, but SENTIMENT_MODEL is off/,
    )
  })

  it('the environment names a language model by its address and its name, or none', () => {
    expect(configOf({}).languageModel).toBeUndefined()
    const named = { LLM_URL: 'https://llm.example.com/v1', LLM_MODEL: ' small\n' }
    expect(configOf(named).languageModel).toEqual({
      url: 'https://llm.example.com/v1',
      apiKey: undefined,
      model: 'small',
      timeoutMs: 8000,
    })
    expect(configOf({ ...named, LLM_API_KEY: 'key', LLM_TIMEOUT_MS: '20000' }).languageModel).toMatchObject({
      apiKey: 'key',
      timeoutMs: 20_000,
    })
    expect(warningsOf(named)).not.toMatch(/LLM/)
  })

  it('the environment that sets a language model by half is warned of, and has none', () => {
    expect(warningsOf({ LLM_API_KEY: 'key-of-nobody' })).toMatch(/LLM_API_KEY is set, but no LLM_URL/)
    expect(warningsOf({ LLM_API_KEY: 'key-of-nobody' })).not.toContain('key-of-nobody')
    expect(warningsOf({ LLM_MODEL: 'small' })).toMatch(/LLM_MODEL is set, but no LLM_URL/)
    const half = { LLM_URL: 'https://llm.example.com/v1' }
    expect(warningsOf(half)).toMatch(/LLM_URL is set, but no LLM_MODEL/)
    expect(configOf(half).languageModel).toBeUndefined()
  })

  const secrets = BAD.filter(([name, value]) => /SECRET|KEY/.test(name) || value.includes('password'))
  it.each(secrets)('the environment with %s=%s is refused without the value being repeated', (name, value) => {
    expect(problemsOf({ [name]: value }).join('\n')).not.toContain(value)
  })

  it.each([
    ['CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'],
    ['CXONE_CLIENT_SECRET', 'CXONE_CLIENT_ID'],
    ['CXONE_ACCESS_KEY_ID', 'CXONE_ACCESS_KEY_SECRET'],
    ['CXONE_ACCESS_KEY_SECRET', 'CXONE_ACCESS_KEY_ID'],
    ['COGNIGY_CLIENT_ID', 'COGNIGY_CLIENT_SECRET'],
    ['COGNIGY_CLIENT_SECRET', 'COGNIGY_CLIENT_ID'],
  ])('the environment with %s alone is refused for want of %s', (given, missing) => {
    expect(namesOf({ [given]: 'half' })).toEqual([missing])
  })

  it('an empty environment is the contract’s', () => {
    expect(configOf({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      cxone: { baseUrl: 'https://api.cxone.com', credentials: undefined },
      webhookSecrets: [],
      allowedOrigins: [],
    })
  })

  it('the environment makes the hosts of the regions', () => {
    expect(configOf({ CXONE_ENV: 'eu' }).cxone.baseUrl).toBe('https://eu.api.cxone.com')
    expect(configOf({ CXONE_ENV: 'us' }).cxone.baseUrl).toBe('https://api.cxone.com')
    expect(configOf({ COGNIGY_DOMAIN: 'org.cognigy.ai' }).cognigy.orgUrl).toBe('https://org.cognigy.ai')
  })

  it.each(['http://127.0.0.1:9999', 'http://localhost:9999', 'http://[::1]:9999', 'https://cxone.example.com/base'])(
    'the environment may name the upstream %s',
    (url) => {
      expect(configOf({ CXONE_API_URL: url }).cxone.baseUrl).toBe(url)
    },
  )

  it('the environment of the vendor dialect says what it does not read, and what is missing', () => {
    const CXONE_DIALECT = 'vendor'
    const bare = warningsOf({ CXONE_DIALECT })
    expect(bare).toMatch(/CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET are not set: nothing can be routed/)
    expect(bare).not.toMatch(/CXONE_CLIENT_ID|CXONE_ENV/)
    expect(warningsOf({ CXONE_DIALECT, CXONE_ENV: 'eu' })).toMatch(/CXONE_ENV is set, and .* does not read it/)
    expect(warningsOf({ CXONE_ENV: 'eu' })).not.toMatch(/CXONE_ENV/)
  })

  it('the environment of the vendor dialect is that of a commercial tenant unless it says otherwise', () => {
    expect(configOf({ CXONE_DIALECT: 'vendor' }).cxone).toMatchObject({
      dialect: 'vendor',
      vendor: {
        accessKey: undefined,
        client: undefined,
        issuer: 'https://cxone.niceincontact.com',
        authUrl: 'https://na1.nice-incontact.com',
        acdVersion: 'v30.0',
        signalParams: 'mixed',
        eventHub: false,
      },
    })
  })

  it('the environment loses blanks and line breaks around its values, and a blank value is none', () => {
    expect(configOf({ WEBHOOK_SECRET: ` ${SOME_SECRET}\n`, CXONE_CLIENT_ID: '  ' }).webhookSecrets).toEqual([
      SOME_SECRET,
    ])
  })

  it.each(['/var/lib/cx assist', './data', 'data'])(
    'the environment may keep its data in %s, and says what it does not keep there',
    (path) => {
      expect(configOf({ DATA_DIR: path }).dataDir).toBe(path)
      const reading = readConfig({ DATA_DIR: path })
      expect(reading.ok && reading.config.notes).toEqual([
        expect.stringMatching(/conversations, deliveries, .* are kept there/),
      ])
      expect(warningsOf({ DATA_DIR: path })).not.toMatch(/DATA_DIR/)
    },
  )

  it('the environment without DATA_DIR says what cannot be recorded', () => {
    expect(configOf({}).dataDir).toBeUndefined()
    expect(warningsOf({})).toMatch(/DATA_DIR is not set: what agents say was meant cannot be recorded/)
  })

  it('the environment with two webhook secrets has both', () => {
    expect(configOf({ WEBHOOK_SECRET: `${SOME_SECRET}, ${SOME_SECRET}` }).webhookSecrets).toHaveLength(2)
  })

  it.each(['WIDGET_TOKEN_SECRET', 'INTEGRATOR_API_KEY'])(
    'the environment with two values in %s has both, three or a short one are refused',
    (name) => {
      const one = 'a'.repeat(40)
      const two = 'b'.repeat(40)
      const { widgetTokenSecrets, integratorKeys } = configOf({ [name]: ` ${one} , ${two}` })
      expect([...widgetTokenSecrets, ...integratorKeys]).toEqual([one, two])
      expect(namesOf({ [name]: `${one},${two},${one}` })).toEqual([name])
      expect(namesOf({ [name]: `${one},short` })).toEqual([name])
      expect(namesOf({ [name]: ',' })).toEqual([name])
      expect(warningsOf({ [name]: `${one},12345678` })).toContain(`${name} is shorter`)
    },
  )

  it('the environment spells origins in one way, and refuses what could never be one', () => {
    const { allowedOrigins } = configOf({
      ALLOWED_ORIGINS: 'https://Desk.example/, https://*.desk.example:443,http://bücher.example:80',
    })
    expect(allowedOrigins).toEqual(['https://desk.example', 'https://*.desk.example', 'http://xn--bcher-kva.example'])
    for (const ALLOWED_ORIGINS of [
      '*',
      'https://*',
      'https://*.com',
      'https://desk.example/x',
      'https://a.*.example',
    ]) {
      expect(namesOf({ ALLOWED_ORIGINS })).toEqual(['ALLOWED_ORIGINS'])
    }
  })

  it('the environment trusts no proxy, says no HSTS and keeps idle connections for 75 s, unless it is told to', () => {
    expect(configOf({}).rim).toEqual({
      trustedProxies: [],
      hstsSeconds: undefined,
      keepAliveSeconds: 75,
      connectionsPerAddress: 4000,
    })
    expect(
      configOf({
        TRUST_PROXY: '10.0.0.0/8, loopback',
        HSTS_SECONDS: '31536000',
        KEEP_ALIVE_SECONDS: '620',
        CONNECTIONS_PER_ADDRESS: '50',
      }).rim,
    ).toEqual({
      trustedProxies: ['10.0.0.0/8', 'loopback'],
      hstsSeconds: 31_536_000,
      keepAliveSeconds: 620,
      connectionsPerAddress: 50,
    })
    expect(configOf({ TRUST_PROXY: '2' }).rim.trustedProxies).toBe(2)
  })

  it.each([
    ['TRUST_PROXY', ['everybody', '10.0.0.0/99', '99', '-1', 'true']],
    ['HSTS_SECONDS', ['-1', '1.5', 'a year', '99999999999']],
    ['KEEP_ALIVE_SECONDS', ['0', '-5', '60s', '3601']],
    ['CONNECTIONS_PER_ADDRESS', ['0', 'many', '-1']],
  ] as const)('the environment with another %s is refused, and that name told', (name, values) => {
    for (const value of values) expect(namesOf({ [name]: value })).toEqual([name])
  })

  it.each([
    ['WIDGET_TOKEN_SECRET', '0.0.0.0'],
    ['INTEGRATOR_API_KEY', '10.0.0.7'],
    ['INTEGRATOR_API_KEY', '::'],
  ])(
    'the environment with a %s that is easily guessed is refused where HOST is %s, and starts on loopback',
    (name, host) => {
      const guessable = { WEBHOOK_SECRET: SOME_SECRET, [name]: '31-bytes-are-too-few-for-a-secr' }
      expect(problemsOf({ ...guessable, HOST: host })).toEqual([
        `${name}: must have at least 32 bytes where others than this machine can connect`,
      ])
      expect(namesOf(guessable)).toEqual([name])
      for (const loopback of ['127.0.0.1', 'localhost', '::1'])
        expect(warningsOf({ ...guessable, HOST: loopback })).toContain(`${name} is shorter`)
      expect(problemsOf({ ...guessable, [name]: '32-bytes-are-enough-for-a-secret', HOST: host })).toEqual([])
    },
  )

  it('the environment without a webhook secret listens on loopback only and says so, whatever HOST says', () => {
    for (const HOST of ['0.0.0.0', '10.0.0.1', '::', 'example.com']) {
      expect(configOf({ HOST }).host).toBe('127.0.0.1')
      expect(warningsOf({ HOST })).toMatch(/loopback only and HOST is ignored/)
    }
    expect(configOf({ WEBHOOK_SECRET: SOME_SECRET }).host).toBe('0.0.0.0')
    expect(configOf({ WEBHOOK_SECRET: SOME_SECRET, HOST: '10.0.0.1' }).host).toBe('10.0.0.1')
  })
})

describe('the process', () => {
  const SHORT = 'hunter2'
  const DOOMED = {
    PORT: 'eighty',
    LOG_LEVEL: 'loud',
    CXONE_API_URL: 'http://cxone.example.com',
    CXONE_DIALECT: 'klingon',
    CXONE_CLIENT_ID: 'only-half',
    COGNIGY_CLIENT_SECRET: 'the-other-half',
    WIDGET_TOKEN_SECRET: SHORT,
    INTEGRATOR_API_KEY: `${SHORT}!`.slice(1),
    WEBHOOK_SECRET: 'whsec_c2hvcnQ=',
    ALLOWED_ORIGINS: 'everywhere',
  }

  it('the process ends with code 1, names every problem and tells no value', async () => {
    const { code, output } = await refusedStart(DOOMED)
    expect(code).toBe(1)
    for (const name of Object.keys(DOOMED).filter((key) => !key.includes('CLIENT')))
      expect(output).toContain(`${name}:`)
    expect(output).toContain('CXONE_CLIENT_SECRET:')
    expect(output).toContain('COGNIGY_CLIENT_ID:')
    for (const value of Object.values(DOOMED)) expect(output).not.toContain(value)
  })

  it.each([
    ['no JSON', '{'],
    ['an unknown key', '{"routing":{"treshold":1}}'],
    ['a figure out of bounds', '{"routing":{"confidenceThreshold":85}}'],
  ])('the process does not start with a rules file of %s', async (_what, content) => {
    const path = join(folder, 'bad.json')
    writeFileSync(path, content)
    const { code, output } = await refusedStart({ CX_ASSIST_CONFIG: path })
    expect(code).toBe(1)
    expect(output).toContain('CX_ASSIST_CONFIG')
  })

  it('the process names the problems of rules and environment together', async () => {
    const { code, output } = await refusedStart({ CX_ASSIST_CONFIG: join(folder, 'missing.json'), LOG_LEVEL: 'loud' })
    expect(code).toBe(1)
    expect(output).toMatch(/CX_ASSIST_CONFIG: the file: cannot be read/)
    expect(output).toContain('LOG_LEVEL')
  })

  it('the process does not start where DATA_DIR cannot be written, and names it', async () => {
    const occupied = join(folder, 'a-file')
    writeFileSync(occupied, '')
    for (const path of [occupied, join(occupied, 'below')]) {
      const { code, output } = await refusedStart({ DATA_DIR: path })
      expect(code).toBe(1)
      expect(output).toContain(`DATA_DIR: ${path} cannot be written`)
    }
  })

  it('the process ends with code 1 where the port is taken', async () => {
    const first = await startBffProcess()
    const { code, output } = await refusedStart({ PORT: new URL(first.url).port })
    expect(code).toBe(1)
    expect(output).toContain('PORT')
    expect((await first.stop()).code).toBe(0)
  })

  it('the process says in its log that it listens on loopback only', async () => {
    const bff = await startBffProcess({ HOST: '0.0.0.0' })
    expect(bff.output()).toContain('loopback only and HOST is ignored')
    expect(bff.output()).toContain('"host":"127.0.0.1"')
    await bff.stop()
  })
})
