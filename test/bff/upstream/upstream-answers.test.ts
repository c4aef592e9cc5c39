/** What upstreams and the proxies before them make of an answer: what can be read is read, and a yes stays a yes. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { UpstreamFailure } from '../../../bff/ports/upstream.ts'
import { createCognigyTokens } from '../../../bff/upstream/cognigy/tutorial/cognigy.ts'
import { createSuggestionSource } from '../../../bff/upstream/cognigy/tutorial/suggestion-source.ts'
import { createCxone } from '../../../bff/upstream/cxone/tutorial/cxone.ts'
import { createCxoneHandovers } from '../../../bff/upstream/cxone/tutorial/handovers.ts'
import { type Answering, answerJson, type ScriptedUpstream, startUpstream } from '../../support/scripted-upstream.ts'

const parts = { clock: systemClock, metrics: createMetrics(), backoffMs: { first: 5, longest: 20 } }
const credentials = { clientId: 'client', clientSecret: 'secret-of-the-client' }
let upstream: ScriptedUpstream | undefined
afterEach(() => upstream?.close())

const token = (expires: unknown) => ({ access_token: 'token', token_type: 'Bearer', expires_in: expires })
const start = async (answer: Answering, expires: unknown = 3600): Promise<string> => {
  upstream = await startUpstream((request, response) =>
    request.url?.includes('oauth/token') ? answerJson(response, token(expires)) : answer(request, response),
  )
  return upstream.url
}
const within = async <T>(act: (deadline: ReturnType<typeof startDeadline>) => Promise<T>, ms = 5000): Promise<T> => {
  const deadline = startDeadline(ms)
  return await act(deadline).finally(deadline.release)
}
const route = (baseUrl: string) =>
  within(async (deadline) => {
    const routed = await createCxone({ ...parts, baseUrl, credentials }).route(
      { conversationId: 'conv_1', origin: {} },
      {
        skill: 'Billing Support',
        intent: { name: 'billing_inquiry', score: 0.9 },
        routingMethod: 'longestAvailable',
        mayBeRouted: false,
      },
      deadline,
    )
    return routed.response
  })
const suggest = (orgUrl: string) => {
  const source = createSuggestionSource({
    ...parts,
    orgUrl,
    tokens: createCognigyTokens({ ...parts, orgUrl, credentials }),
    onHealth: () => undefined,
  })
  const query = { interactionId: 'int_1', transcript: 'refund', sentimentScore: undefined, context: {} }
  return within((deadline) => source.suggest(query, deadline))
}

describe('an answer of CXone', () => {
  const body = JSON.stringify({ routed: true, name: 'Grüße' })
  it.each<[string, Buffer, Record<string, string>]>([
    ['with a BOM', Buffer.from(`\uFEFF${body}`), {}],
    ['by gzip', gzipSync(body), { 'content-encoding': 'gzip' }],
    ['by gzip, with a BOM within', gzipSync(`\uFEFF${body}`), { 'content-encoding': 'GZIP' }],
    ['by deflate', deflateSync(body), { 'content-encoding': 'deflate' }],
    ['by deflate without its header', deflateRawSync(body), { 'content-encoding': 'deflate' }],
    ['by Brotli', brotliCompressSync(body), { 'content-encoding': 'br' }],
    ['by both, one over the other', brotliCompressSync(gzipSync(body)), { 'content-encoding': 'gzip, br' }],
    ['as it is, and says so', Buffer.from(body), { 'content-encoding': 'identity' }],
    ['among blanks', Buffer.from(`\r\n ${body}\n`), { 'content-type': 'text/plain' }],
  ])('an answer of CXone is read: %s', async (_name, bytes, headers) => {
    const url = await start((_request, response) => response.writeHead(200, headers).end(bytes))
    expect(await route(url)).toEqual({ routed: true, name: 'Grüße' })
  })

  it.each([200, 202, 204])('an answer of CXone without a word is a yes (%d)', async (status) => {
    const url = await start((_request, response) => response.writeHead(status).end())
    expect(await route(url)).toEqual({})
  })

  it.each(['[1]', '"ok"', 'true', 'null'])(
    'an answer of CXone that is JSON of another form is a yes: %s',
    async (body) => {
      const url = await start((_request, response) => response.end(body))
      expect(await route(url)).toEqual({})
    },
  )

  const UNREADABLE: readonly (readonly [string, Buffer, Record<string, string>])[] = [
    ['a page', Buffer.from('<html>'), {}],
    ['half of it', Buffer.from(body.slice(0, 9)), {}],
    ['an encoding that nobody knows', Buffer.from(body), { 'content-encoding': 'zip' }],
    ['gzip that is none', Buffer.from(body), { 'content-encoding': 'gzip' }],
    ['a bomb', gzipSync(Buffer.alloc(3 * 1024 * 1024, ' ')), { 'content-encoding': 'gzip' }],
    ['too much of it', Buffer.from(JSON.stringify('x'.repeat(2_000_000))), {}],
    ['no JSON', Buffer.from('OK'), { 'content-type': 'text/plain' }],
  ]
  it.each(UNREADABLE)(
    'an answer of CXone that cannot be read is a yes where the conversation was routed: %s',
    async (_name, bytes, headers) => {
      const url = await start((request, response) =>
        request.method === 'GET'
          ? answerJson(response, { id: 'conv_1', legs: [{ state: 'queued' }] })
          : response.writeHead(200, headers).end(bytes),
      )
      expect(await route(url)).toEqual({})
      expect(upstream?.asked.filter((call) => call.startsWith('PATCH'))).toHaveLength(1)
    },
  )

  it.each(UNREADABLE)(
    'an answer of CXone that cannot be read is none where the conversation was not routed: %s',
    async (_name, bytes, headers) => {
      const url = await start((request, response) =>
        request.method === 'GET'
          ? answerJson(response, { id: 'conv_1', legs: [{ state: 'active', queue: null }] })
          : response.writeHead(200, headers).end(bytes),
      )
      await expect(route(url)).rejects.toMatchObject({ facts: { kind: 'bad_answer' } })
    },
  )

  it('an answer of CXone tells of queues and conversations whose ids and figures are of the other type', async () => {
    const url = await start((request, response) =>
      answerJson(
        response,
        request.url?.includes('wrapupcodes')
          ? { entities: [{ id: 7, name: 'Transferred' }] }
          : { id: 4711, name: 'Billing', active: true, availableAgents: '3' },
      ),
    )
    const cxone = createCxoneHandovers({ ...parts, baseUrl: url, credentials })
    expect(await within((deadline) => cxone.queue('4711', deadline))).toEqual({
      id: '4711',
      name: 'Billing',
      active: true,
      availableAgents: 3,
    })
    expect(await within((deadline) => cxone.wrapupCodes('4711', deadline))).toEqual([{ id: '7', name: 'Transferred' }])
  })
})

describe('a token', () => {
  it.each(['3600', ' 3600 ', '3.6e3', 3600, null, ''])(
    'a token lives as long as it says, however it writes that: %j',
    async (expires) => {
      const url = await start((_request, response) => answerJson(response, { routed: true }), expires)
      expect(await route(url)).toEqual({ routed: true })
    },
  )
})

describe('a suggestion of Cognigy', () => {
  it.each<[unknown, number | undefined]>([
    [0.92, 0.92],
    ['0.92', 0.92],
    [92, 0.92],
    ['92', 0.92],
    ['92%', 0.92],
    ['92 %', 0.92],
    [1, 1],
    [0, 0],
    [101, undefined],
    [-1, undefined],
    ['high', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    [{}, undefined],
  ])('a suggestion of Cognigy is as sure as it says, in whichever spelling: %j is %j', async (confidence, expected) => {
    const url = await start((_request, response) =>
      answerJson(response, { suggestions: [{ text: 'Hello', confidence, source: null }] }),
    )
    expect(await suggest(url)).toEqual([{ text: 'Hello', confidence: expected, source: 'Cognigy' }])
  })
})

describe('a slow refusal', () => {
  it('a refusal that takes its time is waited for no longer than the caller can', async () => {
    const url = await start((_request, response) => {
      response.writeHead(500, { 'content-type': 'text/html' })
      response.write('<')
    })
    const startedAt = performance.now()
    const asked = within(
      (deadline) =>
        createCxone({ ...parts, baseUrl: url, credentials }).availableAgents(
          { conversationId: 'conv_1', origin: {} },
          'Billing Support',
          deadline,
        ),
      300,
    )
    await expect(asked).rejects.toBeInstanceOf(UpstreamFailure)
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })
})
