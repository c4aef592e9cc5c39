/** Two processes on one Redis: whatever comes to one is seen at the other, and what one leaves behind the other goes on with. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { sendJson } from '../../support/http-client.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { oneOf } from '../../support/redis-stores.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1)

describe('two processes on one Redis', () => {
  let redis: RedisServer
  let processes: BffProcess[] = []
  let widgets: Widget[] = []
  beforeAll(() => buildBff(), 300_000)
  beforeEach(async () => {
    redis = await startRedis()
    processes = await Promise.all([start(), start()])
  })
  afterEach(async () => {
    for (const widget of widgets) widget.close()
    widgets = []
    await Promise.all(processes.map((bff) => bff.stop()))
    await redis.stop()
  })

  const start = (): Promise<BffProcess> =>
    startBffProcess({ REDIS_URL: redis.url, WIDGET_TOKEN_SECRET: WIDGET_SECRET, INTEGRATOR_API_KEY: INTEGRATOR_KEY })

  const fallback = (bff: BffProcess, n: number, id = `delivery ${n}`) =>
    sendJson(
      bff.url,
      '/webhook/fallback',
      {
        sessionId: 'sess_4711_abc',
        conversationId: 'conv_4711',
        input: `line ${n}`,
        intent: { name: 'Fallback', confidence: 0.2 },
      },
      { 'idempotency-key': id },
    )

  const widgetAt = async (bff: BffProcess): Promise<Widget> => {
    const { body } = await sendJson(
      bff.url,
      '/api/widget/token',
      { agentId: 'agent-7', conversations: ['conv_4711'] },
      { authorization: `Bearer ${INTEGRATOR_KEY}` },
    )
    const { token } = z.object({ token: z.string() }).parse(body)
    const widget = await connectWidget(bff.url, token)
    widgets.push(widget)
    return widget
  }

  it('two processes on one Redis show at both, in order and without holes, what comes to either', async () => {
    await fallback(oneOf(processes), 0)
    const all = await Promise.all(processes.map(widgetAt))
    const joined = await Promise.all(all.map((widget) => widget.join('conv_4711')))
    const from = accepted(joined[0] ?? { ok: false, error: { code: 'invalid', message: '' } }).seq
    for (const n of upTo(20)) await fallback(oneOf(processes), n)
    for (const widget of all) {
      await expect.poll(() => widget.events.filter(({ type }) => type === 'transcript').length).toBe(20)
      expect(widget.seqs()).toEqual(widget.seqs().map((_, at) => from + 1 + at))
    }
    expect(all[0]?.events).toEqual(all[1]?.events)
  })

  it('act once on what both are sent', async () => {
    const answers = await Promise.all(upTo(20).flatMap((n) => processes.map((bff) => fallback(bff, n))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const widget = await widgetAt(oneOf(processes))
    const { snapshot } = accepted(await widget.join('conv_4711'))
    expect(snapshot?.transcript.length).toBe(20)
  })

  it('two processes on one Redis lose nothing that was answered when one of them is killed, and the numbers go on', async () => {
    for (const n of upTo(5)) await fallback(oneOf(processes), n)
    const [one, other] = processes
    if (one === undefined || other === undefined) throw new Error('too few processes')
    const widget = await widgetAt(other)
    const { epoch, seq } = accepted(await widget.join('conv_4711'))
    one.signal('SIGKILL')
    await one.ended
    processes = [other]
    await fallback(other, 6)
    await expect.poll(() => widget.seqs()[0]).toBe(seq + 1)
    const next = await start()
    processes.push(next)
    const later = await widgetAt(next)
    const again = accepted(await later.join('conv_4711', { afterSeq: seq, epoch }))
    expect(again.epoch).toBe(epoch)
    expect(again.snapshot).toBeUndefined()
    await expect.poll(() => later.seqs()).toEqual(widget.seqs())
  })
})
