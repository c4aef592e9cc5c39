/** What operators and their machines ask, and what browsers are allowed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { healthAnswer, readinessAnswer, widgetConfig } from '../../../shared/wire/widget-api.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, ROUTING_PATHS } from '../../support/routing-webhook.ts'
import { DESK_ORIGIN, type RunningBff, startBff } from '../../support/start-bff.ts'

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

const get = (path: string, headers: Readonly<Record<string, string>> = {}) => send(bff.url, path, { headers })

describe('/healthz and /readyz', () => {
  it('/healthz and /readyz say that all is well', async () => {
    const health = await get('/healthz')
    expect(health.status).toBe(200)
    expect(healthAnswer.parse(health.body)).toEqual({ status: 'ok' })
    expect((await get('/readyz')).status).toBe(200)
  })

  it('/healthz and /readyz tell a degraded part, which is still ready, from a failed one, which is not', async () => {
    let state: 'degraded' | 'failed' = 'degraded'
    const other = await startBff(cxone, { readiness: () => [{ name: 'cxone', state, detail: 'because' }] })
    expect((await send(other.url, '/readyz')).status).toBe(200)
    state = 'failed'
    const failed = await send(other.url, '/readyz')
    expect(failed.status).toBe(503)
    expect(readinessAnswer.parse(failed.body)).toEqual({
      ready: false,
      checks: [{ name: 'cxone', state: 'failed', detail: 'because' }],
    })
    await other.stop()
  })
})

describe('no credentials', () => {
  let bare: BffProcess
  beforeAll(async () => {
    buildBff()
    bare = await startBffProcess()
  })
  afterAll(() => bare.stop())

  it('the process without credentials is alive, but not ready, and says why', async () => {
    expect((await send(bare.url, '/healthz')).status).toBe(200)
    const ready = await send(bare.url, '/readyz')
    expect(ready.status).toBe(503)
    expect(ready.text).toContain('CXONE_CLIENT_ID')
  })

  it('the process without credentials answers a webhook with what is missing, and one below the gate as always', async () => {
    const reply = await sendJson(bare.url, '/webhook/cognigy', EXAMPLE_ROUTING)
    expect(reply.status).toBe(502)
    expect(reply.text).toContain('CXONE_CLIENT_ID')
    const low = { ...EXAMPLE_ROUTING, intent: { name: 'a', score: 0.1 } }
    expect((await sendJson(bare.url, '/webhook/cognigy', low)).status).toBe(200)
  })

  it('the process without credentials issues no widget token and says what that needs', async () => {
    const reply = await sendJson(bare.url, '/api/widget/token', { agentId: 'agent_1' }, { authorization: 'Bearer x' })
    expect(reply.status).toBe(503)
    expect(reply.text).toContain('INTEGRATOR_API_KEY')
  })
})

describe('/metrics', () => {
  it('/metrics is Prometheus text with the process’s own figures and ours', async () => {
    await sendJson(bff.url, '/webhook/cognigy', { ...EXAMPLE_ROUTING, intent: { name: 'a', score: 0 } })
    await expect
      .poll(async () => (await get('/metrics')).text)
      .toMatch(/cx_assist_webhook_seconds_count\{path="\/webhook\/cognigy",status="200"\} [1-9]/)
    const { text, headers } = await get('/metrics')
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(text).toMatch(/^process_cpu_seconds_total/m)
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds/m)
    expect(text).toContain('cx_assist_routing_total{outcome="bot_fallback"}')
    for (const line of text.split('\n').filter((each) => each !== '')) {
      expect(line).toMatch(/^(#|[a-z_0-9]+(\{.*\})? ([-+0-9.eE]+|[-+]?Inf|NaN|Nan)$)/)
    }
  })
})

const operation = z.object({
  responses: z.record(z.string(), z.object({ description: z.string() })),
  requestBody: z.optional(z.unknown()),
})
const openApi = z.object({
  openapi: z.string(),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.optional(z.record(z.string(), z.unknown())) }),
})

describe('/openapi.json', () => {
  it('/openapi.json describes every route, with its answers', async () => {
    const { body } = await get('/openapi.json')
    const { openapi, paths } = openApi.parse(body)
    expect(openapi).toMatch(/^3\.1\./)
    expect(Object.keys(paths).toSorted()).toEqual(
      [
        ...ROUTING_PATHS,
        '/webhook/fallback',
        '/webhook/sentiment-escalation',
        '/webhook/handover',
        '/webhook/conversation-ended',
        '/webhook/transcript',
        '/api/conversations/{id}',
        '/api/conversations/{id}/export',
        '/api/widget/config',
        '/api/widget/token',
        '/panel',
        '/widget/cx-assist.js',
        '/models/{file}',
        '/healthz',
        '/readyz',
        '/metrics',
        '/openapi.json',
        '/asyncapi.json',
      ].toSorted(),
    )
    for (const path of ROUTING_PATHS) {
      const { post } = paths[path] ?? {}
      expect(post?.requestBody).toBeDefined()
      for (const status of ['200', '400', '401', '404', '409', '413', '415', '422', '502', '504']) {
        expect(post?.responses).toHaveProperty(status)
      }
    }
    const { post } = paths['/webhook/fallback'] ?? {}
    expect(post?.requestBody).toBeDefined()
    expect(Object.keys(post?.responses ?? {}).toSorted()).toEqual([
      '200',
      '400',
      '401',
      '408',
      '409',
      '410',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
      '504',
    ])
  })

  it('/openapi.json refers to nothing that is not there, and leaves no schema empty', async () => {
    const { body, text } = await get('/openapi.json')
    for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let place: unknown = body
      for (const name of pointer.split('/')) {
        place = typeof place === 'object' && place !== null ? Reflect.get(place, name) : undefined
      }
      expect(place, pointer).toBeDefined()
    }
    expect(text).not.toContain('"schema":{}')
  })
})

describe('CORS', () => {
  const paths = ['/api/widget/config', '/widget/cx-assist.js', '/models/manifest.json']

  it.each(paths)('CORS lets an allowed origin read %s', async (path) => {
    const { headers } = await get(path, { origin: DESK_ORIGIN })
    expect(headers['access-control-allow-origin']).toBe(DESK_ORIGIN)
    expect(headers['vary']).toMatch(/origin/i)
  })

  it.each(['https://evil.example.com', 'null', `${DESK_ORIGIN}.evil.com`])('CORS gives %s no leave', async (origin) => {
    for (const path of [...paths, '/api/widget/token', ...ROUTING_PATHS]) {
      expect((await get(path, { origin })).headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('CORS answers a preflight for the configuration and none for a webhook', async () => {
    const headers = { origin: DESK_ORIGIN, 'access-control-request-method': 'GET' }
    const preflight = await send(bff.url, '/api/widget/config', { method: 'OPTIONS', headers })
    expect(preflight.headers['access-control-allow-origin']).toBe(DESK_ORIGIN)
    const webhook = await send(bff.url, '/webhook/cognigy', { method: 'OPTIONS', headers })
    expect(webhook.status).toBe(405)
    expect(webhook.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('/api/widget/config', () => {
  it('/api/widget/config is what the contract prints, and follows the rules', async () => {
    const config = widgetConfig.parse((await get('/api/widget/config')).body)
    expect(config).toMatchObject({
      maxSuggestions: 3,
      minConfidence: 0.75,
      enableSentimentTrigger: true,
      enableKeywordTrigger: true,
      refreshIntervalMs: 2000,
      prohibitedPhrases: ['guarantee full refund', 'legal action', 'sue the company'],
    })
    bff.setRules({ policy: { prohibitedPhrases: ['never'] }, assist: { enableKeywordTrigger: false } })
    expect((await get('/api/widget/config')).body).toMatchObject({
      prohibitedPhrases: ['never'],
      enableKeywordTrigger: false,
    })
  })

  it('/api/widget/config holds nothing but the configuration', async () => {
    expect(
      Object.keys(z.record(z.string(), z.unknown()).parse((await get('/api/widget/config')).body)).toSorted(),
    ).toEqual(Object.keys(widgetConfig.shape).toSorted())
  })
})
