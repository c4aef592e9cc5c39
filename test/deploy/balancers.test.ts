/** Two processes by TLS below a path, as operators are told to set them up: the element works over either transport, whoever dies. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { openBrowser } from '../end-to-end/browser.ts'
import type { Balancer } from '../support/balancer.ts'
import { type BffProcess, startBffProcess } from '../support/bff-process.ts'
import { startHaproxy } from '../support/haproxy-server.ts'
import { send, sendJson } from '../support/http-client.ts'
import { startNginx } from '../support/nginx-server.ts'
import { freePort, type RedisServer, startRedis } from '../support/redis-server.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from '../support/start-bff.ts'
import { TLS } from '../support/tls.ts'

const CONTACT = 'conv_4711'

interface Process {
  readonly bff: BffProcess
  readonly url: string
  readonly adminPort: number
}

const BALANCERS: Readonly<Record<string, (processes: readonly Process[]) => Promise<Balancer>>> = {
  nginx: (processes) =>
    startNginx(
      processes.map(({ url }) => url),
      'nginx-subpath.conf',
    ),
  HAProxy: startHaproxy,
}

let browser: Browser
/** Of a desk on another origin, which has the element in its page. */
let desk: Server
let html: string
let redis: RedisServer
let processes: Process[]
let balancer: Balancer
let page: Page
let sockets: string[] = []
beforeAll(async () => {
  browser = await openBrowser()
  desk = createServer(TLS, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  }).listen(0, '127.0.0.1')
  await once(desk, 'listening')
})
afterAll(async () => {
  await browser.close()
  desk.close()
})
const deskOrigin = (): string => {
  const address = desk.address()
  return `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
beforeEach(async () => {
  redis = await startRedis()
  processes = await Promise.all([start(), start()])
})
afterEach(async () => {
  await page.close()
  await balancer.stop()
  await Promise.all(processes.map(({ bff }) => bff.stop()))
  await redis.stop()
})

const start = async (): Promise<Process> => {
  const adminPort = await freePort()
  const bff = await startBffProcess({
    ADMIN_PORT: String(adminPort),
    ALLOWED_ORIGINS: deskOrigin(),
    REDIS_URL: redis.url,
    WIDGET_TOKEN_SECRET: WIDGET_SECRET,
    INTEGRATOR_API_KEY: INTEGRATOR_KEY,
    SENTIMENT_MODEL: 'off',
    KNOWLEDGE: 'off',
    // Without CXone, /readyz would not be well, which a balancer may ask for.
    CXONE_API_URL: 'http://127.0.0.1:9',
    CXONE_CLIENT_ID: 'nobody',
    CXONE_CLIENT_SECRET: 'nothing',
    TRUST_PROXY: 'loopback',
  })
  return { bff, url: bff.url, adminPort }
}

const at = (path: string): string => `${new URL(balancer.url).pathname}${path}`
const say = async (text: string): Promise<number> =>
  (
    await sendJson(balancer.url, at('/webhook/fallback'), {
      sessionId: 'sess_4711_abc',
      conversationId: CONTACT,
      input: text,
      intent: { name: 'Fallback', confidence: 0.2 },
    })
  ).status

const openPanel = async (transport: string): Promise<void> => {
  const grant = { agentId: 'agent-7', conversations: [CONTACT] }
  const { body } = await sendJson(balancer.url, at('/api/widget/token'), grant, {
    authorization: `Bearer ${INTEGRATOR_KEY}`,
  })
  const { token } = z.object({ token: z.string() }).parse(body)
  page = await browser.newPage({ ignoreHTTPSErrors: true })
  if (transport === 'polling') await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebSocket'))
  html = `<!doctype html><title>A desk</title>
    <script type="module" src="${balancer.url}/widget/cx-assist.js"></script>
    <cx-assist style="width: 380px; height: 640px" bff="${balancer.url}" token="${token}" conversation="${CONTACT}"></cx-assist>`
  page.on('websocket', (socket) => sockets.push(socket.url()))
  await page.goto(`${deskOrigin()}/`)
}
const shows = (text: string): Promise<void> =>
  page.locator('cx-assist').getByText(text, { exact: true }).first().waitFor({ timeout: 60_000 })

const widgetsAt = async ({ adminPort }: Process): Promise<number> => {
  const { text } = await send(`http://127.0.0.1:${adminPort}`, '/metrics')
  return Number(/^cx_assist_widgets_connected (\d+)$/m.exec(text)?.[1])
}

describe.each(Object.entries(BALANCERS))('the element by TLS below a path behind %s', (name, startIt) => {
  it.each(['websocket', 'polling'])(
    `the element by TLS below a path behind ${name} follows by %s, and goes on when its process is killed`,
    async (transport) => {
      balancer = await startIt(processes)
      await expect.poll(() => say('before anybody looks')).toBe(200)
      sockets = []
      await openPanel(transport)
      await shows('before anybody looks')
      expect(await say('while both are there')).toBe(200)
      await shows('while both are there')
      expect(sockets.length > 0).toBe(transport === 'websocket')

      const counts = await Promise.all(processes.map(widgetsAt))
      const serving = processes[counts.findIndex((count) => count > 0)]
      if (serving === undefined) throw new Error('no process has the widget')
      serving.bff.signal('SIGKILL')
      await serving.bff.ended
      processes = processes.filter((each) => each !== serving)
      for (let n = 0; n < 10; n += 1) expect(await say(`after it was killed ${n}`)).toBe(200)
      await shows('after it was killed 9')
      await shows('while both are there')
    },
  )

  it(`webhooks behind ${name} are not turned away after all processes were too busy to answer for a moment`, async () => {
    balancer = await startIt(processes)
    page = await browser.newPage()
    await expect.poll(() => say('before it got busy')).toBe(200)
    for (const { bff } of processes) bff.signal('SIGSTOP')
    // Longer than a balancer waits between two looks at them.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    for (const { bff } of processes) bff.signal('SIGCONT')
    expect(await say('once it answers again')).toBe(200)
  })

  it(`what operators ask is not to be had from outside behind ${name}`, async () => {
    balancer = await startIt(processes)
    page = await browser.newPage()
    await expect.poll(async () => (await send(balancer.url, at('/healthz'))).status).toBe(200)
    for (const path of ['/metrics', '/readyz', '/openapi.json']) {
      expect((await send(balancer.url, at(path))).status).toBe(404)
    }
  })
})
