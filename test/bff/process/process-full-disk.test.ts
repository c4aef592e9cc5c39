/** A disk that is full while the service runs: nothing is called kept that is not, and all goes on once there is room. */
import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readinessAnswer } from '../../../shared/wire/widget-api.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import type { CxoneStandIn } from '../../../simulator/cxone/tutorial/server.ts'
import { alertsBy, scrape } from '../../support/alert-rules.ts'
import {
  type BffProcess,
  buildBff,
  type Environment,
  refusedStart,
  startBffProcess,
} from '../../support/bff-process.ts'
import { GOOD_HANDOVER, startHandoverCxone } from '../../support/handover-stage.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { INTEGRATOR_KEY, WIDGET_SECRET } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

/** Larger than the database gets here: a bound just beyond it is one for these files alone. */
const LONG = 32 * 1024 * 1024
const CONTACT = 'conv_abc123'

let folder: string
let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let bff: BffProcess
const widgets: Widget[] = []
beforeAll(buildBff)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-full-'))
  cxone = await startHandoverCxone({ acceptUnknownConversations: true })
  cognigy = await startCognigy()
})
afterEach(async () => {
  for (const widget of widgets.splice(0)) widget.close()
  bff.signal('SIGKILL')
  await bff.ended
  await cxone.close()
  await cognigy.close()
  rmSync(folder, { recursive: true })
})

const start = async (more: Environment = {}): Promise<void> => {
  bff = await startBffProcess({
    DATA_DIR: folder,
    CXONE_API_URL: cxone.url,
    CXONE_CLIENT_ID: cxone.clientId,
    CXONE_CLIENT_SECRET: cxone.clientSecret,
    COGNIGY_ORG_URL: cognigy.url,
    COGNIGY_CLIENT_ID: cognigy.clientId,
    COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
    WIDGET_TOKEN_SECRET: WIDGET_SECRET,
    INTEGRATOR_API_KEY: INTEGRATOR_KEY,
    ...more,
  })
}
/** The system's bound for the size of any file of the process: beyond it, writes take a part or nothing, as on a full disk. */
const leaveRoom = (bytes: number | 'unlimited'): void => {
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(bff.pid), `--fsize=${bytes}:unlimited`], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`prlimit: ${stderr}`)
}
const path = (file: string): string => join(folder, file)
/** A file that ends with a whole line, and is as long as a full disk made it. */
const makeLong = (file: string): void => {
  const fd = openSync(path(file), 'w')
  writeSync(fd, '\n', LONG - 1)
  closeSync(fd)
}
/** What came behind it. */
const added = (file: string): string => {
  const bytes = Buffer.alloc(statSync(path(file)).size - LONG)
  const fd = openSync(path(file), 'r')
  readSync(fd, bytes, 0, bytes.length, LONG)
  closeSync(fd)
  return bytes.toString()
}
const linesOf = (file: string): unknown[] =>
  added(file)
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line))

const partOf = async (name: string) => {
  const { checks } = readinessAnswer.parse((await send(bff.url, '/readyz')).body)
  return checks.find((check) => check.name === name)
}
const handOver = (conversationId: string) => {
  cxone.seedConversation({ id: conversationId })
  return sendJson(bff.url, '/webhook/handover', { ...GOOD_HANDOVER, conversationId })
}
const route = (text: string, id = text) =>
  sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: CONTACT, text, score: 0.1 }), {
    'webhook-id': id,
  })
const watch = async (): Promise<Widget> => {
  const { body } = await sendJson(
    bff.url,
    '/api/widget/token',
    { agentId: 'a', conversations: [CONTACT] },
    { authorization: `Bearer ${INTEGRATOR_KEY}` },
  )
  const widget = await connectWidget(bff.url, z.object({ token: z.string() }).parse(body).token)
  widgets.push(widget)
  accepted(await widget.join(CONTACT))
  return widget
}
const textsOf = (widget: Widget): string[] =>
  widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))

describe('a disk without room for records', () => {
  it('a disk without room for records costs the audit of a handover and not its answer, and leaves no half a line', async () => {
    makeLong('handovers.jsonl')
    await start()
    leaveRoom(LONG + 50)
    const since = performance.now()
    expect((await handOver('conv_1')).body).toEqual({ status: 'transferred' })
    expect(performance.now() - since).toBeLessThan(3000)
    await expect.poll(() => partOf('records')).toMatchObject({ state: 'degraded' })
    expect((await partOf('records'))?.detail).toMatch(/^handovers\.jsonl cannot be written since .*: EFBIG$/)
    expect(added('handovers.jsonl')).toBe('')
    leaveRoom('unlimited')
    expect((await handOver('conv_2')).body).toEqual({ status: 'transferred' })
    await expect.poll(() => linesOf('handovers.jsonl')).toMatchObject([{ conversationId: 'conv_2' }])
    await expect.poll(() => partOf('records')).toEqual({ name: 'records', state: 'ok' })
  })

  it('a disk without room for records is told to the agent who says what was meant', async () => {
    makeLong('confirmed-intents.jsonl')
    await start()
    await route('line')
    const widget = await watch()
    leaveRoom(LONG + 50)
    const confirm = () => widget.ask('intent:confirm', { conversationId: CONTACT, actual: 'billing_inquiry' })
    expect(await confirm()).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    expect(added('confirmed-intents.jsonl')).toBe('')
    expect((await partOf('records'))?.detail).toMatch(/^confirmed-intents\.jsonl cannot be written/)
    leaveRoom('unlimited')
    expect(await confirm()).toEqual({ ok: true })
    expect(linesOf('confirmed-intents.jsonl')).toMatchObject([{ actual: 'billing_inquiry' }])
  })

  it('a disk without room for METRICS_LOG keeps its lines whole, tells agents that nothing is recorded, and writes what waited once there is room', async () => {
    makeLong('metrics.jsonl')
    await start({ METRICS_LOG: path('metrics.jsonl') })
    await expect.poll(() => cognigy.subscriberCount).toBe(1)
    await route('line')
    const widget = await watch()
    leaveRoom(LONG + 50)
    const say = (transcript: string) =>
      cognigy.sendUpdate({ interactionId: 'int_1', conversationId: CONTACT, transcript })
    say('I want a refund')
    await expect.poll(() => partOf('records')).toMatchObject({ state: 'degraded' })
    expect((await partOf('records'))?.detail).toMatch(/^METRICS_LOG cannot be written since .*: EFBIG$/)
    const suggestionId = (): string | undefined =>
      widget.events.flatMap((event) => (event.type === 'suggestions' ? event.data.suggestions : []))[0]?.id
    await expect.poll(suggestionId).toBeDefined()
    const report = { conversationId: CONTACT, suggestionId: suggestionId(), action: 'helpful' }
    expect(await widget.ask('suggestion:feedback', report)).toMatchObject({
      ok: false,
      error: { code: 'unavailable' },
    })
    leaveRoom('unlimited')
    await expect.poll(() => partOf('records')).toEqual({ name: 'records', state: 'ok' })
    expect(await widget.ask('suggestion:feedback', report)).toEqual({ ok: true })
    await expect.poll(() => linesOf('metrics.jsonl').at(-1)).toMatchObject({ action: 'helpful' })
    expect(linesOf('metrics.jsonl')).toContainEqual(expect.objectContaining({ eventType: 'AGENT_ASSIST_QUERY' }))
  })

  it('a disk without room for METRICS_LOG until the end of the process has no half a line on it then', async () => {
    makeLong('metrics.jsonl')
    await start({ METRICS_LOG: path('metrics.jsonl') })
    await expect.poll(() => cognigy.subscriberCount).toBe(1)
    leaveRoom(LONG + 50)
    cognigy.sendUpdate({ interactionId: 'int_1', transcript: 'I want a refund' })
    await expect.poll(() => partOf('records')).toMatchObject({ state: 'degraded' })
    expect((await bff.stop()).code).toBe(0)
    expect(added('metrics.jsonl')).toBe('')
  })
})

describe('a disk without room for the database', () => {
  /** So that the next commit finds none, nor any by moving what is written ahead into the database. */
  const fill = (): void => {
    const sizes = readdirSync(folder).map((file) => statSync(path(file)).size)
    leaveRoom(Math.floor(Math.max(...sizes) / 3))
  }

  it('a disk without room for the database lets webhooks be sent again in time, shows nothing that is not kept, says so, and goes on by itself', async () => {
    await start({ SENTIMENT_MODEL: 'off', KNOWLEDGE: 'off' })
    expect((await route('kept')).status).toBe(200)
    const widget = await watch()
    const well = await scrape(bff.url)
    fill()
    const since = performance.now()
    const refused = await route('lost', 'lost')
    expect(performance.now() - since).toBeLessThan(6000)
    expect(refused.status).toBe(503)
    expect(refused.headers['retry-after']).toBe('1')
    expect(await partOf('store')).toMatchObject({ state: 'degraded' })
    await expect.poll(() => partOf('store')).toMatchObject({ state: 'failed' })
    expect((await send(bff.url, '/readyz')).status).toBe(503)
    expect((await route('lost', 'lost')).status).toBe(503)
    expect(textsOf(widget)).toEqual([])
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 10)
    const wanted = ['CxAssistFaultsBurnBudget', 'CxAssistPartFailed']
    expect(fires.before.filter((name) => wanted.includes(name))).toEqual([])
    expect(fires.during).toEqual(expect.arrayContaining(wanted))
    await expect.poll(bff.output).toMatch(/"cause":"[A-Z_]+".*"msg":"the store can keep nothing"/)
    leaveRoom('unlimited')
    await expect.poll(() => partOf('store')).toEqual({ name: 'store', state: 'ok' })
    await expect.poll(bff.output).toContain('the store keeps state again')
    expect(bff.output()).not.toContain(WIDGET_SECRET)
    expect((await route('sent again', 'lost too')).status).toBe(200)
    await expect.poll(() => textsOf(widget)).toEqual(['sent again'])
    expect(widget.seqs()).toEqual(widget.seqs().map((_, at) => (widget.seqs()[0] ?? 0) + at))
  })
})

describe('a folder', () => {
  it.skipIf(!existsSync('/sys/kernel'))('a folder that cannot be written stops the start, and is named', async () => {
    bff = await startBffProcess()
    const { code, output } = await refusedStart({ DATA_DIR: '/sys/kernel' })
    expect(output).toMatch(/DATA_DIR: \/sys\/kernel\S* cannot be written \((EACCES|EPERM|EROFS)\)/)
    expect(code).toBe(1)
  })
})
