/** The command as operators start it, against a BFF that runs as they run it. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { type BffProcess, runCommand, startBffProcess } from '../../../support/bff-process.ts'
import { SOME_SECRET } from '../../../support/routing-webhook.ts'

let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let bff: BffProcess
let env: Record<string, string>
beforeAll(async () => {
  cxone = await startCxone()
  cognigy = await startCognigy()
  env = {
    CXONE_API_URL: cxone.url,
    CXONE_CLIENT_ID: cxone.clientId,
    CXONE_CLIENT_SECRET: cxone.clientSecret,
    COGNIGY_API_URL: cognigy.url,
    COGNIGY_ORG_URL: cognigy.url,
    COGNIGY_CLIENT_ID: cognigy.clientId,
    COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
    COGNIGY_API_KEY: cognigy.apiKey,
    WEBHOOK_SECRET: SOME_SECRET,
    WIDGET_TOKEN_SECRET: 'widget-token-secret-of-the-doctor-0123456789',
    INTEGRATOR_API_KEY: 'integrator-key-of-the-doctor-0123456789',
    ALLOWED_ORIGINS: 'https://desk.example.com',
  }
  bff = await startBffProcess(env)
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
  await cognigy.close()
})

it('cx-assist doctor examines the running BFF and everything around it, gives it the time to get ready, and ends by itself', async () => {
  const { code, output } = await runCommand(['doctor', '--bff', bff.url], env)
  expect(output).toMatch(/ok {4}BFF +runs at http:\/\/127\.0\.0\.1:\d+, version \d/)
  expect(output).toMatch(/ok {4}BFF: signed webhook +the signature is accepted/)
  expect(output).toMatch(/ok {4}widget: socket +connects and answers/)
  expect(output).toMatch(/ok {4}Cognigy stream +the handshake was accepted/)
  expect(output).toMatch(/ok {4}sentiment model +loads and scores \(en\)/)
  expect(output).not.toMatch(/^fail/m)
  // DATA_DIR is not set, which is worth a look.
  expect(code).toBe(1)
})

it('cx-assist doctor ends with 0 where all is as it should be', async () => {
  const ready = async (): Promise<boolean> => /"ready":true/.test(await well()) && !/degraded/.test(await well())
  const well = async (): Promise<string> => (await fetch(`${bff.url}/readyz`)).text()
  await expect.poll(ready, { timeout: 30_000 }).toBe(true)
  const dataDir = mkdtempSync(join(tmpdir(), 'cx-assist-doctor-'))
  const { code, output } = await runCommand(['doctor', '--bff', bff.url, '--timeout', '20'], {
    ...env,
    DATA_DIR: dataDir,
  })
  expect(output).not.toMatch(/^(warn|fail)/m)
  expect(code).toBe(0)
})

it('cx-assist doctor ends with 2 where something fails', async () => {
  const { code, output } = await runCommand(['doctor', '--bff', bff.url], { ...env, CXONE_CLIENT_SECRET: 'wrong' })
  expect(output).toMatch(/^fail {2}CXone: token for routing/m)
  expect(code).toBe(2)
})
