/** Handovers in the vendor dialect, through the service: what is checked, what is refused, how the contact goes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactAddress } from '../../../../bff/ports/cxone.ts'
import type { Origin } from '../../../../shared/wire/origin.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { GOOD_HANDOVER } from '../../../support/handover-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'
import { CALL, CASE, digital, openVendor, SPAWNED, toldIn, voice, within } from '../../../support/vendor-cxone.ts'

const DFO = `/dfo/3.0/contacts/${CASE}`
const ACD = '/inContactAPI/services/v30.0'
const SIGNAL = `${ACD}/interactions/${SPAWNED}/signal`
const NOWHERE = { url: 'http://127.0.0.1:9', clientId: '', clientSecret: '' }
const AGENT = '11ed0000-7e57-4000-8000-0000000a6e47'
const BILLING_QUEUE = '7e570000-0000-4000-8000-000000000101'

let cxone: CxoneVendorStandIn
let bff: RunningBff | undefined
beforeEach(async () => {
  cxone = await startCxoneVendor()
  cxone.seedContact({ id: CASE, customerName: 'Ana María Ruiz' })
  cxone.seedInteraction({ contactId: SPAWNED, masterContactId: CALL })
})
afterEach(async () => {
  await bff?.stop()
  bff = undefined
  await cxone.close()
})

const body = (changed: Readonly<Record<string, unknown>> = {}) => {
  const { wrapupCode: _, ...good } = GOOD_HANDOVER
  return { ...good, conversationId: CASE, transferTo: { type: 'queue', id: '101' }, ...changed }
}

const handOver = async (
  changed: Readonly<Record<string, unknown>>,
  origin: Origin = {},
): Promise<{ status: number; body: unknown }> => {
  const { handovers } = openVendor(cxone)
  bff = await startBff(NOWHERE, { handovers })
  return await sendJson(bff.url, '/webhook/handover', body({ ...changed, origin }))
}
const spoken: Origin = { channel: 'voiceGateway2', contactId: CALL, spawnedContactId: SPAWNED }
const codesOf = (answer: { body: unknown }) =>
  JSON.stringify(answer.body)
    .match(/"code":"\w+"/g)
    ?.map((code) => code.slice(8, -1)) ?? []
const puts = () =>
  cxone.journal
    .entries()
    .filter(({ method }) => method === 'PUT')
    .map(({ path, body: sent }) => [path, sent])

describe('a handover of a digital contact', () => {
  it('a handover of a digital contact writes what the bot found out, then sets the queue', async () => {
    expect(await handOver({})).toMatchObject({ status: 200, body: { status: 'transferred', via: 'queue' } })
    expect(puts()).toEqual([
      [
        `${DFO}/custom-fields`,
        [
          { ident: 'cognigy_intent', value: 'billing_inquiry' },
          { ident: 'cognigy_summary', value: 'Was charged twice for order 12345.' },
          { ident: 'cognigy_reason', value: 'Asked for a person' },
          { ident: 'cognigy_customer', value: 'John Doe' },
        ],
      ],
      [`${DFO}/routing-queue`, { skillId: 101 }],
    ])
  })

  it('a handover of a digital contact takes the id of a routing queue for its skill', async () => {
    expect(await handOver({ transferTo: { type: 'queue', id: BILLING_QUEUE } })).toMatchObject({ status: 200 })
    expect(cxone.contact(CASE)?.skillId).toBe(101)
  })

  it('a handover of a digital contact may go to an agent', async () => {
    expect(await handOver({ transferTo: { type: 'agent', id: AGENT } })).toMatchObject({
      status: 200,
      body: { via: 'queue' },
    })
    expect(puts()).toEqual([[`${DFO}/inbox-assignment`, { inboxAssigneeCxoneId: AGENT }]])
  })

  it('a handover of a digital contact goes on where its fields are refused, and the agent is told', async () => {
    cxone.faults.add({ kind: 'status', status: 500, path: `${DFO}/custom-fields` })
    const { handovers } = openVendor(cxone)
    const transfer = {
      transferTo: { type: 'queue', id: '101' },
      transferType: 'blind',
      contextData: GOOD_HANDOVER.contextData,
      mayBeTransferred: false,
    }
    const { warnings } = await within((deadline) => handovers.transfer(digital(), transfer, deadline))
    expect(warnings).toMatchObject([{ code: 'context_not_written', severity: 'warning' }])
    expect(cxone.contact(CASE)?.skillId).toBe(101)
  })

  it('a handover of a digital contact needs no wrap-up code, and nobody sets a sound one', async () => {
    expect(await handOver({ wrapupCode: { id: '31' } })).toMatchObject({ status: 200 })
    expect(bff?.logged()).toContain('wrapup_not_set')
  })

  it.each([
    ['a wrap-up code that the skill lacks', { wrapupCode: { id: '99' } }, 'wrapup_not_found'],
    [
      'a wrap-up code of a skill without any',
      { wrapupCode: { id: '31' }, transferTo: { type: 'queue', id: '103' } },
      'wrapup_not_found',
    ],
    ['a consult', { transferType: 'consult' }, 'transfer_type_unsupported'],
    ['a voice skill', { transferTo: { type: 'queue', id: '201' } }, 'queue_wrong_channel'],
    ['a queue that is not there', { transferTo: { type: 'queue', id: '999' } }, 'queue_not_found'],
    ['a routing queue that is not there', { transferTo: { type: 'queue', id: 'a-queue' } }, 'queue_not_found'],
    ['a contact that is not there', { conversationId: '1' }, 'conversation_not_found'],
  ])('a handover of a digital contact with %s is refused, and nothing is transferred', async (_name, changed, code) => {
    const answer = await handOver(changed)
    expect(answer.status).toBe(422)
    expect(codesOf(answer)).toContain(code)
    expect(puts()).toEqual([])
  })

  it('a handover of a digital contact that is closed is refused', async () => {
    cxone.changeContact(CASE, { status: 'closed' })
    const answer = await handOver({})
    expect(codesOf(answer)).toContain('conversation_not_live')
  })

  it('a handover of a digital contact to a skill’s name is told its id, and the name is asked of nobody', async () => {
    const answer = await handOver({ transferTo: { type: 'queue', id: 'Billing Support' } })
    expect(answer).toMatchObject({
      status: 422,
      body: {
        errors: expect.arrayContaining([
          expect.objectContaining({ code: 'target_is_name', fix: 'send its id: "101"' }),
        ]),
      },
    })
    expect(cxone.journal.entries(/routing-queues/)).toEqual([])
  })

  it.each([400, 404, 422])(
    'a handover of a digital contact whose queue is refused with %d is ours to mend',
    async (status) => {
      cxone.faults.add({ kind: 'status', status, path: `${DFO}/routing-queue` })
      expect(await handOver({})).toMatchObject({
        status: 502,
        body: { errors: expect.arrayContaining([expect.objectContaining({ code: 'cxone_queue_not_taken' })]) },
      })
    },
  )

  it('a handover of a digital contact is in conflict where CXone says so', async () => {
    cxone.faults.add({ kind: 'status', status: 409, path: `${DFO}/routing-queue` })
    expect(await handOver({})).toMatchObject({ status: 409 })
  })
})

describe('a handover of a voice contact', () => {
  const VOICE = { conversationId: CALL, transferTo: { type: 'queue', id: '201' } }

  it('a handover of a voice contact signals its script, with what the bot found out', async () => {
    expect(await handOver({ ...VOICE, wrapupCode: { id: '31' } }, spoken)).toMatchObject({
      status: 200,
      body: { status: 'transferred', via: 'signal' },
    })
    const [sent] = cxone.journal.entries(SIGNAL)
    expect(sent?.query).toBe('p1=Escalate')
    expect(toldIn(sent?.body)).toEqual([
      {
        skillId: 201,
        skillName: 'Billing Support',
        wrapupCode: { id: '31' },
        contextData: GOOD_HANDOVER.contextData,
      },
    ])
    expect(cxone.journal.entries(/^\/dfo/)).toEqual([])
  })

  it('a handover of a voice contact carries 8 KB at most: the longest texts are cut, and the agent is told', async () => {
    const botSummary = 'Ж'.repeat(9000)
    const { handovers } = openVendor(cxone)
    const transfer = {
      transferTo: { type: 'queue', id: '201' },
      transferType: 'blind',
      contextData: { ...GOOD_HANDOVER.contextData, botSummary, more: { texts: [botSummary] } },
      mayBeTransferred: false,
    }
    const { warnings } = await within((deadline) => handovers.transfer(voice(), transfer, deadline))
    expect(warnings).toMatchObject([{ code: 'context_cut' }])
    const [sent] = cxone.journal.entries(SIGNAL)
    expect(sent?.status).toBe(202)
    expect(toldIn(sent?.body)).toMatchObject([
      { contextData: { intent: 'billing_inquiry', botSummary: expect.stringMatching(/^Ж{1500,}$/) } },
    ])
  })

  it.each([
    ['an agent', { transferTo: { type: 'agent', id: AGENT } }, 'target_type_unsupported'],
    ['a digital skill', { transferTo: { type: 'queue', id: '101' } }, 'queue_wrong_channel'],
    ['a consult', { transferType: 'consult' }, 'transfer_type_unsupported'],
  ])('a handover of a voice contact to %s is refused', async (_name, changed, code) => {
    const answer = await handOver({ ...VOICE, ...changed }, spoken)
    expect(answer.status).toBe(422)
    expect(codesOf(answer)).toContain(code)
    expect(cxone.journal.entries(SIGNAL)).toEqual([])
  })

  it('a handover of a voice contact that is not active is refused', async () => {
    cxone.changeInteraction(SPAWNED, { state: 'ended' })
    expect(codesOf(await handOver(VOICE, spoken))).toContain('conversation_not_found')
  })

  it('a handover of a voice contact is signalled once where the answer is lost, and that is no answer in time', async () => {
    cxone.faults.add({ kind: 'hang', path: SIGNAL })
    expect(await handOver(VOICE, spoken)).toMatchObject({ status: 504 })
    expect(cxone.journal.entries(SIGNAL)).toHaveLength(1)
  })

  it('a handover of a voice contact that an earlier try may have signalled is not signalled again', async () => {
    const { handovers } = openVendor(cxone)
    const transfer = {
      transferTo: { type: 'queue', id: '201' },
      transferType: 'blind',
      contextData: {},
      mayBeTransferred: true,
    }
    await expect(within((deadline) => handovers.transfer(voice(), transfer, deadline))).rejects.toThrow('timeout')
    cxone.changeInteraction(SPAWNED, { state: 'queued' })
    expect(await within((deadline) => handovers.transfer(voice(), transfer, deadline))).toMatchObject({ via: 'signal' })
    expect(cxone.journal.entries(SIGNAL)).toEqual([])
  })
})

describe('a handover of a flow that CXone runs', () => {
  it('a handover of a flow that CXone runs is checked and answered with what the flow must output', async () => {
    const origin = { ...spoken, endpointType: 'niceCXOne' }
    const answer = await handOver({ conversationId: CALL, transferTo: { type: 'queue', id: '201' } }, origin)
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'transferred',
        via: 'answer',
        reply: { _cognigy: { _niceCXOne: { json: { data: { Intent: 'Escalate' }, action: 'AGENT_TRANSFER' } } } },
      },
    })
    expect(JSON.stringify(answer.body)).toContain('\\"skillId\\":201')
    expect(cxone.journal.entries(SIGNAL)).toEqual([])
  })
})

it('a handover of a test’s contact is judged by its form alone, and CXone is not called', async () => {
  expect(await handOver({ conversationId: '100000000000' })).toMatchObject({
    status: 200,
    body: { status: 'transferred', via: 'none', simulated: true },
  })
  expect(cxone.journal.entries()).toEqual([])
})

describe('what CXone says of a contact', () => {
  const facts = (contact: ContactAddress) =>
    within((deadline) => openVendor(cxone).handovers.conversation(contact, deadline))
  const leg = async (contact: ContactAddress) => (await facts(contact)).legs[0]

  it('what CXone says of a digital contact is one leg, with the customer’s name and the intent that was written', async () => {
    cxone.changeContact(CASE, { customFields: { cognigy_intent: 'login_issue' } })
    expect(await facts(digital())).toMatchObject({
      intent: 'login_issue',
      legs: [{ state: 'active', customerName: 'Ana María Ruiz', mediaType: 'digital', queue: undefined }],
    })
    cxone.changeContact(CASE, { skillId: 101 })
    expect(await leg(digital())).toMatchObject({ state: 'queued', queue: { id: '101' } })
    cxone.changeContact(CASE, { assignee: { id: 7, name: 'Kim Oh' } })
    expect(await leg(digital())).toMatchObject({ state: 'active' })
    for (const status of ['closed', 'trashed', 'resolved'] as const) {
      cxone.changeContact(CASE, { status })
      expect(await leg(digital())).toMatchObject({ state: 'ended' })
    }
  })

  it('what CXone says of a voice contact is one leg without a name', async () => {
    expect(await leg(voice())).toMatchObject({ state: 'active', customerName: undefined, mediaType: 'voice' })
    cxone.changeInteraction(SPAWNED, { state: 'queued', skillId: 201 })
    expect(await leg(voice())).toMatchObject({ state: 'queued', queue: { id: '201', name: 'Billing Support' } })
    cxone.changeInteraction(SPAWNED, { state: 'active', agentId: '5' })
    expect(await leg(voice())).toMatchObject({ state: 'active' })
  })

  it('what CXone finds are the open digital contacts in a state, over all pages', async () => {
    for (let n = 0; n < 60; n += 1) cxone.seedContact({ id: `q${n}`, skillId: 101, status: 'open' })
    cxone.seedContact({ id: 'gone', skillId: 101, status: 'closed' })
    const { handovers } = openVendor(cxone)
    const found = await within((deadline) => handovers.search('queued', deadline))
    expect(found).toHaveLength(60)
    expect(cxone.journal.entries('/dfo/3.0/contacts')[0]?.query).toBe(
      'status%5B%5D=new&status%5B%5D=open&status%5B%5D=pending&status%5B%5D=escalated',
    )
    expect(await within((deadline) => handovers.search('error', deadline))).toEqual([])
  })
})
