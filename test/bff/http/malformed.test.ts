/** Three thousand bodies that are no webhooks: each is refused, none does anything, and the process takes no harm. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, ROUTING_PATHS } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const BODIES = 3000
const TOGETHER = 50
const SEED = 20_260_131
const EXAMPLE = JSON.stringify(EXAMPLE_ROUTING)

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone()
  bff = await startBff(cxone)
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const wrong = fc.oneof(
  fc.constantFrom<unknown>(null, true, [], {}, '', 0, -1, 1e308, 2 ** 53, { __proto__: null }),
  fc.anything({ maxDepth: 3, withNullPrototype: true }),
)

/** What is as good as missing, what may well stand in place of words, and an object in which no intent is. */
const isBorne = (field: string, value: unknown): boolean => {
  if (field === 'session') return false
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return true
  if (field === 'text') return typeof value === 'string' || typeof value === 'number'
  return typeof value === 'object' && !Array.isArray(value)
}

/** The example with one field that is read replaced by something that it can't be. */
const wrongType = fc
  .tuple(fc.constantFrom('session', 'intent', 'text'), wrong)
  .filter(([field, value]) => !isBorne(field, value))
  .map(([field, value]) => JSON.stringify({ ...EXAMPLE_ROUTING, [field]: value }))

const noConversation = fc
  .anything({ maxDepth: 2 })
  .filter((value) => typeof value !== 'string' && typeof value !== 'number')
  .map((conversationId) =>
    JSON.stringify({ ...EXAMPLE_ROUTING, session: { id: 's', user: {}, cxone: { conversationId } } }),
  )

const truncated = fc.nat(EXAMPLE.length - 1).map((at) => EXAMPLE.slice(0, at))

const nested = fc
  .tuple(fc.constantFrom('[', '{"a":', '{"session":'), fc.integer({ min: 1, max: 20_000 }))
  .chain(([open, depth]) => {
    const close = open === '[' ? ']' : '}'
    return fc.constantFrom(open.repeat(depth), `${open.repeat(depth)}1${close.repeat(depth)}`)
  })

const hugeNumbers = fc
  .constantFrom('1e999', '-1e999', '9'.repeat(5000), '0.'.padEnd(5000, '9').concat('e5'), '-0.1', '1.0000000001')
  .map((score) => EXAMPLE.replace('0.92', score))

/** The last of two equal keys counts, and here the last one is wrong. */
const duplicateKeys = fc
  .constantFrom('session', 'intent')
  .map((field) => `${EXAMPLE.slice(0, -1)},${JSON.stringify(field)}:17}`)

const pollution = fc.constantFrom(
  '{"__proto__":{"session":{"id":"s"},"polluted":true}}',
  `{"__proto__":${EXAMPLE}}`,
  '{"constructor":{"prototype":{"polluted":true}},"session":{"__proto__":{"id":"s"}}}',
  EXAMPLE.replace('"conversationId":"conv_abc123"', '"__proto__":{"conversationId":"conv_abc123","polluted":true}'),
  EXAMPLE.replace('"id":"sess_12345"', '"__proto__":{"id":"sess_12345"}'),
)

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))

const malformed: fc.Arbitrary<string | Buffer> = fc.oneof(
  bytes,
  truncated,
  nested,
  wrongType,
  noConversation,
  hugeNumbers,
  duplicateKeys,
  pollution,
)

describe('malformed bodies', () => {
  it(`${BODIES} malformed bodies are all refused with a 4xx, and nothing reaches CXone`, async () => {
    const bodies = fc.sample(malformed, { numRuns: BODIES, seed: SEED })
    const surprises: string[] = []
    for (let from = 0; from < bodies.length; from += TOGETHER) {
      await Promise.all(
        bodies.slice(from, from + TOGETHER).map(async (body, index) => {
          const path = ROUTING_PATHS[index % 2] ?? ROUTING_PATHS[0]
          const headers = { 'content-type': 'application/json', 'webhook-id': `msg_${from + index}` }
          const reply = await send(bff.url, path, { method: 'POST', headers, body })
          const isRefused = [400, 413, 422].includes(reply.status)
          const isProblem = String(reply.headers['content-type']).startsWith('application/problem+json')
          if (!isRefused || !isProblem) surprises.push(`${reply.status} for ${body.toString().slice(0, 300)}`)
        }),
      )
    }
    expect(surprises).toEqual([])
    expect(cxone.journal.entries()).toEqual([])
    expect(bff.logged()).not.toMatch(/"level":"(error|fatal)"/)
  })

  it(`${BODIES} malformed bodies leave no trace on any object and a BFF that routes`, async () => {
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    cxone.seedConversation({ id: 'conv_abc123' })
    expect((await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)).status).toBe(200)
    expect((await send(bff.url, '/healthz')).status).toBe(200)
  })
})
