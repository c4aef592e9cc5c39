/**
 * Whatever strangers and broken flows send: never a 5xx of ours, never a stall. Seeds are kept, so that a failure comes
 * again. `FUZZ_CASES=40000` runs all of them (minutes); the default is a tenth.
 */
import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type Reply, send } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { INTEGRATOR_KEY, type RunningBff, startBff } from '../../support/start-bff.ts'

const CASES = Number(process.env['FUZZ_CASES'] ?? 4000)
const SEEDS = [20_261_128, 7, 1_000_003, 424_242] as const
/** Processor time, not time on the clock: machines are shared. */
const LONGEST_STALL_MS = 100
const AT_ONCE = 8

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
  bff = await startBff(cxone, { webhookSecrets: [SOME_SECRET] })
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const WEBHOOKS = [
  '/webhook/cognigy',
  '/webhook/cognigy/routing',
  '/webhook/fallback',
  '/webhook/sentiment-escalation',
  '/webhook/handover',
] as const
const TOKEN = '/api/widget/token'
const BODIES: Readonly<Record<string, object>> = {
  '/webhook/cognigy': EXAMPLE_ROUTING,
  '/webhook/cognigy/routing': routingBody({ score: 0.1 }),
  '/webhook/fallback': {
    sessionId: 'session-123456',
    input: 'what?',
    intent: { name: 'Fallback', confidence: 0.2 },
    context: {},
    previousIntents: [{ name: 'billing_inquiry', confidence: 0.4 }],
  },
  '/webhook/sentiment-escalation': {
    session: { id: 'session-123456', history: [{ userInput: 'hello' }] },
    userInput: 'this is bad',
    platform: 'webchat',
    language: 'en',
  },
  '/webhook/handover': {
    conversationId: 'conv_abc123',
    transferTo: { type: 'queue', id: 'queue-1' },
    transferType: 'blind',
    contextData: { intent: 'x', customerName: 'y' },
  },
  [TOKEN]: { agentId: 'agent_1', conversations: ['c'], ttlSeconds: 60 },
}

interface Shot {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

/** What HTTP lets a header hold. */
const headerText = fc
  .array(
    fc.constantFrom(' ', '\t', ',', ';', '=', '"', '\\', 'a', 'Z', '0', '/', '+', '*', ':', '-', '\u00e4', '(', ')'),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''))
/** One sign, or two in turn, until the head is nearly full: the worst for anything that is not linear. */
const longHeader = fc
  .tuple(
    fc.constantFrom(' ', '\t', ',', ';', '=', '"', 'a', '/', '\\'),
    fc.constantFrom('', ' ', ',', ';', '"', 'x'),
    headerText,
  )
  .map(([sign, between, end]) => `${(sign + between).repeat(Math.floor(12_000 / (1 + between.length)))}${end}x`)
const anyHeader = fc.oneof({ weight: 5, arbitrary: headerText }, { weight: 1, arbitrary: longHeader })

const READ_HEADERS = [
  'content-type',
  'authorization',
  'x-api-key',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'svix-id',
  'svix-timestamp',
  'svix-signature',
  'idempotency-key',
  'origin',
  'x-forwarded-for',
  'accept',
  'accept-encoding',
  'content-encoding',
  'if-none-match',
  'cookie',
  'user-agent',
] as const

const oddHeaders: fc.Arbitrary<Shot> = fc
  .record({
    path: fc.constantFrom(...WEBHOOKS, TOKEN),
    name: fc.constantFrom(...READ_HEADERS),
    before: fc.constantFrom('', 'application/json', 'application/json;', 'Bearer ', 'ApiKey ', 'v1,', 'https://', '1'),
    value: anyHeader,
    knows: fc.boolean(),
  })
  .map(({ path, name, before, value, knows }) => ({
    path,
    headers: {
      'content-type': 'application/json',
      ...(knows ? { authorization: `Bearer ${path === TOKEN ? INTEGRATOR_KEY : SOME_SECRET}` } : {}),
      [name]: `${before}${value}`,
    },
    body: JSON.stringify(BODIES[path]),
  }))

const authorized = (path: string): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  authorization: `Bearer ${path === TOKEN ? INTEGRATOR_KEY : SOME_SECRET}`,
})

const scalar = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    '',
    ' ',
    0,
    -1,
    1e308,
    0.5,
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '😀',
    '﷽'.repeat(50),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
  fc.constantFrom('a'.repeat(9000), '\u00fc'.normalize('NFD').repeat(4000), 'ﷺ'.repeat(3000)),
)
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('id', 'name', 'session', 'intent', '__proto__')),
      tie('value'),
      {
        maxKeys: 5,
      },
    ),
  ),
})).value

const replaceSome = (body: unknown, picks: readonly number[], values: readonly unknown[]): unknown => {
  let at = 0
  let taken = 0
  const walk = (value: unknown): unknown => {
    at += 1
    if (picks.includes(at)) {
      taken += 1
      return values[taken % values.length]
    }
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]))
  }
  return walk(body)
}

const oddJson: fc.Arbitrary<Shot> = fc
  .record({
    path: fc.constantFrom(...WEBHOOKS, TOKEN),
    picks: fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 4 }),
    values: fc.array(tree, { minLength: 1, maxLength: 3 }),
  })
  .map(({ path, picks, values }) => ({
    path,
    headers: authorized(path),
    body: JSON.stringify(replaceSome(BODIES[path], picks, values)) ?? 'null',
  }))

const oddBytes: fc.Arbitrary<Shot> = fc
  .record({
    path: fc.constantFrom(...WEBHOOKS, TOKEN),
    cut: fc.nat(300),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('[', '{"a":', '"', '\\u', ',', '1', '[1,').map((sign) => Buffer.from(sign.repeat(20_000))),
    ),
    isSigned: fc.boolean(),
    id: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ path, cut, put, isSigned, id }) => {
    const whole = Buffer.from(JSON.stringify(BODIES[path]))
    const body = Buffer.concat([whole.subarray(0, cut), put, whole.subarray(cut)])
    const headers = isSigned && path !== TOKEN ? signed(body.toString(), { id: `msg_${id}` }) : authorized(path)
    return { path, headers: { 'content-type': 'application/json', ...headers }, body }
  })

const oddPath: fc.Arbitrary<Shot> = fc
  .record({
    path: fc
      .array(
        fc.constantFrom(
          '/',
          '//',
          '..',
          '.',
          '%2f',
          '%00',
          '%',
          'webhook',
          'cognigy',
          'api',
          '?',
          '#',
          '\\',
          ';',
          'models',
          'widget',
        ),
        {
          maxLength: 12,
        },
      )
      .map((parts) => `/${parts.join('')}`),
  })
  .map(({ path }) => ({ path, headers: authorized('/webhook/cognigy'), body: '{}' }))

/** Codes of ours; 502 and 504 are CXone's, which is a stand-in that does nothing wrong here. */
const ALLOWED = new Set([200, 400, 401, 404, 405, 408, 409, 413, 415, 422, 429, 431])

const fire = ({ path, headers, body }: Shot): Promise<Reply | undefined> =>
  // Node itself hangs up on a head that is no HTTP.
  send(bff.url, path, { method: 'POST', headers, body }).catch(() => undefined)

/** How long the loop was at work: the smaller of two measures, since threads use the processor and a waiting loop looks busy. */
const workOf = async <T>(act: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> => {
  const before = performance.eventLoopUtilization()
  const cpuBefore = process.cpuUsage()
  const value = await act()
  const { user, system } = process.cpuUsage(cpuBefore)
  return { value, ms: Math.min(performance.eventLoopUtilization(before).active, (user + system) / 1000) }
}

/** A batch that took long is looked at shot by shot, twice, for the one that did. */
const stallsIn = async (batch: readonly Shot[]): Promise<readonly number[]> => {
  const slow: number[] = []
  for (const [index, shot] of batch.entries()) {
    const alone = [await workOf(() => fire(shot)), await workOf(() => fire(shot))]
    if (alone.every(({ ms }) => ms > LONGEST_STALL_MS)) slow.push(index)
  }
  return slow
}

describe.each([
  ['headers', oddHeaders],
  ['JSON', oddJson],
  ['bytes', oddBytes],
  ['paths', oddPath],
] as const)('odd %s', (what, arbitrary) => {
  it(`odd input in ${Math.ceil(CASES / 4)} cases is answered with what is wrong, and never holds anybody up`, async () => {
    const seed = SEEDS[['headers', 'JSON', 'bytes', 'paths'].indexOf(what)] ?? 1
    const shots = fc.sample(arbitrary, { numRuns: Math.ceil(CASES / 4), seed })
    const odd: unknown[] = []
    for (let at = 0; at < shots.length; at += AT_ONCE) {
      const batch = shots.slice(at, at + AT_ONCE)
      const { value: replies, ms } = await workOf(() => Promise.all(batch.map(fire)))
      replies.forEach((reply, index) => {
        if (reply !== undefined && !ALLOWED.has(reply.status)) {
          odd.push([seed, at + index, reply.status, batch[index]?.path])
        }
      })
      if (ms > LONGEST_STALL_MS) for (const index of await stallsIn(batch)) odd.push([seed, at + index, 'stall'])
    }
    expect(odd).toEqual([])
    expect(bff.logged()).not.toContain('a fault of ours')
  }, 600_000)
})
