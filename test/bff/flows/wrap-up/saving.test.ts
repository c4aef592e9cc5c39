/** Where an agent's summary goes, in both dialects of CXone. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import { createCxoneHandovers } from '../../../../bff/upstream/cxone/tutorial/handovers.ts'
import { createCxoneWrapUps } from '../../../../bff/upstream/cxone/tutorial/wrap-ups.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { type CxoneVendorStandIn, startCxoneVendor } from '../../../../simulator/cxone/vendor/server.ts'
import { type BffOptions, type RunningBff, startBff } from '../../../support/start-bff.ts'
import { CALL, CASE, openVendor, SPAWNED } from '../../../support/vendor-cxone.ts'
import { type Agent, agentAt, CONVERSATION, REFUND, say } from './stage.ts'

let bff: RunningBff
afterEach(() => bff.stop())

describe('in the tutorial dialect', () => {
  let cxone: CxoneStandIn
  beforeAll(async () => {
    cxone = await startCxone()
  })
  afterAll(() => cxone.close())
  beforeEach(() => {
    cxone.faults.clear()
    cxone.seedConversation({ id: CONVERSATION, state: 'active', skillGroup: 'Billing Support' })
  })

  const wrappingUp = async (options: BffOptions = {}): Promise<Agent> => {
    bff = await startBff(cxone, options)
    await say(bff, REFUND)
    return await agentAt(bff)
  }
  const kept = () => cxone.conversation(CONVERSATION)?.attributes['cxAssistWrapUp']
  const patches = (from = 0) =>
    cxone.journal
      .entries()
      .slice(from)
      .filter(({ method }) => method === 'PATCH')

  it('a summary is kept among the attributes of the conversation, with its disposition', async () => {
    const agent = await wrappingUp()
    expect(await agent.save({ text: 'Refunded.', dispositionId: 'wrapup-resolved' })).toEqual({ ok: true })
    expect(kept()).toEqual({ summary: 'Refunded.', dispositionId: 'wrapup-resolved' })
    expect(await agent.save({ text: 'Refunded, and said so.' })).toEqual({ ok: true })
    expect(kept()).toEqual({ summary: 'Refunded, and said so.' })
  })

  it('a summary that CXone has already is kept once, and counts once', async () => {
    const agent = await wrappingUp()
    const before = cxone.journal.entries().length
    expect(await agent.save({ text: 'Refunded.' })).toEqual({ ok: true })
    expect(await agent.save({ text: 'Refunded.' })).toEqual({ ok: true })
    expect(patches(before)).toHaveLength(1)
    expect(bff.wrapUps).toHaveLength(1)
  })

  it('a summary is recorded by how far it is from what was suggested, without a word of it', async () => {
    const agent = await wrappingUp()
    await agent.summary()
    await agent.save({ text: 'Refunded it', suggestedText: 'Refunded' })
    expect(bff.wrapUps).toEqual([
      {
        timestamp: expect.any(String),
        conversationId: expect.any(String),
        engine: 'extract',
        editDistance: 3,
        disposition: false,
        eventType: 'WRAP_UP',
      },
    ])
    expect(`${JSON.stringify(bff.wrapUps)}${bff.logged()}`).not.toContain('Refunded')
  })

  it('a summary goes to CXone without what nobody should keep', async () => {
    const agent = await wrappingUp()
    await agent.save({ text: 'Refunded to 4242 4242 4242 4242.' })
    expect(kept()).toEqual({ summary: 'Refunded to •••• 4242.' })
  })

  it.each([
    ['refuses it', { kind: 'status', status: 400 }, 'CXone refused the summary (400): nothing was kept'],
    [
      'lets nobody change it',
      { kind: 'status', status: 409 },
      'nobody change this conversation any more: nothing was kept',
    ],
    ['is down', { kind: 'status', status: 503 }, 'CXone is unavailable: nothing was kept'],
    ['denies permission', { kind: 'status', status: 403 }, 'scope conversations:modify: nothing was kept'],
    ['breaks off after it took it', { kind: 'drop-after-apply' }, 'it may have the summary all the same'],
  ] as const)('a summary is not called kept where CXone %s, and the agent is told', async (_what, fault, message) => {
    const agent = await wrappingUp()
    const undo = cxone.faults.add({ ...fault, method: 'PATCH' })
    expect(await agent.save({ text: 'Refunded.' })).toEqual({
      ok: false,
      error: { code: 'unavailable', message: expect.stringContaining(message) },
    })
    expect(bff.wrapUps).toEqual([])
    undo()
    expect(await agent.save({ text: 'Refunded.' })).toEqual({ ok: true })
  })

  it('a summary that CXone is too busy for at first is kept by trying again', async () => {
    const agent = await wrappingUp()
    cxone.faults.add({ kind: 'status', status: 503, method: 'PATCH', times: 1 })
    expect(await agent.save({ text: 'Refunded.' })).toEqual({ ok: true })
    expect(kept()).toEqual({ summary: 'Refunded.' })
  })

  it('a summary stays with the agent where no CXone is configured, who is told what is not set', async () => {
    const nothing = { baseUrl: cxone.url, credentials: undefined, clock: systemClock, metrics: createMetrics() }
    const agent = await wrappingUp({ wrapUps: createCxoneWrapUps(nothing, createCxoneHandovers(nothing)) })
    expect(await agent.save({ text: 'Refunded.' })).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringContaining('CXONE_CLIENT_ID') },
    })
  })

  it('a summary has nowhere to go where no webhook told an id of CXone’s, and the agent is told', async () => {
    bff = await startBff(cxone)
    await say(bff, REFUND, {})
    const agent = await agentAt(bff)
    expect(await agent.save({ text: 'Refunded.' })).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  })

  it('summaries of one agent that are to be kept are limited to twenty in a minute', async () => {
    const agent = await wrappingUp()
    for (let n = 0; n < 20; n += 1) expect((await agent.save({ text: 'Refunded.' })).ok).toBe(true)
    expect(await agent.save({ text: 'Refunded.' })).toMatchObject({ ok: false, error: { code: 'rate_limited' } })
  })

  it('a summary without a word, or longer than may be kept, is refused by its field', async () => {
    const agent = await wrappingUp()
    for (const text of ['   ', 'x'.repeat(10_001)]) {
      expect(await agent.save({ text })).toMatchObject({
        ok: false,
        error: { code: 'invalid', message: 'these fields do not fit: text' },
      })
    }
  })
})

describe('in the vendor’s dialect', () => {
  let cxone: CxoneVendorStandIn
  beforeEach(async () => {
    cxone = await startCxoneVendor()
    cxone.seedContact({ id: CASE, skillId: 101, status: 'open' })
    cxone.seedInteraction({ contactId: SPAWNED, masterContactId: CALL, skillId: 201, state: 'active' })
  })
  afterEach(() => cxone.close())

  const NOWHERE = { url: 'http://127.0.0.1:9', clientId: '', clientSecret: '' }
  const DIGITAL = { origin: { conversationId: CASE, contactNumber: CASE } }
  const VOICE = {
    origin: { channel: 'voiceGateway2', conversationId: CALL, contactId: CALL, spawnedContactId: SPAWNED },
  }

  const wrappingUp = async (more: object = DIGITAL): Promise<Agent> => {
    bff = await startBff(NOWHERE, { wrapUps: openVendor(cxone).wrapUps })
    await say(bff, REFUND, more)
    return await agentAt(bff)
  }

  it('a summary without a disposition goes to the field for it, on a digital contact', async () => {
    const agent = await wrappingUp()
    expect(await agent.save({ text: 'Refunded.' })).toEqual({ ok: true })
    expect(cxone.contact(CASE)?.customFields).toEqual({ cognigy_summary: 'Refunded.' })
  })

  it('a summary with a disposition goes to the contact centre, as its notes', async () => {
    const agent = await wrappingUp()
    expect(await agent.save({ text: 'Refunded.', dispositionId: '31' })).toEqual({ ok: true })
    expect(cxone.contact(CASE)?.disposition).toEqual({ code: 31, notes: 'Refunded.' })
    expect(cxone.contact(CASE)?.customFields).toEqual({})
  })

  it('a summary of a call goes with its disposition, and without one the agent is told to choose one', async () => {
    const agent = await wrappingUp(VOICE)
    expect(await agent.save({ text: 'Refunded.' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('choose one') },
    })
    expect(await agent.save({ text: 'Refunded.', dispositionId: '32' })).toEqual({ ok: true })
    expect(cxone.interaction(SPAWNED)?.disposition).toEqual({ code: 32, notes: 'Refunded.' })
  })

  it('dispositions are those of the skill that the contact stands with', async () => {
    for (const more of [DIGITAL, VOICE]) {
      const agent = await wrappingUp(more)
      const answer = await agent.summary()
      expect(answer).toMatchObject({ ok: true, summary: { dispositions: [{ id: '31' }, { id: '32' }] } })
      await bff.stop()
    }
  })

  it('a summary whose field CXone does not define is not sent, and the agent is told', async () => {
    cxone.skills.defineCustomFields(['cognigy_intent'])
    const agent = await wrappingUp()
    expect(await agent.save({ text: 'Refunded.' })).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringContaining('vendor.customFields.summary') },
    })
    expect(cxone.journal.entries().filter(({ method }) => method === 'PUT')).toEqual([])
  })

  it.each([
    ['no number', 'nothing', 'none of CXone’s'],
    ['none of the skill', '99', 'CXone refused the summary (400)'],
  ])('a disposition that is %s is not set, and the agent is told', async (_what, dispositionId, message) => {
    const agent = await wrappingUp()
    expect(await agent.save({ text: 'Refunded.', dispositionId })).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringContaining(message) },
    })
  })

  it('a disposition whose answer was lost is not set a second time by itself', async () => {
    const agent = await wrappingUp()
    cxone.faults.add({ kind: 'drop-after-apply', path: /set-disposition$/ })
    expect(await agent.save({ text: 'Refunded.', dispositionId: '31' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('it may have the summary all the same') },
    })
    expect(cxone.journal.entries().filter(({ path }) => path.endsWith('/set-disposition'))).toHaveLength(1)
  })

  it('a test’s conversation has its summary taken, and CXone is told nothing', async () => {
    const test = { origin: { conversationId: '100000000000' } }
    const agent = await wrappingUp(test)
    expect(await agent.save({ text: 'Refunded.' })).toEqual({ ok: true })
    expect(cxone.journal.entries().filter(({ path }) => !path.startsWith('/__'))).toEqual([])
  })
})
