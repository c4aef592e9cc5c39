/** `cx-assist diagnose handover` against a CXone that speaks its vendor's dialect. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runDiagnose } from '../../../../bff/cli/diagnose/command.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { GOOD_HANDOVER } from '../../../support/handover-stage.ts'
import { CALL, CASE, SPAWNED } from '../../../support/vendor-cxone.ts'

let cxone: CxoneVendorStandIn
beforeEach(async () => {
  cxone = await startCxoneVendor()
  cxone.seedContact({ id: CASE, customerName: 'Jane Roe', skillId: 101, status: 'open' })
  cxone.changeContact(CASE, { customFields: { cognigy_intent: 'billing_inquiry' } })
  cxone.seedInteraction({ contactId: SPAWNED, masterContactId: CALL, skillId: 201 })
})
afterEach(() => cxone.close())

const run = async (args: readonly string[], payload?: unknown) => {
  let [out, err] = ['', '']
  const code = await runDiagnose(['handover', ...args], {
    env: {
      CXONE_DIALECT: 'vendor',
      CXONE_ISSUER: cxone.url,
      CXONE_ACCESS_KEY_ID: cxone.tenant.accessKeyId,
      CXONE_ACCESS_KEY_SECRET: cxone.tenant.accessKeySecret,
      CXONE_CLIENT_ID: cxone.tenant.clientId,
      CXONE_CLIENT_SECRET: cxone.tenant.clientSecret,
    },
    print: (text) => {
      out += text
    },
    printError: (text) => {
      err += text
    },
    read: () => JSON.stringify(payload),
    prompt: () => Promise.resolve(undefined),
  })
  return { code, out, err }
}
const writes = () => cxone.journal.entries().filter(({ method, path }) => method !== 'GET' && path !== '/auth/token')

describe('diagnose of a real tenant', () => {
  it('diagnose of a real tenant rebuilds what should have been sent, without a code that nobody would set', async () => {
    const { code, out } = await run([CASE, '--json'])
    const diagnosis: unknown = JSON.parse(out)
    expect(diagnosis).toMatchObject({ findings: [{ code: 'context_missing', severity: 'warning' }] })
    expect(out).not.toContain('wrapupCode')
    expect(code).toBe(1)
    expect(writes()).toEqual([])
  })

  it('diagnose of a real tenant finds a call by its channel', async () => {
    expect((await run([SPAWNED])).out).toContain('conversation_not_found')
    const { out } = await run([SPAWNED, '--channel', 'voice', '--json'])
    expect(out).toContain('"id": "201"')
    expect(out).not.toContain('conversation_not_found')
  })

  it('diagnose of a real tenant takes a saved payload with where it came from', async () => {
    const origin = { channel: 'voice', spawnedContactId: SPAWNED }
    const payload = { ...GOOD_HANDOVER, conversationId: CALL, transferTo: { type: 'agent', id: '5' }, origin }
    expect((await run(['--payload', '-'], payload)).out).toContain('target_type_unsupported')
  })

  it('diagnose of a real tenant transfers when it is told to', async () => {
    cxone.changeContact(CASE, { skillId: undefined })
    const { wrapupCode: _, ...payload } = {
      ...GOOD_HANDOVER,
      conversationId: CASE,
      transferTo: { type: 'queue', id: '102' },
    }
    const { out, code } = await run(['--payload', '-', '--execute', '--confirm', CASE], payload)
    expect(out).toContain(`Conversation ${CASE} was transferred.`)
    expect(code).toBe(0)
    expect(cxone.contact(CASE)?.skillId).toBe(102)
  })

  it('diagnose of a real tenant names what is not configured', async () => {
    let err = ''
    const code = await runDiagnose(['handover', CASE], {
      env: { CXONE_DIALECT: 'vendor' },
      print: (text) => {
        err += text
      },
      printError: (text) => {
        err += text
      },
      read: () => '',
      prompt: () => Promise.resolve(undefined),
    })
    expect(err).toContain('set CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET')
    expect(code).toBe(3)
  })
})
