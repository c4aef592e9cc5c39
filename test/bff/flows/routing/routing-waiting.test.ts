/** docs/contract.md 1.1 and 3: `Retry-After`, and an upstream that says nothing. All of these wait, so they wait together. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import type { FaultSpec } from '../../../../simulator/http/faults.ts'
import { type Reply, sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'

/** What the contract grants every webhook. */
const ANSWER_WITHIN_MS = 6000

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone()
  bff = await startBff(cxone)
  cxone.seedConversation({ id: 'warm-up' })
  await sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: 'warm-up' }))
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const pathsOf = (id: string) => {
  const attributes = `/api/v2/conversations/${id}`
  return { attributes, route: `${attributes}/routing` }
}

interface Timed extends Reply {
  readonly ms: number
}

/** Routes a conversation of its own through the given faults. */
const routeThrough = async (
  id: string,
  at: 'attributes' | 'route',
  ...faults: readonly FaultSpec[]
): Promise<Timed> => {
  cxone.seedConversation({ id })
  for (const fault of faults) cxone.faults.add({ ...fault, path: pathsOf(id)[at] })
  const startedAt = performance.now()
  const reply = await sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: id, sessionId: id }))
  return { ...reply, ms: performance.now() - startedAt }
}
const tries = (id: string): number => cxone.journal.entries(pathsOf(id).route).length
const limited = (retryAfter: string, times?: number): FaultSpec => ({
  kind: 'status',
  status: 429,
  headers: { 'retry-after': retryAfter },
  times,
})
const httpDate = (inSeconds: number): string => new Date(Date.now() + inSeconds * 1000).toUTCString()

describe.concurrent('a limit on the rate', () => {
  it('a limit on the rate of one second is waited for, and then the conversation is routed', async () => {
    const reply = await routeThrough('wait-1', 'route', limited('1', 1))
    expect(reply.status).toBe(200)
    expect(reply.ms).toBeGreaterThan(900)
  })

  it('a limit on the rate until a moment soon is waited for', async () => {
    const reply = await routeThrough('wait-date', 'route', limited(httpDate(2), 1))
    expect(reply.status).toBe(200)
    expect(reply.ms).toBeGreaterThan(500)
  })

  it('a limit on the rate until a moment gone by is not waited for', async () => {
    const reply = await routeThrough('wait-past', 'route', limited(httpDate(-60), 1))
    expect(reply.status).toBe(200)
    expect(reply.ms).toBeLessThan(1500)
  })

  it.each([
    ['30', /^30$/],
    ['4', /^4$/],
    [httpDate(30), /^(2[5-9]|30)$/],
  ])('a limit on the rate of %s is passed on at once, in seconds', async (retryAfter, passedOn) => {
    const id = `long-${retryAfter.length}-wait`
    const reply = await routeThrough(id, 'route', limited(retryAfter))
    expect(reply.status).toBe(502)
    expect(reply.headers['retry-after']).toMatch(passedOn)
    expect(tries(id)).toBe(1)
    expect(reply.ms).toBeLessThan(2000)
  })

  it('a limit on the rate that stays is a 502 after three tries, and says when to come back', async () => {
    const reply = await routeThrough('stays', 'route', limited('1'))
    expect(reply.status).toBe(502)
    expect(reply.headers['retry-after']).toBe('1')
    expect(tries('stays')).toBe(3)
    expect(reply.ms).toBeLessThan(ANSWER_WITHIN_MS)
  })

  it.each(['soon', '-5', '1e3', '999999999999', ''])(
    'a limit on the rate told as "%s" is no time, so the usual backoff applies',
    async (text) => {
      const id = `odd-${encodeURIComponent(text)}-`
      const reply = await routeThrough(id, 'route', limited(text, 1))
      expect(reply.status).toBe(200)
    },
  )

  it('a limit on the rate of an outage is passed on too', async () => {
    const reply = await routeThrough('outage', 'route', {
      kind: 'status',
      status: 503,
      headers: { 'retry-after': '120' },
    })
    expect(reply.status).toBe(502)
    expect(reply.headers['retry-after']).toBe('120')
  })
})

describe.concurrent('silence', () => {
  it('silence of the routing is a 504 within six seconds', async () => {
    const reply = await routeThrough('hang', 'route', { kind: 'hang' })
    expect(reply.status).toBe(504)
    expect(reply.body).toMatchObject({ status: 504, detail: 'CXone did not answer in time' })
    expect(reply.ms).toBeLessThan(ANSWER_WITHIN_MS)
  })

  it('silence at one try only is survived', async () => {
    const reply = await routeThrough('hang-once', 'route', { kind: 'hang', times: 1 })
    expect(reply.status).toBe(200)
  })

  it('silence while the attributes are written does not stop the routing', async () => {
    const reply = await routeThrough('hang-attributes', 'attributes', { kind: 'hang' })
    expect(reply.body).toEqual({ status: 'routed', skill: 'Billing Support' })
    expect(reply.ms).toBeLessThan(ANSWER_WITHIN_MS)
  })

  it('silence of everything is a 504 within six seconds', async () => {
    const silent = await startCxone()
    silent.faults.add({ kind: 'hang' })
    const other = await startBff(silent)
    const startedAt = performance.now()
    const reply = await sendJson(other.url, '/webhook/cognigy', routingBody())
    expect(reply.status).toBe(504)
    expect(performance.now() - startedAt).toBeLessThan(ANSWER_WITHIN_MS)
    await other.stop()
    await silent.close()
  })

  it('silence in the middle of an answer, after the conversation was routed, still routes it once', async () => {
    const reply = await routeThrough('slow-body', 'route', { kind: 'slow-body', ms: 60_000, times: 1 })
    expect(reply.body).toEqual({ status: 'routed', skill: 'Billing Support' })
    const applied = cxone.journal.entries(pathsOf('slow-body').route).filter(({ outcome }) => outcome === 'applied')
    expect(applied).toHaveLength(1)
  })

  it('silence of a few tenths of a second is only that', async () => {
    const reply = await routeThrough('slow', 'route', { kind: 'delay', ms: 400 })
    expect(reply.body).toEqual({ status: 'routed', skill: 'Billing Support' })
    expect(tries('slow')).toBe(1)
  })
})
