/** What the widgets of a conversation see of its routing. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { EXAMPLE_ROUTING, routingBody } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../../support/widget-client.ts'

const CONVERSATION = 'conv_abc123'
const USERS = '/api/v2/routing/users'

let cxone: CxoneStandIn
let bff: RunningBff
let widget: Widget
beforeAll(async () => {
  cxone = await startCxone()
})
beforeEach(async () => {
  cxone.faults.clear()
  cxone.journal.clear()
  cxone.seedConversation({ id: CONVERSATION })
  bff = await startBff(cxone)
  widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations: [CONVERSATION] }))
  accepted(await widget.join(CONVERSATION))
})
afterEach(async () => {
  widget.close()
  await bff.stop()
})
afterAll(() => cxone.close())

const post = (body: unknown = EXAMPLE_ROUTING, path = '/webhook/cognigy') => sendJson(bff.url, path, body)
const seen = async (count: number) => {
  await expect.poll(() => widget.events.length).toBe(count)
  return widget.events.map(({ type, data }) => ({ type, data }))
}

describe('a routed conversation', () => {
  it('a routed conversation shows the utterance, the intent and where it went, in this order', async () => {
    await post()
    const [transcript, intent, routing] = await seen(3)
    expect(transcript).toMatchObject({
      type: 'transcript',
      data: { speaker: 'customer', text: 'I want to check my bill' },
    })
    expect(intent).toMatchObject({
      type: 'intent',
      data: { name: 'billing_inquiry', score: 0.92, threshold: 0.85, accepted: true },
    })
    expect(routing).toEqual({ type: 'routing', data: { outcome: 'routed', skill: 'Billing Support' } })
  })

  it('a routed conversation ties the intent to its utterance', async () => {
    await post()
    await seen(3)
    const [transcript, intent] = widget.events
    expect(transcript?.type === 'transcript' && transcript.data.utteranceId).toBeTruthy()
    expect(intent?.type === 'intent' && intent.data.utteranceId).toBe(
      transcript?.type === 'transcript' && transcript.data.utteranceId,
    )
  })

  it('a routed conversation shows that the intent is not in the map', async () => {
    await post(routingBody({ intent: 'weather' }))
    expect((await seen(3)).at(-1)?.data).toEqual({ outcome: 'routed', skill: 'General Inquiry', unmapped: true })
  })

  it('a routed conversation shows no utterance where the text is blank', async () => {
    await post(routingBody({ text: ' \n ' }))
    expect((await seen(2)).map(({ type }) => type)).toEqual(['intent', 'routing'])
  })

  it('a routed conversation shows a very long utterance cut, and says so', async () => {
    await post(routingBody({ text: 'x'.repeat(20_000) }))
    const [transcript] = await seen(3)
    expect(transcript?.data).toMatchObject({ text: 'x'.repeat(10_000), truncated: true })
  })
})

describe('left to the bot', () => {
  it('a conversation left to the bot shows the utterance, the intent and that the bot fell back all the same', async () => {
    await post(routingBody({ score: 0.4 }))
    const [transcript, intent, routing] = await seen(3)
    expect(transcript?.type).toBe('transcript')
    expect(intent?.data).toMatchObject({ score: 0.4, threshold: 0.85, accepted: false })
    expect(routing?.data).toEqual({ outcome: 'bot_fallback', reason: 'low_confidence' })
  })
})

describe('not routed', () => {
  it.each([
    [404, 'not_found'],
    [409, 'already_routed_or_ended'],
    [401, 'credentials'],
    [403, 'permission'],
    [429, 'rate_limited'],
    [503, 'unavailable'],
    [504, 'timeout'],
    [422, 'refused'],
  ])('a conversation that could not be routed shows why: CXone said %d', async (status, reason) => {
    cxone.faults.add({ kind: 'status', status, path: `/api/v2/conversations/${CONVERSATION}/routing` })
    await post()
    expect((await seen(3)).at(-1)).toEqual({
      type: 'routing',
      data: { outcome: 'failed', skill: 'Billing Support', reason },
    })
  })
})

describe('the availability check', () => {
  it('the availability check is off by default', async () => {
    await post()
    expect(cxone.journal.entries(USERS)).toEqual([])
  })

  it('the availability check asks for the wanted group and leaves it alone where somebody is there', async () => {
    bff.setRules({ routing: { checkAvailability: true, overflowSkill: 'Sales Team' } })
    expect((await post()).body).toEqual({ status: 'routed', skill: 'Billing Support' })
    const [asked] = cxone.journal.entries(USERS)
    expect(new URLSearchParams(asked?.query)).toEqual(
      new URLSearchParams({ skillGroup: 'Billing Support', status: 'available' }),
    )
  })

  describe('with nobody there', () => {
    beforeEach(() => {
      cxone.setAgentStatus('Billing Support', 'busy')
      bff.setRules({ routing: { checkAvailability: true, overflowSkill: 'Sales Team' } })
    })
    afterEach(() => cxone.setAgentStatus('Billing Support', 'available'))

    it('the availability check with nobody there routes to the overflow group, and answer and widget say so', async () => {
      expect((await post()).body).toEqual({
        status: 'routed',
        skill: 'Sales Team',
        overflow: true,
        requestedSkill: 'Billing Support',
      })
      expect(cxone.conversation(CONVERSATION)?.skillGroup).toBe('Sales Team')
      expect((await seen(3)).at(-1)?.data).toEqual({
        outcome: 'routed',
        skill: 'Sales Team',
        overflowFrom: 'Billing Support',
      })
    })

    it('the availability check with nobody there says so over the other path too', async () => {
      expect((await post(EXAMPLE_ROUTING, '/webhook/cognigy/routing')).body).toMatchObject({
        status: 'success',
        routedTo: 'Sales Team',
        overflow: true,
        requestedSkill: 'Billing Support',
      })
    })

    it('the availability check with nobody there does not ask below the gate', async () => {
      await post(routingBody({ score: 0.1 }))
      expect(cxone.journal.entries()).toEqual([])
    })
  })

  it.each([
    ['fails', { kind: 'status', status: 500 }],
    ['is cut', { kind: 'drop' }],
    ['is answered by a page', { kind: 'bad-body', body: 'html' }],
    ['has no count', { kind: 'status', status: 200, body: { entities: 'none' } }],
    ['is not permitted', { kind: 'status', status: 403 }],
  ] as const)('the availability check stands in nobody’s way when it %s', async (_how, fault) => {
    bff.setRules({ routing: { checkAvailability: true, overflowSkill: 'Sales Team' } })
    cxone.faults.add({ ...fault, path: USERS })
    expect((await post()).body).toEqual({ status: 'routed', skill: 'Billing Support' })
  })

  it('the availability check counts the entities where CXone gives no total', async () => {
    bff.setRules({ routing: { checkAvailability: true, overflowSkill: 'Sales Team' } })
    cxone.faults.add({ kind: 'status', status: 200, body: { entities: [] }, path: USERS })
    expect((await post()).body).toMatchObject({ skill: 'Sales Team' })
  })
})
