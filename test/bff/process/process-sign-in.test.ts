/** Sign-in as operators set it up: by the environment, all of it or nothing. */
import { beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../../bff/config.ts'
import { buildBff, startBffProcess } from '../../support/bff-process.ts'
import { CLIENT } from '../../support/oidc-provider.ts'
import { startScriptedProvider } from '../../support/scripted-provider.ts'

const SECRET = 'widget-token-secret-of-the-tests-0123456789'
const ALL = {
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: CLIENT.clientId,
  OIDC_CLIENT_SECRET: CLIENT.clientSecret,
  WIDGET_TOKEN_SECRET: SECRET,
}
const problemsWithout = (name: keyof typeof ALL): readonly string[] => {
  const { [name]: _left, ...rest } = ALL
  const reading = readConfig(rest)
  return reading.ok ? [] : reading.problems
}

describe('sign-in', () => {
  it.each(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'WIDGET_TOKEN_SECRET'] as const)(
    'sign-in without %s is refused at the start, in a sentence that holds no secret',
    (name) => {
      const problems = problemsWithout(name)
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: is missing, and .* `))])
      expect(problems.join()).not.toContain(CLIENT.clientSecret)
    },
  )

  it('sign-in of which only a supervisor is set lacks all that it needs', () => {
    const reading = readConfig({ OIDC_SUPERVISOR: 'groups=supervisors' })
    expect(reading.ok ? [] : reading.problems.map((problem) => problem.split(':')[0])).toEqual([
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'WIDGET_TOKEN_SECRET',
    ])
  })

  it('sign-in has defaults, and takes an address with the path of a proxy', () => {
    const reading = readConfig({
      ...ALL,
      OIDC_SUPERVISOR: 'roles = a=b',
      PUBLIC_URL: 'https://Desk.example.com/assist/',
    })
    expect(reading.ok ? reading.config.signIn : undefined).toMatchObject({
      scopes: 'openid profile',
      agentClaim: 'preferred_username',
      supervisor: { claim: 'roles', value: 'a=b' },
      publicUrl: 'https://desk.example.com/assist',
    })
    expect(readConfig({}).ok && readConfig({})).toMatchObject({ config: { signIn: undefined } })
  })
})

describe('a service', () => {
  beforeAll(buildBff)

  it('a service whose provider is down starts, says so in /readyz, and is ready all the same', async () => {
    const provider = await startScriptedProvider()
    provider.be('down')
    const bff = await startBffProcess({
      ...ALL,
      OIDC_ISSUER: provider.issuer,
      SENTIMENT_MODEL: 'off',
      KNOWLEDGE: 'off',
    })
    const signIn = async () => {
      const response = await fetch(`${bff.url}/readyz`)
      const told: unknown = await response.json()
      return { status: response.status, told }
    }
    const part = (state: string) => ({
      told: { checks: expect.arrayContaining([expect.objectContaining({ name: 'sign-in', state })]) },
    })
    await expect.poll(signIn).toMatchObject(part('degraded'))
    expect((await signIn()).told).toHaveProperty('checks')
    provider.be('well')
    expect((await fetch(`${bff.url}/auth/login`, { redirect: 'manual' })).status).toBe(303)
    expect(await signIn()).toMatchObject(part('ok'))
    expect((await bff.stop()).output).not.toContain(CLIENT.clientSecret)
    await provider.close()
  })
})
