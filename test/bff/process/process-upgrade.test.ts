/**
 * An upgrade of one process after the other: widgets of an earlier and of a later version at the same process, what a later
 * version wrote before an earlier one goes on with it, and a process that drains while the other one takes its widgets.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { DatabaseSync } from '../../../bff/store/sqlite/sqlite-api.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type BffProcess, buildBff, type Environment, startBffProcess } from '../../support/bff-process.ts'
import { followBoard } from '../../support/board-client.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { cognigyEnvironment, UNSCORED } from '../../support/stand-in-environment.ts'
import { INTEGRATOR_KEY } from '../../support/start-bff.ts'
import { accepted, connectWidget, dialWidget, type Widget } from '../../support/widget-client.ts'

const CONVERSATION = 'conv_4711'
const SESSION = 'sess_4711_abc'

let cognigy: CognigyStandIn
const processes: BffProcess[] = []
const closing: (() => void)[] = []
beforeAll(async () => {
  buildBff()
  cognigy = await startCognigy({ acceptUnknownSessions: true })
}, 300_000)
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await Promise.all(processes.splice(0).map((bff) => bff.stop()))
})
afterAll(() => cognigy.close())

const start = async (store: Environment): Promise<BffProcess> => {
  const bff = await startBffProcess({ ...UNSCORED, ...cognigyEnvironment(cognigy), ...store })
  processes.push(bff)
  return bff
}

const tokenAt = async (bff: BffProcess, more: object = { conversations: [CONVERSATION] }): Promise<string> => {
  const { body } = await sendJson(
    bff.url,
    '/api/widget/token',
    { agentId: 'agent-7', ...more },
    { authorization: `Bearer ${INTEGRATOR_KEY}` },
  )
  return z.object({ token: z.string() }).parse(body).token
}
const say = (bff: BffProcess, text: string, more: object = {}) =>
  sendJson(
    bff.url,
    '/webhook/fallback',
    {
      sessionId: SESSION,
      conversationId: CONVERSATION,
      input: text,
      intent: { name: 'Fallback', confidence: 0.2 },
      ...more,
    },
    { 'idempotency-key': text },
  )

/** As the first contract has it, and no schema of today's: what a widget of then reads of an envelope. */
const earlierEnvelope = z.object({
  conversationId: z.string(),
  seq: z.number(),
  at: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
})
const earlierJoin = z.object({
  ok: z.literal(true),
  conversationId: z.string(),
  seq: z.number(),
  snapshot: z.optional(z.object({ transcript: z.array(z.object({ data: z.object({ text: z.string() }) })) })),
})

/** A widget of the first contract: it joins without an epoch, knows no notes, and counts each number once. */
const earlierWidget = async (bff: BffProcess) => {
  const socket = dialWidget(bff.url, { auth: { token: await tokenAt(bff) } })
  closing.push(() => void socket.disconnect())
  const events: z.infer<typeof earlierEnvelope>[] = []
  socket.on('assist', (arrived: unknown) => events.push(earlierEnvelope.parse(arrived)))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const ask = async (name: string, more: object = {}): Promise<unknown> =>
    await socket.timeout(10_000).emitWithAck(name, { conversationId: CONVERSATION, ...more })
  return {
    socket,
    events,
    ask,
    join: async (afterSeq?: number) =>
      earlierJoin.parse(await ask('conversation:join', afterSeq === undefined ? {} : { afterSeq })),
    texts: () => events.flatMap(({ type, data }) => (type === 'transcript' ? [String(data['text'])] : [])),
  }
}
type EarlierWidget = Awaited<ReturnType<typeof earlierWidget>>

const widgetAt = async (bff: BffProcess, more?: object): Promise<Widget> => {
  const widget = await connectWidget(bff.url, await tokenAt(bff, more))
  closing.push(widget.close)
  return widget
}
const seqsOf = ({ events }: Pick<EarlierWidget, 'events'> | Widget): readonly number[] => events.map(({ seq }) => seq)
const textsOf = (widget: Widget): readonly string[] =>
  widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
const lines = (first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, n) => `line ${first + n}`)

describe('a process with widgets of several versions', () => {
  let folder: string
  let bff: BffProcess
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'versions-'))
    bff = await start({ DATA_DIR: folder })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('a process with a widget of the first contract takes all that it asks, and tells it what it knows how to read', async () => {
    await say(bff, 'line 1')
    const widget = await earlierWidget(bff)
    const joined = await widget.join()
    expect(joined.snapshot?.transcript.map(({ data }) => data.text)).toEqual(['line 1'])
    await say(bff, 'line 2')
    await expect.poll(widget.texts).toEqual(['line 2'])
    expect(await widget.ask('intent:confirm', { actual: 'billing_inquiry' })).toMatchObject({ ok: true })
    expect(await widget.ask('escalation:request', { level: 'supervisor' })).toMatchObject({
      ok: true,
      level: 'supervisor',
    })
    expect(await widget.ask('suggestion:request')).toMatchObject({ ok: true })
    await expect.poll(() => widget.events.map(({ type }) => type)).toContain('suggestions')
    const supervisor = await widgetAt(bff, { agentId: 'sup_1', role: 'supervisor' })
    // A type that the first contract has not, and numbers that go on behind it.
    await supervisor.ask('supervisor:note', { conversationId: CONVERSATION, text: 'a note' })
    await say(bff, 'line 3')
    await expect.poll(widget.texts).toEqual(['line 2', 'line 3'])
    expect(seqsOf(widget)).toEqual(seqsOf(widget).map((_, n) => joined.seq + 1 + n))
    expect(await widget.join(joined.seq)).toMatchObject({ ok: true })
    expect(await widget.ask('conversation:leave')).toMatchObject({ ok: true })
  })

  it('a process with a widget of a later version reads of its requests what it knows, and refuses by name what it does not', async () => {
    await say(bff, 'line 1', { laterField: { deep: [1, 2] } })
    const later = { laterField: { deep: [1, 2] }, laterFlag: true }
    const widget = await widgetAt(bff)
    const about = { conversationId: CONVERSATION, ...later }
    expect(await widget.ask('conversation:join', about)).toMatchObject({ ok: true, seq: expect.any(Number) })
    expect(await widget.ask('intent:confirm', { ...about, actual: 'billing_inquiry' })).toMatchObject({ ok: true })
    expect(await widget.ask('later:request', about)).toEqual({
      ok: false,
      error: { code: 'invalid', message: 'there is no such event' },
    })
    const supervisor = await widgetAt(bff, { agentId: 'sup_1', role: 'supervisor' })
    expect(await supervisor.ask('board:join', { afterSeq: 1, ...later })).toMatchObject({ ok: true })
    expect(await supervisor.ask('supervisor:note', { ...about, text: 'a note' })).toMatchObject({ ok: true })
    await expect.poll(() => widget.events.map(({ type }) => type)).toContain('note')
    expect(widget.socket.connected).toBe(true)
  })

  it('a process goes on with what a later version of the same layout wrote on the disk, and no number comes twice', async () => {
    for (const text of lines(1, 3)) await say(bff, text)
    const before = accepted(await (await widgetAt(bff)).join(CONVERSATION))
    await bff.stop()
    const database = new DatabaseSync(join(folder, 'cx-assist.sqlite'))
    database.exec(`
      UPDATE conversation SET state = json_set(state, '$.later', json('{"deep":[1]}'), '$.counted.later', 1),
        board = json_set(board, '$.later', 1);
      UPDATE event SET data = json_set(data, '$.later', json('{"deep":[1]}'));
      UPDATE heard SET data = json_set(data, '$.later', 1);
      INSERT INTO event (conversation, seq, type, at, data)
        SELECT conversation, max(seq) + 1, 'later', max(at), '{"later":1}' FROM event GROUP BY conversation;
    `)
    database.close()

    const earlier = await start({ DATA_DIR: folder })
    const widget = await widgetAt(earlier)
    const joined = accepted(await widget.join(CONVERSATION))
    expect(joined).toMatchObject({ epoch: before.epoch, seq: before.seq + 1 })
    expect(joined.snapshot?.transcript.map(({ data }) => data.text)).toEqual(lines(1, 3))
    await say(earlier, 'line 4')
    await expect.poll(() => textsOf(widget)).toEqual(['line 4'])
    expect(seqsOf(widget)[0]).toBe(joined.seq + 1)
    const board = await followBoard(await widgetAt(earlier, { agentId: 'sup_1', role: 'supervisor' }))
    expect(board.rows.get(CONVERSATION)).toMatchObject({ lastText: 'line 4', misunderstood: 4 })
  })
})

describe('two processes on one Redis, one of which is replaced', () => {
  let redis: RedisServer
  beforeEach(async () => {
    redis = await startRedis()
  })
  afterEach(() => redis.stop())

  it('two processes on one Redis, one of which wrote as a later version of the same layout: the other goes on with it', async () => {
    const [one, other] = await Promise.all([start({ REDIS_URL: redis.url }), start({ REDIS_URL: redis.url })])
    for (const text of lines(1, 3)) await say(one, text)
    const before = await (await earlierWidget(one)).join()
    const keyOf = (kind: string): string => `cx-assist:3:${kind}:${CONVERSATION}`
    const readField = async (field: string): Promise<object> =>
      z.record(z.string(), z.unknown()).parse(JSON.parse(String(await redis.command('HGET', keyOf('c'), field))))
    const seq = before.seq + 1
    const envelope = {
      conversationId: CONVERSATION,
      seq,
      at: new Date().toISOString(),
      type: 'later',
      data: { later: 1 },
    }
    await redis.command('XADD', keyOf('e'), `${seq}-0`, 'e', JSON.stringify(envelope))
    await redis.command('HSET', keyOf('n'), 'later', JSON.stringify(envelope))
    for (const field of ['head', 'row']) {
      const text = JSON.stringify({ ...(await readField(field)), later: { deep: [1] } })
      await redis.command('HSET', keyOf('c'), field, text)
    }
    await redis.command('HSET', keyOf('c'), 'seq', String(seq))
    await redis.command('HINCRBY', keyOf('c'), 'rev', '1')

    const widget = await earlierWidget(other)
    expect((await widget.join(before.seq)).seq).toBe(seq)
    for (const text of lines(4, 6)) await say(oneOf(one, other, text), text)
    await expect.poll(widget.texts).toEqual(lines(4, 6))
    // A number for each, the one of the later version too: a widget that does not know it sees no hole.
    expect(seqsOf(widget)).toEqual(seqsOf(widget).map((_, n) => seq + n))
    expect(widget.events[0]).toMatchObject({ type: 'later' })
    for (const bff of [one, other]) {
      const { snapshot } = accepted(await (await widgetAt(bff)).join(CONVERSATION))
      expect(snapshot?.transcript.map(({ data }) => data.text)).toEqual(lines(1, 6))
      const board = await followBoard(await widgetAt(bff, { agentId: 'sup_1', role: 'supervisor' }))
      expect(board.rows.get(CONVERSATION)).toMatchObject({ lastText: 'line 6', misunderstood: 6 })
    }
  })

  it('two processes on one Redis, one of which drains: its widgets, of either version, go on at the other one and miss nothing', async () => {
    const leaving = await start({ REDIS_URL: redis.url })
    await say(leaving, 'line 1')
    const [old, now] = [await earlierWidget(leaving), await widgetAt(leaving)]
    const [oldJoin, nowJoin] = [await old.join(), accepted(await now.join(CONVERSATION))]
    const board = await followBoard(await widgetAt(leaving, { agentId: 'sup_1', role: 'supervisor' }))
    const gone = Promise.all(
      [old.socket, now.socket].map((socket) => new Promise((resolve) => socket.once('disconnect', resolve))),
    )

    const next = await start({ REDIS_URL: redis.url })
    /** As a balancer does: whom the one does not take, the other one gets. */
    const sayToEither = async (text: string): Promise<number> => {
      try {
        const { status } = await say(leaving, text)
        return status === 503 ? (await say(next, text)).status : status
      } catch {
        return (await say(next, text)).status
      }
    }
    for (const text of lines(2, 10)) expect(await sayToEither(text)).toBe(200)
    const during = lines(11, 30).map(sayToEither)
    const ended = leaving.stop()
    await gone
    expect(new Set(await Promise.all(during))).toEqual(new Set([200]))
    expect((await ended).code).toBe(0)
    processes.splice(processes.indexOf(leaving), 1)

    const [oldBack, nowBack] = [await earlierWidget(next), await widgetAt(next)]
    await oldBack.join(seqsOf(old).at(-1) ?? oldJoin.seq)
    await nowBack.join(CONVERSATION, { afterSeq: seqsOf(now).at(-1) ?? nowJoin.seq, epoch: nowJoin.epoch })
    for (const text of lines(31, 33)) expect((await say(next, text)).status).toBe(200)
    const heardByOld = () => [...old.texts(), ...oldBack.texts()]
    const heardByNow = () => [...textsOf(now), ...textsOf(nowBack)]
    for (const heard of [heardByOld, heardByNow]) {
      await expect.poll(() => heard().toSorted()).toEqual([...lines(2, 33)].toSorted())
      expect(heard().slice(-3)).toEqual(lines(31, 33))
    }
    const counted = (seqs: readonly number[]) => expect(seqs).toEqual(seqs.map((_, n) => oldJoin.seq + 1 + n))
    counted([...seqsOf(old), ...seqsOf(oldBack)])
    counted([...seqsOf(now), ...seqsOf(nowBack)])
    const boardBack = await followBoard(await widgetAt(next, { agentId: 'sup_1', role: 'supervisor' }), board.seq())
    expect(boardBack.rows.get(CONVERSATION)).toMatchObject({ lastText: 'line 33', misunderstood: 33 })
    expect((await send(next.url, '/healthz')).status).toBe(200)
  })

  const oneOf = (one: BffProcess, other: BffProcess, text: string): BffProcess =>
    Number(text.slice(-1)) % 2 === 0 ? one : other
})
