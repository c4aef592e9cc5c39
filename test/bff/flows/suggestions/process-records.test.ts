/** The BFF as a process of its own, between Cognigy and whoever reads its metrics log and its readiness. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import {
  type BffProcess,
  buildBff,
  type Environment,
  refusedStart,
  startBffProcess,
} from '../../../support/bff-process.ts'
import { send } from '../../../support/http-client.ts'
import { SUGGEST } from './stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'records-'))

let cognigy: CognigyStandIn
let bff: BffProcess | undefined
beforeAll(() => buildBff())
beforeEach(async () => {
  cognigy = await startCognigy()
})
afterEach(async () => {
  await bff?.stop()
  bff = undefined
  await cognigy.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = async (more: Environment): Promise<BffProcess> => {
  bff = await startBffProcess({
    COGNIGY_ORG_URL: cognigy.url,
    COGNIGY_CLIENT_ID: cognigy.clientId,
    COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
    ...more,
  })
  await expect.poll(() => cognigy.subscriberCount).toBe(1)
  return bff
}
const say = (transcript: string) => cognigy.sendUpdate({ interactionId: 'int_1', transcript })
const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.includes('AGENT_ASSIST_QUERY'))
    .map((line): unknown => JSON.parse(line))
const ORDER =
  /^\{"timestamp":"[^"]+","interactionId":"int_1","triggered":(true|false),"cached":false,"fallback":false,"suggestionCount":\d,"eventType":"AGENT_ASSIST_QUERY"\}$/

describe('METRICS_LOG', () => {
  it('of a path is a file of JSON lines, made with its folder, and kept over a restart', async () => {
    const path = join(folder, 'new/metrics.jsonl')
    const written = () => (existsSync(path) ? readFileSync(path, 'utf8') : '')
    const first = await start({ METRICS_LOG: path })
    say('refund')
    say('hello')
    await expect.poll(() => linesOf(written())).toHaveLength(2)
    await first.stop()
    await expect.poll(() => cognigy.subscriberCount).toBe(0)
    await start({ METRICS_LOG: path })
    say('hello again')
    await expect.poll(() => linesOf(written())).toHaveLength(3)
    const lines = written().trimEnd().split('\n')
    const queries = lines.filter((line) => line.includes('AGENT_ASSIST_QUERY'))
    for (const line of queries) expect(line).toMatch(ORDER)
    const others = lines.filter((line) => !queries.includes(line))
    expect(others.length).toBeGreaterThan(0)
    for (const line of others) expect(JSON.parse(line)).toMatchObject({ action: 'shown' })
  })

  it('of "-" is standard output, a line of its own each', async () => {
    const { output } = await start({ METRICS_LOG: '-' })
    for (let n = 0; n < 50; n += 1) say(`hello ${n}`)
    await expect.poll(() => linesOf(output())).toHaveLength(50)
    expect(
      output()
        .split('\n')
        .filter((line) => ORDER.test(line)),
    ).toHaveLength(50)
    expect(output()).not.toContain('hello')
  })

  it('that is not set writes none', async () => {
    const { output } = await start({})
    say('refund')
    await expect.poll(() => cognigy.journal.entries(SUGGEST)).toHaveLength(1)
    expect(linesOf(output())).toEqual([])
  })

  it('that cannot be opened stops the start', async () => {
    const { code, output } = await refusedStart({ METRICS_LOG: folder })
    expect(code).toBe(1)
    expect(output).toContain('METRICS_LOG: cannot be written')
  })

  it.skipIf(!existsSync('/dev/full'))('that is full costs records and nothing else', async () => {
    const { url, output, stop } = await start({ METRICS_LOG: '/dev/full' })
    say('refund')
    say('refund again')
    await expect.poll(() => cognigy.journal.entries(SUGGEST).length).toBeGreaterThan(0)
    say('hello')
    await expect.poll(output).toContain('METRICS_LOG: cannot be written right now')
    expect(output()).not.toContain('a fault of ours')
    expect((await send(url, '/healthz')).status).toBe(200)
    expect((await stop()).code).toBe(0)
  })
})

describe('/readyz and /metrics', () => {
  const stateOf = async (url: string, name: string) => {
    const { text } = await send(url, '/readyz')
    return new RegExp(`"name":"${name}","state":"(\\w+)"`).exec(text)?.[1]
  }

  it('say whether the stream is there', async () => {
    const { url } = await start({})
    expect(await stateOf(url, 'cognigy-stream')).toBe('ok')
    expect((await send(url, '/metrics')).text).toContain('cx_assist_stream_connected 1')
    cognigy.refuseHandshake(503, 1000)
    cognigy.dropStream()
    await expect.poll(() => stateOf(url, 'cognigy-stream')).toBe('degraded')
    expect((await send(url, '/readyz')).text).toMatch(/down since \S+: (closed 1006|handshake 503)/)
    expect((await send(url, '/metrics')).text).toContain('cx_assist_stream_connected 0')
  })

  it('say whether suggestions are to be had', async () => {
    const { url } = await start({})
    expect(await stateOf(url, 'cognigy-suggestions')).toBe('ok')
    const undo = cognigy.faults.add({ path: SUGGEST, kind: 'status', status: 403 })
    say('refund')
    await expect.poll(() => stateOf(url, 'cognigy-suggestions')).toBe('degraded')
    undo()
    say('cancel')
    await expect.poll(() => stateOf(url, 'cognigy-suggestions')).toBe('ok')
    expect((await send(url, '/metrics')).text).toMatch(/cx_assist_suggestions_seconds_count\{origin="fallback"\} 1/)
  })
})

describe('a policy that fails its own cases', () => {
  const path = join(folder, 'rules.json')
  const write = (policy: object): void => writeFileSync(path, JSON.stringify({ policy }))

  it('is refused at the start, its place named and not its text', async () => {
    write({ mustPass: ['fine'], mustBlock: ['a secret promise'] })
    const { code, output } = await refusedStart({ CX_ASSIST_CONFIG: path })
    expect(code).toBe(1)
    expect(output).toContain('policy.mustBlock.0: is not stopped by these phrases')
    expect(output).not.toContain('secret')
  })

  it('is refused when it is edited, and the old one stays', async () => {
    write({ mustBlock: ['legal action'] })
    const { output } = await start({ CX_ASSIST_CONFIG: path, METRICS_LOG: '-' })
    write({ mustPass: ['our secret: legal action'], minConfidence: 1 })
    await expect.poll(output).toContain('the old rules stay')
    expect(output()).toContain('policy.mustPass.0')
    expect(output()).not.toContain('secret')
    say('refund')
    await expect.poll(() => linesOf(output())).toEqual([expect.objectContaining({ suggestionCount: 2 })])
  })
})
