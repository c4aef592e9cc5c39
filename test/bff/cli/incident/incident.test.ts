/** What came in is recorded masked, cut out and sent again: services from their sources, in front of a stand-in for CXone. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cutIncident } from '../../../../bff/cli/incident/cut-incident.ts'
import { readIncident } from '../../../../bff/cli/incident/read-incident.ts'
import { replayIncident, replayTable } from '../../../../bff/cli/incident/replay-incident.ts'
import { createSend } from '../../../../bff/cli/incident/send-again.ts'
import { systemClock } from '../../../../bff/deadline.ts'
import { createIncidentLog, tellingRecorder } from '../../../../bff/observe/incident-log.ts'
import { createLog } from '../../../../bff/observe/log.ts'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import { openRecorder, openRecording } from '../../../../bff/start/recording.ts'
import { rulesFile } from '../../../../shared/rules.ts'
import { type IncidentLine, incidentLine } from '../../../../shared/wire/incident.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import { send, sendJson } from '../../../support/http-client.ts'
import { EXAMPLE_ROUTING, routingBody, SOME_SECRET, signed } from '../../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'

const folder = mkdtempSync(join(tmpdir(), 'incident-'))
const rules = rulesFile.parse({ privacy: { mask: [], patterns: { name: '\\bErika Mustermann\\b' } } })
/** None of it may be in a recording. */
const CANARIES = [
  '4111111111111111',
  '4111 1111 1111 1111',
  'erika@example.com',
  '+49 170 1234567',
  'Erika Mustermann',
  'John Doe',
  '99887766',
  'conv_canary',
  'sess_canary_1',
  'user_67890',
  'delivery_canary',
  'url_token_canary',
  SOME_SECRET,
]
const CANARY_BODY = {
  ...EXAMPLE_ROUTING,
  session: {
    ...EXAMPLE_ROUTING.session,
    id: 'sess_canary_1',
    cxone: { conversationId: 'conv_canary', channel: 'webchat', note: 'for Erika Mustermann' },
  },
  origin: { URLToken: 'url_token_canary', userId: 'user_67890' },
  'Erika Mustermann': true,
  text: 'I am Erika Mustermann, 4111 1111 1111 1111, erika@example.com, +49 170 1234567',
}

let cxone: CxoneStandIn
let bff: RunningBff
let count = 0
let path = ''
let drain = async (): Promise<void> => undefined
beforeAll(async () => {
  cxone = await startCxone()
})
afterAll(async () => {
  await cxone.close()
  rmSync(folder, { recursive: true })
})
const quiet = createLog('silent', { write: () => undefined })

beforeEach(async () => {
  count += 1
  path = join(folder, `${count}.jsonl`)
  cxone.faults.clear()
  cxone.seedConversation({ id: 'conv_canary' })
  const output = openRecording(path, createMetrics())
  const recorder = openRecorder(output, { rules: () => rules, clock: systemClock, log: quiet })
  if (output === undefined || recorder === undefined) throw new Error('nothing is recorded')
  drain = () => output.drain(60_000)
  bff = await startBff(cxone, { webhookSecrets: [SOME_SECRET], recorder })
})
afterEach(() => bff.stop())

const post = (body: unknown, id: string, to = '/webhook/cognigy') => {
  const text = JSON.stringify(body)
  return sendJson(bff.url, to, body, signed(text, { id }))
}
const recorded = async (lines: number, from = path): Promise<readonly IncidentLine[]> => {
  const found: IncidentLine[] = []
  await expect
    .poll(async () => {
      await drain()
      found.length = 0
      await readIncident(from, (line) => void found.push(line))
      return found.length
    })
    .toBe(lines)
  return found
}
const replayTo = async (to: RunningBff, lines: readonly IncidentLine[], pauses: number[] = []) =>
  await replayIncident(lines, {
    send: createSend({
      base: new URL(`${to.url}/`),
      secret: SOME_SECRET,
      newId: () => `run_${count}`,
      now: Date.now,
      monotonic: () => 0,
    }),
    pause: async (ms) => void pauses.push(ms),
    monotonic: () => 0,
    speed: 2,
  })

describe('a recording', () => {
  it('a recording holds nothing of a customer, of an id or of a secret, and is its owner’s alone', async () => {
    await post(CANARY_BODY, 'delivery_canary')
    await post(
      { sessionId: 'sess_canary_1', input: '4111111111111111', context: { who: 'John Doe' } },
      'delivery_2',
      '/webhook/fallback',
    )
    await recorded(2)
    const text = readFileSync(path, 'utf8')
    for (const canary of CANARIES) expect(text).not.toContain(canary)
    expect(text).toContain('billing_inquiry')
    expect(text).toContain('I am [name]')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('a recording tells the answer and its time', async () => {
    const answer = await post(CANARY_BODY, 'delivery_canary')
    const [line] = await recorded(1)
    expect(line).toMatchObject({ path: '/webhook/cognigy', status: answer.status, outcome: 'routed Billing Support' })
    expect(line?.ms).toBeGreaterThan(0)
  })

  it('a recording tells the upstreams that were called for each webhook, of several at a time', async () => {
    const written: string[] = []
    const recorder = createIncidentLog({
      output: { write: (line) => void written.push(line) },
      mask: (text) => text,
      clock: systemClock,
      log: quiet,
    })
    const metrics = tellingRecorder(createMetrics())
    const one = (operation: string) =>
      recorder.during({ path: '/webhook/cognigy', raw: Buffer.from('{}'), deliveryId: undefined }, async (end) => {
        await Promise.resolve()
        metrics.upstreamCalled('cxone', operation, 'ok', 1)
        end({ status: 200, body: {}, ms: 1 })
      })
    await Promise.all([one('route'), one('users')])
    metrics.upstreamCalled('cognigy', 'beside', 'ok', 1)
    const lines = written.slice(1).map((line) => incidentLine.parse(JSON.parse(line)).upstreams)
    expect(lines).toEqual([
      [{ upstream: 'cxone', operation: 'route', outcome: 'ok' }],
      [{ upstream: 'cxone', operation: 'users', outcome: 'ok' }],
    ])
    expect(await metrics.render()).toMatch(/upstream_seconds_count\{[^}]*beside/)
  })

  it('a recording knows a conversation by the same name in each of its webhooks, and another file by another one', async () => {
    await post(CANARY_BODY, 'delivery_1')
    await post(CANARY_BODY, 'delivery_1')
    const [first, second] = await recorded(2)
    expect(second?.body).toEqual(first?.body)
    expect(second?.delivery).toBe(first?.delivery)
    const output = openRecording(path, createMetrics())
    if (output === undefined) throw new Error('nothing is recorded')
    expect(readFileSync(`${path}.1`, 'utf8')).toContain(first?.delivery)
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it('a recording has nothing of those who prove nothing', async () => {
    await sendJson(bff.url, '/webhook/cognigy', CANARY_BODY, signed('{}', { id: 'stranger' }))
    await post(CANARY_BODY, 'delivery_1')
    expect(await recorded(1)).toHaveLength(1)
  })

  it('a recording stops at its size, and the log says so once', async () => {
    const written: string[] = []
    const warned: string[] = []
    const recorder = createIncidentLog({
      output: { write: (line) => void written.push(line) },
      mask: (text) => text,
      clock: systemClock,
      log: { warn: (_fields, message) => void warned.push(message), error: () => undefined },
      largest: 400,
    })
    for (let each = 0; each < 5; each += 1) {
      const raw = Buffer.from(JSON.stringify({ text: 'x'.repeat(50) }))
      await recorder.during({ path: '/webhook/cognigy', raw, deliveryId: undefined }, async (end) =>
        end({ status: 200, body: {}, ms: 1 }),
      )
    }
    expect(Buffer.byteLength(written.join(''))).toBeLessThanOrEqual(400)
    expect(written.length).toBeGreaterThan(1)
    expect(warned).toHaveLength(1)
  })
})

describe('a replay', () => {
  it('a replay against a fresh service gets the same statuses and outcomes: routed, low, repeated, unfit and broken', async () => {
    await post(CANARY_BODY, 'delivery_1')
    await post(CANARY_BODY, 'delivery_1')
    await post({ ...CANARY_BODY, intent: { name: 'billing_inquiry', score: 0.2 } }, 'delivery_2')
    await post({ ...routingBody({ conversationId: null }) }, 'delivery_3')
    await post({ text: 7 }, 'delivery_4')
    await send(bff.url, '/webhook/cognigy', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed('{"', { id: 'delivery_5' }) },
      body: '{"',
    })
    const lines = await recorded(6)
    expect(new Set(lines.map(({ status }) => status))).toEqual(new Set([200, 400, 422]))
    for (const { body } of lines) {
      const id = /"conversationId":"([^"]+)"/.exec(JSON.stringify(body) ?? '')?.[1]
      if (id !== undefined) cxone.seedConversation({ id })
    }
    const fresh = await startBff(cxone, { webhookSecrets: [SOME_SECRET] })
    try {
      const replayed = await replayTo(fresh, lines)
      expect(replayTable(replayed)).toMatch(/^6 sent, 0 answered otherwise/)
    } finally {
      await fresh.stop()
    }
  })

  it('a replay tells of each webhook that is answered otherwise, and what was called when it was recorded', async () => {
    await post(CANARY_BODY, 'delivery_1')
    const lines = await recorded(1)
    const fresh = await startBff(cxone, {
      webhookSecrets: [SOME_SECRET],
      rules: { routing: { confidenceThreshold: 0.99 } },
    })
    try {
      const table = replayTable(await replayTo(fresh, lines))
      expect(table).toMatch(/200 routed Billing Support +200 fallback/)
      expect(table).toContain('1 sent, 1 answered otherwise')
    } finally {
      await fresh.stop()
    }
  })

  it('a replay keeps the pace of the recording, at the speed that is asked for', async () => {
    await post(CANARY_BODY, 'delivery_1')
    const [line] = await recorded(1)
    if (line === undefined) throw new Error('nothing is recorded')
    const later = (ms: number): IncidentLine => ({ ...line, at: new Date(Date.parse(line.at) + ms).toISOString() })
    const pauses: number[] = []
    await replayTo(bff, [later(3000), line, later(1000)], pauses)
    expect(pauses).toEqual([500, 1500])
  })
})

describe('a cut', () => {
  it('a cut holds what came between two moments, gzipped, and never writes over a file', async () => {
    await post(CANARY_BODY, 'delivery_1')
    const [line] = await recorded(1)
    const at = Date.parse(line?.at ?? '')
    const out = join(folder, `${count}-cut.jsonl.gz`)
    const cut = { log: path, since: at, until: at + 1, out }
    expect(await cutIncident(cut)).toEqual({ count: 1, unread: 0 })
    expect(gunzipSync(readFileSync(out)).toString()).toContain('"WEBHOOK"')
    expect(await recorded(1, out)).toEqual([line])
    await expect(cutIncident(cut)).rejects.toThrow('is there already')
    await expect(cutIncident({ ...cut, since: at + 1, until: at + 2 })).rejects.toThrow('holds nothing of that time')
  })

  it('a cut is refused of what is no recording, and of one in the form of another version', async () => {
    const other = join(folder, 'other.jsonl')
    const readIt = () => readIncident(other, () => undefined)
    writeFileSync(other, '{"eventType":"AGENT_ASSIST_QUERY"}\n')
    await expect(readIt()).rejects.toThrow('is no recording')
    writeFileSync(other, '{"eventType":"INCIDENT_RECORDING","formatVersion":2}\n')
    await expect(readIt()).rejects.toThrow('has the form 2, and this version reads 1')
  })
})
