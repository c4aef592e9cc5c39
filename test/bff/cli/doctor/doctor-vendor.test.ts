/** What the doctor examines of a real CXone tenant, with the environment and the rules of the service. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openToProbe } from '../../../../bff/cli/doctor/open-to-probe.ts'
import { upstreamLines } from '../../../../bff/cli/doctor/upstreams.ts'
import { readConfig } from '../../../../bff/config.ts'
import { systemClock } from '../../../../bff/deadline.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'

let cxone: CxoneVendorStandIn
let folder: string
beforeAll(async () => {
  cxone = await startCxoneVendor()
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-doctor-'))
})
afterAll(async () => {
  await cxone.close()
  rmSync(folder, { recursive: true })
})

const examine = async (environment: Readonly<Record<string, string>>) => {
  const reading = readConfig({ CXONE_DIALECT: 'vendor', CXONE_ISSUER: cxone.url, ...environment })
  if (!reading.ok) throw new Error(reading.problems.join())
  const calling = { clock: systemClock, proxyOf: () => undefined }
  const [upstream] = openToProbe(reading.config, calling)
  if (upstream === undefined) throw new Error('no upstream is examined')
  const lines = await upstreamLines({ ...calling, upstreams: [upstream], timeoutMs: 5000, suggests: false })
  return lines.map(({ name, state, detail }) => `${state} ${name}: ${detail}`)
}
const credentials = () => ({
  CXONE_ACCESS_KEY_ID: cxone.tenant.accessKeyId,
  CXONE_ACCESS_KEY_SECRET: cxone.tenant.accessKeySecret,
  CXONE_CLIENT_ID: cxone.tenant.clientId,
  CXONE_CLIENT_SECRET: cxone.tenant.clientSecret,
})

it('the doctor finds what the rules of a real tenant lack, and writes nothing there', async () => {
  const CX_ASSIST_CONFIG = join(folder, 'rules.json')
  const rules = { routing: { overflowSkill: 'Night Desk' }, vendor: { customFields: { intent: 'topic' } } }
  writeFileSync(CX_ASSIST_CONFIG, JSON.stringify(rules))
  expect(await examine({ ...credentials(), CX_ASSIST_CONFIG })).toEqual([
    expect.stringMatching(/^ok CXone: /),
    expect.stringMatching(/^ok CXone: clock/),
    expect.stringMatching(/^ok CXone: discovery: tokens are issued at 127/),
    'ok CXone: token: a token was issued',
    expect.stringMatching(/^ok CXone: tenant and hosts: ACD at 127.*\(v30\.0\), digital at 127/),
    'warn CXone: digital skills: no active digital skill “Night Desk” (4 listed)',
    'ok CXone: voice skills: no active voice skill “Night Desk” (4 listed): scripts are told these by name',
    'warn CXone: field definitions: not defined: topic',
  ])
  expect(cxone.journal.entries().filter(({ method }) => method === 'PUT')).toEqual([])
})

it('the doctor skips what needs a token where none is issued', async () => {
  const lines = await examine({ ...credentials(), CXONE_ACCESS_KEY_SECRET: 'wrong-secret-of-the-key' })
  expect(lines).toContainEqual(expect.stringMatching(/^fail CXone: token: the credentials are not accepted/))
  expect(lines.filter((line) => line.startsWith('skip'))).toHaveLength(4)
  expect(lines.join()).not.toContain('wrong-secret-of-the-key')
})
