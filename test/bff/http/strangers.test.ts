/** What those who cannot prove who they are may cost: no body read, no memory held, few guesses. */
import { createConnection, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { INTEGRATOR_KEY, type RunningBff, startBff } from '../../support/start-bff.ts'

/** Below the gate: nobody upstream is asked. */
const WEBHOOK = routingBody({ score: 0.1 })
const BODY = JSON.stringify(WEBHOOK)

let cxone: CxoneStandIn
let bff: RunningBff
const sockets: Socket[] = []
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  bff = await startBff(cxone, { webhookSecrets: [SOME_SECRET] })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await bff.stop()
})
afterAll(() => cxone.close())

/** Sends a head and some of a body that is never ended. */
const dial = (path: string, headers: Readonly<Record<string, string>>, bytes: number) => {
  const socket = createConnection(bff.port, '127.0.0.1')
  sockets.push(socket)
  let text = ''
  const heard = new Promise<string>((resolve) => {
    socket.on('data', (piece) => {
      text += piece
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
  const lines = Object.entries({
    host: 'x',
    'content-type': 'application/json',
    'content-length': '262144',
    ...headers,
  })
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  if (bytes > 0) socket.write('x'.repeat(bytes))
  return { socket, heard }
}
const signature = (id: string) => signed(BODY, { id })

describe('a wrong credential in the head', () => {
  it.each([
    ['/webhook/cognigy', {}],
    ['/webhook/cognigy', { authorization: 'Bearer wrong' }],
    ['/webhook/fallback', { authorization: 'ApiKey wrong' }],
    ['/webhook/handover', { 'x-api-key': 'wrong' }],
    ['/webhook/sentiment-escalation', signed(BODY, { at: new Date(0) })],
    ['/api/widget/token', {}],
    ['/api/widget/token', { authorization: 'Bearer wrong' }],
  ])(
    'a caller whose credential in the head is wrong on %s with %j gets a 401 at once, its body unread, and the connection closed',
    async (path, headers) => {
      const startedAt = performance.now()
      const { heard } = dial(path, headers, 1000)
      const text = await heard
      expect(text).toMatch(/^HTTP\/1\.1 401 /)
      expect(text.toLowerCase()).toContain('connection: close')
      expect(text).toContain('application/problem+json')
      expect(performance.now() - startedAt).toBeLessThan(3000)
    },
  )

  it('a caller whose credential in the head is wrong reads its 401 even while it sends a large body', async () => {
    const body = 'x'.repeat(250_000)
    const headers = { 'content-type': 'application/json', authorization: 'Bearer wrong' }
    for (const path of ['/webhook/cognigy', '/api/widget/token']) {
      expect((await send(bff.url, path, { method: 'POST', headers, body, chunked: true })).status).toBe(401)
    }
  })
})

describe('unproven bodies', () => {
  it('bodies that must be read before their signature can be checked are let go, the oldest first, where one address holds too many, with when to come back', async () => {
    const strangers = Array.from({ length: 60 }, (_, n) => dial('/webhook/cognigy', signature(`msg_${n}`), 255_000))
    const first = await strangers[0]?.heard
    expect(first).toMatch(/^HTTP\/1\.1 429 /)
    expect(first?.toLowerCase()).toContain('retry-after: 1')
    expect(await bff.metrics.render()).toContain('cx_assist_requests_shed_total{reason="body_address"}')
  })

  it('bodies that must be read before their signature can be checked do not stand in the way of those that are sent whole', async () => {
    for (let n = 0; n < 400; n += 1) dial('/webhook/cognigy', signature(`msg_half_${n}`), 20_000)
    for (let n = 0; n < 10; n += 1) {
      const reply = await sendJson(bff.url, '/webhook/cognigy', WEBHOOK, signature(`msg_whole_${n}`))
      expect(reply.status).toBe(200)
    }
  })
})

describe('whoever guesses', () => {
  const guess = (n: number) =>
    sendJson(bff.url, '/api/widget/token', { agentId: 'a' }, { authorization: `Bearer guess-${n}` })

  it('whoever guesses integrator keys is slowed after twenty of them, with when to come back', async () => {
    const statuses = []
    for (let n = 0; n < 40; n += 1) statuses.push((await guess(n)).status)
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401))
    expect(statuses.slice(20)).toEqual(Array.from({ length: 20 }, () => 429))
    expect(Number((await guess(99)).headers['retry-after'])).toBeGreaterThan(0)
  })

  it('whoever guesses is not told by then whether a guess is right', async () => {
    for (let n = 0; n < 20; n += 1) await guess(n)
    const right = { authorization: `Bearer ${INTEGRATOR_KEY}` }
    expect((await sendJson(bff.url, '/api/widget/token', { agentId: 'a' }, right)).status).toBe(429)
  })

  it('whoever guesses shuts nobody out who was let in from the same address before', async () => {
    const right = { authorization: `Bearer ${INTEGRATOR_KEY}` }
    const ask = () => sendJson(bff.url, '/api/widget/token', { agentId: 'a' }, right)
    expect((await ask()).status).toBe(200)
    for (let n = 0; n < 25; n += 1) await guess(n)
    expect((await ask()).status).toBe(200)
  })

  it('whoever guesses webhook secrets is slowed too, and does not touch integrators or signed webhooks', async () => {
    const wrong = () => sendJson(bff.url, '/webhook/cognigy', WEBHOOK, { 'x-api-key': `w${Math.random()}` })
    for (let n = 0; n < 20; n += 1) expect((await wrong()).status).toBe(401)
    expect((await wrong()).status).toBe(429)
    expect((await sendJson(bff.url, '/webhook/cognigy', WEBHOOK, signature('msg_fine'))).status).toBe(200)
    expect((await guess(1)).status).toBe(401)
  })

  it('whoever guesses is counted, and in the log once, not once each', async () => {
    for (let n = 0; n < 30; n += 1) await guess(n)
    const metrics = await bff.metrics.render()
    expect(metrics).toContain('cx_assist_authentication_failures_total{door="integrator",outcome="wrong"} 20')
    expect(metrics).toContain('cx_assist_authentication_failures_total{door="integrator",outcome="slowed"} 10')
    expect(bff.logged().match(/could not prove who they are/g)).toHaveLength(1)
    expect(bff.logged()).not.toContain('guess-')
  })
})
