/** An upstream that is down is not sent three times the calls; one that hiccups is tried again as ever. */

import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type Server } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { UpstreamFailure } from '../../../bff/ports/upstream.ts'
import { createHttpCall } from '../../../bff/upstream/http/http-call.ts'
import { OPEN_FOR_MS } from '../../../bff/upstream/http/upstream-guard.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { answerJson, type ScriptedUpstream, startUpstream } from '../../support/scripted-upstream.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { TLS } from '../../support/tls.ts'

const WEBHOOKS = 200
const CONVERSATIONS = /^\/api\/v2\/conversations/

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  cxone.faults.clear()
  cxone.journal.clear()
  bff = await startBff(cxone)
  return () => bff.stop()
})
afterAll(() => cxone.close())

let nextId = 0
const post = async (): Promise<number> => {
  nextId += 1
  const id = `conv_${nextId}`
  const body = routingBody({ conversationId: id, sessionId: `sess_${nextId}` })
  return (await sendJson(bff.url, '/webhook/cognigy', body)).status
}
const postMany = async (count: number, together: number): Promise<number[]> => {
  const statuses: number[] = []
  while (statuses.length < count) statuses.push(...(await Promise.all(Array.from({ length: together }, post))))
  return statuses
}
const calls = (): number => cxone.journal.entries(CONVERSATIONS).length
const isDown = () => cxone.faults.add({ kind: 'status', status: 503, path: CONVERSATIONS })

describe('a CXone that answers 503', () => {
  it.each([1, 10, 50, 200])(
    `a CXone that answers 503 to ${WEBHOOKS} webhooks is sent about as many calls, not six times as many (%d at once)`,
    async (together) => {
      isDown()
      const statuses = await postMany(WEBHOOKS, together)
      expect(new Set(statuses)).toEqual(new Set([502]))
      expect(calls()).toBeLessThanOrEqual(WEBHOOKS * 1.1)
    },
  )

  it(`a CXone that answers 503 to ${WEBHOOKS} webhooks answers again within a second of being well, and every webhook after it`, async () => {
    const mend = isDown()
    await postMany(WEBHOOKS, 50)
    mend()
    const startedAt = performance.now()
    let status = 0
    while (status !== 200 && performance.now() - startedAt < 5000) status = await post()
    expect(status).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(OPEN_FOR_MS + 1000)
    expect(new Set(await postMany(50, 10))).toEqual(new Set([200]))
  })

  it(`a CXone that answers 503 to ${WEBHOOKS} webhooks tells the sender when to come again`, async () => {
    isDown()
    await postMany(WEBHOOKS, 50)
    const { status, headers } = await sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: 'conv_x' }))
    expect([status, headers['retry-after']]).toEqual([502, '1'])
  })
})

/** Each of the next conversations is refused once, and taken when it is tried again. */
const hiccup = (conversations: number): void => {
  for (let n = 1; n <= conversations; n += 1) {
    const path = `/api/v2/conversations/conv_${nextId + n}/routing`
    cxone.faults.add({ kind: 'status', status: 503, path, times: 1 })
  }
}

describe('further tries', () => {
  it('further tries are had by an honest burst that met a hiccup', async () => {
    hiccup(15)
    expect(new Set(await postMany(15, 15))).toEqual(new Set([200]))
  })

  it('further tries are had by a busy service for a tenth of what it sends', async () => {
    await postMany(200, 20)
    hiccup(22)
    expect(new Set(await postMany(22, 22))).toEqual(new Set([200]))
  })

  it('further tries do not use up those of routing where only attributes fail', async () => {
    cxone.faults.add({ kind: 'status', status: 503, path: /conversations\/[^/]+$/ })
    expect(new Set(await postMany(WEBHOOKS, 20))).toEqual(new Set([200]))
  })
})

const callOf = ({ url }: ScriptedUpstream) =>
  createHttpCall({
    upstream: 'cxone',
    baseUrl: url,
    clock: systemClock,
    metrics: createMetrics(),
    backoffMs: { first: 1, longest: 2 },
  })

describe('an upstream on probation', () => {
  it('an upstream of which one operation fails alone is asked for its others as ever', async () => {
    const upstream = await startUpstream((request, response) =>
      answerJson(response, {}, request.url === '/attributes' ? 503 : 200),
    )
    const call = callOf(upstream)
    const ask = async (operation: string): Promise<unknown> => {
      const deadline = startDeadline(4000)
      const asked = call({ operation, method: 'GET', path: `/${operation}`, deadline })
      return await asked
        .then(
          ({ status }) => status,
          () => 'failed',
        )
        .finally(deadline.release)
    }
    await Promise.all(Array.from({ length: 60 }, () => ask('attributes')))
    const sent = upstream.asked.length
    expect(await ask('attributes')).toBe('failed')
    expect(upstream.asked.length).toBe(sent)
    expect(await ask('route')).toBe(200)
    await upstream.close()
  })

  it('an upstream of which another one is just finding out whether it is back keeps nobody waiting past a deadline', async () => {
    let isHanging = false
    const upstream = await startUpstream((_request, response) => {
      if (!isHanging) answerJson(response, {}, 503)
    })
    const call = callOf(upstream)
    const ask = async (ms: number): Promise<unknown> => {
      const deadline = startDeadline(ms)
      const asked = call({ operation: 'route', method: 'GET', path: '/', deadline })
      return await asked.catch((error: unknown) => error).finally(deadline.release)
    }
    await Promise.all(Array.from({ length: 60 }, () => ask(4000)))
    const sent = upstream.asked.length
    expect(await ask(4000)).toMatchObject({ facts: { kind: 'unavailable', mayHaveApplied: false } })
    expect(upstream.asked.length).toBe(sent)
    isHanging = true
    await new Promise((resolve) => setTimeout(resolve, OPEN_FOR_MS + 50))
    const probe = ask(3000)
    const startedAt = performance.now()
    expect(await ask(200)).toMatchObject({ facts: { kind: 'timeout', mayHaveApplied: false } })
    expect(performance.now() - startedAt).toBeLessThan(1500)
    expect(await probe).toMatchObject({ facts: { kind: 'timeout', mayHaveApplied: true } })
    expect(upstream.asked.length).toBe(sent + 1)
    await upstream.close()
  })
})

describe('what was refused', () => {
  it.each([404, 409])('what was refused opens no breaker (%d)', async (status) => {
    const disarm = cxone.faults.add({ kind: 'status', status, path: CONVERSATIONS })
    expect(new Set(await postMany(100, 20))).toEqual(new Set([status]))
    disarm()
    expect(await post()).toBe(200)
  })
})

describe('a request without a connection', () => {
  const opened: { close(): void }[] = []
  afterEach(() => {
    for (const server of opened.splice(0)) server.close()
  })
  const attempt = async (baseUrl: string, ms = 4000) => {
    const call = createHttpCall({
      upstream: 'cxone',
      baseUrl,
      clock: systemClock,
      metrics: createMetrics(),
      backoffMs: { first: 5, longest: 20 },
    })
    const deadline = startDeadline(ms)
    try {
      await call({ operation: 'transfer', method: 'POST', path: '/x', body: '{}', deadline, repeatsUnanswered: false })
      return undefined
    } catch (error) {
      return error instanceof UpstreamFailure ? error.facts : undefined
    } finally {
      deadline.release()
    }
  }
  const listening = async (server: Server): Promise<number> => {
    opened.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  it('a request that no connection was had for cannot have had an effect: nobody listens, no such name, no way there', async () => {
    const port = await listening(createTcpServer())
    for (const server of opened.splice(0)) server.close()
    for (const url of [`http://127.0.0.1:${port}`, 'http://nowhere.invalid', 'http://[2001:db8::1]:9']) {
      expect([url, await attempt(url)]).toEqual([url, expect.objectContaining({ mayHaveApplied: false })])
    }
  })

  it('a request that no connection was had for cannot have had an effect: a certificate that nobody vouches for', async () => {
    const port = await listening(createTlsServer(TLS))
    expect(await attempt(`https://127.0.0.1:${port}`)).toMatchObject({ kind: 'unavailable', mayHaveApplied: false })
  })

  it('a request that no connection was had for cannot have had an effect: what answers speaks no TLS', async () => {
    const port = await listening(createTcpServer((socket) => socket.end('220 mail.example ESMTP\r\n')))
    expect(await attempt(`https://127.0.0.1:${port}`)).toMatchObject({ mayHaveApplied: false })
  })

  it('a request may have had an effect where the connection was cut after it was sent', async () => {
    const upstream: ScriptedUpstream = await startUpstream((request) => request.socket.destroy())
    expect(await attempt(upstream.url)).toMatchObject({ mayHaveApplied: true })
    expect(upstream.asked).toHaveLength(1)
    await upstream.close()
  })

  it('a request may have had an effect where no answer came in time', async () => {
    const upstream = await startUpstream((request, response) => {
      if (request.url === '/never') answerJson(response, {})
    })
    expect(await attempt(upstream.url, 200)).toMatchObject({ kind: 'timeout', mayHaveApplied: true })
    await upstream.close()
  })
})
