import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FallbackData, FrustrationData, RoutingData } from '../../shared/wire/assist.ts'
import type { FallbackAnswer, SentimentAnswer } from '../../shared/wire/webhooks.ts'
import { type Checker, createChecker, describeCheck } from '../../simulator/check/check.ts'
import { compare, type Ledger, type WidgetView } from '../../simulator/check/ledger.ts'
import { NO_LOOKS } from '../../simulator/check/looks.ts'
import { systemClock } from '../../simulator/clock.ts'
import type { AnsweredSentiment, LiveFacts, SaidLine } from '../../simulator/replay/events.ts'
import { type FakeBff, INTEGRATOR_KEY, startFakeBff } from './fake-bff.ts'

const line = (id: string, text: string, speaker: SaidLine['speaker'] = 'customer'): SaidLine => ({
  id,
  speaker,
  text,
  at: '2026-01-31T09:30:00.000Z',
})
const ROUTED: RoutingData = { outcome: 'routed', skill: 'Billing Support' }
const intent = { name: 'billing_inquiry', score: 0.9 }
const webhook = (status: number | undefined, body: unknown = { status: 'success', routedTo: 'Billing Support' }) => ({
  path: '/webhook/cognigy/routing',
  intent,
  result: { status, body, attempts: 1 },
})
const shown = { ...intent, threshold: 0.85, accepted: true }
const guess = (name: string) => ({ intent: name, score: 0.8, semantic: 0.7, historical: 0.6 })
const answered = (originalInput: string, ...names: readonly string[]): FallbackAnswer => ({
  context: {
    fallbackAnalysis: {
      originalInput,
      suggestedIntents: names.map(guess),
      highestScore: 0.8,
      escalationTriggered: false,
    },
  },
  nextNode: 'SuggestionRouterNode',
  output: 'Did you mean one of these options?',
})

describe('the comparison', () => {
  const ledger: Ledger = {
    lines: [line('u1', 'hi'), line('u2', 'hello', 'bot'), line('u3', 'hi')],
    webhooks: [webhook(200)],
    sentiments: [],
  }
  const view: WidgetView = {
    transcript: [
      { utteranceId: 'x', speaker: 'customer', text: 'hi' },
      { utteranceId: 'u2', speaker: 'bot', text: 'hello' },
      { utteranceId: 'u3', speaker: 'customer', text: 'hi' },
    ],
    intents: [shown],
    routings: [ROUTED],
    fallbacks: [],
    frustrations: [],
    suggestions: undefined,
  }
  const [first, second, third] = view.transcript
  if (first === undefined || second === undefined || third === undefined) throw new Error('three utterances')

  it('the comparison finds nothing where all is there once and in order, whatever id an utterance got', () => {
    expect(compare(ledger, view)).toEqual([])
  })

  it.each([
    ['one is missing', { transcript: [first, second] }, '1 utterance missing'],
    ['one is there twice', { transcript: [first, second, third, third] }, '1 utterance twice or never sent'],
    ['two changed places', { transcript: [second, first, third] }, 'utterances out of order'],
    [
      'another speaker said it',
      { transcript: [{ ...first, speaker: 'agent' as const }, second, third] },
      '1 utterance missing',
    ],
    ['the intent is missing', { intents: [] }, 'intents sent: billing_inquiry 0.9; on the widget: '],
    ['the intent is there twice', { intents: [shown, shown] }, 'billing_inquiry 0.9, billing_inquiry 0.9'],
    [
      'the routing is another',
      { routings: [{ outcome: 'failed', skill: 'x', reason: 'timeout' } as const] },
      'on the widget: failed',
    ],
    ['the routing is missing', { routings: [] }, 'routings answered: routed to Billing Support; on the widget: '],
  ])('the comparison tells when %s', (_what, wrong, finding) => {
    expect(compare(ledger, { ...view, ...wrong }).join('; ')).toContain(finding)
  })

  it('the comparison expects what the webhook was answered: a fallback, a failure', () => {
    const fallback: RoutingData = { outcome: 'bot_fallback', reason: 'low_confidence' }
    const low = { ...ledger, webhooks: [webhook(200, { status: 'low_confidence', action: 'fallback' })] }
    expect(compare(low, { ...view, routings: [fallback] })).toEqual([])
    const plain = { ...ledger, webhooks: [webhook(200, { status: 'routed', skill: 'Billing Support' })] }
    expect(compare(plain, view)).toEqual([])
    const failure: RoutingData = { outcome: 'failed', skill: 'Billing Support', reason: 'unavailable' }
    expect(compare({ ...ledger, webhooks: [webhook(502)] }, { ...view, routings: [failure] })).toEqual([])
  })

  describe('of a misunderstood utterance', () => {
    const gate = webhook(200, { status: 'low_confidence', action: 'fallback' })
    const fallback = (status: number | undefined, body: unknown = answered('low bill?', 'payment_failure')) => ({
      ...gate,
      path: '/webhook/fallback',
      result: { status, body, attempts: 1 },
    })
    const told: FallbackData = { text: 'low bill?', candidates: [guess('payment_failure')], escalated: false }
    const low: WidgetView = { ...view, routings: [{ outcome: 'bot_fallback', reason: 'low_confidence' }] }
    const sent: Ledger = { ...ledger, webhooks: [gate, fallback(200)] }

    it('the comparison of a misunderstood utterance wants the intent and the routing once, and the fallback that was answered', () => {
      expect(compare(sent, { ...low, fallbacks: [told] })).toEqual([])
    })

    it.each([
      ['it is missing', [], 'on the widget: '],
      ['it is there twice', [told, told], 'on the widget: "low bill?": payment_failure; "low bill?": payment_failure'],
      ['it guesses something else', [{ ...told, candidates: [] }], 'on the widget: "low bill?": '],
      ['it is escalated', [{ ...told, escalated: true }], 'payment_failure, escalated'],
    ])('the comparison of a misunderstood utterance tells when %s', (_what, fallbacks, finding) => {
      const [first, ...rest] = compare(sent, { ...low, fallbacks })
      expect(first).toContain('fallbacks answered: "low bill?": payment_failure; ')
      expect(first).toContain(finding)
      expect(rest).toEqual([])
    })

    it('the comparison of a misunderstood utterance tells when nobody was to be told of one', () => {
      const [finding] = compare({ ...ledger, webhooks: [gate] }, { ...low, fallbacks: [told] })
      expect(finding).toBe('fallbacks answered: ; on the widget: "low bill?": payment_failure')
    })

    it('the comparison of a misunderstood utterance bears a BFF without this webhook, and no other refusal', () => {
      expect(compare({ ...ledger, webhooks: [gate, fallback(404, {})] }, low)).toEqual([])
      for (const status of [400, 503, undefined]) {
        const findings = compare({ ...ledger, webhooks: [gate, fallback(status, {})] }, low)
        expect(findings).toEqual([`a fallback webhook got ${status ?? 'no answer'}`])
      }
    })
  })

  describe('of how frustrated the customer is', () => {
    const success = (frustrationScore: number, scored?: false): SentimentAnswer => ({
      status: 'success',
      escalationLevel: 'standard',
      frustrationScore,
      targetFlow: 'main_flow',
      targetNode: 'continue',
      cognigyApiResult: {},
      ...(scored !== undefined && { scored }),
    })
    const felt = (answer: SentimentAnswer | undefined, status: number | undefined = 200): AnsweredSentiment => ({
      text: 'hi',
      result: { status, body: answer, attempts: 1 },
      answer,
    })
    const seen = (...scores: readonly number[]): FrustrationData[] =>
      scores.map((score) => ({ score, level: 'standard' }))
    const sent: Ledger = { ...ledger, sentiments: [felt(success(0.1)), felt(success(0.4004)), felt(success(0.2))] }

    it('the comparison of frustration wants every figure that was answered, in order, whatever widgets reported in between', () => {
      expect(compare(sent, { ...view, frustrations: seen(0.1, 0.40043, 0.2) })).toEqual([])
      expect(compare(sent, { ...view, frustrations: seen(0.1, 0.3, 0.4, 0.9, 0.21, 0.15) })).toEqual([])
    })

    it.each([
      ['one is missing', [0.1, 0.2], '0.10, 0.20'],
      ['two changed places', [0.4, 0.1, 0.2], '0.40, 0.10, 0.20'],
      ['one is another', [0.1, 0.5, 0.2], '0.10, 0.50, 0.20'],
    ])('the comparison of frustration tells when %s', (_what, scores, held) => {
      const findings = compare(sent, { ...view, frustrations: seen(...scores) })
      expect(findings).toEqual([`frustration answered: 0.10, 0.40, 0.20; on the widget: ${held}`])
    })

    it('the comparison of frustration wants none for a language that is not scored, nor where Cognigy could not be told', () => {
      const failed: SentimentAnswer = { status: 'error', message: 'Cognigy answered 429', escalationLevel: 'standard' }
      const sentiments = [felt(success(0, false)), felt(failed)]
      expect(compare({ ...ledger, sentiments }, view)).toEqual([])
    })

    it('the comparison of frustration bears a BFF without this webhook, and no other refusal', () => {
      expect(compare({ ...ledger, sentiments: [felt(undefined, 404)] }, view)).toEqual([])
      for (const status of [200, 422, 503]) {
        const findings = compare({ ...ledger, sentiments: [felt(undefined, status)] }, view)
        expect(findings).toEqual([`a sentiment webhook got ${status}`])
      }
    })
  })

  it.each([[401], [422], [undefined]])('the comparison calls a webhook that got %s by its name', (status) => {
    const [finding] = compare({ ...ledger, webhooks: [webhook(status)] }, { ...view, intents: [], routings: [] })
    expect(finding).toBe(`a routing webhook got ${status ?? 'no answer'}`)
  })
})

describe('the checker', () => {
  let bff: FakeBff
  let checker: Checker
  let reports: string[]
  let moods: string[]
  const facts = (n: number): LiveFacts => ({
    conversationId: `conv_${n}`,
    interactionId: `int_${n}`,
    sessionId: `sess_${n}`,
    customerName: 'Ana',
    channel: 'webchat',
    startedAt: '2026-01-31T09:30:00.000Z',
    status: 'bot',
    skill: undefined,
    agentId: undefined,
    escalation: undefined,
  })

  /** One that waits for what is missing as long as it does of itself, or for `settleMs`. */
  const openChecker = (settleMs?: number) =>
    createChecker({
      bffUrl: bff.url,
      integratorKey: INTEGRATOR_KEY,
      agentId: 'agent-7',
      clock: systemClock,
      report: (text) => reports.push(text),
      settleMs,
      onFrustration: ({ conversationId }, { score, level }) => moods.push(`${conversationId} ${level} ${score}`),
    })

  beforeEach(async () => {
    reports = []
    moods = []
    bff = await startFakeBff()
    checker = openChecker()
  })
  afterEach(async () => {
    checker.close()
    await bff.close()
  })

  const publish = (n: number, id: string, text: string) =>
    bff.publish(`conv_${n}`, { type: 'transcript', data: { utteranceId: id, speaker: 'customer', text } })

  it('the checker follows each conversation with a token for it alone, and finds it complete', async () => {
    const { observer } = checker
    await observer.started?.(facts(1))
    expect(bff.tokenRequests).toEqual([{ agentId: 'agent-7', conversations: ['conv_1'], ttlSeconds: 86_400 }])
    observer.said?.(facts(1), line('u1', 'my bill'))
    publish(1, 'u1', 'my bill')
    bff.publish('conv_1', { type: 'intent', data: shown })
    bff.publish('conv_1', { type: 'routing', data: ROUTED })
    observer.webhookAnswered?.(facts(1), webhook(200))
    observer.ended?.(facts(1))
    expect(await checker.settled()).toEqual({
      conversations: 1,
      utterances: 1,
      routings: 1,
      fallbacks: 0,
      scored: 0,
      failed: 0,
      looks: NO_LOOKS,
    })
    expect(reports).toEqual([])
  })

  it('the checker waits a little for what is still on its way', async () => {
    await checker.observer.started?.(facts(1))
    checker.observer.said?.(facts(1), line('u1', 'my bill'))
    checker.observer.ended?.(facts(1))
    setTimeout(() => publish(1, 'u1', 'my bill'), 100)
    expect(await checker.settled()).toMatchObject({ conversations: 1, failed: 0 })
  })

  it('the checker counts fallbacks, and takes what an agent chose for no second one', async () => {
    const { observer } = checker
    await observer.started?.(facts(1))
    observer.said?.(facts(1), line('u1', 'my bill'))
    publish(1, 'u1', 'my bill')
    const data: FallbackData = {
      utteranceId: 'u1',
      text: 'my bill',
      candidates: [guess('a'), guess('b')],
      escalated: false,
    }
    bff.publish('conv_1', { type: 'fallback', data })
    bff.publish('conv_1', { type: 'fallback', data: { ...data, confirmed: 'b' } })
    const result = { status: 200, body: answered('my bill', 'a', 'b'), attempts: 1 }
    observer.webhookAnswered?.(facts(1), { path: '/webhook/fallback', intent, result })
    observer.ended?.(facts(1))
    expect(await checker.settled()).toEqual({
      conversations: 1,
      utterances: 1,
      routings: 0,
      fallbacks: 1,
      scored: 0,
      failed: 0,
      looks: NO_LOOKS,
    })
    expect(reports).toEqual([])
  })

  it('the checker finds a fallback that was told before its widget came', async () => {
    const { observer } = checker
    bff.publish('conv_1', { type: 'fallback', data: { text: 'my bill', candidates: [guess('a')], escalated: false } })
    await observer.started?.(facts(1))
    const result = { status: 200, body: answered('my bill', 'a'), attempts: 1 }
    observer.webhookAnswered?.(facts(1), { path: '/webhook/fallback', intent, result })
    observer.ended?.(facts(1))
    expect(await checker.settled()).toMatchObject({ fallbacks: 1, failed: 0 })
  })

  it('the checker tells each figure that agents see once, the one before its widget came too, and counts those for the bot', async () => {
    const { observer } = checker
    bff.publish('conv_1', { type: 'frustration', data: { score: 0.2, level: 'standard' } })
    await observer.started?.(facts(1))
    bff.publish('conv_1', { type: 'frustration', data: { score: 0.7, level: 'manager' } })
    await expect.poll(() => moods).toHaveLength(2)
    bff.dropWidgets()
    await expect.poll(() => bff.joins).toBe(2)
    const answer: SentimentAnswer = {
      status: 'success',
      escalationLevel: 'manager',
      frustrationScore: 0.7,
      targetFlow: 'manager_escalation',
      targetNode: 'start',
      cognigyApiResult: {},
    }
    observer.sentimentAnswered?.(facts(1), { text: 'hi', result: { status: 200, body: answer, attempts: 1 }, answer })
    observer.ended?.(facts(1))
    expect(await checker.settled()).toMatchObject({ scored: 1, failed: 0 })
    expect(moods).toEqual(['conv_1 standard 0.2', 'conv_1 manager 0.7'])
  })

  it('the checker says what is missing, and counts it', async () => {
    checker = openChecker(300)
    await checker.observer.started?.(facts(1))
    checker.observer.said?.(facts(1), line('u1', 'my bill'))
    checker.observer.said?.(facts(1), line('u2', 'is wrong'))
    publish(1, 'u2', 'is wrong')
    // Told after it: what is not there then is missing.
    bff.publish('conv_1', { type: 'frustration', data: { score: 0.2, level: 'standard' } })
    await expect.poll(() => moods).toHaveLength(1)
    checker.observer.ended?.(facts(1))
    expect(await checker.settled()).toMatchObject({ conversations: 1, failed: 1 })
    expect(reports).toEqual(['conv_1 is not complete on the widget: 1 utterance missing'])
  })

  it('the checker does not pass a conversation that it could not follow', async () => {
    checker = openChecker(300)
    bff.tokenStatus = 503
    await checker.observer.started?.(facts(1))
    checker.observer.ended?.(facts(1))
    expect(await checker.settled()).toMatchObject({ failed: 1 })
    expect(reports[0]).toBe('no widget for conv_1: the BFF answered 503 to a request for a widget token')
  })

  it('the checker reports every twenty conversations', async () => {
    for (let n = 0; n < 20; n += 1) await checker.observer.started?.(facts(n))
    for (let n = 0; n < 20; n += 1) checker.observer.ended?.(facts(n))
    await checker.settled()
    expect(reports).toEqual([
      describeCheck({
        conversations: 20,
        utterances: 0,
        routings: 0,
        fallbacks: 0,
        scored: 0,
        failed: 0,
        looks: NO_LOOKS,
      }),
    ])
  })
})

it('the checker puts its result into one sentence', () => {
  const good = {
    conversations: 100,
    utterances: 2304,
    routings: 131,
    fallbacks: 0,
    scored: 0,
    failed: 0,
    looks: NO_LOOKS,
  }
  expect(describeCheck(good)).toBe(
    'checked 100 conversations: 2,304 utterances and 131 routings sent, all on the widget in order',
  )
  expect(describeCheck({ ...good, fallbacks: 17 })).toBe(`${describeCheck(good)} (17 fallbacks sent as well)`)
  expect(describeCheck({ ...good, scored: 1 })).toBe(`${describeCheck(good)} (1 frustration score sent as well)`)
  expect(describeCheck({ ...good, fallbacks: 1, scored: 40 })).toBe(
    `${describeCheck(good)} (1 fallback and 40 frustration scores sent as well)`,
  )
  expect(describeCheck({ ...good, conversations: 1, failed: 1 })).toBe(
    'checked 1 conversation: 2,304 utterances and 131 routings sent, 1 conversation NOT complete',
  )
})
