/** A dialect that nobody speaks: what it says of itself reaches the webhooks, the doctor and `/readyz`, and nobody above it knows. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runDoctor } from '../../../bff/cli/doctor/command.ts'
import { systemClock } from '../../../bff/deadline.ts'
import { createReadiness } from '../../../bff/health/readiness.ts'
import type { CognigySessions, CognigyUpstream } from '../../../bff/ports/cognigy.ts'
import type { CxoneUpstream } from '../../../bff/ports/cxone.ts'
import {
  type Upstream,
  UpstreamFailure,
  type UpstreamFailureFacts,
  type UpstreamFailureKind,
} from '../../../bff/ports/upstream.ts'
import { readinessAnswer } from '../../../shared/wire/widget-api.ts'
import { GOOD_HANDOVER, QUEUE } from '../../support/handover-stage.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING } from '../../support/routing-webhook.ts'
import { createSmallBot, type SmallBot } from '../../support/small-bot.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'nothing' }
const WELL = {
  conversation: { id: 'conv_1', legs: [], intent: undefined },
  queue: { id: QUEUE, name: 'Billing Support', active: true, availableAgents: 1 },
}

/** Fails in every call by this kind, and explains it in words of its own. */
const madeUpCxone = (kind: UpstreamFailureKind, questions: 'answered' | 'failing' = 'failing'): CxoneUpstream => {
  const fail = (): Promise<never> => Promise.reject(new UpstreamFailure({ upstream: 'cxone', kind }))
  const live = { state: 'active', isWrappedUp: false, customerName: undefined, queue: undefined, mediaType: 'voice' }
  const isAnswered = questions === 'answered'
  return {
    contacts: {
      writeIntent: fail,
      route: fail,
      availableAgents: fail,
      explain: (failure) => `Klingon CXone says ${failure.kind}: check KLINGON_KEY`,
    },
    handovers: {
      conversation: () => (isAnswered ? Promise.resolve({ ...WELL.conversation, legs: [live] }) : fail()),
      queue: () => (isAnswered ? Promise.resolve(WELL.queue) : fail()),
      wrapupCodes: () => (isAnswered ? Promise.resolve([{ id: 'wrapup-transferred', name: 'Transferred' }]) : fail()),
      search: fail,
      transfer: fail,
      explainQuestion: () => ({ cause: 'permission', why: 'Klingons do not answer', fix: 'grant the scope qapla' }),
      explainTransfer: () => ({
        path: '',
        code: 'klingon_refusal',
        message: 'Klingons do not surrender',
        fix: 'grant the scope batleth',
        severity: 'error',
      }),
    },
    wrapUps: { dispositions: fail, save: fail, explain: (failure) => `Klingon CXone keeps no notes: ${failure.kind}` },
    probes: () => [
      { kind: 'unset', name: 'Klingon fleet', detail: 'is not set', fix: 'set KLINGON_FLEET' },
      { kind: 'unset', name: 'Klingon cloak', detail: 'there is no fleet' },
    ],
    health: () => [{ name: 'klingon', state: 'failed', detail: 'cloaked' }],
  }
}

const madeUpSessions = (kind: UpstreamFailureKind): CognigySessions => {
  const fail = (): Promise<never> => Promise.reject(new UpstreamFailure({ upstream: 'cognigy', kind }))
  return {
    mergeContext: fail,
    triggerNode: fail,
    escalate: fail,
    explain: (failure: UpstreamFailureFacts) => `Klingon Cognigy says ${failure.kind}`,
  }
}

const madeUpCognigy: Pick<CognigyUpstream, 'probes' | 'health'> = {
  probes: () => [
    {
      kind: 'question',
      name: 'Klingon oath',
      ask: () => Promise.resolve({ state: 'ok', detail: 'was sworn' }),
    },
    { kind: 'unset', name: 'Klingon key', detail: 'is not set', fix: 'set KLINGON_KEY' },
    {
      kind: 'question',
      name: 'Klingon honour',
      needs: { probe: 'Klingon oath', otherwise: 'nothing was sworn' },
      ask: () => Promise.resolve({ state: 'fail', detail: 'is lost', fix: 'grant the permission honour' }),
    },
    {
      kind: 'question',
      name: 'Klingon trade',
      needs: { probe: 'Klingon key', otherwise: 'there is no key' },
      ask: () => Promise.resolve({ state: 'ok', detail: 'was asked all the same' }),
    },
  ],
  health: () => [{ name: 'klingon-sessions', state: 'degraded', detail: 'at war' }],
}

let bff: RunningBff | undefined
afterEach(async () => {
  await bff?.stop()
  bff = undefined
})

describe('a webhook', () => {
  it('a webhook is answered with what the adapter says of a failed routing', async () => {
    bff = await startBff(NOWHERE, { cxone: madeUpCxone('permission').contacts })
    expect(await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)).toMatchObject({
      status: 502,
      body: { detail: 'Klingon CXone says permission: check KLINGON_KEY' },
    })
  })

  it('a webhook is answered with what the adapter says of a question that it could not ask', async () => {
    bff = await startBff(NOWHERE, { handovers: madeUpCxone('permission').handovers })
    const { status, body } = await sendJson(bff.url, '/webhook/handover', GOOD_HANDOVER)
    expect(status).toBe(502)
    expect(body).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({
          code: 'unchecked_permission',
          message: expect.stringContaining('Klingons do not answer'),
          fix: 'grant the scope qapla',
        }),
      ]),
    })
  })

  it('a webhook is answered with what the adapter says of a transfer that was not taken', async () => {
    bff = await startBff(NOWHERE, { handovers: madeUpCxone('conflict', 'answered').handovers })
    expect(await sendJson(bff.url, '/webhook/handover', GOOD_HANDOVER)).toMatchObject({
      status: 409,
      body: { errors: [{ code: 'klingon_refusal', fix: 'grant the scope batleth' }] },
    })
  })

  it('a webhook is answered with what the adapter says of a session that was not told', async () => {
    bff = await startBff(NOWHERE, { sessions: madeUpSessions('credentials') })
    const { body } = await sendJson(bff.url, '/webhook/sentiment-escalation', {
      session: { id: 'sess_1', history: [] },
      userInput: 'I am angry',
    })
    expect(body).toMatchObject({ status: 'error', message: 'Klingon Cognigy says credentials' })
  })
})

describe('the doctor', () => {
  let bot: SmallBot
  beforeAll(async () => {
    bot = await createSmallBot()
  })
  afterAll(() => bot.remove())

  it('the doctor asks what the adapter names, with its own variables and mends', async () => {
    let text = ''
    const upstreams: readonly Pick<Upstream, 'probes'>[] = [madeUpCxone('timeout'), madeUpCognigy]
    await runDoctor(['--timeout', '1', '--bff', 'http://127.0.0.1:9'], {
      env: { FALLBACK_INDEX: bot.index },
      clock: systemClock,
      nodeVersion: process.version,
      shipped: { index: bot.index, knowledge: bot.index, model: bot.index },
      isColoured: false,
      openUpstreams: () => upstreams,
      proxyOf: () => undefined,
      print: (more) => {
        text += more
      },
      printError: () => undefined,
    })
    expect(text).toMatch(/^warn {2}Klingon fleet +is not set\n +→ set KLINGON_FLEET$/m)
    expect(text).toMatch(/^skip {2}Klingon cloak +because there is no fleet$/m)
    expect(text).toMatch(/^ok {4}Klingon oath +was sworn$/m)
    expect(text).toMatch(/^skip {2}Klingon trade +because there is no key$/m)
    expect(text).toMatch(/^fail {2}Klingon honour +is lost\n +→ grant the permission honour$/m)
    expect(text).not.toMatch(/CXone|Cognigy API/)
  })
})

it('/readyz tells what the adapters say of themselves', async () => {
  const readiness = createReadiness({
    upstreams: [madeUpCxone('timeout'), madeUpCognigy],
    ranker: { state: () => undefined },
    index: { current: () => ({ names: ['a'] }), refusedSince: () => undefined },
    knowledge: undefined,
    scorer: { state: () => ({ kind: 'ready' }) },
    store: { health: () => ({ state: 'ok' }) },
    leading: { isLeading: () => true },
    records: [],
    clock: systemClock,
    isStopping: () => false,
  })
  bff = await startBff(NOWHERE, { readiness })
  const { status, body } = await send(bff.url, '/readyz')
  expect(status).toBe(503)
  expect(readinessAnswer.parse(body).checks.map(({ name, detail }) => [name, detail])).toEqual([
    ['klingon', 'cloaked'],
    ['klingon-sessions', 'at war'],
    ['fallback-index', '1 intents'],
    ['knowledge', 'off: nothing of your own is suggested or found'],
    ['sentiment', undefined],
    ['store', undefined],
    ['leader', 'leader'],
    ['records', undefined],
  ])
})
