/** The vendor dialect as the webhooks of the service answer it, and as the doctor and /readyz tell of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { type RulesInput, type RunningBff, startBff } from '../../../support/start-bff.ts'
import { CALL, CASE, openVendor, SPAWNED, type VendorOptions, within } from '../../../support/vendor-cxone.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: '', clientSecret: '' }
const QUEUE = `/dfo/3.0/contacts/${CASE}/routing-queue`
const TENANT = 'CXone: tenant and hosts'

let cxone: CxoneVendorStandIn
let bff: RunningBff | undefined
beforeEach(async () => {
  cxone = await startCxoneVendor()
  cxone.seedContact({ id: CASE })
})
afterEach(async () => {
  await bff?.stop()
  bff = undefined
  await cxone.close()
})

const webhook = async (path: string, options: VendorOptions = {}, conversationId: string = CASE, origin = {}) => {
  const opened = openVendor(cxone, options)
  const rules: RulesInput = options.rules ?? {}
  bff = await startBff(NOWHERE, { rules, cxone: opened.contacts, handovers: opened.handovers })
  return await sendJson(bff.url, path, { ...routingBody({ conversationId }), origin })
}

describe('the routing webhook', () => {
  it('the routing webhook says by which way CXone was told, and that it has accepted and no more', async () => {
    expect(await webhook('/webhook/cognigy/routing')).toMatchObject({
      status: 200,
      body: {
        status: 'success',
        routedTo: 'Billing Support',
        via: 'queue',
        skillId: 101,
        cxoneResponse: { accepted: true, via: 'queue' },
      },
    })
  })

  it('the routing webhook says so in its short form too, and what the flow must output', async () => {
    const rules = { vendor: { via: { digital: 'answer' } } } as const
    expect((await webhook('/webhook/cognigy', { rules })).body).toEqual({
      status: 'routed',
      skill: 'Billing Support',
      via: 'answer',
      skillId: 101,
      reply: { _cognigy: { _niceCXOne: { json: expect.objectContaining({ action: 'AGENT_TRANSFER' }) } } },
    })
  })

  it('the routing webhook of a voice contact has its script signalled', async () => {
    cxone.seedInteraction({ contactId: SPAWNED, masterContactId: CALL })
    const origin = { channel: 'voiceGateway2', contactId: CALL, spawnedContactId: SPAWNED }
    expect((await webhook('/webhook/cognigy', {}, CALL, origin)).body).toEqual({
      status: 'routed',
      skill: 'Billing Support',
      via: 'signal',
      skillId: 201,
    })
    expect(cxone.interaction(SPAWNED)?.signals).toHaveLength(1)
  })

  it('the routing webhook that is delivered again after no answer in time sends no second signal', async () => {
    cxone.seedInteraction({ contactId: SPAWNED, masterContactId: CALL })
    cxone.faults.add({ kind: 'drop-after-apply', path: /signal$/ })
    const opened = openVendor(cxone)
    bff = await startBff(NOWHERE, { cxone: opened.contacts, handovers: opened.handovers })
    const origin = { channel: 'voiceGateway2', contactId: CALL, spawnedContactId: SPAWNED }
    const body = { ...routingBody({ conversationId: CALL }), origin }
    const headers = { 'idempotency-key': 'delivery-1' }
    expect((await sendJson(bff.url, '/webhook/cognigy', body, headers)).status).toBe(504)
    expect((await sendJson(bff.url, '/webhook/cognigy', body, headers)).body).toMatchObject({ via: 'signal' })
    expect(cxone.interaction(SPAWNED)?.signals).toHaveLength(1)
  })

  it('the routing webhook of a test says that nobody was told', async () => {
    expect((await webhook('/webhook/cognigy', {}, '100000000000')).body).toEqual({
      status: 'routed',
      skill: 'Billing Support',
      via: 'none',
      simulated: true,
    })
    expect(cxone.journal.entries()).toEqual([])
  })

  it('the routing webhook names the skill that CXone does not have', async () => {
    const rules = { routing: { intentToSkill: { billing_inquiry: 'Claims' } } }
    expect(await webhook('/webhook/cognigy', { rules })).toMatchObject({
      status: 502,
      body: { detail: expect.stringMatching(/“Claims”.*vendor\.skills/) },
    })
  })

  it('the routing webhook names who has the contact', async () => {
    cxone.changeContact(CASE, { assignee: { id: 77, name: 'Kim Oh' } })
    expect(await webhook('/webhook/cognigy')).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/user 77 .*vendor\.botUserIds/) },
    })
  })

  it.each([
    [404, 502],
    [400, 502],
    [409, 409],
    [403, 502],
    [503, 502],
    [504, 504],
  ])('the routing webhook turns a %d on the queue into %d', async (status, answered) => {
    cxone.faults.add({ kind: 'status', status, path: QUEUE })
    expect((await webhook('/webhook/cognigy')).status).toBe(answered)
  })

  it('the routing webhook is not found where the contact is not', async () => {
    expect((await webhook('/webhook/cognigy', {}, '1')).status).toBe(404)
  })

  it('the routing webhook passes on how long CXone wants to be left alone', async () => {
    cxone.faults.add({ kind: 'status', status: 429, path: QUEUE, headers: { 'retry-after': '9' } })
    expect(await webhook('/webhook/cognigy')).toMatchObject({ status: 502, headers: { 'retry-after': '9' } })
  })

  it('the routing webhook takes the overflow group where no agent of the skill is available', async () => {
    await cxone.close()
    cxone = await startCxoneVendor({
      skills: [
        { skillId: 1, skillName: 'Billing Support', mediaTypeId: 9, agentsAvailable: 0 },
        { skillId: 2, skillName: 'General Inquiry', mediaTypeId: 9, agentsAvailable: 3 },
      ],
    })
    cxone.seedContact({ id: CASE })
    const rules = { routing: { checkAvailability: true } }
    expect((await webhook('/webhook/cognigy', { rules })).body).toMatchObject({
      skill: 'General Inquiry',
      overflow: true,
    })
  })

  it('the routing webhook goes on where CXone does not say who is available', async () => {
    cxone.faults.add({ kind: 'status', status: 500, path: /activity$/ })
    const rules = { routing: { checkAvailability: true } }
    expect((await webhook('/webhook/cognigy', { rules })).body).toMatchObject({ skill: 'Billing Support' })
  })
})

describe('the probes of the vendor dialect', () => {
  const ask = async (options: VendorOptions = {}) => {
    const found = new Map<string, unknown>()
    for (const probe of openVendor(cxone, options).probes()) {
      found.set(probe.name, probe.kind === 'question' ? await within((deadline) => probe.ask(deadline)) : probe)
    }
    return found
  }

  it('the probes of the vendor dialect read and change nothing', async () => {
    const found = await ask()
    expect([...found.keys()]).toEqual([
      'CXone',
      'CXone: discovery',
      'CXone: token',
      TENANT,
      'CXone: digital skills',
      'CXone: voice skills',
      'CXone: field definitions',
    ])
    const states = [...found.values()].slice(1)
    expect(states).toSatisfy((all: readonly { state?: string }[]) => all.every(({ state }) => state === 'ok'))
    const methods = cxone.journal.entries().map(({ method, path }) => `${method} ${path}`)
    expect(methods.filter((each) => !each.startsWith('GET'))).toEqual(['POST /auth/token'])
  })

  it('the probes of the vendor dialect name skills and fields that are missing, by medium', async () => {
    await cxone.close()
    cxone = await startCxoneVendor({
      skills: [{ skillId: 1, skillName: 'Billing Support', mediaTypeId: 9 }],
      customFields: ['cognigy_intent'],
    })
    const found = await ask({ rules: { vendor: { skills: { 'Sales Team': 7 } } } })
    expect(found.get('CXone: digital skills')).toEqual({
      state: 'warn',
      detail: 'no active digital skill “Technical Support”, “General Inquiry” (1 listed)',
      fix: expect.stringContaining('vendor.skills'),
    })
    expect(found.get('CXone: voice skills')).toMatchObject({ state: 'ok', detail: expect.stringContaining('by name') })
    expect(found.get('CXone: field definitions')).toMatchObject({
      state: 'warn',
      detail: 'not defined: cognigy_score, cognigy_summary, cognigy_reason, cognigy_customer',
    })
  })

  it('the probes of the vendor dialect say what a denied digital side needs', async () => {
    await cxone.close()
    cxone = await startCxoneVendor({ accessKeyOpensDigital: false })
    const found = await ask({ settings: { client: undefined } })
    expect([...found.keys()]).not.toContain('CXone: discovery')
    expect(found.get('CXone: field definitions')).toMatchObject({
      state: 'fail',
      fix: expect.stringMatching(/register an OAuth client/),
    })
  })

  it('the probes of the vendor dialect name the variables where nothing is configured', async () => {
    const opened = openVendor(cxone, { settings: { accessKey: undefined } })
    expect(opened.probes()).toMatchObject([
      { kind: 'address' },
      { kind: 'unset', detail: 'CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET are not set' },
    ])
    expect(opened.health()).toEqual([
      { name: 'cxone', state: 'failed', detail: 'CXONE_ACCESS_KEY_ID and CXONE_ACCESS_KEY_SECRET are not set' },
    ])
  })
})
