/** An operator's night: a process is taken away under load, a secret changes hands, a certificate nears its end. */
import { randomUUID, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { figureIn, scrape } from '../../support/alert-rules.ts'
import { type BffProcess, buildBff, type Environment, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { startNginx } from '../../support/nginx-server.ts'
import { startRedis } from '../../support/redis-server.ts'
import { routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from '../../support/start-bff.ts'
import { TLS, TLS_FILES } from '../../support/tls.ts'
import { accepted, connectWidget, dialWidget, handshakeOutcome } from '../../support/widget-client.ts'

const CONTACT = 'conv_4711'
const ends: (() => unknown)[] = []
beforeAll(() => buildBff(), 300_000)
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const start = async (env: Environment): Promise<BffProcess> => {
  const bff = await startBffProcess({
    WIDGET_TOKEN_SECRET: WIDGET_SECRET,
    INTEGRATOR_API_KEY: INTEGRATOR_KEY,
    SENTIMENT_MODEL: 'off',
    KNOWLEDGE: 'off',
    TRUST_PROXY: 'loopback',
    ...env,
  })
  ends.push(() => {
    bff.signal('SIGKILL')
    return bff.ended
  })
  return bff
}
const tokenFrom = async (url: string): Promise<string> => {
  const grant = { agentId: 'agent-7', conversations: [CONTACT] }
  const { body } = await sendJson(url, '/api/widget/token', grant, { authorization: `Bearer ${INTEGRATOR_KEY}` })
  return z.object({ token: z.string() }).parse(body).token
}

describe('a process that is taken away under load', () => {
  it('a process that is taken away under load by SIGTERM loses no webhook and no event, with another one behind the balancer', async () => {
    const redis = await startRedis()
    ends.push(() => redis.stop())
    const [one, two] = await Promise.all([start({ REDIS_URL: redis.url }), start({ REDIS_URL: redis.url })])
    const nginx = await startNginx([one.url, two.url])
    ends.push(() => nginx.stop())
    const say = async (text: string): Promise<number> =>
      (
        await sendJson(nginx.url, '/webhook/fallback', {
          sessionId: 'sess_4711_abc',
          conversationId: CONTACT,
          input: text,
          intent: { name: 'Fallback', confidence: 0.2 },
        })
      ).status
    expect(await say('the first line')).toBe(200)
    const reconnection = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 }
    const widget = await connectWidget(nginx.url, await tokenFrom(nginx.url), reconnection)
    ends.push(() => widget.close())
    const { epoch, seq } = accepted(await widget.join(CONTACT))
    widget.socket.on('connect', () => void widget.join(CONTACT, { afterSeq: widget.seqs().at(-1) ?? seq, epoch }))

    const statuses: number[] = []
    let isOver = false
    const load = async (sender: number): Promise<void> => {
      for (let n = 0; !isOver || n < 10; n += 1) statuses.push(await say(`line ${n} of ${sender}`))
    }
    const senders = Promise.all([1, 2, 3, 4].map(load))
    await expect.poll(() => statuses.length).toBeGreaterThan(8)
    expect((await one.stop()).code).toBe(0)
    isOver = true
    await senders
    expect(statuses.filter((status) => status !== 200)).toEqual([])
    const lines = (): number =>
      new Set(widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))).size
    await expect.poll(lines).toBe(statuses.length)
    const seqs = [...new Set(widget.seqs())].toSorted((a, b) => a - b)
    expect(seqs).toEqual(seqs.map((_, at) => (seqs[0] ?? 0) + at))
  })
})

describe('a secret that changes hands', () => {
  const FAILURES = 'cx_assist_authentication_failures_total'
  const NEW_SECRET = `whsec_${Buffer.from('another secret of webhooks, 32 b').toString('base64')}`
  const NEW_WIDGET_SECRET = 'another-widget-token-secret-of-the-tests-01'
  const deliver = async ({ url }: BffProcess, secret: string): Promise<number> => {
    const body = JSON.stringify(routingBody({ conversationId: CONTACT, score: 0 }))
    const headers = { 'content-type': 'application/json', ...signed(body, { secret, id: randomUUID() }) }
    return (await send(url, '/webhook/cognigy', { method: 'POST', headers, body })).status
  }
  const joins = ({ url }: BffProcess, token: string) => handshakeOutcome(dialWidget(url, { auth: { token } }))

  it('a secret that changes hands in the three steps of the page on operation locks out nobody too early, and the old one in the end', async () => {
    const before = await start({ WEBHOOK_SECRET: SOME_SECRET })
    const oldToken = await tokenFrom(before.url)
    expect(await deliver(before, SOME_SECRET)).toBe(200)
    expect(await deliver(before, NEW_SECRET)).toBe(401)

    const between = await start({
      WEBHOOK_SECRET: `${NEW_SECRET},${SOME_SECRET}`,
      WIDGET_TOKEN_SECRET: `${NEW_WIDGET_SECRET},${WIDGET_SECRET}`,
    })
    expect([await deliver(between, SOME_SECRET), await deliver(between, NEW_SECRET)]).toEqual([200, 200])
    const newToken = await tokenFrom(between.url)
    expect([await joins(between, oldToken), await joins(between, newToken)]).toEqual(['connected', 'connected'])

    const after = await start({ WEBHOOK_SECRET: NEW_SECRET, WIDGET_TOKEN_SECRET: NEW_WIDGET_SECRET })
    expect([await deliver(after, SOME_SECRET), await deliver(after, NEW_SECRET)]).toEqual([401, 200])
    expect(await joins(after, newToken)).toBe('connected')
    expect(await joins(after, oldToken)).not.toBe('connected')
    const figures = await scrape(after.url)
    for (const door of ['webhook', 'widget']) {
      expect(figureIn(figures, FAILURES, `door="${door}"`, 'outcome="wrong"'), door).toBeGreaterThan(0)
    }
    const said = (await Promise.all([before, between, after].map((each) => each.stop())))
      .map(({ output }) => output)
      .join('')
    expect(said).toMatch(/"door":"webhook".*"msg":"callers could not prove who they are"/)
    for (const secret of [SOME_SECRET, NEW_SECRET, WIDGET_SECRET, NEW_WIDGET_SECRET]) expect(said).not.toContain(secret)
  })
})

describe('a certificate of an upstream', () => {
  it('a certificate of an upstream is told with the second of its end, once the upstream was called', async () => {
    const cxone: CxoneStandIn = await startCxone({ acceptUnknownConversations: true })
    ends.push(() => cxone.close())
    const front = createServer(TLS, (_request, response) => void response.writeHead(503).end()).listen(0, '127.0.0.1')
    await once(front, 'listening')
    ends.push(() => {
      front.closeAllConnections()
      front.close()
    })
    const address = front.address()
    const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    const bff = await start({
      CXONE_API_URL: `https://${host}`,
      CXONE_CLIENT_ID: cxone.clientId,
      CXONE_CLIENT_SECRET: cxone.clientSecret,
      NODE_EXTRA_CA_CERTS: TLS_FILES.cert,
    })
    const told = async (): Promise<number> => {
      const { text } = await send(bff.url, '/metrics')
      const line = new RegExp(
        `^cx_assist_upstream_certificate_expires_seconds\\{upstream="cxone",host="${host}"\\} (.*)$`,
        'm',
      )
      return Number(line.exec(text)?.[1])
    }
    expect(await told()).toBeNaN()
    await sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: CONTACT }))
    expect(await told()).toBe(Date.parse(new X509Certificate(TLS.cert).validTo) / 1000)
  })
})
