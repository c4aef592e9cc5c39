/** The command as operators start it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CxoneStandIn } from '../../../../simulator/cxone/tutorial/server.ts'
import { CONVERSATION, handoverTo, startHandoverCxone } from '../../../support/handover-stage.ts'

const COMMAND = fileURLToPath(new URL('../../../../bff/cli/cx-assist.mjs', import.meta.url))

let cxone: CxoneStandIn
beforeAll(async () => {
  cxone = await startHandoverCxone()
  cxone.seedConversation({ id: CONVERSATION, state: 'queued', skillGroup: 'Billing Support' })
})
afterAll(() => cxone.close())

const start = (args: readonly string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'],
      CXONE_API_URL: cxone.url,
      CXONE_CLIENT_ID: cxone.clientId,
      CXONE_CLIENT_SECRET: cxone.clientSecret,
    }
    const child = execFile(process.execPath, [COMMAND, 'diagnose', ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
    child.stdin?.end()
  })

it('cx-assist diagnose reads a payload, prints what is wrong and how to mend it, and ends with the worst finding', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'cx-assist-payload-')), 'handover.json')
  writeFileSync(path, JSON.stringify(handoverTo({ id: 'Billing Support' })))
  const { code, out } = await start(['handover', '--payload', path])
  expect(code).toBe(2)
  expect(out).toContain('send its id: "queue-billing-support"')
})

it('cx-assist diagnose transfers nothing where nobody can be asked', async () => {
  const { code, err } = await start(['handover', CONVERSATION, '--wrapup', 'wrapup-resolved', '--execute'])
  expect(code).not.toBe(0)
  expect(err).toMatch(/Nothing was transferred/)
  expect(cxone.conversation(CONVERSATION)?.transfers).toEqual([])
})

it('cx-assist diagnose tells its options', async () => {
  expect(await start(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--execute') })
  expect((await start([])).code).toBe(64)
})
