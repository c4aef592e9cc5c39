/** Boards of processes as operators run them: two on one Redis, of which one dies; and one alone, whose disk outlives it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type BffProcess, buildBff, type Environment, startBffProcess } from '../../support/bff-process.ts'
import { type BoardClient, followBoard } from '../../support/board-client.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { cognigyEnvironment, UNSCORED } from '../../support/stand-in-environment.ts'
import { INTEGRATOR_KEY } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

const CALLERS = 30
const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1)
const nameOf = (n: number): string => `conv_${String(n).padStart(2, '0')}`
const names = upTo(CALLERS).map(nameOf)

let cognigy: CognigyStandIn
const processes: BffProcess[] = []
const widgets: Widget[] = []
beforeAll(async () => {
  buildBff()
  cognigy = await startCognigy({ acceptUnknownSessions: true })
}, 300_000)
afterEach(async () => {
  for (const widget of widgets.splice(0)) widget.close()
  await Promise.all(processes.splice(0).map((bff) => bff.stop()))
})
afterAll(() => cognigy.close())

const start = async (store: Environment): Promise<BffProcess> => {
  const bff = await startBffProcess({ ...UNSCORED, ...cognigyEnvironment(cognigy), ...store })
  processes.push(bff)
  return bff
}
const kill = async (bff: BffProcess): Promise<void> => {
  bff.signal('SIGKILL')
  await bff.ended
  processes.splice(processes.indexOf(bff), 1)
}

const connect = async (bff: BffProcess, grant: object): Promise<Widget> => {
  const { body } = await sendJson(bff.url, '/api/widget/token', grant, { authorization: `Bearer ${INTEGRATOR_KEY}` })
  const widget = await connectWidget(bff.url, z.object({ token: z.string() }).parse(body).token)
  widgets.push(widget)
  return widget
}
const supervisorAt = (bff: BffProcess, agentId = 'sup_1') => connect(bff, { agentId, role: 'supervisor' })
const agentAt = async (bff: BffProcess, conversation: string): Promise<Widget> => {
  const widget = await connect(bff, { agentId: 'agent-7', conversations: [conversation] })
  accepted(await widget.join(conversation))
  return widget
}

const say = async (bff: BffProcess, conversation: string, text: string): Promise<void> => {
  const { status } = await sendJson(
    bff.url,
    '/webhook/fallback',
    {
      sessionId: `sess_${conversation}`,
      conversationId: conversation,
      input: text,
      intent: { name: 'Fallback', confidence: 0.2 },
    },
    { 'idempotency-key': `${conversation} ${text}` },
  )
  expect(status).toBe(200)
}
const end = (bff: BffProcess, conversation: string) =>
  sendJson(bff.url, '/webhook/conversation-ended', { conversationId: conversation })
const escalate = async (panel: Widget, conversationId: string): Promise<void> => {
  expect(await panel.ask('escalation:request', { conversationId, level: 'manager' })).toMatchObject({ ok: true })
}
const textsOf = ({ rows }: BoardClient): readonly (string | undefined)[] =>
  [...rows.values()].toSorted((a, b) => (a.conversationId < b.conversationId ? -1 : 1)).map(({ lastText }) => lastText)

describe('boards at two processes on one Redis', () => {
  let redis: RedisServer
  let one: BffProcess
  let other: BffProcess
  beforeEach(async () => {
    redis = await startRedis()
    ;[one, other] = await Promise.all([start({ REDIS_URL: redis.url }), start({ REDIS_URL: redis.url })])
  })
  afterEach(() => redis.stop())

  it('boards at two processes on one Redis show the same rows, whichever process is told of them, without a push missing', async () => {
    await say(other, nameOf(1), 'before anybody looked')
    const board = await followBoard(await supervisorAt(one))
    expect(textsOf(board)).toEqual(['before anybody looked'])
    const beside = await followBoard(await supervisorAt(other))
    for (const name of names) await say(other, name, `hello from ${name}`)
    const greetings = names.map((name) => `hello from ${name}`)
    for (const each of [board, beside]) await expect.poll(() => textsOf(each)).toEqual(greetings)
    for (const name of names) await say(one, name, `and again from ${name}`)
    for (const each of [board, beside])
      await expect.poll(() => textsOf(each)).toEqual(names.map((name) => `and again from ${name}`))
    expect(board.rows).toEqual(beside.rows)
    const headers = { authorization: `Bearer ${INTEGRATOR_KEY}` }
    expect(await send(other.url, `/api/conversations/${nameOf(1)}`, { method: 'DELETE', headers })).toMatchObject({
      status: 200,
    })
    for (const each of [board, beside]) await expect.poll(each.ids).toEqual(names.slice(1))
    expect([...board.gaps, ...beside.gaps]).toEqual([])
  })

  it('boards at two processes on one Redis: a note and a takeover reach the agent whose panel is at the other one', async () => {
    await say(other, nameOf(1), 'hello')
    const panel = await agentAt(other, nameOf(1))
    const supervisor = await supervisorAt(one)
    const board = await followBoard(supervisor)
    await escalate(panel, nameOf(1))
    await expect.poll(() => board.rows.get(nameOf(1))?.escalation?.level).toBe('manager')

    const about = { conversationId: nameOf(1) }
    expect(await supervisor.ask('supervisor:note', { ...about, text: 'Offer the refund' })).toEqual({ ok: true })
    expect(await supervisor.ask('escalation:take', about)).toEqual({ ok: true, takenBy: 'sup_1' })
    const late = await supervisorAt(other, 'sup_2')
    expect(await late.ask('escalation:take', about)).toEqual({ ok: true, takenBy: 'sup_1' })
    const told = () =>
      panel.events.flatMap((event) => {
        if (event.type === 'note') return [`${event.data.from}: ${event.data.text}`]
        return event.type === 'escalation' ? [`escalated, ${event.data.takenBy ?? 'nobody'} is on it`] : []
      })
    await expect
      .poll(told)
      .toEqual(['escalated, nobody is on it', 'sup_1: Offer the refund', 'escalated, sup_1 is on it'])
    await expect.poll(() => board.rows.get(nameOf(1))?.escalation?.takenBy).toBe('sup_1')
    expect(board.gaps).toEqual([])
  })

  it('boards at two processes on one Redis are the same at the other one once theirs was killed, none of their rows lost or there twice', async () => {
    for (const name of names) await say(oneOrOther(name), name, 'before')
    await escalate(await agentAt(other, nameOf(3)), nameOf(3))
    await end(one, nameOf(4))
    const board = await followBoard(await supervisorAt(one))
    expect(board.ids()).toEqual(names)
    const rows = new Map(board.rows)
    await kill(one)

    const again = await followBoard(await supervisorAt(other), board.seq())
    expect(again.first.rows?.map(({ conversationId }) => conversationId).toSorted()).toEqual(names)
    expect(again.rows).toEqual(rows)
    expect(again.first.lastHour?.at(-1)).toBe(1)
    await say(other, nameOf(CALLERS + 1), 'after')
    await say(other, nameOf(1), 'after')
    await expect.poll(() => again.rows.get(nameOf(1))?.lastText).toBe('after')
    await expect.poll(again.ids).toEqual([...names, nameOf(CALLERS + 1)])

    const next = await start({ REDIS_URL: redis.url })
    const later = await followBoard(await supervisorAt(next))
    expect(later.rows).toEqual(again.rows)
    expect(again.gaps).toEqual([])
  })

  const oneOrOther = (name: string): BffProcess => (Number(name.slice(-1)) % 2 === 0 ? one : other)
})

describe('the board of one process with a disk', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'board-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('the board of one process with a disk has the rows again, and who needed somebody, after the process was killed and started anew', async () => {
    const bff = await start({ DATA_DIR: folder })
    for (const name of names) await say(bff, name, 'before')
    await escalate(await agentAt(bff, nameOf(3)), nameOf(3))
    await end(bff, nameOf(4))
    const board = await followBoard(await supervisorAt(bff))
    expect(board.ids()).toEqual(names)
    await kill(bff)

    const anew = await start({ DATA_DIR: folder })
    const again = await followBoard(await supervisorAt(anew), board.seq())
    expect(again.first.rows).toHaveLength(CALLERS)
    expect(again.rows).toEqual(board.rows)
    expect(again.first.lastHour?.at(-1)).toBe(1)
    await say(anew, nameOf(1), 'after')
    await expect.poll(() => again.rows.get(nameOf(1))?.lastText).toBe('after')
    expect(again.gaps).toEqual([])
  })
})
