/** What the vendor's Cognigy is told of its sessions, request by request, and what becomes of each of its answers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerJson } from '../../../support/scripted-upstream.ts'
import { API_KEY, failureOf, openVendorStage, type StageOptions, URL_TOKEN, type VendorStage, within } from './stage.ts'

let stage: VendorStage
const open = async (options?: StageOptions): Promise<void> => {
  await stage?.close()
  stage = await openVendorStage(options)
}
beforeEach(() => open())
afterEach(() => stage.close())

const SESSION = { sessionId: 'sess/1', userId: 'user@example.com', urlToken: URL_TOKEN, endpointType: 'webchat3' }
const FALLBACK = { fallbackAnalysis: { originalInput: 'hm', suggestedIntents: [], highestScore: 0.1 } }
const TARGET = { flow: 'manager_escalation', node: 'start' }
const LEVEL = { level: 'manager', score: 0.8, isEscalated: true, target: TARGET } as const
const BY_AGENT = { ...LEVEL, byAgent: { reason: 'asks for the boss', target: TARGET } }

const merge = (session = SESSION, context: Readonly<Record<string, unknown>> = FALLBACK) =>
  within((deadline) => stage.cognigy.sessions.mergeContext(session, context, deadline))
type Escalation = Parameters<VendorStage['cognigy']['sessions']['escalate']>[1]
const escalate = (escalation: Escalation = LEVEL, session: Partial<typeof SESSION> = SESSION) =>
  within((deadline) => stage.cognigy.sessions.escalate({ sessionId: 'sess/1', ...session }, escalation, deadline))
const sessionsCheck = () => stage.cognigy.health().find(({ name }) => name === 'cognigy-sessions')
const status = (code: number) => stage.answers((_request, response) => answerJson(response, { title: 'no' }, code))

describe('the context of a session', () => {
  it('the context of a session is injected whole, with the user and the API key in a header', async () => {
    await merge()
    const [request] = stage.upstream.requests
    expect(request).toMatchObject({
      method: 'POST',
      path: '/new/v2.0/sessions/sess%2F1/context/inject',
      body: { userId: 'user@example.com', context: FALLBACK },
    })
    expect(request?.headers).toMatchObject({ 'x-api-key': API_KEY, 'content-type': 'application/json' })
    expect(request?.headers.authorization).toBeUndefined()
  })

  it('the context of a session is injected under the version that the address names', async () => {
    const { url } = stage.upstream
    const other = await openVendorStage({ vendor: { injects: { apiUrl: `${url}/v2.0/`, apiKey: API_KEY } } })
    await within((deadline) => other.cognigy.sessions.mergeContext(SESSION, FALLBACK, deadline))
    expect(stage.upstream.asked).toEqual(['POST /v2.0/sessions/sess%2F1/context/inject'])
    await other.close()
  })

  it.each(['the injected context', '', '<html>'])(
    'the context of a session is injected where Cognigy says yes with %j',
    async (said) => {
      stage.answers((_request, response) => void response.writeHead(202).end(said))
      await merge()
      expect(sessionsCheck()).toEqual({ name: 'cognigy-sessions', state: 'ok' })
    },
  )

  it('the context of a session whose user is not known is not sent, which the log tells once a session', async () => {
    const nameless = { ...SESSION, userId: undefined }
    for (const sessionId of ['sess_1', 'sess_1', 'sess_2']) {
      const session = { sessionId }
      const facts = await failureOf(
        within((deadline) => stage.cognigy.sessions.mergeContext(session, FALLBACK, deadline)),
      )
      expect(stage.cognigy.sessions.explain(facts)).toBe('no userId')
    }
    expect(nameless.userId).toBeUndefined()
    expect(stage.upstream.asked).toEqual([])
    expect(stage.lines('no webhook of it brought a userId')).toBe(2)
    expect(sessionsCheck()?.state).toBe('ok')
  })

  it.each([
    [401, 'COGNIGY_API_KEY'],
    [403, 'permission'],
    [404, 'COGNIGY_API_URL'],
    [429, 'rate'],
    [500, 'not available (500)'],
  ])(
    'the context of a session that Cognigy refuses with %d degrades readiness, and says what to mend',
    async (code, words) => {
      status(code)
      const facts = await failureOf(merge())
      expect(stage.cognigy.sessions.explain(facts)).toContain(words)
      expect(sessionsCheck()?.state).toBe('degraded')
      expect(stage.health).toEqual(['sessions false'])
      status(200)
      await merge()
      expect(sessionsCheck()).toEqual({ name: 'cognigy-sessions', state: 'ok' })
    },
  )

  it('the context of a session that Cognigy takes for wrong is the last one that is sent, which the log tells once', async () => {
    status(400)
    expect((await failureOf(merge())).status).toBe(400)
    const later = await failureOf(merge({ ...SESSION, sessionId: 'sess_2' }))
    expect(later.code).toBe('answers_only')
    expect(stage.upstream.asked).toHaveLength(1)
    expect(stage.lines('learn from our answers alone')).toBe(1)
    expect(sessionsCheck()).toMatchObject({ state: 'degraded', detail: expect.stringContaining('answers only') })
  })

  it('the context of sessions is written 180 times in a minute, and what is beyond that is dropped and counted', async () => {
    const outcomes: PromiseSettledResult<unknown>[] = []
    // A few at a time: each has a deadline, and none is to come to it.
    for (let n = 0; n < 25; n += 1)
      outcomes.push(...(await Promise.allSettled(Array.from({ length: 10 }, () => merge()))))
    expect(stage.upstream.asked).toHaveLength(180)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(180)
    expect(await stage.metrics.render()).toMatch(/operation="session_context",outcome="dropped"\} 70/)
    expect(stage.lines('the rest is dropped')).toBe(1)
    expect(sessionsCheck()?.state).toBe('ok')
  })

  it('the context of sessions is written 180 times in a minute, second tries among them', async () => {
    let count = 0
    stage.answers((_request, response) => {
      count += 1
      answerJson(response, {}, count % 2 === 0 ? 200 : 503)
    })
    for (let n = 0; n < 200; n += 1) await merge().catch(() => undefined)
    expect(stage.upstream.asked.length).toBeLessThanOrEqual(182)
  })

  it('no node of a flow is triggered from outside, since none can be', async () => {
    const facts = await failureOf(
      within((deadline) => stage.cognigy.sessions.triggerNode(SESSION, 'HumanTransferNode', deadline)),
    )
    expect(facts.kind).toBe('not_configured')
    expect(stage.upstream.asked).toEqual([])
  })
})

describe('a level', () => {
  it('a level is injected whole, with where the flow is to go on', async () => {
    expect(await escalate()).toEqual({ injected: true })
    expect(stage.upstream.requests[0]?.body).toEqual({
      userId: 'user@example.com',
      context: {
        cxAssist: {
          escalationLevel: 'manager',
          frustrationScore: 0.8,
          escalationTriggered: true,
          targetFlow: 'manager_escalation',
          targetNode: 'start',
        },
      },
    })
  })

  it('a level that sends the flow nowhere names no target', async () => {
    const standard = { level: 'standard', score: 0, isEscalated: false, target: undefined } as const
    await within((deadline) => stage.cognigy.sessions.escalate(SESSION, standard, deadline))
    const cxAssist = { escalationLevel: 'standard', frustrationScore: 0, escalationTriggered: false }
    expect(stage.upstream.requests[0]?.body).toMatchObject({ context: { cxAssist } })
  })

  it('a level is told by answers alone where sessions are not written', async () => {
    await open({ writes: 'answer' })
    expect(stage.cognigy.sessions.learnsFromAnswers).toBe('alone')
    expect(await escalate()).toBeNull()
    expect((await failureOf(merge())).kind).toBe('not_configured')
    expect(stage.upstream.asked).toEqual([])
    expect(sessionsCheck()).toEqual({ name: 'cognigy-sessions', state: 'ok', detail: 'off: answers only' })
  })
})

describe('an agent who escalates', () => {
  it('an agent who escalates is brought into the flow by the token of the endpoint, without any key', async () => {
    await open({ writes: 'answer' })
    stage.answers((_request, response) => void response.writeHead(200).end('Message was sent'))
    expect(await escalate(BY_AGENT)).toEqual({ injected: true })
    const [request] = stage.upstream.requests
    expect(request).toMatchObject({ method: 'POST', path: `/inject/${URL_TOKEN}` })
    expect(request?.body).toEqual({
      userId: 'user@example.com',
      sessionId: 'sess/1',
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
    })
    expect(request?.headers['x-api-key']).toBeUndefined()
    expect(request?.headers.authorization).toBeUndefined()
  })

  it('an agent who escalates without a reason gives none', async () => {
    await escalate({ ...LEVEL, byAgent: { reason: undefined, target: TARGET } })
    expect(JSON.stringify(stage.upstream.requests[0]?.body)).not.toContain('reason')
  })

  it.each([
    ['the user is not known', { ...SESSION, userId: undefined }, 'userId'],
    ['the endpoint’s token is not known', { ...SESSION, urlToken: undefined }, 'URLToken'],
    ['the endpoint is a REST endpoint', { ...SESSION, endpointType: 'rest' }, 'takes no injects'],
    ['the endpoint is CXone’s', { ...SESSION, endpointType: 'niceCXOne' }, 'takes no injects'],
    ['the user’s id is too long', { ...SESSION, userId: 'u'.repeat(257) }, '256'],
  ])('an agent who escalates is told that nothing was sent where %s', async (_why, session, words) => {
    const act = within((deadline) => stage.cognigy.sessions.escalate(session, BY_AGENT, deadline))
    expect(stage.cognigy.sessions.explain(await failureOf(act))).toContain(words)
    expect(stage.upstream.asked).toEqual([])
  })

  it('an agent who escalates is told that nothing was sent where no endpoint base is configured', async () => {
    await open({ vendor: { endpointUrl: undefined } })
    expect(stage.cognigy.sessions.explain(await failureOf(escalate(BY_AGENT)))).toContain('COGNIGY_ENDPOINT_URL')
  })

  it.each([
    [401, 'more than its URLToken'],
    [403, 'more than its URLToken'],
    [404, 'takes no injects (404)'],
    [502, 'not available (502)'],
  ])('an agent who escalates is told of a refusal with %d, which is asked once', async (code, words) => {
    status(code)
    const said = stage.cognigy.sessions.explain(await failureOf(escalate(BY_AGENT)))
    expect(said).toContain(words)
    expect(said).not.toContain(URL_TOKEN)
    expect(stage.upstream.asked).toHaveLength(1)
  })

  it('an agent who escalates is not sent again where no answer came', async () => {
    stage.answers((request) => void request.socket.destroy())
    const facts = await failureOf(escalate(BY_AGENT))
    expect(facts.mayHaveApplied).toBe(true)
    expect(stage.upstream.asked).toHaveLength(1)
  })

  it('an agent who escalates leaves no token in the log and in the metrics', async () => {
    status(404)
    await failureOf(escalate(BY_AGENT))
    for (const said of [stage.logged(), await stage.metrics.render()]) expect(said).not.toContain(URL_TOKEN)
  })
})
