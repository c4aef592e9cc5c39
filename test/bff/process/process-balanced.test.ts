/** Two processes behind nginx, as operators are told to set it up: either may go, and nobody misses anything. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Balancer } from '../../support/balancer.ts'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { startNginx } from '../../support/nginx-server.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

const CONTACT = 'conv_4711'
const WEBHOOKS = 20

describe('two processes behind nginx', () => {
  let redis: RedisServer
  let processes: BffProcess[] = []
  let nginx: Balancer
  const widgets: Widget[] = []
  beforeAll(() => buildBff(), 300_000)
  beforeEach(async () => {
    redis = await startRedis()
    processes = await Promise.all([start(), start()])
    nginx = await startNginx(processes.map(({ url }) => url))
  })
  afterEach(async () => {
    for (const widget of widgets.splice(0)) widget.close()
    await nginx.stop()
    await Promise.all(processes.map((bff) => bff.stop()))
    await redis.stop()
  })

  const start = (): Promise<BffProcess> =>
    startBffProcess({
      REDIS_URL: redis.url,
      WIDGET_TOKEN_SECRET: WIDGET_SECRET,
      INTEGRATOR_API_KEY: INTEGRATOR_KEY,
      SENTIMENT_MODEL: 'off',
      TRUST_PROXY: 'loopback',
    })

  const say = async (n: number): Promise<number> =>
    (
      await sendJson(
        nginx.url,
        '/webhook/fallback',
        {
          sessionId: 'sess_4711_abc',
          conversationId: CONTACT,
          input: `line ${n}`,
          intent: { name: 'Fallback', confidence: 0.2 },
        },
        { 'idempotency-key': `delivery ${n}` },
      )
    ).status
  const sayAll = async (first: number, last: number): Promise<void> => {
    for (let n = first; n <= last; n += 1) expect(await say(n)).toBe(200)
  }

  const tokenFor = async (): Promise<string> => {
    const { body } = await sendJson(
      nginx.url,
      '/api/widget/token',
      { agentId: 'agent-7', conversations: [CONTACT] },
      { authorization: `Bearer ${INTEGRATOR_KEY}` },
    )
    return z.object({ token: z.string() }).parse(body).token
  }

  /** A panel that comes back by itself, and asks for what it missed. */
  const follow = async (transport: 'polling' | 'websocket'): Promise<Widget> => {
    const token = await tokenFor()
    const coming = { transports: [transport], reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 500 }
    const widget = await connectWidget(nginx.url, token, coming)
    widgets.push(widget)
    const { epoch, seq } = accepted(await widget.join(CONTACT))
    widget.socket.on('connect', () => void widget.join(CONTACT, { afterSeq: widget.seqs().at(-1) ?? seq, epoch }))
    return widget
  }

  const heardBy = (widget: Widget): readonly string[] =>
    widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
  const lines = (first: number, last: number): readonly string[] =>
    Array.from({ length: last - first + 1 }, (_, at) => `line ${first + at}`)
  const isWithoutHoles = (widget: Widget): boolean => {
    const seqs = [...new Set(widget.seqs())]
    return seqs.every((seq, at) => at === 0 || seq === (seqs[at - 1] ?? 0) + 1)
  }

  const figureOf = async (bff: BffProcess, name: string): Promise<number> =>
    (await send(bff.url, '/metrics')).text
      .split('\n')
      .filter((line) => line.startsWith(name))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
  const answeredBy = (bff: BffProcess): Promise<number> => figureOf(bff, 'cx_assist_webhook_seconds_count')

  /** The one that widgets are sent to, and the other one. */
  const apart = async (): Promise<readonly [serving: BffProcess, other: BffProcess]> => {
    const [one, two] = processes
    if (one === undefined || two === undefined) throw new Error('too few processes')
    return (await figureOf(one, 'cx_assist_widgets_connected')) > 0 ? [one, two] : [two, one]
  }

  it.each(['websocket', 'polling'] as const)(
    'two processes behind nginx share the webhooks, and a widget at one of them gets all of it by %s',
    async (transport) => {
      await sayAll(0, 0)
      const widget = await follow(transport)
      await sayAll(1, WEBHOOKS)
      await expect.poll(() => heardBy(widget)).toEqual(lines(1, WEBHOOKS))
      expect(isWithoutHoles(widget)).toBe(true)
      for (const bff of processes) expect(await answeredBy(bff)).toBeGreaterThan(0)
    },
  )

  it('two processes behind nginx let a widget that polls go over to a WebSocket', async () => {
    await sayAll(0, 0)
    const widget = await connectWidget(nginx.url, await tokenFor(), { transports: ['polling', 'websocket'] })
    widgets.push(widget)
    await expect.poll(() => widget.socket.io.engine.transport.name).toBe('websocket')
  })

  it.each([
    ['that the widget is at', 'websocket'],
    ['that the widget is not at', 'websocket'],
    ['that the widget is at', 'polling'],
    ['that the widget is not at', 'polling'],
  ] as const)(
    'two processes behind nginx may lose the one %s: webhooks are answered and the widget, by %s, misses nothing',
    async (which, transport) => {
      await sayAll(0, 0)
      const widget = await follow(transport)
      await sayAll(1, WEBHOOKS)
      const [serving, other] = await apart()
      const killed = which === 'that the widget is at' ? serving : other
      killed.signal('SIGKILL')
      await killed.ended
      processes = processes.filter((bff) => bff !== killed)
      await sayAll(WEBHOOKS + 1, 2 * WEBHOOKS)
      await expect.poll(() => [...new Set(heardBy(widget))]).toEqual(lines(1, 2 * WEBHOOKS))
      expect(isWithoutHoles(widget)).toBe(true)
    },
  )
})
