/** Conversations that are over: who says so, what their widgets see, and what comes later. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AssistEnvelope } from '../../../../shared/wire/assist.ts'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { SocketLink } from '../../../../widget/link/socket-link.ts'
import { AssistSession } from '../../../../widget/session/assist-session.ts'
import { systemClock } from '../../../../widget/session/clock.ts'
import { knownOf } from '../../../../widget/state/state.ts'
import { handover } from '../../../support/handover-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody, SOME_SECRET } from '../../../support/routing-webhook.ts'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import { type BffOptions, type RunningBff, startBff } from '../../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../../support/widget-client.ts'

const CONTACT = 'conv_abc123'
const SESSION = 'sess_12345'
const PATH = '/webhook/conversation-ended'

let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let clock: ShiftingClock
let passAMinute: () => void
let bff: RunningBff
let widget: Widget
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
  cognigy = await startCognigy()
})
beforeEach(async () => {
  cxone.forgetConversation(CONTACT)
  await open()
})
afterEach(() => close())
afterAll(async () => {
  await cxone.close()
  await cognigy.close()
})

const open = async (options: BffOptions = {}): Promise<void> => {
  clock = createShiftingClock()
  cognigy.seedSession(SESSION, {})
  const acts: (() => void)[] = []
  passAMinute = () => {
    for (const act of acts) act()
  }
  const timer = {
    every: (_ms: number, act: () => void) => {
      acts.push(act)
      return () => undefined
    },
  }
  bff = await startBff(cxone, { clock, timer, updatesOf: cognigy, ...options })
  widget = await follow(CONTACT)
}
const close = async (): Promise<void> => {
  widget.close()
  await bff.stop()
}
const follow = async (id: string, agentId = 'agent_1'): Promise<Widget> => {
  const one = await connectWidget(bff.url, await bff.token({ agentId, conversations: [CONTACT, SESSION, 'int_1', id] }))
  await one.join(id)
  return one
}
const end = (body: object = { conversationId: CONTACT }, headers: Record<string, string> = {}) =>
  sendJson(bff.url, PATH, body, headers)
const route = (text: string, facts: Parameters<typeof routingBody>[0] = {}) =>
  sendJson(bff.url, '/webhook/cognigy', routingBody({ score: 0.1, text, ...facts }))
const hear = (transcript: string, facts: object = {}) =>
  bff.app.hearStream({ interactionId: 'int_1', conversationId: CONTACT, speaker: 'customer', transcript, ...facts })
const recordOf = async (id: string) => await bff.store.conversations.find(id)
const textsOf = async (id: string) => (await recordOf(id))?.snapshot.transcript.map(({ data }) => data.text)
const statuses = (events: readonly AssistEnvelope[] = widget.events) =>
  events.flatMap(({ type, data }) => (type === 'status' ? [data] : []))
const refusal = (code: string, message: unknown = expect.any(String)) => ({ ok: false, error: { code, message } })

describe('the end by webhook', () => {
  it.each([
    ['CXone’s id', { conversationId: CONTACT }],
    ['the session', { sessionId: SESSION }],
    ['both', { conversationId: CONTACT, sessionId: SESSION }],
    ['the session and null', { conversationId: null, sessionId: SESSION }],
  ])(
    'POST /webhook/conversation-ended by %s ends the conversation, and its widgets are told since when and why',
    async (_, ids) => {
      await route('hello')
      const reply = await end({ ...ids, reason: 'customer left' })
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ status: 'ended' })
      await expect
        .poll(() => statuses())
        .toEqual([{ state: 'ended', since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), reason: 'customer left' }])
    },
  )

  it('POST /webhook/conversation-ended is told a reason that is a number as its digits', async () => {
    await route('hello')
    expect((await end({ conversationId: CONTACT, reason: 42 })).status).toBe(200)
    await expect.poll(() => statuses()).toMatchObject([{ state: 'ended', reason: '42' }])
  })

  it('POST /webhook/conversation-ended without a reason says none', async () => {
    await route('hello')
    await end({ conversationId: CONTACT, reason: '  ' })
    await expect.poll(() => statuses()).toEqual([{ state: 'ended', since: expect.any(String) }])
  })

  it('POST /webhook/conversation-ended that comes twice ends the conversation once, and the time stays', async () => {
    await route('hello')
    await end()
    await end({ sessionId: SESSION, reason: 'again' })
    await hear('hello', { utteranceId: 'u1' })
    expect(statuses()).toHaveLength(1)
    expect(await bff.metrics.render()).toContain('conversations_ended_total{cause="webhook"} 1')
  })

  it('POST /webhook/conversation-ended about a conversation that nobody heard of is answered, and makes none', async () => {
    expect((await end({ conversationId: 'conv_never' })).body).toEqual({ status: 'ended' })
    expect(await recordOf('conv_never')).toBeUndefined()
  })

  it.each([[{}], [{ conversationId: null, sessionId: null }], [{ reason: 'x' }]])(
    'POST /webhook/conversation-ended without any id is a 400: %j',
    async (body) => {
      const { status, body: problem } = await end(body)
      expect(status).toBe(400)
      expect(problem).toMatchObject({ detail: expect.stringContaining('conversationId or sessionId') })
    },
  )

  it.each([
    [{ conversationId: 'x'.repeat(1000) }, 'conversationId'],
    [{ conversationId: CONTACT, reason: 'x'.repeat(501) }, 'reason'],
  ])('POST /webhook/conversation-ended with a field that does not fit is a 422 that names it', async (body, path) => {
    const { status, body: problem } = await end(body)
    expect(status).toBe(422)
    expect(problem).toMatchObject({ errors: [expect.objectContaining({ path })] })
  })

  it('POST /webhook/conversation-ended has the same rim as the other webhooks: authentication, and a repeated delivery acts once', async () => {
    await close()
    await open({ webhookSecrets: [SOME_SECRET] })
    expect((await end()).status).toBe(401)
    const known = { authorization: `Bearer ${SOME_SECRET}`, 'idempotency-key': 'k1' }
    await hear('hello')
    expect((await end({ conversationId: CONTACT }, known)).status).toBe(200)
    await hear('I am back')
    expect((await end({ conversationId: CONTACT }, known)).status).toBe(200)
    expect((await recordOf(CONTACT))?.snapshot.status).toBeNull()
    expect((await end({ conversationId: 'conv_2' }, known)).status).toBe(409)
  })

  it('POST /webhook/conversation-ended of an old contact does not end the new one that took its session up', async () => {
    await route('hello')
    await route('a new matter', { conversationId: 'conv_new' })
    await end({ conversationId: CONTACT, sessionId: SESSION })
    expect((await recordOf('conv_new'))?.snapshot.status).toBeNull()
    expect((await recordOf(CONTACT))?.snapshot.status?.data.state).toBe('ended')
    await end({ conversationId: 'conv_unknown', sessionId: SESSION })
    expect((await recordOf('conv_new'))?.snapshot.status).toBeNull()
  })
})

describe('an end that CXone knows of', () => {
  it('an end that CXone knows of is told where it refuses to route the conversation', async () => {
    cxone.seedConversation({ id: CONTACT, state: 'ended' })
    expect((await route('hello', { score: 0.95 })).status).toBe(409)
    await expect.poll(() => statuses()).toEqual([{ state: 'ended', since: expect.any(String), reason: 'cxone' }])
    expect(await bff.metrics.render()).toContain('conversations_ended_total{cause="cxone"} 1')
  })

  it.each(['queued', 'active'] as const)('"already routed" (%s) is no end', async (state) => {
    cxone.seedConversation({ id: CONTACT, state })
    expect((await route('hello', { score: 0.95 })).status).toBe(409)
    expect((await recordOf(CONTACT))?.snapshot.status).toBeNull()
  })

  it('a CXone that cannot be asked leaves the answer the same and ends nothing', async () => {
    cxone.seedConversation({ id: CONTACT, state: 'ended' })
    const undo = cxone.faults.add({
      method: 'GET',
      path: `/api/v2/conversations/${CONTACT}`,
      kind: 'status',
      status: 403,
    })
    expect((await route('hello', { score: 0.95 })).status).toBe(409)
    undo()
    expect((await recordOf(CONTACT))?.snapshot.status).toBeNull()
  })

  it('an end that CXone knows of is told where a handover asks for the conversation’s state', async () => {
    await hear('hello')
    cxone.seedConversation({ id: CONTACT, state: 'ended' })
    expect((await sendJson(bff.url, '/webhook/handover', handover({ conversationId: CONTACT }))).status).toBe(422)
    await expect.poll(() => statuses().map(({ state }) => state)).toEqual(['ended'])
  })
})

describe('silence in a conversation', () => {
  const silence = async (seconds: number): Promise<void> => {
    clock.advance(seconds)
    passAMinute()
    await new Promise((resolve) => setTimeout(resolve, 30))
  }

  it('a conversation in which nothing happens for a day has ended, and not before', async () => {
    await hear('hello')
    await silence(24 * 3600 - 60)
    expect(statuses()).toEqual([])
    await silence(61)
    await expect.poll(() => statuses()).toEqual([{ state: 'ended', since: expect.any(String), reason: 'silence' }])
    await silence(24 * 3600)
    expect(statuses()).toHaveLength(1)
    expect(await bff.metrics.render()).toContain('conversations_ended_total{cause="silence"} 1')
  })

  it('a conversation in which nothing happens for as long as the rules say has ended', async () => {
    bff.setRules({ conversations: { endAfterHours: 0.5 } })
    await hear('hello')
    await silence(1801)
    await expect.poll(() => statuses()).toHaveLength(1)
  })

  it('a conversation is kept alive by whatever is said, and not by how the service is', async () => {
    await hear('hello')
    await silence(23 * 3600)
    await hear('one moment', { speaker: 'agent' })
    await silence(2 * 3600)
    expect(statuses()).toEqual([])
    bff.status.suggestions(false)
    await silence(23 * 3600)
    await expect.poll(() => statuses().at(-1)?.state).toBe('ended')
  })

  it('a conversation in which nothing happens is not ended twice after it was merged into another', async () => {
    await bff.app.hearStream({ interactionId: 'int_1', speaker: 'customer', transcript: 'hello' })
    await route('well')
    await hear('so')
    await silence(25 * 3600)
    await expect.poll(() => statuses()).toHaveLength(1)
  })
})

describe('an ended conversation', () => {
  beforeEach(async () => {
    await route('hello')
    await hear('hello', { utteranceId: 'u1' })
    await end({ conversationId: CONTACT })
    await expect.poll(() => statuses()).toHaveLength(1)
  })

  it('a conversation that has ended stays ended, whatever the service is like, for who follows it and who joins it', async () => {
    bff.status.suggestions(false)
    bff.status.stream({ isLive: false })
    const later = await follow(SESSION)
    expect(accepted(await later.join(CONTACT)).snapshot?.status?.data.state).toBe('ended')
    bff.status.suggestions(true)
    bff.status.stream({ isLive: true })
    await end()
    expect(statuses()).toHaveLength(1)
    expect(statuses(later.events)).toEqual([])
    later.close()
  })

  it('a conversation that has ended asks for no suggestions and escalates no more, and says why', async () => {
    const message = 'the conversation has ended'
    expect(await widget.ask('suggestion:request', { conversationId: CONTACT })).toEqual(refusal('unavailable', message))
    const escalation = { conversationId: CONTACT, level: 'manager' }
    expect(await widget.ask('escalation:request', escalation)).toEqual(refusal('unavailable', message))
    expect(cognigy.session(SESSION)?.updates ?? []).toEqual([])
  })

  it('a conversation that has ended is not begun anew by the echo of a channel that lags behind', async () => {
    const before = (await recordOf(CONTACT))?.epoch
    await hear('hello', { utteranceId: 'u1' })
    await sendJson(bff.url, '/webhook/sentiment-escalation', {
      session: { id: SESSION, history: [] },
      userInput: 'hello',
      platform: 'webchat',
      language: 'en',
    })
    expect((await recordOf(CONTACT))?.epoch).toBe(before)
    expect((await recordOf(CONTACT))?.snapshot.status?.data.state).toBe('ended')
  })
})

describe('after the end', () => {
  const sentiment = (userInput: string) =>
    sendJson(bff.url, '/webhook/sentiment-escalation', {
      session: { id: SESSION, history: [] },
      userInput,
      platform: 'webchat',
      language: 'en',
    })
  const fallback = (input: string) =>
    sendJson(bff.url, '/webhook/fallback', {
      sessionId: SESSION,
      input,
      intent: { name: 'Fallback', confidence: 0.1 },
      context: {},
      previousIntents: [],
    })
  const happenings: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the stream', () => hear('I am back')],
    ['routing', () => route('I am back')],
    ['a fallback', () => fallback('I am back')],
    ['a frustration webhook', () => sentiment('I am back')],
  ]
  beforeEach(async () => {
    await route('hello')
    await hear('hello', { utteranceId: 'u1', agentId: 'agent_1' })
    await end()
  })

  it.each(happenings)(
    'what comes later over %s for the ids of an ended conversation begins a new one, which all the ids lead to and which knows nothing of the old',
    async (_, happen) => {
      const before = await recordOf(CONTACT)
      await happen()
      for (const id of [CONTACT, SESSION, 'int_1']) {
        const record = await recordOf(id)
        expect(record?.epoch).not.toBe(before?.epoch)
        expect(record?.conversationId).toBe((await recordOf(CONTACT))?.conversationId)
        expect(record?.snapshot.status).toBeNull()
        expect(await textsOf(id)).toEqual(['I am back'])
      }
    },
  )

  it('what comes later for the ids of an ended conversation is what who followed the old one sees, without doing anything', async () => {
    const session = new AssistSession({
      createLink: (target, listener) => new SocketLink(target, listener),
      fetchConfig: async () => undefined,
      clock: systemClock,
      changed: () => undefined,
      failed: () => undefined,
    })
    const token = await bff.token({ agentId: 'agent_1' })
    session.configure({ bff: bff.url, token, conversation: CONTACT, model: null, isScoringOff: true })
    const seen = () => knownOf(session.state)?.snapshot
    await expect.poll(() => seen()?.status?.data.state).toBe('ended')
    expect(seen()?.transcript.map(({ data }) => data.text)).toEqual(['hello'])
    await hear('I am back')
    await expect.poll(() => seen()?.transcript.map(({ data }) => data.text)).toEqual(['I am back'])
    expect(seen()?.status).toBeNull()
    await hear('and again')
    await expect.poll(() => seen()?.transcript.map(({ data }) => data.text)).toEqual(['I am back', 'and again'])
    session.close()
  })

  it('what comes later for the ids of an ended conversation can be asked about, escalated, and ends in its own time', async () => {
    await hear('I am back')
    const again = await follow(CONTACT)
    const escalation = { conversationId: CONTACT, level: 'supervisor' }
    expect(await again.ask('escalation:request', escalation)).toMatchObject({ ok: true })
    await end({ sessionId: SESSION })
    await expect.poll(() => statuses(again.events)).toHaveLength(1)
    again.close()
  })

  it('what comes later for the ids of an ended conversation merges with what a new session began meanwhile, and the old stays out of it', async () => {
    await sendJson(bff.url, '/webhook/fallback', {
      sessionId: 'sess_another',
      input: 'new session',
      intent: { name: 'Fallback', confidence: 0.1 },
      context: {},
      previousIntents: [],
    })
    await route('and routed', { sessionId: 'sess_another' })
    expect(await textsOf(CONTACT)).toEqual(['new session', 'and routed'])
    expect((await recordOf('sess_another'))?.conversationId).toBe((await recordOf(CONTACT))?.conversationId)
    expect((await recordOf(CONTACT))?.snapshot.status).toBeNull()
  })
})
