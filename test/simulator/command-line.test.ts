import { rmdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readRules } from '../../bff/files/rules-file.ts'
import { bffEnvironment, dataFolder, rulesFile } from '../../simulator/cli/bff-environment.ts'
import { readOptions } from '../../simulator/cli/options.ts'
import { freePort, onPort } from '../../simulator/cli/ports.ts'
import { freshSecrets, secretsFrom } from '../../simulator/cli/secrets.ts'
import { startCxone } from '../../simulator/cxone/tutorial/server.ts'

const TUTORIAL = { cxone: 'tutorial', cognigy: 'tutorial' } as const
const VENDOR = { cxone: 'vendor', cognigy: 'vendor' } as const

describe('options', () => {
  it('options have defaults: the shipped dialogues, eight at a time, at the pace of people', () => {
    expect(readOptions(['--start-bff'])).toEqual({
      kind: 'run',
      options: {
        dialects: { cxone: 'tutorial', cognigy: 'tutorial' },
        bff: { start: true, logFile: undefined },
        dialogues: undefined,
        speed: 1,
        limit: undefined,
        concurrent: 8,
        port: 8081,
        languageModel: false,
        signIn: false,
        once: false,
        check: true,
      },
    })
  })

  it('options take a file, twenty-four at a time', () => {
    const args = [
      '--bff',
      'http://localhost:9000',
      '--dialogues',
      'f.jsonl',
      '--speed',
      '2.5',
      '--limit',
      '10',
      '--once',
      '--no-check',
    ]
    expect(readOptions(args)).toMatchObject({
      options: {
        bff: { start: false, url: 'http://localhost:9000' },
        dialogues: 'f.jsonl',
        speed: 2.5,
        limit: 10,
        concurrent: 24,
        once: true,
        check: false,
      },
    })
    expect(readOptions([...args, '--concurrent', '3', '--port', '9001'])).toMatchObject({
      options: { concurrent: 3, port: 9001 },
    })
  })

  it('options name a dialect for both upstreams, or another one for one of them', () => {
    const dialects = (...args: string[]) => {
      const reading = readOptions(['--start-bff', ...args])
      return reading.kind === 'run' && reading.options.dialects
    }
    expect(dialects('--dialect', 'vendor')).toEqual({ cxone: 'vendor', cognigy: 'vendor' })
    expect(dialects('--cxone-dialect', 'vendor')).toEqual({ cxone: 'vendor', cognigy: 'tutorial' })
    expect(dialects('--dialect', 'vendor', '--cognigy-dialect', 'tutorial')).toEqual({
      cxone: 'vendor',
      cognigy: 'tutorial',
    })
  })

  it.each([
    [['--dialect', 'klingon']],
    [['--cxone-dialect', '']],
    [['--speed', '0']],
    [['--speed', 'fast']],
    [['--limit', '0']],
    [['--limit', '1.5']],
    [['--concurrent', '99999']],
    [['--port', '70000']],
    [['--start-bff', '--bff', 'http://localhost:1']],
    [['--bff', 'localhost']],
    [['--once']],
    [['--bff-log', 'x']],
    [['--colour']],
    [['surplus']],
  ])('options refuse %j', (args) => {
    expect(readOptions(args).kind).toBe('mistake')
  })

  it('options name every mistake at once', () => {
    const reading = readOptions(['--speed', '0', '--port', 'x', '--once'])
    expect(reading.kind === 'mistake' && reading.problems).toHaveLength(3)
  })

  it('options give help before anything else', () => {
    expect(readOptions(['--help', '--speed', '0'])).toEqual({ kind: 'help' })
  })
})

describe('secrets', () => {
  it('secrets are fresh at each start, in the form that the BFF asks for', () => {
    const [one, two] = [freshSecrets(TUTORIAL), freshSecrets(TUTORIAL)]
    expect(one.webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(one.webhookSecret).not.toBe(two.webhookSecret)
    expect(one.integratorKey.length).toBeGreaterThanOrEqual(32)
  })

  it('secrets of a running BFF come from the environment, or are named where they are missing', () => {
    const given = { CXONE_CLIENT_ID: 'a', CXONE_CLIENT_SECRET: 'b', COGNIGY_CLIENT_ID: 'c', COGNIGY_CLIENT_SECRET: 'd' }
    expect(secretsFrom({ ...given, INTEGRATOR_API_KEY: ' ' }, TUTORIAL)).toEqual({
      ok: false,
      missing: ['WEBHOOK_SECRET', 'INTEGRATOR_API_KEY'],
    })
    const rotating = secretsFrom(
      { ...given, WEBHOOK_SECRET: 'whsec_new, whsec_old', INTEGRATOR_API_KEY: 'k' },
      TUTORIAL,
    )
    expect(rotating).toMatchObject({ ok: true, secrets: { webhookSecret: 'whsec_new', integratorKey: 'k' } })
  })

  it('secrets of a running BFF are others where it speaks to the vendors', () => {
    expect(secretsFrom({}, VENDOR)).toEqual({
      ok: false,
      missing: ['CXONE_ACCESS_KEY_ID', 'CXONE_ACCESS_KEY_SECRET', 'WEBHOOK_SECRET', 'INTEGRATOR_API_KEY'],
    })
    const given = {
      CXONE_ACCESS_KEY_ID: 'a',
      CXONE_ACCESS_KEY_SECRET: 'b',
      WEBHOOK_SECRET: 'w',
      INTEGRATOR_API_KEY: 'k',
    }
    const assist = { COGNIGY_ASSIST_URL: 'https://endpoint.example/url-token' }
    expect(secretsFrom({ ...given, ...assist }, VENDOR)).toMatchObject({
      secrets: {
        cxone: { dialect: 'vendor', accessKeyId: 'a', accessKeySecret: 'b', clientId: undefined },
        cognigy: { dialect: 'vendor', apiKey: undefined, assistToken: 'url-token' },
      },
    })
  })

  it('secrets and what the stand-ins say of themselves reach a started BFF', () => {
    const secrets = freshSecrets(TUTORIAL)
    const upstreams = [
      { environment: { CXONE_API_URL: 'http://x:1' } },
      { environment: { COGNIGY_API_URL: 'http://x:2' } },
    ]
    expect(
      bffEnvironment({ port: 8080, upstreams, desktopPort: 8081, secrets, dataDir: '/data', rulesPath: '/rules.json' }),
    ).toMatchObject({
      PORT: '8080',
      CXONE_API_URL: 'http://x:1',
      COGNIGY_API_URL: 'http://x:2',
      WEBHOOK_SECRET: secrets.webhookSecret,
      WIDGET_TOKEN_SECRET: secrets.widgetTokenSecret,
      DATA_DIR: '/data',
      ALLOWED_ORIGINS: 'http://localhost:8081,http://127.0.0.1:8081',
      PANEL_ANCESTORS: 'http://localhost:8081,http://127.0.0.1:8081',
    })
  })
})

it('a simulation keeps state where it is told to, or else in a folder of the run’s own', () => {
  expect(dataFolder({ DATA_DIR: ' /srv/cx-assist ' })).toBe('/srv/cx-assist')
  const own = [{}, { DATA_DIR: ' ' }].map(dataFolder)
  for (const folder of own) {
    expect(folder).toMatch(/[\\/]cx-assist-demo-\w+$/)
    rmdirSync(folder)
  }
  expect(own[0]).not.toBe(own[1])
})

it('a simulation goes by the rules that it is told, or else by the demo’s own, which the service takes', () => {
  expect(rulesFile({ CX_ASSIST_CONFIG: ' /etc/rules.json ' })).toBe('/etc/rules.json')
  expect(readRules(rulesFile({ CX_ASSIST_CONFIG: ' ' }))).toMatchObject({ ok: true })
})

describe('ports', () => {
  it('ports that are taken are replaced by free ones, and it is said', async () => {
    const first = await startCxone()
    const said: string[] = []
    const start = (port: number) => startCxone({ port })
    const second = await onPort('CXone', first.port, (line) => said.push(line), start)
    expect(second.port).not.toBe(first.port)
    expect(said).toEqual([`port ${first.port} is taken: CXone is on ${second.url}`])
    await Promise.all([first.close(), second.close()])
  })

  it('ports are not replaced for any other trouble', async () => {
    const tried: number[] = []
    const start = (port: number) => {
      tried.push(port)
      return Promise.reject(new Error('no'))
    }
    await expect(onPort('CXone', 1, () => undefined, start)).rejects.toThrow('no')
    expect(tried).toEqual([1])
  })

  it('ports can be found free', async () => {
    const { port } = await freePort(0)
    const cxone = await startCxone({ port })
    expect(cxone.port).toBe(port)
    await cxone.close()
  })
})
