import { rmdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bffEnvironment, dataFolder } from '../../simulator/cli/bff-environment.ts'
import { readOptions } from '../../simulator/cli/options.ts'
import { freePort, onPort } from '../../simulator/cli/ports.ts'
import { freshSecrets, secretsFrom } from '../../simulator/cli/secrets.ts'
import { startCxone } from '../../simulator/cxone/tutorial/server.ts'

describe('options', () => {
  it('options have defaults: the shipped dialogues, eight at a time, at the pace of people', () => {
    expect(readOptions(['--start-bff'])).toEqual({
      kind: 'run',
      options: {
        bff: { start: true, logFile: undefined },
        dialogues: undefined,
        speed: 1,
        limit: undefined,
        concurrent: 8,
        port: 8081,
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

  it.each([
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
    const [one, two] = [freshSecrets(), freshSecrets()]
    expect(one.webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(one.webhookSecret).not.toBe(two.webhookSecret)
    expect(one.integratorKey.length).toBeGreaterThanOrEqual(32)
  })

  it('secrets of a running BFF come from the environment, or are named where they are missing', () => {
    const given = { CXONE_CLIENT_ID: 'a', CXONE_CLIENT_SECRET: 'b', COGNIGY_CLIENT_ID: 'c', COGNIGY_CLIENT_SECRET: 'd' }
    expect(secretsFrom({ ...given, INTEGRATOR_API_KEY: ' ' })).toEqual({
      ok: false,
      missing: ['WEBHOOK_SECRET', 'INTEGRATOR_API_KEY'],
    })
    const rotating = secretsFrom({ ...given, WEBHOOK_SECRET: 'whsec_new, whsec_old', INTEGRATOR_API_KEY: 'k' })
    expect(rotating).toMatchObject({ ok: true, secrets: { webhookSecret: 'whsec_new', integratorKey: 'k' } })
  })

  it('secrets and addresses reach a started BFF by the names of the contract', () => {
    const secrets = freshSecrets()
    const addresses = { port: 8080, cxoneUrl: 'http://x:1', cognigyUrl: 'http://x:2', desktopPort: 8081 }
    expect(bffEnvironment({ ...addresses, secrets, dataDir: '/data' })).toMatchObject({
      PORT: '8080',
      CXONE_API_URL: 'http://x:1',
      COGNIGY_API_URL: 'http://x:2',
      COGNIGY_ORG_URL: 'http://x:2',
      WEBHOOK_SECRET: secrets.webhookSecret,
      WIDGET_TOKEN_SECRET: secrets.widgetTokenSecret,
      DATA_DIR: '/data',
      ALLOWED_ORIGINS: 'http://localhost:8081,http://127.0.0.1:8081',
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
