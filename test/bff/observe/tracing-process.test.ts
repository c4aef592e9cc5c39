/** Traces as a collector gets them: one for all that a webhook leads to, across upstreams and processes; none unless asked for. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request as forward, type IncomingHttpHeaders, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type BffProcess, buildBff, type Environment, runToken, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startRedis } from '../../support/redis-server.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { WIDGET_SECRET } from '../../support/start-bff.ts'
import { accepted, connectWidget } from '../../support/widget-client.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const CALLER = '00f067aa0ba902b7'
const TRACEPARENT = `00-${TRACE}-${CALLER}-01`
const CONTACT = 'conv_4711'
const WORDS = 'I want to check my bill, I am Nadia'
const [SERVER, CLIENT, PRODUCER, ERROR] = [2, 3, 4, 2]

let cxone: CxoneStandIn
let collector: OtlpReceiver
let seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[]
let front: Server
const ends: (() => unknown)[] = []
beforeAll(() => buildBff(), 300_000)
beforeEach(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
  collector = await startOtlpReceiver()
  seen = []
  // Before the stand-in, which keeps no headers.
  front = createServer((request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers })
    const options = { method: request.method, headers: request.headers }
    const onward = forward(`${cxone.url}${request.url}`, options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
})
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
  front.closeAllConnections()
  front.close()
  await Promise.all([cxone.close(), collector.close()])
})

const start = async (env: Environment = {}): Promise<BffProcess> => {
  const address = front.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const bff = await startBffProcess({
    CXONE_API_URL: `http://127.0.0.1:${port}`,
    CXONE_CLIENT_ID: cxone.clientId,
    CXONE_CLIENT_SECRET: cxone.clientSecret,
    WIDGET_TOKEN_SECRET: WIDGET_SECRET,
    SENTIMENT_MODEL: 'off',
    KNOWLEDGE: 'off',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    ...env,
  })
  ends.push(() => bff.stop())
  return bff
}
const traced = (env: Environment = {}) => start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env })

const route = ({ url }: BffProcess, headers: Readonly<Record<string, string>> = {}) =>
  sendJson(url, '/webhook/cognigy', routingBody({ conversationId: CONTACT, text: WORDS }), headers)
/** Below the gate: the bot goes on, and CXone is asked nothing. */
const greet = ({ url }: BffProcess) =>
  sendJson(url, '/webhook/cognigy', routingBody({ conversationId: CONTACT, text: 'hello', score: 0 }))
const follow = async ({ url }: BffProcess) => {
  const env = { WIDGET_TOKEN_SECRET: WIDGET_SECRET }
  const { output } = await runToken(['--agent', 'agent_8461', '--conversation', CONTACT], env)
  const widget = await connectWidget(url, output.trim())
  ends.push(() => widget.close())
  accepted(await widget.join(CONTACT))
  return widget
}
const named = (name: string): readonly ReceivedSpan[] => collector.spans().filter((span) => span.name === name)
const one = async (name: string): Promise<ReceivedSpan> => {
  await expect.poll(() => named(name).length).toBeGreaterThan(0)
  const [span] = named(name)
  if (span === undefined) throw new Error(`no span ${name}`)
  return span
}

describe('a trace', () => {
  it('a trace goes on from the header of the webhook over the calls to CXone to the push, and CXone is told of it', async () => {
    const bff = await traced()
    await greet(bff)
    const widget = await follow(bff)
    await route(bff, { traceparent: TRACEPARENT, tracestate: 'rojo=00f067aa0ba902b7' })
    await expect.poll(() => widget.events.some(({ type }) => type === 'transcript')).toBe(true)
    const ours = (): readonly ReceivedSpan[] => collector.spans().filter(({ traceId }) => traceId === TRACE)
    await expect.poll(() => ours().some(({ kind }) => kind === SERVER)).toBe(true)
    const spans = ours()
    const webhook = spans.find(({ kind }) => kind === SERVER)
    expect(webhook).toMatchObject({
      name: 'POST /webhook/cognigy',
      parentSpanId: CALLER,
      attributes: { 'http.route': '/webhook/cognigy', 'http.response.status_code': '200' },
      resource: { 'service.name': 'cx-assist-bff' },
    })
    const call = spans.find(({ name }) => name === 'cxone route')
    expect(call).toMatchObject({ kind: CLIENT, parentSpanId: webhook?.spanId })
    await expect.poll(() => named('push').filter(({ traceId }) => traceId === TRACE).length).toBeGreaterThan(0)
    const push = named('push').find(({ traceId }) => traceId === TRACE)
    expect(push).toMatchObject({
      kind: PRODUCER,
      parentSpanId: webhook?.spanId,
      attributes: { 'cx_assist.widgets': '1' },
    })
    const told = seen.filter(({ path, headers }) => /routing/.test(path) && headers['traceparent']?.includes(TRACE))
    expect(told.map(({ headers }) => headers['traceparent'])).toEqual([`00-${TRACE}-${call?.spanId}-01`])
    expect(told[0]?.headers['tracestate']).toBe('rojo=00f067aa0ba902b7')
  })

  it('a trace tells neither words nor ids of anybody', async () => {
    const bff = await traced()
    await route(bff)
    await follow(bff)
    await route(bff)
    await one('push')
    await one('widget conversation:join')
    for (const secret of [WORDS, 'Nadia', CONTACT, 'agent_8461', cxone.clientSecret, 'sess_']) {
      expect(collector.text()).not.toContain(secret)
    }
  })

  it('a trace is in the lines of the log that belong to it', async () => {
    const bff = await traced()
    cxone.faults.add({ kind: 'status', status: 500, path: /routing$/ })
    await route(bff, { traceparent: TRACEPARENT })
    const call = await one('cxone route')
    expect(call).toMatchObject({ status: ERROR, attributes: { 'error.type': 'unavailable' } })
    const webhook = await one('POST /webhook/cognigy')
    expect(webhook.status).toBe(ERROR)
    await expect.poll(() => bff.output()).toContain(`"trace_id":"${TRACE}"`)
  })

  it('a trace begins with the webhook where its sender has none, and is dropped where the sender says so', async () => {
    const bff = await traced()
    await route(bff)
    expect((await one('POST /webhook/cognigy')).parentSpanId).toBeUndefined()
    await route(bff, { traceparent: `00-${TRACE}-${CALLER}-00` })
    await route(bff, { traceparent: 'no traceparent at all' })
    await expect.poll(() => named('POST /webhook/cognigy').length).toBe(2)
    expect(collector.spans().some(({ traceId }) => traceId === TRACE)).toBe(false)
  })

  it('a trace goes on in another process that shares the store and pushes', async () => {
    const redis = await startRedis()
    ends.push(() => redis.stop())
    const [one, other] = await Promise.all([traced({ REDIS_URL: redis.url }), traced({ REDIS_URL: redis.url })])
    await route(one)
    const widget = await follow(other)
    await route(one, { traceparent: TRACEPARENT })
    await expect.poll(() => widget.events.length).toBeGreaterThan(0)
    await expect.poll(() => named('push').some(({ traceId }) => traceId === TRACE)).toBe(true)
  })

  it('a trace goes on after the disk has what led to it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cx-assist-trace-'))
    ends.push(() => rmSync(folder, { recursive: true }))
    const bff = await traced({ DATA_DIR: folder })
    await route(bff)
    await follow(bff)
    await route(bff, { traceparent: TRACEPARENT })
    await expect.poll(() => named('push').some(({ traceId }) => traceId === TRACE)).toBe(true)
  })
})

describe('traces', () => {
  it.each([
    ['nobody names a collector', {}],
    ['they are switched off', { OTEL_SDK_DISABLED: 'true' }],
    ['no exporter is wanted', { OTEL_TRACES_EXPORTER: 'none' }],
  ])('traces are not made where %s, and upstreams are sent no header of them', async (_what, env: Environment) => {
    const where = Object.keys(env).length === 0 ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
    const bff = await start({ ...where, ...env })
    expect((await route(bff, { traceparent: TRACEPARENT })).status).toBe(200)
    expect(seen.length).toBeGreaterThan(1)
    expect(seen.filter(({ headers }) => headers['traceparent'] !== undefined)).toEqual([])
    await bff.stop()
    expect(collector.spans()).toEqual([])
  })

  it('traces that the collector does not take cost no webhook, and are one line in the log', async () => {
    collector.refuse()
    const bff = await traced()
    for (let n = 0; n < 5; n += 1) expect((await greet(bff)).status).toBe(200)
    await expect.poll(() => bff.output()).toContain('traces could not be delivered')
    expect((await send(bff.url, '/healthz')).status).toBe(200)
    expect((await bff.stop()).code).toBe(0)
    expect(bff.output().match(/traces could not be delivered/g)?.length).toBe(1)
  })
})
