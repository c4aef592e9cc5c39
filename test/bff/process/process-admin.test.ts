/** What operators ask and tell a running process: on a port of its own, and by a signal. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readinessAnswer } from '../../../shared/wire/widget-api.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import {
  type BffProcess,
  buildBff,
  type Environment,
  refusedStart,
  startBffProcess,
} from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { freePort } from '../../support/redis-server.ts'
import { routingBody } from '../../support/routing-webhook.ts'

let bff: BffProcess
let cxone: CxoneStandIn | undefined
beforeAll(() => buildBff(), 300_000)
afterEach(async () => {
  bff.signal('SIGKILL')
  await bff.ended
  await cxone?.close()
  cxone = undefined
})

const start = async (env: Environment = {}): Promise<string> => {
  const port = await freePort()
  bff = await startBffProcess({
    ADMIN_PORT: String(port),
    SENTIMENT_MODEL: 'off',
    KNOWLEDGE: 'off',
    ...env,
  })
  return `http://127.0.0.1:${port}`
}
const figure = async (url: string, name: string): Promise<number> => {
  const { text } = await send(url, '/metrics')
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? Number.NaN)
}

describe('the admin port', () => {
  it('the admin port has figures, readiness and life, and nothing else', async () => {
    const admin = await start()
    expect((await send(admin, '/metrics')).text).toContain('cx_assist_webhook_seconds')
    expect((await send(admin, '/healthz')).body).toEqual({ status: 'ok' })
    expect(readinessAnswer.parse((await send(admin, '/readyz')).body).checks.length).toBeGreaterThan(5)
    for (const path of ['/openapi.json', '/api/widget/config', '/widget/cx-assist.js', '/socket.io/']) {
      expect((await send(admin, path)).status).toBe(404)
    }
    expect((await sendJson(admin, '/webhook/cognigy', {})).status).toBe(404)
  })

  it('the admin port takes the figures away from the public one, which stays alive and ready for balancers', async () => {
    await start()
    expect((await send(bff.url, '/metrics')).status).toBe(404)
    expect((await send(bff.url, '/healthz')).status).toBe(200)
    expect((await send(bff.url, '/readyz')).status).toBe(503)
  })

  it('the admin port still answers while the service stops, and says so', async () => {
    cxone = await startCxone({ acceptUnknownConversations: true })
    const admin = await start({
      CXONE_API_URL: cxone.url,
      CXONE_CLIENT_ID: cxone.clientId,
      CXONE_CLIENT_SECRET: cxone.clientSecret,
    })
    cxone.faults.add({ kind: 'delay', ms: 2000, path: /routing$/ })
    const answer = sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: 'conv_1' }))
    await expect.poll(() => figure(admin, 'cx_assist_webhooks_in_flight')).toBe(1)
    const ended = bff.stop()
    await expect.poll(bff.output).toContain('stopping')
    const ready = await send(admin, '/readyz')
    expect(ready.status).toBe(503)
    expect(readinessAnswer.parse(ready.body).checks[0]).toEqual({
      name: 'process',
      state: 'failed',
      detail: 'stopping',
    })
    expect((await answer).status).toBe(200)
    expect((await ended).code).toBe(0)
  })

  it('the admin port that is taken stops the start, and is named', async () => {
    const admin = await start()
    const { port } = new URL(admin)
    const { code, output } = await refusedStart({ ADMIN_PORT: port, SENTIMENT_MODEL: 'off', KNOWLEDGE: 'off' })
    expect(output).toContain(`ADMIN_PORT: cannot listen on 127.0.0.1:${port} (EADDRINUSE)`)
    expect(code).toBe(1)
  })
})

describe('figures to scale by', () => {
  it('figures to scale by tell how busy the event loop is, as a share', async () => {
    const admin = await start()
    await expect.poll(() => figure(admin, 'cx_assist_event_loop_utilization')).toBeGreaterThan(0)
    expect(await figure(admin, 'cx_assist_event_loop_utilization')).toBeLessThanOrEqual(1)
  })
})

describe('SIGUSR2', () => {
  it('SIGUSR2 does not end the process, and is told in the log each time', async () => {
    await start()
    bff.signal('SIGUSR2')
    await expect.poll(bff.output).toContain('"logLevel":"debug"')
    bff.signal('SIGUSR2')
    await expect.poll(bff.output).toContain('"logLevel":"info"')
    expect((await send(bff.url, '/healthz')).status).toBe(200)
    expect((await bff.stop()).code).toBe(0)
  })
})
