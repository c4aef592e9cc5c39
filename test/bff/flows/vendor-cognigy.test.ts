/** The flows with the vendor's Cognigy behind them: what its webhooks are answered, and what it is told besides. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { ANGRY, createScriptedScorer } from '../../support/scripted-scorer.ts'
import { answerJson } from '../../support/scripted-upstream.ts'
import { type RulesInput, type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../support/widget-client.ts'
import {
  ASSIST_PATH,
  openVendorStage,
  type StageOptions,
  URL_TOKEN,
  type VendorStage,
} from '../upstream/cognigy-vendor/stage.ts'

const NOBODY = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'nothing' }
const SESSION = 'sess_12345'
const ORIGIN = { conversationId: 'conv_1', userId: 'user@example.com', URLToken: URL_TOKEN, endpointType: 'webchat3' }

let stage: VendorStage
let bff: RunningBff
let widgets: Widget[]
const begin = async (options: StageOptions = {}, rules: RulesInput = {}): Promise<void> => {
  widgets = []
  stage = await openVendorStage(options)
  const scorer = createScriptedScorer()
  scorer.script('I am furious', ANGRY)
  const { sessions, suggestions } = stage.cognigy
  bff = await startBff(NOBODY, { sessions, suggestions, scorer, rules })
}
const end = async (): Promise<void> => {
  for (const widget of widgets) widget.close()
  await bff.stop()
  await stage.close()
}
const post = async (path: string, body: unknown) => {
  const reply = await sendJson(bff.url, `/webhook/${path}`, body)
  expect(reply.status).toBeLessThan(300)
  return reply.body
}
const feel = (userInput = 'I am furious', more: object = { origin: ORIGIN }) =>
  post('sentiment-escalation', { session: { id: SESSION }, userInput, ...more })
const fallBack = (more: object = { origin: ORIGIN }) =>
  post('fallback', { sessionId: SESSION, input: 'hm', intent: { name: 'Fallback', confidence: 0.1 }, ...more })
const follow = async (conversationId = 'conv_1'): Promise<Widget> => {
  const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent-7', conversations: [conversationId] }))
  widgets.push(widget)
  expect(await widget.join(conversationId)).toMatchObject({ ok: true })
  return widget
}
const refusing = (status: number) => stage.answers((_request, response) => answerJson(response, {}, status))
const injected = () => stage.upstream.requests.map(({ body }) => body)
const MANAGER = {
  status: 'success',
  escalationLevel: 'manager',
  targetFlow: 'manager_escalation',
  targetNode: 'start',
  escalationTriggered: true,
}

describe('a Cognigy that learns from answers alone', () => {
  beforeEach(() => begin({ writes: 'answer' }, { escalation: { fromClientScores: true } }))
  afterEach(end)

  it('a Cognigy that learns from answers alone: no webhook calls it, and the answer says all', async () => {
    expect(await feel()).toMatchObject({ ...MANAGER, cognigyApiResult: null })
    expect(await fallBack()).toMatchObject({ nextNode: 'HumanTransferNode' })
    await bff.app.stop(1000)
    expect(stage.upstream.asked).toEqual([])
  })

  it('a Cognigy that learns from answers alone: a level is repeated within the cool-down, and news where it rises', async () => {
    const first = z.record(z.string(), z.unknown()).parse(await feel())
    expect(first).not.toHaveProperty('repeated')
    const again = z.record(z.string(), z.unknown()).parse(await feel())
    expect(again).toMatchObject({ ...MANAGER, cognigyApiResult: null, repeated: true })
    expect(again).not.toHaveProperty('coolDown')
    const calm = z.record(z.string(), z.unknown()).parse(await feel('thanks', { session: { id: 'sess_of_another' } }))
    expect(calm).toMatchObject({ status: 'success', escalationLevel: 'standard', escalationTriggered: false })
    expect(calm).not.toHaveProperty('repeated')
  })

  it('a Cognigy that learns from answers alone: what widgets score takes nothing from the next answer', async () => {
    await post('transcript', {
      interactionId: 'int_1',
      transcript: 'I am furious',
      utteranceId: 'u1',
      origin: { ...ORIGIN, sessionId: SESSION },
    })
    const widget = await follow()
    const report = { conversationId: 'conv_1', utteranceId: 'u1', backend: 'wasm', ...ANGRY }
    expect(await widget.ask('sentiment:report', report)).toMatchObject({ ok: true, level: 'manager' })
    expect(await feel()).not.toHaveProperty('repeated')
    expect(widget.events.filter(({ type }) => type === 'escalation')).toHaveLength(1)
    // What the customer wrote is a reason to suggest something, and nothing else.
    expect(new Set(stage.upstream.asked)).toEqual(new Set([`POST ${ASSIST_PATH}`]))
  })
})

describe('a Cognigy whose sessions are written too', () => {
  beforeEach(() => begin())
  afterEach(end)

  it('a Cognigy whose sessions are written too: both webhooks inject what they answer, by the user that a webhook told', async () => {
    expect(await feel()).toMatchObject({ ...MANAGER, cognigyApiResult: { injected: true } })
    const answer = z.object({ context: z.record(z.string(), z.unknown()) }).parse(await fallBack({}))
    expect(stage.upstream.asked).toEqual(Array(2).fill(`POST /new/v2.0/sessions/${SESSION}/context/inject`))
    expect(injected()).toMatchObject([
      {
        userId: 'user@example.com',
        context: { cxAssist: { escalationLevel: 'manager', targetFlow: 'manager_escalation' } },
      },
      { userId: 'user@example.com', context: answer.context },
    ])
  })

  it('a Cognigy whose sessions are written too: a session without a user is answered all the same, and why it was not written', async () => {
    expect(await feel('I am furious', {})).toMatchObject({
      ...MANAGER,
      cognigyApiResult: { injected: false, reason: 'no userId' },
    })
    await feel('I am furious', {})
    await fallBack({})
    await bff.app.stop(1000)
    expect(stage.upstream.asked).toEqual([])
    expect(stage.lines('no webhook of it brought a userId')).toBe(1)
    expect(bff.logged()).not.toContain('could not be told')
  })

  it.each([500, 404, 403, 400])(
    'a Cognigy whose sessions are written too: a refusal with %d spoils no answer',
    async (status) => {
      refusing(status)
      expect(await feel()).toMatchObject({
        ...MANAGER,
        cognigyApiResult: { injected: false, reason: expect.any(String) },
      })
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(await fallBack()))).toEqual([
        'context',
        'nextNode',
        'output',
      ])
      expect(await feel()).toMatchObject({ ...MANAGER, cognigyApiResult: null, repeated: true })
      expect(stage.cognigy.health().find(({ name }) => name === 'cognigy-sessions')?.state).toBe('degraded')
    },
  )

  it('a Cognigy whose sessions are written too: a burst of 250 utterances on one contact stays within 180 writes', async () => {
    const tell = (n: number) =>
      post('sentiment-escalation', {
        session: { id: SESSION },
        userInput: `line ${n}`,
        origin: { ...ORIGIN, utteranceId: `in-${n}` },
      })
    for (let from = 0; from < 250; from += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, n) => tell(from + n)))
    }
    expect(stage.upstream.asked).toHaveLength(180)
    expect(await stage.metrics.render()).toMatch(/operation="session_context",outcome="dropped"\} 70/)
    expect(stage.lines('the rest is dropped')).toBe(1)
    expect(bff.logged()).not.toContain('could not be told')
  })
})

describe('an agent who escalates', () => {
  beforeEach(() => begin({ writes: 'answer' }))
  afterEach(end)

  const escalate = (widget: Widget) =>
    widget.ask('escalation:request', { conversationId: 'conv_1', level: 'manager', reason: 'asks for the boss' })

  it('an agent who escalates reaches the flow by what earlier webhooks told of the session', async () => {
    await post('cognigy', { ...routingBody({ score: 0.1, sessionId: SESSION }), origin: ORIGIN })
    const widget = await follow()
    expect(await escalate(widget)).toEqual({ ok: true, level: 'manager', cognigyApiResult: { injected: true } })
    expect(stage.upstream.requests).toMatchObject([
      {
        path: `/inject/${URL_TOKEN}`,
        body: {
          userId: 'user@example.com',
          sessionId: SESSION,
          text: '',
          data: {
            cxAssist: {
              action: 'escalate',
              level: 'manager',
              reason: 'asks for the boss',
              targetFlow: 'manager_escalation',
              targetNode: 'start',
            },
          },
        },
      },
    ])
    expect(widget.events.at(-1)).toMatchObject({ type: 'escalation', data: { cause: 'agent', by: 'agent-7' } })
    expect(JSON.stringify(widget.events)).not.toContain(URL_TOKEN)
    expect(bff.logged()).not.toContain(URL_TOKEN)
    expect(await feel()).toMatchObject({ repeated: true })
  })

  it.each([
    ['no userId', { userId: undefined }, 'userId'],
    ['no URLToken', { URLToken: 'undefined' }, 'URLToken'],
    ['an endpoint that takes no injects', { endpointType: 'niceCXOne' }, 'takes no injects'],
  ])('an agent who escalates is told why Cognigy was not, where webhooks told %s', async (_what, origin, words) => {
    const session = { id: SESSION }
    await post('cognigy', { ...routingBody({ score: 0.1 }), session, origin: { ...ORIGIN, ...origin } })
    const widget = await follow()
    const ack = await escalate(widget)
    expect(ack).toMatchObject({ ok: false, error: { code: 'unavailable', message: expect.stringContaining(words) } })
    expect(stage.upstream.asked).toEqual([])
    expect(widget.events.filter(({ type }) => type === 'escalation')).toEqual([])
    // Nothing was told, so the flow is not taken for told.
    expect(await feel()).not.toHaveProperty('repeated')
  })

  it('an agent who escalates is told that no session of the bot is known', async () => {
    await post('transcript', { interactionId: 'int_1', conversationId: 'conv_1', transcript: 'hello' })
    expect(await escalate(await follow())).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('session') },
    })
  })
})

describe('suggestions of a flow', () => {
  afterEach(end)
  const flowSuggests = (suggestions: readonly object[]) =>
    stage.answers((_request, response) => answerJson(response, { outputStack: [{ text: '', data: { suggestions } }] }))
  const shown = async () => {
    const { store } = bff
    await expect.poll(async () => (await store.conversations.find('conv_1'))?.snapshot.suggestions).not.toBeNull()
    return (await store.conversations.find('conv_1'))?.snapshot.suggestions?.data
  }
  const say = (transcript: string) =>
    post('transcript', { interactionId: 'int_1', conversationId: 'conv_1', transcript })

  it('suggestions of a flow are shown with whose confidence it is', async () => {
    await begin()
    flowSuggests([{ text: 'We refund it today' }, { text: 'Sure of it', confidence: 0.9 }])
    await say('I want a refund')
    expect(await shown()).toMatchObject({
      fallback: false,
      suggestions: [
        { text: 'Sure of it', confidence: 0.9 },
        { text: 'We refund it today', confidence: 0.75, confidenceSource: 'default' },
      ],
    })
    expect((await shown())?.suggestions[0]).not.toHaveProperty('confidenceSource')
    expect(stage.upstream.asked).toEqual([`POST ${ASSIST_PATH}`])
  })

  it('suggestions of a flow pass the policy as any', async () => {
    await begin()
    flowSuggests([{ text: 'We guarantee full refund' }, { text: 'Unsure', confidence: 0.2 }])
    await say('I want a refund')
    expect(await shown()).toMatchObject({ suggestions: [], withheld: [{ count: 1 }, { count: 1 }] })
  })

  it.each([
    ['suggests nothing', () => flowSuggests([]), 'none'],
    ['is down', () => refusing(500), 'unavailable'],
  ])('suggestions of a flow that %s give way to the generic ones', async (_how, happen, fallbackReason) => {
    await begin()
    happen()
    await say('I want a refund')
    const data = await shown()
    expect(data).toMatchObject({ fallback: true, fallbackReason })
    expect(data?.suggestions).toHaveLength(2)
  })

  it('suggestions of a flow are asked for what webhooks alone tell of, where every utterance is to be answered', async () => {
    await begin({}, { assist: { suggestOn: 'every' } })
    flowSuggests([{ text: 'We look into it' }])
    await post('cognigy', { ...routingBody({ score: 0.1, sessionId: SESSION, text: 'where is it' }), origin: ORIGIN })
    expect((await shown())?.suggestions.map(({ text }) => text)).toEqual(['We look into it'])
    expect(injected()).toMatchObject([{ sessionId: 'cx-assist-conv_1', text: 'where is it' }])
  })
})
