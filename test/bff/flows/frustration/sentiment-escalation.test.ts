/** docs/contract.md 1.3 and 7.2, CORRECTIONS 5.4: the webhook's answer, and what Cognigy's session is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScoringFailed } from '../../../../bff/ports/models.ts'
import { mood, openSentimentStage, SESSION, type SentimentStage } from '../../../support/sentiment-stage.ts'

let stage: SentimentStage
beforeEach(async () => {
  stage = await openSentimentStage()
})
afterEach(() => stage.close())

const UPDATE = { method: 'POST', path: /\/update$/ } as const
const told = (level: string, score: number) => ({
  escalationLevel: level,
  frustrationScore: score,
  escalationTriggered: level !== 'standard',
})

describe('the answer', () => {
  it.each([
    [0, 'standard', 'main_flow', 'continue'],
    [0.34, 'standard', 'main_flow', 'continue'],
    [0.35, 'supervisor', 'supervisor_escalation', 'start'],
    [0.64, 'supervisor', 'supervisor_escalation', 'start'],
    [0.65, 'manager', 'manager_escalation', 'start'],
    [1, 'manager', 'manager_escalation', 'start'],
  ])('the answer for a frustration of %d is %s', async (score, escalationLevel, targetFlow, targetNode) => {
    const { status, body } = await stage.turn([mood(score)])
    expect(status).toBe(200)
    expect(body).toEqual({
      status: 'success',
      escalationLevel,
      frustrationScore: score,
      targetFlow,
      targetNode,
      cognigyApiResult: { sessionId: SESSION, updated: true },
    })
  })

  it('the answer weighs the newest utterance most, and is rounded to four places', async () => {
    // (.9 + .1·.85 + .2·.7225) / (1 + .85 + .7225)
    const { body } = await stage.turn([mood(0.2), mood(0.1), mood(0.9)])
    expect(body).toMatchObject({ frustrationScore: 0.4391, escalationLevel: 'supervisor' })
  })

  it('the answer counts the current input once where the history ends with it already', async () => {
    const history = [{ userInput: mood(0.1) }, { userInput: mood(0.9) }]
    const { body } = await stage.post({ session: { id: SESSION, history }, userInput: ` ${mood(0.9)} ` })
    const expected = (0.9 + 0.1 * 0.85) / 1.85
    expect(body).toMatchObject({ frustrationScore: Math.round(expected * 10_000) / 10_000 })
  })

  it('the answer counts what the customer wrote, and nothing else that a history holds', async () => {
    const history = [
      null,
      'text',
      17,
      { userInput: 5 },
      { userInput: '  ' },
      { botOutput: mood(1) },
      { userInput: mood(1), speaker: 'bot' },
      { role: 'assistant', userInput: mood(1) },
      { userInput: mood(0.2), speaker: 'customer' },
    ]
    const { body } = await stage.post({ session: { id: SESSION, history }, userInput: mood(0.2) })
    expect(body).toMatchObject({ frustrationScore: 0.2 })
  })

  it.each([[null], [[]], [undefined]])('the answer with the history %j and nothing said is calm', async (history) => {
    const { status, body } = await stage.post({ session: { id: SESSION, history }, userInput: '' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'success', escalationLevel: 'standard', frustrationScore: 0 })
  })

  it('the answer looks at the last twenty utterances, or as many as the rules say', async () => {
    const long = [mood(1), ...Array.from({ length: 20 }, (_, i) => mood(0, i % 2 === 0 ? 'said' : 'also'))]
    expect((await stage.turn(long)).body).toMatchObject({ frustrationScore: 0 })
    stage.bff.setRules({ escalation: { historyLimit: 2 } })
    expect((await stage.turn([mood(1), mood(0.1), mood(0.1, 'also')])).body).toMatchObject({ frustrationScore: 0.1 })
  })

  it.each([
    ['winner', { negative: 0.3, neutral: 0.4, positive: 0.3 }, 0.5],
    ['winner', { negative: 0.2, neutral: 0.2, positive: 0.6 }, 0.4],
    ['expected', { negative: 0.3, neutral: 0.4, positive: 0.3 }, 0.5],
    ['calibrated', { negative: 0.3, neutral: 0.4, positive: 0.3 }, 0.4],
    ['calibrated', { negative: 0.3, neutral: 0.4, positive: 0.3, frustration: 0.12 }, 0.12],
  ] as const)('the answer by the rule %s makes of %j %d', async (rule, scores, frustrationScore) => {
    stage.bff.setRules({ escalation: { rule } })
    stage.scorer.script('hm', scores)
    expect((await stage.turn(['hm'])).body).toMatchObject({ frustrationScore })
  })

  it('the answer follows the matrix of the rules', async () => {
    stage.bff.setRules({
      escalation: {
        matrix: [
          { level: 'standard', from: 0, targetFlow: 'a', targetNode: 'b' },
          { level: 'manager', from: 0.5, targetFlow: 'c', targetNode: 'd' },
        ],
      },
    })
    expect((await stage.turn([mood(0.5)])).body).toMatchObject({ escalationLevel: 'manager', targetFlow: 'c' })
  })
})

describe('a request', () => {
  it.each([[undefined], [null], [''], ['   '], ['a\u0000b']])(
    'a request with the session id %j is refused with 400',
    async (id) => {
      const { status, body } = await stage.post({ session: { id, history: [] }, userInput: 'hello' })
      expect(status).toBe(400)
      expect(body).toMatchObject({ detail: 'session.id is missing or no id' })
      expect(stage.attempts()).toBe(0)
    },
  )

  it.each([
    ['session', { userInput: 'x' }],
    ['session.history', { session: { id: SESSION, history: 'x' }, userInput: 'x' }],
    ['session.id', { session: { id: ['s'] }, userInput: 'x' }],
    ['userInput', { session: { id: SESSION }, userInput: ['x'] }],
    ['conversationId', { session: { id: SESSION }, userInput: 'x', conversationId: '..' }],
  ])('a request without a proper %s is refused with 422 that names it', async (path, body) => {
    const reply = await stage.post(body)
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: [{ path }] })
  })
})

describe('another language', () => {
  it.each(['de', 'de-DE', 'FR_fr', 'nonsense'])(
    'a language that the model does not speak, as %s, is not scored, and the answer says so',
    async (language) => {
      const { body } = await stage.turn([mood(1)], { language })
      expect(body).toMatchObject({
        status: 'success',
        escalationLevel: 'standard',
        frustrationScore: 0,
        scored: false,
        targetFlow: 'main_flow',
      })
      expect(stage.scorer.asked).toEqual([])
    },
  )

  it.each(['en', 'EN', 'en-GB', 'en_us', '', undefined])(
    'English said as %j is not taken for another language',
    async (language) => {
      expect((await stage.turn([mood(1)], { language })).body).not.toHaveProperty('scored')
    },
  )

  it('a language that the model does not speak may be forbidden by the rules too', async () => {
    stage.bff.setRules({ escalation: { languages: ['de'] } })
    expect((await stage.turn([mood(1)], { language: 'en' })).body).toMatchObject({ scored: false })
  })
})

describe('a scorer that fails', () => {
  it('a scorer that fails leaves the customer at standard, and the answer says that nothing was scored', async () => {
    stage.scorer.failWith(new ScoringFailed('timeout'))
    const { status, body } = await stage.turn([mood(1)])
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'success', escalationLevel: 'standard', frustrationScore: 0, scored: false })
  })

  it('a scorer that fails is stood in for by what widgets found out', async () => {
    const widget = await stage.watch(SESSION)
    stage.scorer.failWith(new ScoringFailed('unavailable'))
    await stage.turn(['earlier'])
    await expect.poll(() => widget.events).toHaveLength(1)
    const [utteranceId] = widget.events.flatMap(({ type, data }) => (type === 'transcript' ? [data.utteranceId] : []))
    await widget.ask('sentiment:report', {
      conversationId: SESSION,
      utteranceId,
      negative: 0.9,
      neutral: 0.1,
      positive: 0,
      frustration: 0.8,
      backend: 'wasm',
    })
    const { body } = await stage.turn([mood(1)])
    expect(body).toMatchObject({ escalationLevel: 'manager', frustrationScore: 0.8 })
    expect(body).not.toHaveProperty('scored')
  })
})

describe('Cognigy’s session', () => {
  it('Cognigy’s session is told the figures alone while all is well', async () => {
    await stage.turn([mood(0.1)])
    expect(stage.updates()).toEqual([{ sessionData: told('standard', 0.1) }])
  })

  it('Cognigy’s session is sent to the flow of standard only where the rules want it', async () => {
    stage.bff.setRules({ escalation: { redirectOnStandard: true } })
    await stage.turn([mood(0.1)])
    expect(stage.updates()).toEqual([{ sessionData: told('standard', 0.1), flow: 'main_flow', node: 'continue' }])
  })

  it('Cognigy’s session is sent to the flow of the level, by the key and under its own id', async () => {
    const id = '../x y/ü?#'
    stage.cognigy.seedSession(id, {})
    await stage.post({ session: { id }, userInput: mood(0.9) })
    expect(stage.updates(id)).toEqual([
      { sessionData: told('manager', 0.9), flow: 'manager_escalation', node: 'start' },
    ])
  })

  it('Cognigy’s session is not triggered again with the same level within the cool-down', async () => {
    await stage.turn([mood(0.5)])
    const again = await stage.turn([mood(0.5), mood(0.5, 'also')])
    expect(again.body).toMatchObject({ escalationLevel: 'supervisor', cognigyApiResult: null, coolDown: true })
    expect(stage.attempts()).toBe(1)
    stage.clock.advance(299)
    await stage.turn([mood(0.5)])
    expect(stage.attempts()).toBe(1)
    stage.clock.advance(2)
    await stage.turn([mood(0.5)])
    expect(stage.updates()).toHaveLength(2)
  })

  it('Cognigy’s session is triggered at once where the level rises, and not where it falls to a lower one', async () => {
    await stage.turn([mood(0.5)])
    await stage.turn([mood(0.9)])
    await stage.turn([mood(0.5)])
    expect(stage.updates()).toMatchObject([{ flow: 'supervisor_escalation' }, { flow: 'manager_escalation' }])
  })

  it('Cognigy’s session learns that all is well again, and a level that comes back within the cool-down does not interrupt it again', async () => {
    await stage.turn([mood(0.5)])
    await stage.turn([mood(0.1)])
    await stage.turn([mood(0.5)])
    expect(stage.updates()).toEqual([
      { sessionData: told('supervisor', 0.5), flow: 'supervisor_escalation', node: 'start' },
      { sessionData: told('standard', 0.1) },
    ])
  })

  it('Cognigy’s session is triggered once by two webhooks at the same moment', async () => {
    const replies = await Promise.all([stage.turn([mood(0.9)]), stage.turn([mood(0.9)])])
    expect(stage.attempts()).toBe(1)
    expect(replies.filter(({ body }) => Reflect.get(Object(body), 'coolDown') === true)).toHaveLength(1)
  })

  it('Cognigy’s session has a cool-down of its own', async () => {
    stage.cognigy.seedSession('sess_other_1', {})
    await stage.turn([mood(0.9)])
    await stage.turn([mood(0.9)], { session: { id: 'sess_other_1', history: [] } })
    expect(stage.updates('sess_other_1')).toHaveLength(1)
  })

  it('Cognigy’s session that could not be told is told the next time', async () => {
    stage.cognigy.faults.add({ ...UPDATE, kind: 'status', status: 400, times: 1 })
    expect((await stage.turn([mood(0.9)])).body).toMatchObject({ status: 'error' })
    expect((await stage.turn([mood(0.9)])).body).toMatchObject({ status: 'success' })
    expect(stage.updates()).toHaveLength(1)
  })
})

describe('a Cognigy that fails', () => {
  it.each([
    [401, /401.*COGNIGY_API_KEY/],
    [403, /403.*permission to update sessions/],
    [404, /does not know this session \(404\)/],
    [429, /429/],
    [400, /refused the update \(400\)/],
    [500, /not available \(500\)/],
    [503, /not available \(503\)/],
  ])('the answer is 200 and names the cause where Cognigy fails with %d', async (status, message) => {
    stage.cognigy.faults.add({ ...UPDATE, kind: 'status', status, body: { secret: 'upstream-words' } })
    const reply = await stage.turn([mood(0.9)])
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      status: 'error',
      message: expect.stringMatching(message),
      escalationLevel: 'standard',
    })
    expect(JSON.stringify(reply.body) + stage.bff.logged()).not.toMatch(/cognigy-api-key|upstream-words|127\.0\.0\.1/)
  })

  it('the answer is 200 and names a cut connection; and a flow that may have been sent on is not sent on twice', async () => {
    stage.cognigy.faults.add({ ...UPDATE, kind: 'drop-after-apply' })
    const { body } = await stage.turn([mood(0.9)])
    expect(body).toMatchObject({ status: 'error', message: expect.stringMatching(/network|in time/) })
    expect(stage.attempts()).toBe(1)
  })

  it('figures alone are written again after a cut connection', async () => {
    stage.cognigy.faults.add({ ...UPDATE, kind: 'drop', times: 1 })
    expect((await stage.turn([mood(0.1)])).body).toMatchObject({ status: 'success' })
    expect(stage.attempts()).toBe(2)
  })

  it('a passing 429 of Cognigy is waited for', async () => {
    stage.cognigy.faults.add({ ...UPDATE, kind: 'status', status: 429, times: 1, headers: { 'retry-after': '0' } })
    expect((await stage.turn([mood(0.9)])).body).toMatchObject({ status: 'success', escalationLevel: 'manager' })
  })

  it('a yes of Cognigy without JSON is a yes', async () => {
    stage.cognigy.faults.add({ ...UPDATE, kind: 'status', status: 200, body: '<html>ok</html>' })
    expect((await stage.turn([mood(0.9)])).body).toMatchObject({ status: 'success', cognigyApiResult: null })
  })

  it('a Cognigy that hangs is given up in time', async () => {
    stage.cognigy.faults.add({ ...UPDATE, kind: 'hang' })
    const startedAt = performance.now()
    const { body } = await stage.turn([mood(0.9)])
    expect(body).toMatchObject({ status: 'error', message: expect.stringMatching(/in time/) })
    expect(performance.now() - startedAt).toBeLessThan(6000)
  }, 10_000)

  it('the answer is 200 and names a Cognigy that is not configured', async () => {
    const bare = await openSentimentStage({ updatesOf: undefined })
    const { body } = await bare.turn([mood(0.9)])
    expect(body).toMatchObject({ status: 'error', message: expect.stringMatching(/COGNIGY_API_KEY/) })
    expect(bare.bff.logged()).toContain('"level":"manager"')
    await bare.close()
  })
})

describe('the matrix of the rules', () => {
  const band = (level: string, from: number) => ({ level, from, targetFlow: 'f', targetNode: 'n' })
  it.each([
    ['does not start at 0', [band('standard', 0.1)]],
    ['does not start with standard', [band('supervisor', 0)]],
    ['does not ascend', [band('standard', 0), band('supervisor', 0.6), band('manager', 0.5)]],
    ['has a band without width', [band('standard', 0), band('supervisor', 0.5), band('manager', 0.5)]],
    ['names a level twice', [band('standard', 0), band('supervisor', 0.3), band('supervisor', 0.6)]],
    ['falls in severity', [band('standard', 0), band('manager', 0.3), band('supervisor', 0.6)]],
    ['is empty', []],
    ['leaves the range', [band('standard', 0), band('manager', 1.2)]],
  ])('the matrix of the rules is refused where it %s', (_, matrix) => {
    expect(() => stage.bff.setRules(JSON.parse(JSON.stringify({ escalation: { matrix } })))).toThrow()
  })
})
