import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../simulator/cxone/vendor/server.ts'
import { call, json } from '../calls.ts'
import { asked, passwordToken } from './calls.ts'

let cxone: CxoneVendorStandIn
let token: string
beforeEach(async () => {
  cxone = await startCxoneVendor()
  token = await passwordToken(cxone)
  cxone.seedContact({ id: '4711', customerName: 'Ana María Ruiz' })
})
afterEach(() => cxone.close())

const dfo = (path: string, method = 'GET', body?: unknown) =>
  call(`${cxone.url}/dfo/3.0${path}`, asked(token, method, body))
const lastReason = () => cxone.journal.entries().at(-1)?.reason
const BILLING_QUEUE = '7e570000-0000-4000-8000-000000000101'

describe('a digital contact', () => {
  it('a digital contact is shown with its customer, status, queue and fields', async () => {
    const { status, body, headers } = await dfo('/contacts/4711')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: '4711',
      status: 'new',
      routingQueueId: null,
      inboxAssigneeUser: null,
      customFields: [],
      endUser: { fullName: 'Ana María Ruiz', firstName: 'Ana', surname: 'María Ruiz' },
    })
    expect(headers.get('correlationid')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('a digital contact is shown with its queue and whoever has it', async () => {
    cxone.seedContact({ id: '4712', skillId: 101, status: 'open', assignee: { id: 77, name: 'Kim Oh' } })
    expect((await dfo('/contacts/4712')).body).toMatchObject({
      status: 'open',
      routingQueueId: BILLING_QUEUE,
      inboxAssigneeUser: { id: 77, firstName: 'Kim', surname: 'Oh' },
    })
  })

  it('a digital contact that nobody knows is answered with 404 in the words of this API', async () => {
    const { status, body } = await dfo('/contacts/1')
    expect(status).toBe(404)
    expect(body).toMatchObject({ errors: [{ message: 'contact not found' }], uid: expect.any(String) })
  })

  it('a digital contact is refused with 400 where the query has something to say', async () => {
    expect((await dfo('/contacts/4711?expand=all')).status).toBe(400)
  })

  it('a digital contact takes 250 calls at once and no more, as is published', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 252; n += 1) statuses.push((await dfo('/contacts/4711')).status)
    expect(statuses.slice(0, 250).every((status) => status === 200)).toBe(true)
    expect(statuses.slice(250)).toEqual([429, 429])
    cxone.seedContact({ id: '4712' })
    expect((await dfo('/contacts/4712')).status).toBe(200)
  })

  it('a digital contact is made up where that is wanted, for load tests', async () => {
    const lenient = await startCxoneVendor({ acceptUnknownContacts: true, unlimitedContacts: true })
    const init = asked(await passwordToken(lenient), 'PUT', { skillId: 101 })
    expect((await call(`${lenient.url}/dfo/3.0/contacts/99/routing-queue`, init)).status).toBe(204)
    expect(lenient.contact('99')?.skillId).toBe(101)
    await lenient.close()
  })
})

describe('custom fields', () => {
  const write = (body: unknown, number = '4711') => dfo(`/contacts/${number}/custom-fields`, 'PUT', body)

  it('custom fields are kept with the contact', async () => {
    const fields = [
      { ident: 'cognigy_intent', value: 'billing_inquiry' },
      { ident: 'cognigy_score', value: '0.92' },
    ]
    expect((await write(fields)).status).toBe(204)
    expect((await dfo('/contacts/4711')).body).toMatchObject({ customFields: fields })
    await write([{ ident: 'cognigy_score', value: '0.5' }])
    expect(cxone.contact('4711')?.customFields).toEqual({ cognigy_intent: 'billing_inquiry', cognigy_score: '0.5' })
  })

  it.each([
    ['a value that is no text', [{ ident: 'cognigy_score', value: 0.92 }]],
    ['an ident that nobody defined', [{ ident: 'mood', value: 'bad' }]],
    ['a key too many', [{ ident: 'cognigy_intent', value: 'x', label: 'Intent' }]],
    ['an object instead of a list', { cognigy_intent: 'x' }],
    ['an empty list', []],
  ])('custom fields are refused with 400 as %s, and the journal says why', async (_what, body) => {
    expect((await write(body)).status).toBe(400)
    expect(cxone.journal.entries().at(-1)).toMatchObject({ outcome: 'rejected', status: 400 })
    expect(cxone.contact('4711')?.customFields).toEqual({})
  })

  it('custom fields are refused with 404 for a contact that nobody knows', async () => {
    expect((await write([{ ident: 'cognigy_intent', value: 'x' }], '1')).status).toBe(404)
  })

  it('custom fields are listed by both paths, each in its own shape', async () => {
    cxone.skills.defineCustomFields(['cognigy_intent'])
    const field = { ident: 'cognigy_intent', label: 'cognigy_intent', type: 'text' }
    expect((await dfo('/contacts/custom-field-definitions')).body).toEqual([field])
    expect((await dfo('/consumer-contact-custom-fields')).body).toEqual({ data: [field] })
    expect((await write([{ ident: 'cognigy_score', value: '1' }])).status).toBe(400)
  })
})

describe('the routing queue', () => {
  const route = (body: unknown, number = '4711') => dfo(`/contacts/${number}/routing-queue`, 'PUT', body)

  it('the routing queue is set by the skill, may be set again, and whoever listens is told', async () => {
    const heard: unknown[] = []
    cxone.onRouted((event) => heard.push(event))
    expect((await route({ skillId: 101 })).status).toBe(204)
    expect((await route({ skillId: 102 })).status).toBe(204)
    expect(cxone.contact('4711')).toMatchObject({ skillId: 102, status: 'open' })
    expect(heard).toEqual([
      { conversationId: '4711', skillGroup: 'Billing Support' },
      { conversationId: '4711', skillGroup: 'Technical Support' },
    ])
  })

  it.each([
    ['a skill id that is a text', { skillId: '101' }, /^body: skillId/],
    ['a key too many', { skillId: 101, priority: 1 }, /^body: .*priority/],
    ['the queue’s own id', { routingQueueId: BILLING_QUEUE }, /^body: .*skillId/],
    ['nothing', {}, /^body: skillId/],
    ['a skill that nobody set up', { skillId: 999 }, /^no active digital skill/],
    ['a voice skill', { skillId: 201 }, /^no active digital skill/],
  ])('the routing queue is refused with 400 for %s, and the journal says why', async (_what, body, reason) => {
    expect((await route(body)).status).toBe(400)
    expect(lastReason()).toMatch(reason)
    expect(cxone.contact('4711')?.skillId).toBeUndefined()
  })

  it('the routing queue is refused with 400 for a skill that was switched off', async () => {
    cxone.skills.set({ skillId: 101, skillName: 'Billing Support', isActive: false })
    expect((await route({ skillId: 101 })).status).toBe(400)
  })

  it('the routing queue is refused with 404 for an unknown contact, and with 409 once it has ended', async () => {
    expect((await route({ skillId: 101 }, '1')).status).toBe(404)
    for (const status of ['closed', 'trashed', 'resolved'] as const) {
      cxone.changeContact('4711', { status })
      expect((await route({ skillId: 101 })).status).toBe(409)
    }
  })
})

describe('the inbox', () => {
  const [agentId, assign] = [
    '11ed0000-7e57-4000-8000-0000000a6e47',
    (body: unknown) => dfo('/contacts/4711/inbox-assignment', 'PUT', body),
  ]

  it('the inbox of an agent takes a contact', async () => {
    expect((await assign({ inboxAssigneeCxoneId: agentId })).status).toBe(204)
    expect((await dfo('/contacts/4711')).body).toMatchObject({ inboxAssigneeUser: { id: agentId, firstName: 'Robin' } })
  })

  it.each([
    ['of nobody', { inboxAssigneeCxoneId: 'nobody' }, /^no such user/],
    ['by a number', { inboxAssigneeCxoneId: 7 }, /^body: inboxAssigneeCxoneId/],
    ['by another key', { userId: agentId }, /^body: .*inboxAssigneeCxoneId/],
  ])('the inbox %s is refused with 400, and the journal says why', async (_what, body, reason) => {
    expect((await assign(body)).status).toBe(400)
    expect(lastReason()).toMatch(reason)
  })
})

describe('the search for contacts', () => {
  it('the search for contacts takes several statuses, and goes on by a scroll token until a page is not full', async () => {
    for (let n = 0; n < 60; n += 1) cxone.seedContact({ id: `9${n}`, status: n % 2 === 0 ? 'open' : 'closed' })
    const query = 'status[]=new&status[]=open&status[]=pending&status[]=escalated'
    const first = await dfo(`/contacts?${query}`)
    expect(first.body).toMatchObject({ hits: 31, scrollToken: expect.any(String) })
    const pageOf = ({ body }: { body: unknown }) => Object(body).data.map(({ id }: { id: string }) => id)
    expect(pageOf(first)).toHaveLength(25)
    const second = await dfo(`/contacts?${query}&scrollToken=${Object(first.body).scrollToken}`)
    expect(pageOf(second)).toHaveLength(6)
    expect(second.body).not.toHaveProperty('scrollToken')
    expect(new Set([...pageOf(first), ...pageOf(second)]).size).toBe(31)
  })

  it('the search for contacts that fills its last page ends with an empty one', async () => {
    for (let n = 0; n < 24; n += 1) cxone.seedContact({ id: `9${n}` })
    const first = await dfo('/contacts')
    const last = await dfo(`/contacts?scrollToken=${Object(first.body).scrollToken}`)
    expect(last.body).toEqual({ hits: 25, data: [] })
  })

  it('the search for contacts finds those of one queue', async () => {
    await dfo('/contacts/4711/routing-queue', 'PUT', { skillId: 101 })
    cxone.seedContact({ id: '4712' })
    expect((await dfo(`/contacts?routingQueueId[]=${BILLING_QUEUE}`)).body).toMatchObject({ hits: 1 })
  })

  it.each(['status[]=asleep', 'status=new', 'top=10', 'scrollToken=x'])(
    'the search for contacts is refused with 400 for %s',
    async (query) => {
      expect((await dfo(`/contacts?${query}`)).status).toBe(400)
    },
  )
})

it('the simulated digital API finds queues by their ids, each with its skill', async () => {
  expect((await dfo(`/routing-queues?id[]=${BILLING_QUEUE}`)).body).toEqual({
    hits: 1,
    data: [{ id: BILLING_QUEUE, name: 'Billing Support', skillId: 101, isSubqueue: false, isDeleted: false }],
  })
  expect((await dfo('/routing-queues?id[]=x')).body).toEqual({ hits: 0, data: [] })
  expect((await dfo('/routing-queues?id=x')).status).toBe(400)
})

it('the simulated digital API answers with faults and journals them as the tutorial’s does', async () => {
  const path = '/dfo/3.0/contacts/4711/routing-queue'
  cxone.faults.add({ method: 'PUT', path, kind: 'drop-after-apply', times: 1 })
  await expect(dfo('/contacts/4711/routing-queue', 'PUT', { skillId: 101 })).rejects.toThrow()
  expect(cxone.contact('4711')?.skillId).toBe(101)
  cxone.faults.add({ path, kind: 'bad-body', times: 1 })
  const { status, headers } = await dfo('/contacts/4711/routing-queue', 'PUT', { skillId: 101 })
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const entries = cxone.journal.entries(path)
  expect(entries.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['applied', 'drop-after-apply'],
    ['fault', 'bad-body'],
  ])
  expect(entries[0]).toMatchObject({ authorization: 'Bearer ***', body: { skillId: 101 } })
})

it('the simulated CXone says when to come back once a minute has seen too many calls', async () => {
  const busy = await startCxoneVendor({ requestsPerMinute: 1 })
  busy.seedContact({ id: '4711' })
  const init = asked(await passwordToken(busy))
  expect((await call(`${busy.url}/dfo/3.0/contacts/4711`, init)).status).toBe(200)
  const { status, body, headers } = await call(`${busy.url}/dfo/3.0/contacts/4711`, init)
  expect([status, headers.has('retry-after')]).toEqual([429, true])
  expect(body).toMatchObject({ errors: [{ message: 'rate limit' }] })
  await busy.close()
})

it('the simulated CXone lets a test in another process set contacts up and see what became of them', async () => {
  const open = await startCxoneVendor({ controlRoutes: true })
  const control = (path: string, init?: RequestInit) => call(`${open.url}/__simulator${path}`, init)
  expect((await control('/contacts', json('POST', { id: '5', status: 'open' }))).status).toBe(201)
  await call(`${open.url}/dfo/3.0/contacts/5/routing-queue`, asked(await passwordToken(open), 'PUT', { skillId: 102 }))
  expect((await control('/contacts/5')).body).toMatchObject({ id: '5', skillId: 102 })
  expect((await control('/contacts/6')).status).toBe(404)
  expect((await control('/contacts', json('POST', { id: '5', mood: 'bad' }))).status).toBe(400)
  expect((await control('/interactions', json('POST', { contactId: '88' }))).status).toBe(201)
  expect((await control('/interactions/88')).body).toMatchObject({ contactId: '88', state: 'bot', signals: [] })
  await open.close()
})

it('the simulated CXone answers 404 for what it does not serve, and writes it down', async () => {
  expect((await dfo('/contacts/4711/messages')).status).toBe(404)
  expect(lastReason()).toContain('no such route')
  expect((await dfo('/contacts/4711/status', 'PUT', { status: 'closed' })).status).toBe(404)
})
