/** How a contact is brought on its way: by its queue, by a signal to its script, by the answer to its flow. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UpstreamFailure } from '../../../../bff/ports/upstream.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { answerJson, startUpstream } from '../../../support/scripted-upstream.ts'
import {
  CALL,
  CASE,
  digital,
  failureOf,
  openVendor,
  route,
  SPAWNED,
  toldIn,
  voice,
  within,
} from '../../../support/vendor-cxone.ts'

const CONTACT = `/dfo/3.0/contacts/${CASE}`
const FIELDS = `${CONTACT}/custom-fields`
const QUEUE = `${CONTACT}/routing-queue`
const DEFINITIONS = '/dfo/3.0/contacts/custom-field-definitions'
const OLDER_DEFINITIONS = '/dfo/3.0/consumer-contact-custom-fields'
const SIGNAL = `/inContactAPI/services/v30.0/interactions/${SPAWNED}/signal`
const ACTIVITY = '/inContactAPI/services/v30.0/skills/101/activity'

let cxone: CxoneVendorStandIn
beforeEach(async () => {
  cxone = await startCxoneVendor()
  cxone.seedContact({ id: CASE, contactId: '9001' })
  cxone.seedInteraction({ contactId: SPAWNED, masterContactId: CALL })
})
afterEach(() => cxone.close())

const writes = () =>
  cxone.journal
    .entries()
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/token'))
    .map(({ method, path, body }) => [method, path, body])
const INTENT_FIELDS = [
  { ident: 'cognigy_intent', value: 'billing_inquiry' },
  { ident: 'cognigy_score', value: '0.92' },
]

describe('a digital contact', () => {
  it('a digital contact gets its intent in one write and then its queue', async () => {
    expect(await route(openVendor(cxone), digital())).toEqual({
      response: { accepted: true, via: 'queue', skillId: 101 },
      via: 'queue',
      skillId: 101,
    })
    expect(writes()).toEqual([
      ['PUT', FIELDS, INTENT_FIELDS],
      ['PUT', QUEUE, { skillId: 101 }],
    ])
    expect(cxone.contact(CASE)).toMatchObject({ skillId: 101, customFields: { cognigy_intent: 'billing_inquiry' } })
  })

  it('a digital contact is addressed by its contact number, whatever the conversation is called', async () => {
    await route(openVendor(cxone), digital({ contactNumber: CASE, contactId: '9001' }, 'conversation-of-the-bot'))
    expect(cxone.contact(CASE)?.skillId).toBe(101)
  })

  it('a digital contact that CXone does not know is not found, though the skill is unknown too', async () => {
    expect(await failureOf(route(openVendor(cxone), digital({}, '1'), { skill: 'None' }))).toMatchObject({
      kind: 'not_found',
    })
    expect(writes()).toEqual([])
  })

  it.each(['closed', 'trashed', 'resolved'] as const)('a digital contact that is %s is in conflict', async (status) => {
    cxone.changeContact(CASE, { status })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'conflict' })
    expect(writes()).toEqual([])
  })

  it('a digital contact that stands with somebody is in conflict, which names who, and a bot is nobody', async () => {
    cxone.changeContact(CASE, { assignee: { id: 77, name: 'Kim Oh' } })
    const opened = openVendor(cxone)
    const failure = await failureOf(route(opened, digital()))
    expect(failure).toMatchObject({ kind: 'conflict', about: '77' })
    expect(opened.contacts.explain(failure)).toMatch(/77.*vendor\.botUserIds/)
    expect(writes()).toEqual([])
    const knowing = openVendor(cxone, { rules: { vendor: { botUserIds: [77] } } })
    expect(await route(knowing, digital())).toMatchObject({ via: 'queue' })
  })

  it('a digital contact that stands with somebody was routed, where an earlier try may have done it', async () => {
    cxone.changeContact(CASE, { assignee: { id: 77, name: 'Kim Oh' } })
    expect(await route(openVendor(cxone), digital(), { mayBeRouted: true })).toMatchObject({ via: 'queue' })
    expect(writes()).toEqual([])
  })

  it.each([401, 403])('a digital contact that may not be read (%d) is not routed', async (status) => {
    cxone.faults.add({ kind: 'status', status, path: CONTACT })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'permission', status })
    expect(writes()).toEqual([])
  })

  it.each([
    ['fails', { kind: 'status', status: 500 }],
    ['is answered with a page', { kind: 'bad-body', body: 'html' }],
    ['is cut off', { kind: 'bad-body', body: 'truncated-json' }],
  ] as const)('a digital contact whose reading %s is routed all the same', async (_name, fault) => {
    cxone.faults.add({ ...fault, path: CONTACT, method: 'GET' })
    expect(await route(openVendor(cxone), digital())).toMatchObject({ via: 'queue' })
  })

  it('a digital contact that was not read and is not there is not found by its queue', async () => {
    cxone.faults.add({ kind: 'status', status: 500, path: CONTACT, method: 'GET' })
    cxone.forgetContact(CASE)
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'not_found' })
  })

  it.each([400, 404, 422])('a digital contact whose queue is refused with %d is not to blame', async (status) => {
    cxone.faults.add({ kind: 'status', status, path: QUEUE })
    const opened = openVendor(cxone)
    const failure = await failureOf(route(opened, digital()))
    expect(failure).toMatchObject({ kind: 'refused', isOurs: true })
    expect(opened.contacts.explain(failure)).toContain('CXone did not take the queue')
  })

  it('a digital contact is in conflict where CXone says so of its queue', async () => {
    cxone.faults.add({ kind: 'status', status: 409, path: QUEUE })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'conflict', status: 409 })
  })

  it('a digital contact has its queue set again where the answer was lost', async () => {
    cxone.faults.add({ kind: 'drop-after-apply', path: QUEUE, times: 1 })
    expect(await route(openVendor(cxone), digital())).toMatchObject({ via: 'queue' })
    expect(cxone.journal.entries(QUEUE)).toHaveLength(2)
  })
})

describe('the fields of a contact', () => {
  it('the fields of a contact are written as far as they are defined', async () => {
    const standIn = await startCxoneVendor({ customFields: ['cognigy_score'] })
    standIn.seedContact({ id: CASE })
    await route(openVendor(standIn), digital())
    expect(standIn.contact(CASE)?.customFields).toEqual({ cognigy_score: '0.92' })
    await standIn.close()
  })

  it('the fields of a contact are not written where none is defined', async () => {
    const standIn = await startCxoneVendor({ customFields: [] })
    standIn.seedContact({ id: CASE })
    expect(await route(openVendor(standIn), digital())).toMatchObject({ via: 'queue' })
    expect(standIn.journal.entries(FIELDS)).toEqual([])
    await standIn.close()
  })

  it('the fields of a contact are looked for at their older address where the newer one is not there', async () => {
    cxone.faults.add({ kind: 'status', status: 404, path: DEFINITIONS })
    await route(openVendor(cxone), digital())
    expect(cxone.journal.entries(OLDER_DEFINITIONS)).toHaveLength(1)
    expect(writes()[0]).toEqual(['PUT', FIELDS, INTENT_FIELDS])
  })

  it('the fields of a contact are all sent where it cannot be read which are defined', async () => {
    for (const path of [DEFINITIONS, OLDER_DEFINITIONS]) cxone.faults.add({ kind: 'status', status: 404, path })
    await route(openVendor(cxone), digital())
    expect(writes()[0]).toEqual(['PUT', FIELDS, INTENT_FIELDS])
  })

  it('the fields of a contact do not stop its routing where they are refused, and the log says so', async () => {
    cxone.faults.add({ kind: 'status', status: 400, path: FIELDS })
    const opened = openVendor(cxone)
    expect(await route(opened, digital())).toMatchObject({ via: 'queue' })
    expect(opened.logged()).toContain('the intent could not be written to the contact; routing goes on')
  })

  it('the fields of a contact are those of the rules', async () => {
    const standIn = await startCxoneVendor({ customFields: ['topic', 'sure'] })
    standIn.seedContact({ id: CASE })
    await route(
      openVendor(standIn, { rules: { vendor: { customFields: { intent: 'topic', score: 'sure' } } } }),
      digital(),
    )
    expect(standIn.contact(CASE)?.customFields).toEqual({ topic: 'billing_inquiry', sure: '0.92' })
    await standIn.close()
  })

  it('the definitions of fields are asked for once in ten minutes, however many contacts there are', async () => {
    for (let n = 0; n < 5; n += 1) cxone.seedContact({ id: `c${n}` })
    const opened = openVendor(cxone)
    await Promise.all(Array.from({ length: 5 }, (_, n) => route(opened, digital({}, `c${n}`))))
    expect(cxone.journal.entries(DEFINITIONS)).toHaveLength(1)
  })
})

describe('a voice contact', () => {
  const BILLING = [{ skillId: 201, skillName: 'Billing Support', intent: 'billing_inquiry', score: 0.92 }]

  it('a voice contact has its script signalled, with the action in the query and the rest in the body', async () => {
    expect(await route(openVendor(cxone), voice())).toEqual({
      response: { accepted: true, via: 'signal', skillId: 201 },
      via: 'signal',
      skillId: 201,
    })
    const [sent, ...more] = cxone.journal.entries(SIGNAL)
    expect(more).toEqual([])
    expect(sent).toMatchObject({ method: 'POST', query: 'p1=Escalate', status: 202 })
    expect(toldIn(sent?.body)).toEqual(BILLING)
    expect(cxone.journal.entries(/^\/dfo/)).toEqual([])
  })

  it('a voice contact has all parameters where the settings want them', async () => {
    for (const signalParams of ['query', 'body'] as const) {
      cxone.journal.clear()
      await route(openVendor(cxone, { settings: { signalParams } }), voice())
      const [sent] = cxone.journal.entries(SIGNAL)
      const told = signalParams === 'query' ? Object.fromEntries(new URLSearchParams(sent?.query)) : sent?.body
      expect(told).toEqual({ p1: 'Escalate', p2: JSON.stringify(BILLING) })
      expect(signalParams === 'query' ? sent?.body : sent?.query).toSatisfy((rest) => rest === undefined || rest === '')
    }
  })

  it('a voice contact is signalled with the action of the rules and the version of the settings', async () => {
    const opened = openVendor(cxone, {
      settings: { acdVersion: 'v31.0' },
      rules: { vendor: { signalAction: 'Transfer' } },
    })
    await route(opened, voice())
    expect(cxone.journal.entries(SIGNAL.replace('v30.0', 'v31.0'))).toMatchObject([{ query: 'p1=Transfer' }])
  })

  it('a voice contact is one whose channel says so, or which a script spawned and no digital number names', async () => {
    cxone.seedInteraction({ contactId: CALL })
    for (const origin of [
      { channel: 'voiceGateway2', contactId: CALL },
      { channel: 'Some VOICE channel', contactId: CALL },
      { spawnedContactId: SPAWNED },
    ]) {
      expect(await route(openVendor(cxone), { conversationId: CALL, origin })).toMatchObject({ via: 'signal' })
    }
    const origin = { spawnedContactId: SPAWNED, contactNumber: CASE }
    expect(await route(openVendor(cxone), { conversationId: CALL, origin })).toMatchObject({ via: 'queue' })
  })

  it('a voice contact is signalled by the name of a skill that CXone does not list', async () => {
    const opened = openVendor(cxone)
    expect(await route(opened, voice(), { skill: 'Claims' })).toEqual({
      response: { accepted: true, via: 'signal' },
      via: 'signal',
      skillId: undefined,
    })
    expect(toldIn(cxone.journal.entries(SIGNAL)[0]?.body)).toMatchObject([{ skillName: 'Claims' }])
    expect(opened.logged()).toContain('CXone is told its name')
  })

  it('a voice contact without a script is not found', async () => {
    cxone.forgetInteraction(SPAWNED)
    expect(await failureOf(route(openVendor(cxone), voice()))).toMatchObject({ kind: 'not_found' })
  })

  it.each([
    ['the answer is lost', { kind: 'drop-after-apply' }],
    ['the connection is cut', { kind: 'drop' }],
    ['a gateway waits in vain', { kind: 'status', status: 504 }],
  ] as const)('a voice contact is signalled once where %s, and that is no answer in time', async (_name, fault) => {
    cxone.faults.add({ ...fault, path: SIGNAL })
    expect(await failureOf(route(openVendor(cxone), voice()))).toMatchObject({ kind: 'timeout' })
    expect(cxone.journal.entries(SIGNAL)).toHaveLength(1)
  })

  it.each([500, 502])('a voice contact is signalled once where a server breaks down (%d)', async (status) => {
    cxone.faults.add({ kind: 'status', status, path: SIGNAL })
    expect(await failureOf(route(openVendor(cxone), voice()))).toMatchObject({ kind: 'unavailable' })
    expect(cxone.journal.entries(SIGNAL)).toHaveLength(1)
  })

  it('a voice contact whose signal hangs is signalled once', async () => {
    cxone.faults.add({ kind: 'hang', path: SIGNAL })
    expect(await failureOf(route(openVendor(cxone), voice()))).toMatchObject({ kind: 'timeout', mayHaveApplied: true })
    expect(cxone.journal.entries(SIGNAL)).toHaveLength(1)
  })

  it.each([429, 503])('a voice contact is signalled again where CXone surely did not take it (%d)', async (status) => {
    cxone.faults.add({ kind: 'status', status, path: SIGNAL, times: 1 })
    expect(await route(openVendor(cxone), voice())).toMatchObject({ via: 'signal' })
    expect(cxone.interaction(SPAWNED)?.signals).toHaveLength(1)
  })

  it('a voice contact that an earlier try may have signalled is looked at and never signalled again', async () => {
    const opened = openVendor(cxone)
    const failure = await failureOf(route(opened, voice(), { mayBeRouted: true }))
    expect(failure).toMatchObject({ kind: 'timeout', mayHaveApplied: true })
    for (const state of [{ state: 'queued' }, { state: 'active', agentId: '5' }] as const) {
      cxone.changeInteraction(SPAWNED, state)
      expect(await route(opened, voice(), { mayBeRouted: true })).toMatchObject({ via: 'signal' })
    }
    expect(cxone.journal.entries(SIGNAL)).toEqual([])
  })

  it('a digital contact is signalled where the rules say so, by its contact id and its own skills', async () => {
    const opened = openVendor(cxone, { rules: { vendor: { via: { digital: 'signal' } } } })
    expect(await route(opened, digital({ contactId: '9001' }))).toMatchObject({ via: 'signal', skillId: 101 })
    expect(cxone.contact(CASE)?.signals).toHaveLength(1)
    expect(cxone.journal.entries(/^\/dfo/)).toEqual([])
  })
})

describe('a flow that CXone runs', () => {
  const reply = (told: unknown) => ({
    _cognigy: {
      _niceCXOne: {
        json: {
          text: '',
          uiComponent: {},
          data: { Intent: 'Escalate', Params: JSON.stringify([told]) },
          action: 'AGENT_TRANSFER',
        },
      },
    },
  })
  const told = { skillName: 'Billing Support', intent: 'billing_inquiry', score: 0.92 }

  it('a flow that CXone runs is answered with what it must output, whatever the rules say', async () => {
    const contact = voice({ endpointType: 'niceCXOne' })
    expect(await route(openVendor(cxone), contact)).toEqual({
      response: { accepted: true, via: 'answer', skillId: 201 },
      via: 'answer',
      skillId: 201,
      reply: reply({ skillId: 201, ...told }),
    })
    expect(writes()).toEqual([])
  })

  it('a flow is answered so too where the rules say it, though CXone cannot be asked for the skill', async () => {
    const rules = { vendor: { via: { digital: 'answer', voice: 'answer' } } } as const
    const opened = openVendor(cxone, { rules, settings: { accessKey: undefined } })
    for (const contact of [digital(), voice()]) {
      expect(await route(opened, contact)).toMatchObject({ via: 'answer', reply: reply(told) })
    }
    expect(cxone.journal.entries()).toEqual([])
  })
})

it.each([
  digital({}, '100000000000'),
  digital({ conversationId: '100000000000' }),
  digital({ contactId: '100000000000' }),
  voice({ spawnedContactId: '100000000000' }),
])('the contact of a test (%j) is brought nowhere, and CXone is not called', async (contact) => {
  const opened = openVendor(cxone)
  expect(await route(opened, contact)).toMatchObject({ via: 'none', isSimulated: true })
  expect(await within((deadline) => opened.contacts.availableAgents(contact, 'Billing Support', deadline))).toBe(
    undefined,
  )
  expect(cxone.journal.entries()).toEqual([])
})

describe('the availability of agents', () => {
  const available = (opened: ReturnType<typeof openVendor>) =>
    within((deadline) => opened.contacts.availableAgents(digital(), 'Billing Support', deadline))

  it('the availability of agents is that of the skill, and kept for a moment', async () => {
    const opened = openVendor(cxone)
    const count = await available(opened)
    expect(count).toBeTypeOf('number')
    await Promise.all([available(opened), available(opened)])
    expect(cxone.journal.entries(ACTIVITY)).toHaveLength(1)
  })

  it('the availability of agents that cannot be read is a failure, which routing goes on without', async () => {
    cxone.faults.add({ kind: 'status', status: 200, body: { skillActivity: [] }, path: ACTIVITY })
    await expect(available(openVendor(cxone))).rejects.toThrow(UpstreamFailure)
  })
})

describe('a contact in a crowd', () => {
  it('a contact in a crowd is tried three times where CXone limits the rate and does not say for how long', async () => {
    cxone.faults.add({ kind: 'status', status: 429, path: QUEUE, times: 2 })
    expect(await route(openVendor(cxone), digital())).toMatchObject({ via: 'queue' })
    expect(cxone.journal.entries(QUEUE)).toHaveLength(3)
  })

  it('a contact in a crowd is refused by any other word of CXone, and not asked for again', async () => {
    cxone.faults.add({ kind: 'status', status: 420, path: QUEUE })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'refused', status: 420 })
    expect(cxone.journal.entries(QUEUE)).toHaveLength(1)
  })

  it('a contact in a crowd may be called as often as is published, and each decision calls it three times', async () => {
    const opened = openVendor(cxone)
    for (let n = 0; n < 40; n += 1) await route(opened, digital())
    const calls = cxone.journal.entries(new RegExp(`/contacts/${CASE}`))
    expect(calls).toHaveLength(120)
    expect(calls.every(({ outcome }) => outcome === 'applied')).toBe(true)
  })

  it('a contact in a crowd is asked for three times at most, and CXone’s wish to wait is passed on', async () => {
    const headers = { 'retry-after': '7' }
    cxone.faults.add({ kind: 'status', status: 429, path: QUEUE, headers })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({
      kind: 'rate_limited',
      retryAfterSeconds: 7,
    })
    expect(cxone.journal.entries(QUEUE)).toHaveLength(1)
    cxone.faults.clear()
    cxone.faults.add({ kind: 'status', status: 503, path: QUEUE })
    expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'unavailable', status: 503 })
    expect(cxone.journal.entries(QUEUE)).toHaveLength(4)
  })
})

it('what CXone says in its own words is in no failure and no log, but its correlation id is', async () => {
  const words = 'Mrs Miller of 5 Elm Street'
  const headers = { correlationid: 'corr-4711', 'content-type': 'application/json' }
  cxone.faults.add({ kind: 'status', status: 400, path: QUEUE, headers, body: { errors: [{ message: words }] } })
  const opened = openVendor(cxone)
  const failure = await failureOf(route(opened, digital()))
  expect(opened.logged()).toContain('corr-4711')
  expect(opened.logged() + JSON.stringify(failure) + opened.contacts.explain(failure)).not.toContain(words)
})

it('a yes of CXone is a yes whatever else it says, but a page is nobody’s answer', async () => {
  const bodies = [
    ['application/json', '{"broken":'],
    ['text/plain', 'accepted'],
    ['application/json', ''],
  ] as const
  for (const [type, body] of bodies) {
    const answers = await startUpstream((request, response) => {
      if (request.method === 'PUT') response.writeHead(202, { 'content-type': type }).end(body)
      else answerJson(response, {})
    })
    const settings = { apiUrl: cxone.url, dfoUrl: answers.url }
    expect(await route(openVendor(cxone, { settings }), digital())).toMatchObject({ via: 'queue' })
    await answers.close()
  }
  cxone.faults.add({ kind: 'bad-body', body: 'html', path: QUEUE })
  expect(await failureOf(route(openVendor(cxone), digital()))).toMatchObject({ kind: 'bad_answer' })
})

describe('a key that gets tokens and opens no digital side', () => {
  it('a key that gets tokens and opens no digital side is told to have a client registered', async () => {
    const standIn = await startCxoneVendor({ accessKeyOpensDigital: false })
    standIn.seedContact({ id: CASE })
    const opened = openVendor(standIn, { settings: { client: undefined } })
    const failure = await failureOf(route(opened, digital()))
    expect(failure).toMatchObject({ kind: 'permission', code: 'dfo_denied' })
    expect(opened.contacts.explain(failure)).toMatch(/register an OAuth client .*CXONE_CLIENT_ID.*role/)
    await standIn.close()
  })
})
