/** Where a webhook comes from: what that says of a conversation's ids, who is told of it, and who never is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CognigySessions } from '../../../bff/ports/cognigy.ts'
import type { ContactAddress, Cxone, CxoneHandovers } from '../../../bff/ports/cxone.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, routingBody } from '../../support/routing-webhook.ts'
import { INTEGRATOR_KEY, type RunningBff, startBff } from '../../support/start-bff.ts'

const NOBODY = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'nothing' }
const LEG = { state: 'active', isWrappedUp: false, customerName: undefined, queue: undefined, mediaType: 'voice' }
const URL_TOKEN = 'url-token-that-is-a-secret'

let bff: RunningBff
let routed: ContactAddress[]
let asked: ContactAddress[]
let transferred: ContactAddress[]
let escalated: Parameters<CognigySessions['escalate']>[0][]
beforeEach(async () => {
  routed = []
  asked = []
  transferred = []
  escalated = []
  const cxone: Cxone = {
    writeIntent: () => Promise.resolve(),
    route: (contact) => {
      routed.push(contact)
      return Promise.resolve({ response: {} })
    },
    availableAgents: () => Promise.resolve(1),
    explain: ({ kind }) => kind,
  }
  const queue = { id: '101', name: 'Billing', active: true, availableAgents: 1 }
  const handovers: CxoneHandovers = {
    conversation: (contact) => {
      asked.push(contact)
      return Promise.resolve({ id: contact.conversationId, legs: [LEG], intent: undefined })
    },
    queue: () => Promise.resolve(queue),
    wrapupCodes: () => Promise.resolve([]),
    search: () => Promise.resolve([]),
    transfer: (contact) => {
      transferred.push(contact)
      return Promise.resolve({ warnings: [] })
    },
    explainQuestion: () => ({ cause: 'unavailable', why: '', fix: '' }),
    explainTransfer: ({ kind }) => ({ path: '', code: kind, message: '', fix: '', severity: 'error' }),
  }
  const sessions: CognigySessions = {
    mergeContext: () => Promise.resolve(),
    triggerNode: () => Promise.resolve(),
    escalate: (session) => {
      escalated.push(session)
      return Promise.resolve(null)
    },
    explain: ({ kind }) => kind,
  }
  bff = await startBff(NOBODY, {
    cxone,
    handovers,
    sessions,
    integratorKeys: [INTEGRATOR_KEY],
    rules: { handover: { requireWrapupCode: false } },
  })
})
afterEach(() => bff.stop())

const post = (path: string, body: unknown) => sendJson(bff.url, `/webhook/${path}`, body)
const route = (body: object) => post('cognigy', body)
const withoutIds = { ...routingBody(), session: { id: 'sess_12345' } }
const FALLBACK = { sessionId: 'sess_12345', input: 'hm', intent: { name: 'Fallback', confidence: 0.1 } }
const HANDOVER = {
  transferTo: { type: 'queue', id: '101' },
  transferType: 'blind',
  contextData: { intent: 'billing_inquiry', customerName: 'Sam', transferReason: 'asked' },
}
const find = async (id: string) => await bff.store.conversations.find(id)

describe('an origin', () => {
  it('an origin names the conversation of a routing webhook, and wins over session.cxone', async () => {
    const origin = { conversationId: 'conv_1', contactNumber: 4711, channel: 'webchat' }
    expect((await route({ ...EXAMPLE_ROUTING, origin })).status).toBe(200)
    expect(routed).toEqual([
      {
        conversationId: 'conv_1',
        origin: { conversationId: 'conv_1', contactNumber: '4711', channel: 'webchat', userId: 'user_67890' },
      },
    ])
  })

  it('an origin is read in session.cxone as well, where what cannot be read stops nobody', async () => {
    const cxone = { contactNumber: 4711, contactId: '815', endpointType: { odd: true }, channel: 'null' }
    expect((await route({ ...EXAMPLE_ROUTING, session: { id: 'sess_12345', cxone } })).status).toBe(200)
    expect(routed).toEqual([{ conversationId: '4711', origin: { contactNumber: '4711', contactId: '815' } }])
  })

  it.each([
    ['contactNumber', { contactNumber: 4711, contactId: 815, spawnedContactId: 816 }, '4711'],
    ['contactId', { contactId: 815, spawnedContactId: 816 }, '815'],
    ['spawnedContactId', { spawnedContactId: 816 }, '816'],
  ])('an origin’s %s stands in for the id of the conversation', async (_which, origin, standIn) => {
    expect((await route({ ...withoutIds, origin })).status).toBe(200)
    expect(routed[0]?.conversationId).toBe(standIn)
    expect((await find(standIn))?.sessionId).toBe('sess_12345')
  })

  it.each([null, '', 'null', 'undefined'])('an origin whose ids are all %j is none', async (none) => {
    const origin = { conversationId: none, contactNumber: none, contactId: none, spawnedContactId: none }
    expect((await route({ ...withoutIds, origin })).status).toBe(400)
    expect((await route({ ...withoutIds, origin: none })).status).toBe(400)
    expect((await route({ ...routingBody({ conversationId: none }) })).status).toBe(400)
    expect(routed).toEqual([])
  })

  it.each([
    ['cognigy', routingBody()],
    ['fallback', FALLBACK],
    ['sentiment-escalation', { session: { id: 'sess_12345' }, userInput: 'hm' }],
    ['conversation-ended', { conversationId: 'conv_1' }],
    ['transcript', { interactionId: 'int_1', transcript: 'hm' }],
    ['handover', { conversationId: 'conv_1', ...HANDOVER }],
  ])('an origin of another type is refused by /webhook/%s, which names the field', async (path, body) => {
    const { status, body: said } = await post(path, { ...body, origin: { contactNumber: ['4711'] } })
    expect(status).toBe(422)
    expect(said).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ path: 'origin.contactNumber' })]),
    })
  })

  it('an origin makes a later webhook that brings its contactNumber alone find the conversation', async () => {
    await route({
      ...routingBody({ conversationId: 'conv_1', score: 0.1, text: 'hi' }),
      origin: { contactNumber: 4711 },
    })
    const { status } = await post('fallback', {
      ...FALLBACK,
      sessionId: 'sess_another',
      origin: { contactNumber: 4711 },
    })
    expect(status).toBe(200)
    const said = (await find('conv_1'))?.snapshot.transcript.map(({ data }) => data.text)
    expect(said).toEqual(['hi', 'hm'])
    expect((await post('conversation-ended', { origin: { contactNumber: 4711 } })).status).toBe(200)
    expect((await find('conv_1'))?.snapshot.status?.data.state).toBe('ended')
  })

  it('an origin that earlier webhooks told goes with a handover, which need not name the conversation', async () => {
    await route({ ...routingBody({ score: 0.1 }), origin: { contactNumber: 4711, channel: 'webchat' } })
    expect((await post('handover', { ...HANDOVER, origin: { contactNumber: 4711 } })).status).toBe(200)
    const address = {
      conversationId: 'conv_abc123',
      origin: { contactNumber: '4711', channel: 'webchat', userId: 'user_67890', conversationId: 'conv_abc123' },
    }
    expect([asked[0], transferred[0]]).toEqual([address, address])
    expect((await find('4711'))?.snapshot.handover).not.toBeNull()
  })

  it('an origin that earlier webhooks told is by what the session is escalated', async () => {
    const origin = { userId: 'user-1', URLToken: URL_TOKEN, endpointType: 'webchat3' }
    await route({ ...routingBody({ score: 0.1 }), origin })
    await post('sentiment-escalation', { session: { id: 'sess_12345' }, userInput: 'hm' })
    expect(escalated).toEqual([
      { sessionId: 'sess_12345', userId: 'user-1', urlToken: URL_TOKEN, endpointType: 'webchat3' },
    ])
  })
})

describe('the token of the bot’s endpoint', () => {
  it('the token of the bot’s endpoint is in no log, no answer and no export; what else a webhook told of where it comes from is in the export', async () => {
    const origin = { URLToken: URL_TOKEN, userId: 'user-1', contactNumber: 4711 }
    const replies = [
      await route({ ...routingBody(), origin }),
      await post('fallback', { ...FALLBACK, origin }),
      await post('handover', { conversationId: 'conv_abc123', ...HANDOVER, origin }),
      await post('transcript', { interactionId: 'int_1', transcript: 'hm', origin }),
      await post('fallback', { ...FALLBACK, origin: { ...origin, userId: [] } }),
    ]
    const exported = await send(bff.url, '/api/conversations/4711/export', {
      headers: { authorization: `Bearer ${INTEGRATOR_KEY}` },
    })
    expect(exported.body).toMatchObject({ origin: { userId: 'user-1', contactNumber: '4711' } })
    expect((await find('4711'))?.origin.URLToken).toBe(URL_TOKEN)
    for (const { text } of [...replies, exported]) expect(text).not.toContain(URL_TOKEN)
    expect(bff.logged()).not.toContain(URL_TOKEN)
  })
})
