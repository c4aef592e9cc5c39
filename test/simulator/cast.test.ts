/** Who plays CXone and Cognigy: what the play does to a conversation is what a BFF reads of it, in either dialect. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { castCognigy, castCxone } from '../../simulator/cast/cast.ts'
import type { PlayedCognigy } from '../../simulator/cast/cognigy.ts'
import type { PlayedCxone } from '../../simulator/cast/cxone.ts'
import { freshSecrets } from '../../simulator/cli/secrets.ts'
import { call, json } from './calls.ts'
import { ACCESS_KEY_PATH, asked, textIn } from './vendor/calls.ts'

const SPEED = 1
const ID = '01234567-89ab-4def-8123-456789abcdef'
const CHAT = { conversationId: '305419896', contactNumber: '305419896', contactId: '8305419896' }

describe('CXone in the vendor’s dialect', () => {
  let cxone: PlayedCxone
  let token: string
  beforeEach(async () => {
    const { cxone: secrets } = freshSecrets({ cxone: 'vendor', cognigy: 'vendor' })
    cxone = await castCxone(secrets, 0)
    const { CXONE_ACCESS_KEY_ID: accessKeyId, CXONE_ACCESS_KEY_SECRET: accessKeySecret } = cxone.environment
    const issued = await call(cxone.url + ACCESS_KEY_PATH, json('POST', { accessKeyId, accessKeySecret }))
    token = textIn(issued, 'access_token')
  })
  afterEach(() => cxone.close())

  const get = async (path: string): Promise<unknown> => (await call(cxone.url + path, asked(token))).body
  const contact = () => get(`/dfo/3.0/contacts/${CHAT.contactNumber}`)

  it('CXone in the vendor’s dialect says where it is by the names that a BFF reads', () => {
    expect(cxone.environment).toMatchObject({
      CXONE_DIALECT: 'vendor',
      CXONE_ISSUER: cxone.url,
      CXONE_AUTH_URL: cxone.url,
      CXONE_CLIENT_ID: 'simulated-cxone',
    })
  })

  it('CXone in the vendor’s dialect knows a chat by its number, through queue, agent and end', async () => {
    const ids = cxone.idsOf(ID, 'webchat')
    expect(ids).toEqual(CHAT)
    cxone.seedConversation(ids, 'Ana Ruiz')
    expect(await contact()).toMatchObject({ status: 'new', endUser: { fullName: 'Ana Ruiz' }, inboxAssigneeUser: null })
    cxone.queueConversation(ids.conversationId, 'General Inquiry')
    expect(await contact()).toMatchObject({ status: 'open', skillId: 104 })
    cxone.assignAgent(ids.conversationId, 'Robin Vega')
    expect(await contact()).toMatchObject({ inboxAssigneeUser: { firstName: 'Robin' } })
    cxone.endConversation(ids.conversationId)
    expect(await contact()).toMatchObject({ status: 'closed' })
    cxone.forgetConversation(ids.conversationId)
    expect(await contact()).toMatchObject({ errors: [{}] })
  })

  it('CXone in the vendor’s dialect knows a call by the contact of its script, through queue, agent and end', async () => {
    const ids = cxone.idsOf(ID, 'nice-voice')
    expect(ids).toEqual({ conversationId: '305419896', contactId: '305419896', spawnedContactId: '3054198961' })
    const active = () => get(`/inContactAPI/services/v30.0/contacts/active?contactId=${ids.spawnedContactId}`)
    cxone.seedConversation(ids, 'Ana Ruiz')
    expect(await active()).toMatchObject({ activeContacts: [{ contactStateCategory: 'PreQueue' }] })
    cxone.queueConversation(ids.conversationId, 'General Inquiry')
    expect(await active()).toMatchObject({ activeContacts: [{ contactStateCategory: 'Queue', skillId: 204 }] })
    cxone.assignAgent(ids.conversationId, 'Robin Vega')
    expect(await active()).toMatchObject({ activeContacts: [{ contactStateCategory: 'Active', agentId: '7' }] })
    cxone.endConversation(ids.conversationId)
    expect(await active()).toBe('')
  })

  it('CXone in the vendor’s dialect names the skill that a flow hands over to, of the right media type', () => {
    const target = (skill: string, channel: string) => cxone.handoverTo(skill, channel)
    expect(target('Sales Team', 'webchat')).toEqual({ transferTo: { type: 'queue', id: '103' } })
    expect(target('Sales Team', 'Voice')).toEqual({ transferTo: { type: 'queue', id: '203' } })
  })
})

describe('Cognigy in the vendor’s dialect', () => {
  let cognigy: PlayedCognigy
  beforeEach(async () => {
    cognigy = await castCognigy(freshSecrets({ cxone: 'vendor', cognigy: 'vendor' }).cognigy, 0, SPEED)
  })
  afterEach(() => cognigy.close())

  it('Cognigy in the vendor’s dialect has an endpoint for customers, another that suggests, and no stream', async () => {
    expect(cognigy.sendUpdate).toBeUndefined()
    expect(cognigy.isHeard()).toBe(true)
    const { COGNIGY_ENDPOINT_URL, COGNIGY_ASSIST_URL, COGNIGY_SESSION_WRITES } = cognigy.environment
    expect(COGNIGY_SESSION_WRITES).toBe('inject')
    cognigy.seedSession('sess-1', 'user-1', {})
    const inject = { userId: 'user-1', sessionId: 'sess-1', text: '', data: {} }
    const { URLToken } = cognigy.endpoint
    expect((await call(`${COGNIGY_ENDPOINT_URL}/inject/${URLToken}`, json('POST', inject))).status).toBe(202)
    const question = { ...inject, text: 'refund', data: { cxAssist: { interactionId: '1' } } }
    expect((await call(COGNIGY_ASSIST_URL ?? '', json('POST', question))).status).toBe(200)
  })
})

it('CXone and Cognigy in the tutorial’s dialect are played as ever', async () => {
  const secrets = freshSecrets({ cxone: 'tutorial', cognigy: 'tutorial' })
  const [cxone, cognigy] = await Promise.all([castCxone(secrets.cxone, 0), castCognigy(secrets.cognigy, 0, SPEED)])
  expect(cxone.environment).toMatchObject({ CXONE_DIALECT: 'tutorial', CXONE_API_URL: cxone.url })
  expect(cognigy.environment).toMatchObject({ COGNIGY_DIALECT: 'tutorial', COGNIGY_ORG_URL: cognigy.url })
  expect(cxone.idsOf(ID, 'voice')).toEqual({ conversationId: `conv_${ID}` })
  expect(cxone.handoverTo('Sales Team', 'webchat')).toEqual({
    transferTo: { type: 'queue', id: 'queue-sales-team' },
    wrapupCode: { id: 'wrapup-transferred' },
  })
  expect(cognigy.isHeard()).toBe(false)
  await Promise.all([cxone.close(), cognigy.close()])
})
