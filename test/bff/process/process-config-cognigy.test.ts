/** The environment of the vendor's Cognigy: what it needs, what follows from what, and what it does not read. */
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../bff/config.ts'

type Environment = Readonly<Record<string, string>>

const vendor = (more: Environment = {}) => readConfig({ COGNIGY_DIALECT: 'vendor', ...more })
const settingsOf = (more: Environment = {}) => {
  const reading = vendor(more)
  if (!reading.ok) throw new Error(reading.problems.join())
  return reading.config.cognigy
}
const warningsOf = (more: Environment = {}): readonly string[] => {
  const reading = vendor(more)
  return reading.ok ? reading.config.warnings.filter((warning) => warning.includes('COGNIGY')) : []
}
const problemsOf = (more: Environment): readonly string[] => {
  const reading = vendor(more)
  return reading.ok ? [] : reading.problems
}
const WHOLE = {
  COGNIGY_ASSIST_URL: 'https://endpoint-trial.cognigy.ai/assist-token',
  COGNIGY_API_URL: 'https://api-trial.cognigy.ai',
  COGNIGY_API_KEY: 'key-of-a-user',
}

describe('the environment of the vendor’s Cognigy', () => {
  it('the environment of the vendor’s Cognigy starts with nothing set, has no default host, and says what does not work', () => {
    expect(settingsOf()).toMatchObject({
      dialect: 'vendor',
      vendor: { assistUrl: undefined, injects: undefined, apiUrl: undefined, endpointUrl: undefined },
    })
    expect(warningsOf()).toEqual([
      expect.stringContaining('COGNIGY_ASSIST_URL is not set'),
      expect.stringContaining('agents cannot escalate'),
    ])
  })

  it('the environment of the vendor’s Cognigy warns of nothing where all is set', () => {
    expect(warningsOf(WHOLE)).toEqual([])
    expect(settingsOf({ ...WHOLE, COGNIGY_SESSION_WRITES: 'inject' }).vendor.injects).toEqual({
      apiUrl: WHOLE.COGNIGY_API_URL,
      apiKey: WHOLE.COGNIGY_API_KEY,
    })
    expect(settingsOf(WHOLE).vendor.injects).toBeUndefined()
  })

  it('the environment of the vendor’s Cognigy is refused where sessions are to be written without host or key', () => {
    const inject = { COGNIGY_SESSION_WRITES: 'inject' }
    expect(problemsOf(inject)).toEqual([
      'COGNIGY_API_URL: is missing, and COGNIGY_SESSION_WRITES inject needs it',
      'COGNIGY_API_KEY: is missing, and COGNIGY_SESSION_WRITES inject needs it',
    ])
    expect(problemsOf({ ...inject, COGNIGY_API_URL: WHOLE.COGNIGY_API_URL })).toHaveLength(1)
    expect(problemsOf({ COGNIGY_SESSION_WRITES: 'both' })).toHaveLength(1)
  })

  it.each([
    ['https://api-trial.cognigy.ai', 'https://endpoint-trial.cognigy.ai'],
    ['https://api-app-us.cognigy.ai/new/v2.0', 'https://endpoint-app-us.cognigy.ai'],
    ['https://cognigy-api-na1.nicecxone.com', 'https://cognigy-endpoint-na1.nicecxone.com'],
    ['https://cognigy.example.com', undefined],
    ['https://myapi-x.example.com', undefined],
  ])('the environment of the vendor’s Cognigy makes of the API host %s the endpoint base %s', (api, endpoint) => {
    expect(settingsOf({ COGNIGY_API_URL: api }).vendor.endpointUrl).toBe(endpoint)
    expect(warningsOf({ ...WHOLE, COGNIGY_API_URL: api })).toHaveLength(endpoint === undefined ? 1 : 0)
    const own = { COGNIGY_API_URL: api, COGNIGY_ENDPOINT_URL: 'https://own.example.com' }
    expect(settingsOf(own).vendor.endpointUrl).toBe('https://own.example.com')
  })

  it.each(['COGNIGY_DOMAIN', 'COGNIGY_ORG_URL', 'COGNIGY_CLIENT_ID', 'COGNIGY_CLIENT_SECRET'])(
    'the environment of the vendor’s Cognigy does not read %s, and warns once',
    (name) => {
      const value = name.endsWith('URL') ? 'https://org.example.com' : 'org.example.com'
      expect(warningsOf({ ...WHOLE, [name]: value })).toEqual([
        `${name} is set, and COGNIGY_DIALECT vendor does not read it`,
      ])
    },
  )

  it.each([
    ['COGNIGY_ASSIST_URL', 'http://endpoint.example.com/secret-token'],
    ['COGNIGY_ASSIST_URL', 'https://endpoint.example.com/?token=secret-token'],
    ['COGNIGY_ENDPOINT_URL', 'https://user:secret-token@endpoint.example.com'],
  ])('the environment of the vendor’s Cognigy with another %s is refused, and the value not told', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name}: `)])
    expect(problemsOf({ [name]: value }).join()).not.toContain('secret-token')
  })

  it('the environment of the tutorial’s Cognigy has its default host still', () => {
    const reading = readConfig({})
    expect(reading.ok && reading.config.cognigy.apiUrl).toBe('https://api.cognigy.ai')
  })
})
