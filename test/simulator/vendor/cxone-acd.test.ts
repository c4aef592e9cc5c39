import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../simulator/cxone/vendor/server.ts'
import { call, json } from '../calls.ts'
import { asked, passwordToken } from './calls.ts'

let cxone: CxoneVendorStandIn
let token: string
beforeEach(async () => {
  cxone = await startCxoneVendor()
  token = await passwordToken(cxone)
  cxone.seedInteraction({ contactId: '88001', masterContactId: '88000' })
})
afterEach(() => cxone.close())

const ACD = '/inContactAPI/services/v30.0'
const acd = (path: string, method = 'GET', body?: unknown) => call(cxone.url + ACD + path, asked(token, method, body))
const rowsIn = (body: unknown): readonly { skillId: number }[] => Object(body).skills

describe('the list of skills', () => {
  const LIST = '/skills?isActive=true&mediaTypeId=9&fields=skillId,skillName,mediaTypeId,isActive,routingQueueId'

  it('the list of skills has those of one media type, with the fields that were asked for', async () => {
    const { status, body } = await acd(`${LIST}&orderby=skillId&skip=0&top=100`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ totalRecords: 4 })
    expect(rowsIn(body)[0]).toEqual({
      skillId: 101,
      skillName: 'Billing Support',
      mediaTypeId: 9,
      isActive: true,
      routingQueueId: '7e570000-0000-4000-8000-000000000101',
    })
    expect(rowsIn((await acd('/skills?mediaTypeId=4&fields=skillId')).body)).toEqual(
      [201, 202, 203, 204].map((skillId) => ({ skillId })),
    )
  })

  it('the list of skills comes in pages of a hundred, in the order of the ids', async () => {
    for (let skillId = 1250; skillId > 1000; skillId -= 1) cxone.skills.set({ skillId, skillName: `Skill ${skillId}` })
    const pages = await Promise.all([0, 100, 200].map((skip) => acd(`${LIST}&orderby=skillId&skip=${skip}&top=100`)))
    expect(pages.map(({ body }) => rowsIn(body).length)).toEqual([100, 100, 54])
    const ids = pages.flatMap(({ body }) => rowsIn(body).map(({ skillId }) => skillId))
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other))
    expect(pages[0]?.body).toMatchObject({ totalRecords: 254 })
  })

  it('the list of skills leaves out what was switched off, or has it alone', async () => {
    cxone.skills.set({ skillId: 104, skillName: 'General Inquiry', isActive: false })
    cxone.skills.remove(103)
    expect(rowsIn((await acd(LIST)).body).map(({ skillId }) => skillId)).toEqual([101, 102])
    expect(rowsIn((await acd('/skills?isActive=false')).body).map(({ skillId }) => skillId)).toEqual([104])
  })

  it.each(['top=101', 'top=-1', 'skip=x', 'isActive=yes', 'fields=secrets', 'orderby=name', 'searchString=x'])(
    'the list of skills is refused with 400 for %s',
    async (query) => {
      const { status, body } = await acd(`/skills?${query}`)
      expect(status).toBe(400)
      expect(body).toMatchObject({ error_description: expect.any(String) })
    },
  )

  it('the list of skills is served in any version of the API, and in nothing that is none', async () => {
    const list = (version: string) => call(`${cxone.url}/inContactAPI/services/${version}/skills`, asked(token))
    expect((await list('v23.0')).status).toBe(200)
    expect((await list('latest')).status).toBe(404)
    expect((await call(`${cxone.url}/incontactapi/services/v30.0/skills`, asked(token))).status).toBe(404)
  })
})

describe('one skill', () => {
  it('one skill is shown by its id, and no other is made up', async () => {
    expect((await acd('/skills/101')).body).toMatchObject({
      skillId: 101,
      skillName: 'Billing Support',
      mediaTypeId: 9,
    })
    expect((await acd('/skills/999')).status).toBe(404)
    expect((await acd('/skills/Billing%20Support')).status).toBe(404)
  })

  it('one skill tells how many agents are available', async () => {
    cxone.skills.set({ skillId: 101, skillName: 'Billing Support', agentsAvailable: 0 })
    expect((await acd('/skills/101/activity')).body).toMatchObject({ skillActivity: [{ agentsAvailable: 0 }] })
    expect((await acd('/skills/102/activity')).body).toMatchObject({ skillActivity: [{ agentsAvailable: 2 }] })
  })

  it('one skill has dispositions, another has none and answers so without a body', async () => {
    expect((await acd('/skills/101/dispositions')).body).toEqual({
      dispositions: [
        { dispositionId: 31, dispositionName: 'Resolved' },
        { dispositionId: 32, dispositionName: 'Follow-up needed' },
      ],
    })
    const none = await acd('/skills/103/dispositions')
    expect([none.status, none.body]).toEqual([204, ''])
  })
})

describe('active contacts', () => {
  it('active contacts are told apart by their category and their agent', async () => {
    const active = async () => (await acd('/contacts/active?contactId=88001')).body
    expect(await active()).toMatchObject({
      activeContacts: [{ contactId: 88001, masterContactId: 88000, contactStateCategory: 'PreQueue' }],
    })
    cxone.changeInteraction('88001', { state: 'queued', skillId: 201 })
    expect(await active()).toMatchObject({ activeContacts: [{ contactStateCategory: 'Queue', skillId: 201 }] })
    cxone.changeInteraction('88001', { state: 'active', agentId: '77' })
    expect(await active()).toMatchObject({ activeContacts: [{ contactStateCategory: 'Active', agentId: '77' }] })
  })

  it('active contacts are none where nobody knows the contact or it has ended', async () => {
    expect((await acd('/contacts/active?contactId=1')).status).toBe(204)
    cxone.changeInteraction('88001', { state: 'ended' })
    expect((await acd('/contacts/active?contactId=88001')).status).toBe(204)
    expect((await acd('/contacts/active')).status).toBe(400)
  })
})

describe('signals', () => {
  const p2 = JSON.stringify([{ skillId: 201, skillName: 'Billing Support', intent: 'billing_inquiry', score: 0.92 }])
  const signal = (query: string, body?: unknown, contactId = '88001') =>
    acd(`/interactions/${contactId}/signal${query}`, 'POST', body)
  const inQuery = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters)}`

  it.each([
    ['one in the query and the others in the body', inQuery({ p1: 'Escalate' }), { p2 }],
    ['in the query alone', inQuery({ p1: 'Escalate', p2 }), undefined],
    ['in the body alone', '', { p1: 'Escalate', p2 }],
  ])('signals arrive %s, and the script asks for an agent', async (_where, query, body) => {
    const heard: unknown[] = []
    cxone.onRouted((event) => heard.push(event))
    const { status, body: answer } = await signal(query, body)
    expect([status, answer]).toEqual([202, ''])
    expect(cxone.interaction('88001')).toMatchObject({
      state: 'queued',
      skillId: 201,
      signals: [{ p1: 'Escalate', p2 }],
    })
    expect(heard).toEqual([{ conversationId: '88001', skillGroup: 'Billing Support' }])
  })

  it('signals that are repeated stand in the journal twice, and interrupted the script twice', async () => {
    await signal(inQuery({ p1: 'Escalate' }), { p2 })
    await signal(inQuery({ p1: 'Escalate' }), { p2 })
    expect(cxone.journal.entries(/\/signal$/)).toHaveLength(2)
    expect(cxone.interaction('88001')?.signals).toHaveLength(2)
  })

  it('signals take parameters up to the ninth', async () => {
    expect((await signal(inQuery({ p1: 'End', p9: 'last' }))).status).toBe(202)
    expect(cxone.interaction('88001')).toMatchObject({ state: 'bot', signals: [{ p1: 'End', p9: 'last' }] })
  })

  it('signals find a skill by its name where they say no id', async () => {
    await signal(inQuery({ p1: 'Escalate' }), { p2: JSON.stringify([{ skillName: 'Technical Support' }]) })
    expect(cxone.interaction('88001')?.skillId).toBe(202)
  })

  it('signals reach the script of a digital contact by its contact id, not by its number', async () => {
    cxone.seedContact({ id: '4711', contactId: '99001' })
    const digital = JSON.stringify([{ skillId: 101 }])
    expect((await signal(inQuery({ p1: 'Escalate', p2: digital }), undefined, '99001')).status).toBe(202)
    expect(cxone.contact('4711')).toMatchObject({ skillId: 101, signals: [{ p1: 'Escalate', p2: digital }] })
    expect((await signal(inQuery({ p1: 'Escalate' }), undefined, '4711')).status).toBe(404)
  })

  it('signals are refused with 404 where no script runs', async () => {
    expect((await signal(inQuery({ p1: 'End' }), undefined, '1')).status).toBe(404)
    cxone.changeInteraction('88001', { state: 'ended' })
    expect((await signal(inQuery({ p1: 'End' }))).status).toBe(404)
  })

  it.each([
    ['without p1', '', { p2: '[{}]' }],
    ['with p10', inQuery({ p1: 'Escalate', p10: 'x' }), undefined],
    ['with a key too many', inQuery({ p1: 'Escalate' }), { p2: '[{}]', skillId: 201 }],
    ['with a parameter twice', inQuery({ p1: 'Escalate' }), { p1: 'Escalate' }],
    ['with p2 as a list', inQuery({ p1: 'Escalate' }), { p2: [{ skillId: 201 }] }],
    ['with p2 that is no JSON', inQuery({ p1: 'Escalate' }), { p2: 'Billing Support' }],
    ['with p2 that is no list', inQuery({ p1: 'Escalate' }), { p2: '{"skillId":201}' }],
    ['with a skill id that is a text', inQuery({ p1: 'Escalate' }), { p2: '[{"skillId":"201"}]' }],
    ['with a p2 of more than 8 KB', inQuery({ p1: 'Escalate' }), { p2: JSON.stringify([{ x: 'x'.repeat(8192) }]) }],
  ])('signals are refused with 400 %s', async (_what, query, body) => {
    expect((await signal(query, body)).status).toBe(400)
    expect(cxone.interaction('88001')?.signals).toEqual([])
  })

  it('signals are refused with 400 as a form', async () => {
    const init = { ...asked(token, 'POST', {}), body: 'p1=Escalate' }
    const headers = { ...init.headers, 'content-type': 'application/x-www-form-urlencoded' }
    const url = `${cxone.url}${ACD}/interactions/88001/signal`
    expect((await call(url, { ...init, headers })).status).toBe(400)
    expect(cxone.journal.entries().at(-1)?.reason).toContain('content type')
    expect((await call(url, json('POST', { p1: 'Escalate' }, token))).status).toBe(406)
  })
})

describe('set dispositions', () => {
  const set = (dispositionInfo: object, contactId = '84711') =>
    acd(`/contacts/${contactId}/set-disposition`, 'POST', { dispositionInfo })
  const good = { skill: 101, dispositionCode: 31, notes: 'Refunded.' }
  beforeEach(() => cxone.seedContact({ id: '4711', contactId: '84711', skillId: 101 }))

  it('set dispositions stand with the digital contact or the call, whoever listens is told, and a second replaces the first', async () => {
    const told: unknown[] = []
    cxone.onWrappedUp((event) => told.push(event))
    expect((await set(good)).status).toBe(204)
    expect((await set({ ...good, dispositionCode: 32 })).status).toBe(204)
    expect(cxone.contact('4711')?.disposition).toEqual({ code: 32, notes: 'Refunded.' })
    cxone.seedInteraction({ contactId: '88009', skillId: 201 })
    expect((await set({ dispositionCode: 31, notes: 'Called.' }, '88009')).status).toBe(204)
    expect(cxone.interaction('88009')?.disposition).toEqual({ code: 31, notes: 'Called.' })
    expect(told.at(-1)).toEqual({ conversationId: '88009', summary: 'Called.', disposition: 'Resolved' })
  })

  it.each([
    ['of another skill', 400, { ...good, skill: 102 }],
    ['that the skill does not have', 400, { ...good, dispositionCode: 99 }],
    ['as text', 400, { ...good, dispositionCode: '31' }],
    ['with a key that nobody knows', 400, { ...good, comment: 'x' }],
    ['without notes', 400, { skill: 101, dispositionCode: 31 }],
  ])('set dispositions %s are refused (%i)', async (_what, status, info) => {
    expect((await set(info)).status).toBe(status)
    expect(cxone.contact('4711')?.disposition).toBeUndefined()
  })

  it('set dispositions of a contact that nobody knows are refused', async () => {
    expect((await set(good, '1')).status).toBe(404)
  })
})
