/** Alerts about a process itself, each by its fault: real processes, their real figures, the rules that operators are given. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readinessAnswer } from '../../../shared/wire/widget-api.ts'
import { startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { alertsBy, type Figures, figureIn, scrape, shifted } from '../../support/alert-rules.ts'
import { buildBff } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { startLeanBff } from '../../support/lean-bff.ts'
import { freePort } from '../../support/redis-server.ts'
import { routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'
import { startRush } from '../../support/rush.ts'
import { cognigyStreamEnvironment } from '../../support/stand-in-environment.ts'

const ends: (() => unknown)[] = []
beforeAll(() => buildBff(), 300_000)
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** Below the gate: it is heard, and nothing of CXone is needed. */
const heard = (n: number) => routingBody({ conversationId: `conv_${n}`, sessionId: `sess_${n}`, score: 0 })

describe('an alert about a process', () => {
  it('the alert CxAssistDown fires by a process that was killed, and not by its neighbour', async () => {
    const [killed, neighbour] = await Promise.all([startLeanBff(ends), startLeanBff(ends)])
    const well = await Promise.all([scrape(killed.url, 'killed'), scrape(neighbour.url, 'neighbour')])
    killed.signal('SIGKILL')
    await killed.ended
    const [gone, still] = await Promise.all([scrape(killed.url, 'killed'), scrape(neighbour.url, 'neighbour')])
    const fires = alertsBy([{ well: well[0], ill: [gone] }], 5)
    expect(fires.before).not.toContain('CxAssistDown')
    expect(fires.during).toContain('CxAssistDown')
    expect(alertsBy([{ well: well[1], ill: [still] }], 5).during).not.toContain('CxAssistDown')
  })

  it('no alert that wakes somebody fires by a process that is drained, though it calls itself unready', async () => {
    const cxone = await startCxone({ acceptUnknownConversations: true })
    ends.push(() => cxone.close())
    const adminPort = await freePort()
    const bff = await startLeanBff(ends, {
      ADMIN_PORT: String(adminPort),
      CXONE_API_URL: cxone.url,
      CXONE_CLIENT_ID: cxone.clientId,
      CXONE_CLIENT_SECRET: cxone.clientSecret,
    })
    const admin = `http://127.0.0.1:${adminPort}`
    const well = await scrape(admin)
    cxone.faults.add({ kind: 'delay', ms: 2000, path: /routing$/ })
    const answer = sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: 'conv_1' }))
    await expect.poll(async () => figureIn(await scrape(admin), 'cx_assist_webhooks_in_flight')).toBe(1)
    const ended = bff.stop()
    await expect.poll(bff.output).toContain('stopping: nothing new is taken, what was accepted is finished')
    const draining = await scrape(admin)
    expect(figureIn(draining, 'cx_assist_part_state', 'part="process"')).toBe(2)
    expect((await send(admin, '/readyz')).status).toBe(503)
    expect((await answer).status).toBe(200)
    expect((await ended).code).toBe(0)
    const { during } = alertsBy([{ well, ill: [draining] }], 5)
    expect(during).not.toContain('CxAssistDown')
    expect(during).not.toContain('CxAssistPartFailed')
  })

  it('the alert CxAssistRestarts fires by a process that is started four times again, and is quiet after three', async () => {
    const port = await freePort()
    const runs: Figures[] = []
    for (let run = 0; run < 5; run += 1) {
      const bff = await startLeanBff(ends, { PORT: String(port) })
      // A minute apart, as these figures are said to be: two starts within a second have the same time.
      runs.push(shifted(await scrape(bff.url), 'process_start_time_seconds', run * 60))
      bff.signal('SIGKILL')
      await bff.ended
    }
    const [well, ...again] = runs
    if (well === undefined) throw new Error('there was no first run')
    expect(alertsBy([{ well, ill: again }], 10)).toEqual({
      before: expect.not.arrayContaining(['CxAssistRestarts']),
      during: expect.arrayContaining(['CxAssistRestarts']),
    })
    expect(alertsBy([{ well, ill: again.slice(1) }], 10).during).not.toContain('CxAssistRestarts')
  })

  it('the alert CxAssistMemory fires by a process that holds more and more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cx-assist-leak-'))
    ends.push(() => rmSync(folder, { recursive: true }))
    const leak = join(folder, 'leak.cjs')
    writeFileSync(leak, "process.once('SIGWINCH', () => { globalThis.held = Buffer.alloc(1.2e9, 1) })\n")
    const bff = await startLeanBff(ends, { NODE_OPTIONS: `--require ${leak}` })
    const well = await scrape(bff.url)
    bff.signal('SIGWINCH')
    await expect
      .poll(async () => figureIn(await scrape(bff.url), 'process_resident_memory_bytes'))
      .toBeGreaterThan(1.2e9)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 20)
    expect(fires.before).not.toContain('CxAssistMemory')
    expect(fires.during).toContain('CxAssistMemory')
  })

  it('the alert CxAssistPartDegraded fires by a stream that is cut off, which /readyz and the log tell of, and ends by itself', async () => {
    const cognigy = await startCognigy()
    ends.push(() => cognigy.close())
    const bff = await startLeanBff(ends, cognigyStreamEnvironment(cognigy))
    const stream = async () => {
      const { checks } = readinessAnswer.parse((await send(bff.url, '/readyz')).body)
      return checks.find(({ name }) => name === 'cognigy-stream')
    }
    await expect.poll(stream).toMatchObject({ state: 'ok' })
    const well = await scrape(bff.url)
    cognigy.faults.add({ kind: 'status', status: 503 })
    cognigy.dropStream()
    await expect.poll(stream).toMatchObject({ state: 'degraded', detail: expect.stringContaining('since') })
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 20)
    expect(fires.before).not.toContain('CxAssistPartDegraded')
    expect(fires.during).toContain('CxAssistPartDegraded')
    cognigy.faults.clear()
    await expect.poll(stream).toMatchObject({ state: 'ok' })
    expect(bff.output()).not.toContain(cognigy.clientSecret)
  })

  it('the alert CxAssistEventLoopBusy fires by more webhooks than a process can do', async () => {
    const bff = await startLeanBff(ends)
    const share = async () => figureIn(await scrape(bff.url), 'cx_assist_event_loop_utilization')
    // The start is over, and the first seconds after it were looked at.
    await expect.poll(share).toSatisfy((busy: number) => busy > 0 && busy < 0.9)
    const well = await scrape(bff.url)
    const rush = await startRush(bff.url, '/webhook/cognigy', (n) => heard(n % 50))
    ends.push(rush.stop)
    await expect.poll(share).toBeGreaterThan(0.9)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 15)
    expect(rush.answered()).toBeGreaterThan(0)
    expect(fires.before).not.toContain('CxAssistEventLoopBusy')
    expect(fires.during).toContain('CxAssistEventLoopBusy')
  })

  it('the alert CxAssistShedding fires by an address that sends hundreds of bodies and finishes none', async () => {
    const bff = await startLeanBff(ends, { WEBHOOK_SECRET: SOME_SECRET })
    const well = await scrape(bff.url)
    const { hostname, port, host } = new URL(bff.url)
    const headers = Object.entries(signed('{}')).map(([name, value]) => `${name}: ${value}`)
    const fixed = [`host: ${host}`, 'content-type: application/json', 'content-length: 100']
    const begun = ['POST /webhook/cognigy HTTP/1.1', ...fixed, ...headers, '', '{'].join('\r\n')
    for (let n = 0; n < 310; n += 1) {
      const socket = createConnection(Number(port), hostname)
      ends.push(() => socket.destroy())
      socket.on('error', () => undefined).write(begun)
    }
    const shed = async () => figureIn(await scrape(bff.url), 'cx_assist_requests_shed_total', 'reason="body_address"')
    await expect.poll(shed).toBeGreaterThan(0)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 10)
    expect(fires.before).not.toContain('CxAssistShedding')
    expect(fires.during).toContain('CxAssistShedding')
  })

  it('the alert CxAssistLinesDropped fires by a disk that has no room for what is recorded, while the service goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cx-assist-lines-'))
    ends.push(() => rmSync(folder, { recursive: true }))
    const bff = await startLeanBff(ends, { RECORD_LOG: join(folder, 'record.jsonl') })
    expect((await sendJson(bff.url, '/webhook/cognigy', heard(0))).status).toBe(200)
    const well = await scrape(bff.url)
    const bound = spawnSync('prlimit', ['--pid', String(bff.pid), '--fsize=4096:unlimited'])
    expect(bound.status).toBe(0)
    const lost = async () => figureIn(await scrape(bff.url), 'cx_assist_lines_dropped_total', 'of="record_log"')
    // Long ones: some megabytes wait for room before any is lost.
    const long = { ...heard(0), text: 'I was charged twice. '.repeat(9000) }
    await expect
      .poll(async () => {
        expect((await sendJson(bff.url, '/webhook/cognigy', long)).status).toBe(200)
        return await lost()
      })
      .toBeGreaterThan(0)
    const fires = alertsBy([{ well, ill: [await scrape(bff.url)] }], 5)
    expect(fires.before).not.toContain('CxAssistLinesDropped')
    expect(fires.during).toContain('CxAssistLinesDropped')
  })
})
