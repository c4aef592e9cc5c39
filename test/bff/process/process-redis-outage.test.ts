/** Two processes whose Redis is away, comes back, or gives way to another one that has less. */
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readinessAnswer } from '../../../shared/wire/widget-api.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

/** An address that leads to one server, and after a failover to another one. */
const openWay = async (first: RedisServer) => {
  let target = first
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    const onward = connect(target.port, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    socket.pipe(onward)
    onward.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `redis://127.0.0.1:${port}`,
    leadTo: (next: RedisServer): void => {
      target = next
      for (const socket of open) socket.destroy()
    },
    close: (): void => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

let cognigy: CognigyStandIn
let servers: RedisServer[]
let processes: BffProcess[]
let way: Awaited<ReturnType<typeof openWay>>
const widgets: Widget[] = []
beforeAll(() => buildBff(), 300_000)
beforeEach(async () => {
  const [first, second] = await Promise.all([startRedis(), startRedis()])
  servers = [first, second]
  way = await openWay(first)
  cognigy = await startCognigy()
  processes = await Promise.all([start(), start()])
  for (const bff of processes) await expect.poll(() => partOf(bff, 'store')).toEqual({ name: 'store', state: 'ok' })
})
afterEach(async () => {
  for (const widget of widgets.splice(0)) widget.close()
  for (const bff of processes) bff.signal('SIGKILL')
  await Promise.all(processes.map((bff) => bff.ended))
  way.close()
  for (const server of servers) server.signal('SIGCONT')
  await Promise.all(servers.map((server) => server.stop()))
  await cognigy.close()
})

const start = (): Promise<BffProcess> =>
  startBffProcess({
    REDIS_URL: way.url,
    WIDGET_TOKEN_SECRET: WIDGET_SECRET,
    INTEGRATOR_API_KEY: INTEGRATOR_KEY,
    COGNIGY_ORG_URL: cognigy.url,
    COGNIGY_CLIENT_ID: cognigy.clientId,
    COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
  })
const [FIRST, SECOND] = [0, 1]
const at = <T>(all: readonly T[], place: number): T => {
  const one = all[place]
  if (one === undefined) throw new Error('too few')
  return one
}
const partOf = async (bff: BffProcess, name: string) => {
  const { checks } = readinessAnswer.parse((await send(bff.url, '/readyz')).body)
  return checks.find((check) => check.name === name)
}
const misunderstand = (bff: BffProcess, input: string, id = input) =>
  sendJson(
    bff.url,
    '/webhook/fallback',
    { sessionId: 'sess_4711_abc', conversationId: 'conv_4711', input, intent: { name: 'Fallback', confidence: 0.2 } },
    { 'idempotency-key': id },
  )
const widgetAt = async (
  bff: BffProcess,
  conversation = 'conv_4711',
  options: NonNullable<Parameters<typeof connectWidget>[2]> = {},
): Promise<Widget> => {
  const { body } = await sendJson(
    bff.url,
    '/api/widget/token',
    { agentId: 'agent-7', conversations: [conversation] },
    { authorization: `Bearer ${INTEGRATOR_KEY}` },
  )
  const widget = await connectWidget(bff.url, z.object({ token: z.string() }).parse(body).token, options)
  widgets.push(widget)
  return widget
}
const textsOf = ({ events }: Widget): string[] =>
  events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
/** It comes back when it is sent away: a Redis that was killed might have lost something, and then every widget joins anew. */
const faithfulWidgetAt = async (bff: BffProcess) => {
  const widget = await widgetAt(bff, 'conv_4711', { reconnection: true })
  const first = accepted(await widget.join('conv_4711'))
  const recalled: string[] = []
  widget.socket.on('connect', () => {
    void widget
      .join('conv_4711', { afterSeq: widget.seqs().at(-1) ?? first.seq, epoch: first.epoch })
      .then((answer) => {
        const { snapshot } = accepted(answer)
        recalled.push(...(snapshot?.transcript ?? []).map(({ data }) => data.text))
      })
  })
  return { widget, texts: (): readonly string[] => [...textsOf(widget), ...recalled] }
}
const statesOf = ({ events }: Widget): string[] =>
  events.flatMap((event) => (event.type === 'status' ? [event.data.state] : []))
const figure = async (bff: BffProcess, name: string): Promise<number> => {
  const { text } = await send(bff.url, '/metrics')
  const found = text.split('\n').find((each) => each.startsWith(`cx_assist_${name} `))
  return Number(found?.split(' ').at(-1))
}

describe('a Redis that is away', () => {
  it.each([
    ['stopped', (redis: RedisServer) => redis.signal('SIGSTOP'), async (redis: RedisServer) => redis.signal('SIGCONT')],
    ['killed', (redis: RedisServer) => redis.kill(), (redis: RedisServer) => redis.start()],
  ] as const)(
    'a Redis that is %s has webhooks answered within six seconds, to be sent again, shows nothing of them, and is gone on with by itself',
    async (_how, takeAway, bringBack) => {
      const redis = at(servers, FIRST)
      expect((await misunderstand(at(processes, FIRST), 'kept')).status).toBe(200)
      const { widget, texts } = await faithfulWidgetAt(at(processes, SECOND))
      await takeAway(redis)
      const early = Array.from({ length: 12 }, async (_, n) => {
        const since = performance.now()
        // One conversation, so that each waits for the one before it.
        const { status, headers } = await misunderstand(at(processes, n % 2), `lost ${n}`)
        return { status, retryAfter: headers['retry-after'], isInTime: performance.now() - since < 6000 }
      })
      const answers = new Set((await Promise.all(early)).map((each) => JSON.stringify(each)))
      expect([...answers]).toEqual(['{"status":503,"retryAfter":"1","isInTime":true}'])
      for (const bff of processes) {
        await expect.poll(() => partOf(bff, 'store')).toMatchObject({ state: 'failed' })
        expect((await send(bff.url, '/readyz')).status).toBe(503)
        const since = performance.now()
        expect((await misunderstand(bff, 'lost at once')).status).toBe(503)
        expect(performance.now() - since).toBeLessThan(1000)
      }
      expect(texts()).toEqual([])
      await bringBack(redis)
      for (const bff of processes) await expect.poll(() => partOf(bff, 'store')).toEqual({ name: 'store', state: 'ok' })
      expect((await misunderstand(at(processes, FIRST), 'after')).status).toBe(200)
      await expect.poll(texts).toContain('after')
      expect(texts().filter((text) => text.startsWith('lost'))).toEqual([])
      expect(widget.seqs()).toEqual(widget.seqs().map((_, n) => (widget.seqs()[0] ?? 0) + n))
    },
  )

  it('a Redis that gives way to one that lacks its last events has every widget take a snapshot, in an epoch of its own', async () => {
    const [first, second] = [at(servers, FIRST), at(servers, SECOND)]
    await second.command('REPLICAOF', '127.0.0.1', String(first.port))
    const link = async (): Promise<string> => String(await second.command('INFO', 'replication'))
    await expect.poll(link).toContain('master_link_status:up')
    expect((await misunderstand(at(processes, FIRST), 'kept')).status).toBe(200)
    await first.command('WAIT', '1', '5000')
    await second.command('REPLICAOF', 'NO', 'ONE')
    expect((await misunderstand(at(processes, SECOND), 'lost')).status).toBe(200)
    const joined = await Promise.all(
      processes.map(async (bff) => {
        const widget = await widgetAt(bff)
        const { epoch, seq } = accepted(await widget.join('conv_4711'))
        return { bff, widget, epoch, seq }
      }),
    )
    await first.kill()
    way.leadTo(second)
    for (const { bff, widget, epoch, seq } of joined) {
      // Sent away by itself: it does not know that anything was lost.
      await expect.poll(() => widget.socket.connected).toBe(false)
      await expect.poll(() => partOf(bff, 'store')).toEqual({ name: 'store', state: 'ok' })
      const again = await widgetAt(bff)
      const answer = accepted(await again.join('conv_4711', { afterSeq: seq, epoch }))
      expect(answer.epoch).not.toBe(epoch)
      expect(answer.snapshot?.transcript.map(({ data }) => data.text)).toEqual(['kept'])
    }
    expect((await misunderstand(at(processes, FIRST), 'after')).status).toBe(200)
    for (const widget of widgets.slice(-2)) await expect.poll(() => textsOf(widget)).toEqual(['after'])
  })
})

describe('two processes', () => {
  it('two processes say which of them leads, and their widgets are told the same of the stream, whichever listens', async () => {
    const roles = () => Promise.all(processes.map(async (bff) => (await partOf(bff, 'leader'))?.detail))
    await expect.poll(async () => (await roles()).toSorted()).toEqual(['leader', 'standby'])
    const isLeading = (await roles()).map((role) => role === 'leader')
    for (const [place, bff] of processes.entries()) {
      expect(await figure(bff, 'stream_leader')).toBe(isLeading[place] === true ? 1 : 0)
    }
    await expect.poll(() => cognigy.subscriberCount).toBe(1)
    const all = await Promise.all(processes.map((bff, n) => widgetAt(bff, `conv_${n}`)))
    for (const [n, widget] of all.entries()) accepted(await widget.join(`conv_${n}`))
    cognigy.faults.add({ kind: 'status', status: 503 })
    cognigy.dropStream()
    for (const widget of all) await expect.poll(() => statesOf(widget)).toEqual(['reconnecting'])
    const sinces = all.map(({ events }) => events.flatMap((each) => (each.type === 'status' ? [each.data.since] : [])))
    expect(sinces[0]).toEqual(sinces[1])
    // Whoever comes to a conversation of the other process is told nothing new.
    const guest = await widgetAt(at(processes, FIRST), 'conv_1')
    expect(accepted(await guest.join('conv_1')).snapshot?.status?.data.state).toBe('reconnecting')
    cognigy.faults.clear()
    for (const widget of all) await expect.poll(() => statesOf(widget)).toEqual(['reconnecting', 'live'])
  })

  it('two processes count what they keep, what they read since nobody told it, and how often a link was lost', async () => {
    const bff = at(processes, FIRST)
    expect((await misunderstand(bff, 'one')).status).toBe(200)
    expect(await figure(bff, 'store_commit_seconds_count')).toBeGreaterThan(0)
    expect(await figure(bff, 'store_conflicts_total')).toBeGreaterThanOrEqual(0)
    expect(await figure(bff, 'store_duties_pending')).toBeGreaterThanOrEqual(0)
    expect(await figure(bff, 'store_reconnects_total')).toBe(0)
    const widget = await widgetAt(at(processes, SECOND))
    accepted(await widget.join('conv_4711'))
    const before = await figure(at(processes, SECOND), 'store_reads_total{what="tail"}')
    await at(servers, FIRST).command('CLIENT', 'KILL', 'TYPE', 'pubsub')
    expect((await misunderstand(bff, 'two')).status).toBe(200)
    await expect.poll(() => textsOf(widget)).toEqual(['two'])
    await expect.poll(() => figure(bff, 'store_reconnects_total')).toBeGreaterThan(0)
    expect(before).toBeNaN()
  })
})
