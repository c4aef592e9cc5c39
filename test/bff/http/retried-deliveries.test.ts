/** A sender that tries again what failed: tried again where nothing happened, looked up first where something may have. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Cxone } from '../../../bff/ports/cxone.ts'
import { UpstreamFailure } from '../../../bff/ports/upstream.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, ROUTING_PATHS, routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { createScriptedScorer } from '../../support/scripted-scorer.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const ROUTE = '/api/v2/conversations/conv_abc123/routing'
const DELIVERY = { 'webhook-id': 'delivery-1' }
const SHORT = { status: 'routed', skill: 'Billing Support' }
const DETAILED = { status: 'success', routedTo: 'Billing Support' }

let cxone: CxoneStandIn
let bff: RunningBff
beforeEach(async () => {
  cxone = await startCxone()
  cxone.seedConversation({ id: 'conv_abc123' })
  bff = await startBff(cxone)
})
afterEach(async () => {
  await bff.stop()
  await cxone.close()
})

const post = (
  path = '/webhook/cognigy',
  headers: Readonly<Record<string, string>> = DELIVERY,
  body: unknown = EXAMPLE_ROUTING,
) => sendJson(bff.url, path, body, headers)
const tries = (): number => cxone.journal.entries(ROUTE).length
const utterances = async (): Promise<number> =>
  (await bff.store.conversations.find('conv_abc123'))?.snapshot.transcript.length ?? 0

describe.each([
  ['webhook-id', { 'webhook-id': 'd-1' }],
  ['svix-id', { 'svix-id': 'd-1' }],
  ['idempotency-key', { 'idempotency-key': 'd-1' }],
])('a delivery with %s that failed without effect', (_name, delivery) => {
  it.each([
    [503, { kind: 'status', status: 503, path: ROUTE }],
    [429, { kind: 'status', status: 429, path: ROUTE }],
    [403, { kind: 'status', status: 403, path: ROUTE }],
    [422, { kind: 'status', status: 422, path: ROUTE }],
  ] as const)(
    'a delivery that failed without effect because CXone said %d is tried again, and agents read it once',
    async (_status, fault) => {
      cxone.faults.add(fault)
      const first = await post('/webhook/cognigy', delivery)
      expect(first.status).toBe(502)
      const before = tries()
      cxone.faults.clear()
      expect(await post('/webhook/cognigy', delivery)).toMatchObject({ status: 200, body: SHORT })
      expect(tries()).toBe(before + 1)
      expect(await utterances()).toBe(1)
    },
  )
})

describe('an unknown effect', () => {
  it('a delivery whose effect is unknown counts as routed where CXone took it before its answer was lost', async () => {
    // Only what cannot even be looked up stays a doubt.
    cxone.faults.add({ kind: 'drop-after-apply', path: ROUTE, times: 1 })
    cxone.faults.add({ kind: 'drop', path: /conv_abc123/ })
    expect((await post()).status).toBeGreaterThanOrEqual(502)
    cxone.faults.clear()
    expect(await post()).toMatchObject({ status: 200, body: SHORT })
    expect(await utterances()).toBe(1)
  })

  it('a delivery whose effect is unknown is routed by the next try where CXone had not taken it', async () => {
    cxone.faults.add({ kind: 'drop', path: ROUTE })
    expect((await post()).status).toBe(502)
    cxone.faults.clear()
    expect(await post()).toMatchObject({ status: 200, body: SHORT })
  })

  it('a delivery whose effect is unknown and whose conversation has ended meanwhile is a 409', async () => {
    cxone.faults.add({ kind: 'drop', path: ROUTE })
    expect((await post()).status).toBe(502)
    cxone.faults.clear()
    cxone.endConversation('conv_abc123')
    expect((await post()).status).toBe(409)
  })

  it.each([500, 502, 504])('a delivery whose effect is unknown after CXone’s %d is looked up too', async (status) => {
    cxone.faults.add({ kind: 'status', status, path: ROUTE })
    expect((await post()).status).toBeGreaterThanOrEqual(502)
    cxone.faults.clear()
    await post('/webhook/cognigy', {})
    expect(await post()).toMatchObject({ status: 200, body: SHORT })
  })

  it('a delivery whose effect is unknown keeps its doubt over a second failure', async () => {
    cxone.faults.add({ kind: 'drop', path: ROUTE })
    await post()
    cxone.faults.clear()
    cxone.faults.add({ kind: 'status', status: 403, path: ROUTE })
    await post()
    cxone.faults.clear()
    await post('/webhook/cognigy', {})
    expect(await post()).toMatchObject({ status: 200, body: SHORT })
  })

  it('a delivery whose effect is unknown is refused with another body', async () => {
    cxone.faults.add({ kind: 'drop', path: ROUTE })
    await post()
    cxone.faults.clear()
    expect((await post('/webhook/cognigy', DELIVERY, routingBody({ text: 'other' }))).status).toBe(409)
  })
})

it('a delivery about a mood that failed behind its utterance is tried again, and agents read the utterance once', async () => {
  let scoring = 0
  const broken = async (): Promise<never> => {
    scoring += 1
    throw new Error('a fault of ours')
  }
  const scorer = createScriptedScorer()
  const stage = await startBff(cxone, {
    scorer: { ...scorer, score: (...given) => (scoring === 0 ? broken() : scorer.score(...given)) },
  })
  try {
    const body = { session: { id: 'sess_abc123' }, userInput: 'yes' }
    const tell = () => sendJson(stage.url, '/webhook/sentiment-escalation', body, { 'webhook-id': 'mood-1' })
    expect((await tell()).status).toBe(500)
    expect((await tell()).status).toBe(200)
    await sendJson(stage.url, '/webhook/sentiment-escalation', body, { 'webhook-id': 'mood-2' })
    const record = await stage.store.conversations.find('sess_abc123')
    // Whoever says "yes" in two deliveries has said it twice.
    expect(record?.snapshot.transcript.map(({ data }) => data.text)).toEqual(['yes', 'yes'])
  } finally {
    await stage.stop()
  }
})

it('"already routed" stays a 409 where there is no doubt', async () => {
  await post('/webhook/cognigy', {})
  expect((await post()).status).toBe(409)
})

it('twenty deliveries of a kind that arrive while the first fails are answered with its failure, and none tries again', async () => {
  let routed = 0
  let refuse = (): void => undefined
  const allAreHere = new Promise<void>((resolve) => {
    refuse = resolve
  })
  const refusing: Cxone = {
    writeIntent: () => Promise.resolve(),
    availableAgents: () => Promise.resolve(1),
    explain: ({ kind }) => kind,
    route: async () => {
      routed += 1
      await allAreHere
      throw new UpstreamFailure({ upstream: 'cxone', kind: 'permission', status: 403 })
    },
  }
  const other = await startBff(cxone, { cxone: refusing })
  const deliver = () => sendJson(other.url, '/webhook/cognigy', EXAMPLE_ROUTING, DELIVERY)
  let arrived = 0
  other.app.server.on('request', (request) =>
    request.once('end', () => {
      arrived += 1
      // Once the last body is read, and what waits for it has been told so.
      if (arrived === 20) setTimeout(refuse, 100)
    }),
  )
  const replies = await Promise.all(Array.from({ length: 20 }, deliver))
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([502]))
  expect(routed).toBe(1)
  await deliver()
  expect(routed).toBe(2)
  await other.stop()
})

describe('the sister path', () => {
  it.each([
    [ROUTING_PATHS[0], ROUTING_PATHS[1], DETAILED],
    [ROUTING_PATHS[1], ROUTING_PATHS[0], SHORT],
  ])(
    'the sister path of %s, %s, gets the same answer in its own form, and nothing is done twice',
    async (one, other, form) => {
      expect((await post(one)).status).toBe(200)
      expect(await post(other)).toMatchObject({ status: 200, body: form })
      expect(tries()).toBe(1)
      expect(await utterances()).toBe(1)
    },
  )

  it('the sister path waits for the first where both arrive together', async () => {
    cxone.faults.add({ kind: 'delay', ms: 100, path: ROUTE })
    const [short, detailed] = await Promise.all(ROUTING_PATHS.map((path) => post(path)))
    expect(short?.body).toMatchObject(SHORT)
    expect(detailed?.body).toMatchObject(DETAILED)
    expect(tries()).toBe(1)
  })

  it('the sister path gets a failure in the same form', async () => {
    cxone.forgetConversation('conv_abc123')
    const first = await post(ROUTING_PATHS[0])
    const again = await post(ROUTING_PATHS[1])
    expect([first.status, again.status]).toEqual([404, 404])
    expect(again.text).toBe(first.text)
  })
})

describe('a signed delivery', () => {
  const BODY = JSON.stringify(EXAMPLE_ROUTING)
  let guarded: RunningBff
  beforeEach(async () => {
    guarded = await startBff(cxone, { webhookSecrets: [SOME_SECRET] })
  })
  afterEach(() => guarded.stop())
  const deliver = (path: string, headers: Readonly<Record<string, string>>) =>
    sendJson(guarded.url, path, EXAMPLE_ROUTING, headers)

  it.each(['/webhook/handover', '/webhook/fallback', '/webhook/sentiment-escalation'])(
    'a signed delivery that somebody overheard cannot be used on %s',
    async (path) => {
      const headers = signed(BODY, { id: 'msg_overheard' })
      expect((await deliver('/webhook/cognigy', headers)).status).toBe(200)
      expect((await deliver(path, headers)).status).toBe(409)
    },
  )

  it('a signed delivery by svix’s headers is the same as by the others', async () => {
    const headers = signed(BODY, { id: 'msg_svix' })
    const svix = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace('webhook', 'svix'), value]),
    )
    expect((await deliver('/webhook/cognigy', svix)).status).toBe(200)
    expect(await deliver('/webhook/cognigy/routing', headers)).toMatchObject({ status: 200, body: DETAILED })
    expect(tries()).toBe(1)
  })
})
