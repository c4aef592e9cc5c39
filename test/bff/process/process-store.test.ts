/** The service on a folder of its own: killed at any moment, it goes on where it was. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import {
  type BffProcess,
  buildBff,
  type Environment,
  refusedStart,
  runCommand,
  runToken,
  startBffProcess,
} from '../../support/bff-process.ts'
import { CONTEXT_PATH, fallbackBody, SESSION } from '../../support/fallback-stage.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { WIDGET_SECRET } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

const CONTACT = 'conv_abc123'
const ROUTING_PATH = /routing$/
const KILLS = 5

let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let bff: BffProcess
let folder: string
const widgets: Widget[] = []
beforeAll(buildBff)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-state-'))
  cxone = await startCxone({ acceptUnknownConversations: true })
  cognigy = await startCognigy()
  cognigy.seedSession(SESSION)
})
afterEach(async () => {
  for (const widget of widgets.splice(0)) widget.close()
  bff.signal('SIGKILL')
  await bff.ended
  await cxone.close()
  await cognigy.close()
  rmSync(folder, { recursive: true })
})

const surroundings = (): Environment => ({
  DATA_DIR: folder,
  CXONE_API_URL: cxone.url,
  CXONE_CLIENT_ID: cxone.clientId,
  CXONE_CLIENT_SECRET: cxone.clientSecret,
  COGNIGY_API_URL: cognigy.url,
  COGNIGY_CLIENT_ID: cognigy.clientId,
  COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
  WIDGET_TOKEN_SECRET: WIDGET_SECRET,
})
const start = async (more: Environment = {}): Promise<void> => {
  bff = await startBffProcess({ ...surroundings(), ...more })
}
const kill = async (): Promise<void> => {
  bff.signal('SIGKILL')
  await bff.ended
}
const route = (text: string, id: string) =>
  sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId: CONTACT, text }), { 'webhook-id': id })
const widgetOn = async (conversationId: string): Promise<Widget> => {
  const arguments_ = ['--agent', 'a', '--conversation', conversationId]
  const { output } = await runToken(arguments_, { WIDGET_TOKEN_SECRET: WIDGET_SECRET })
  const widget = await connectWidget(bff.url, output.trim())
  widgets.push(widget)
  return widget
}

describe('kill -9', () => {
  it('kill -9 loses nothing that was acknowledged: same epoch, numbers without a gap, widgets catch up without a snapshot', async () => {
    const misunderstand = async (n: number): Promise<void> => {
      const body = fallbackBody({ input: `line ${n}` })
      expect((await sendJson(bff.url, '/webhook/fallback', body, { 'webhook-id': `id ${n}` })).status).toBe(200)
    }
    await start()
    await misunderstand(0)
    const { epoch, seq } = accepted(await (await widgetOn(SESSION)).join(SESSION))
    let last = seq
    for (let n = 1; n <= KILLS; n += 1) {
      await misunderstand(n)
      await kill()
      await start()
      const widget = await widgetOn(SESSION)
      const answer = accepted(await widget.join(SESSION, { afterSeq: last, epoch }))
      expect(answer).toMatchObject({ epoch })
      expect(answer.snapshot).toBeUndefined()
      await expect.poll(() => widget.seqs().length).toBeGreaterThan(0)
      const seqs = widget.seqs()
      expect(seqs).toEqual(seqs.map((_, at) => last + 1 + at))
      expect(JSON.stringify(widget.events)).toContain(`line ${n}`)
      last = seqs.at(-1) ?? last
    }
  })

  it('kill -9 leaves a delivery its first answer, and CXone is asked once', async () => {
    await start()
    const first = await route('my bill', 'once')
    expect(first.status).toBe(200)
    await kill()
    await start()
    const again = await route('my bill', 'once')
    expect(again.body).toEqual(first.body)
    expect(cxone.journal.entries(ROUTING_PATH)).toHaveLength(1)
  })

  it('kill -9 in the middle of a delivery leaves it to be tried again, knowing that it may have had effect', async () => {
    await start()
    cxone.faults.add({ kind: 'delay', ms: 1000, path: ROUTING_PATH })
    const cut = route('my bill', 'cut').catch(() => 'cut')
    await expect.poll(() => cxone.journal.entries(ROUTING_PATH).length).toBe(1)
    await kill()
    expect(await cut).toBe('cut')
    cxone.faults.clear()
    await start()
    expect((await route('my bill', 'cut')).body).toEqual({ status: 'routed', skill: 'Billing Support' })
    const { snapshot } = accepted(await (await widgetOn(CONTACT)).join(CONTACT))
    expect(snapshot?.transcript.map(({ data }) => data.text)).toEqual(['my bill'])
  })

  it('kill -9 leaves a cool-down as it was: Cognigy is not told again of a level that it knows', async () => {
    const told = (): number => cognigy.journal.entries(/\/update$/).length
    const escalate = () =>
      sendJson(bff.url, '/webhook/sentiment-escalation', {
        session: { id: SESSION, history: [] },
        userInput: 'This is the worst service ever, I am furious and I hate you',
      })
    const more = { COGNIGY_ORG_URL: cognigy.url, COGNIGY_API_KEY: cognigy.apiKey, SENTIMENT_MODEL: 'models/full' }
    await start(more)
    // The level rises with what is said, and then stays.
    for (let n = 0; n < 4; n += 1) expect((await escalate()).status).toBe(200)
    const known = told()
    expect(known).toBeGreaterThan(0)
    expect((await escalate()).status).toBe(200)
    expect(told()).toBe(known)
    await kill()
    await start(more)
    expect((await escalate()).status).toBe(200)
    expect(told()).toBe(known)
  })

  it('kill -9 leaves no session untold: what was still to be told is told after the restart', async () => {
    const rules = join(folder, 'rules.json')
    writeFileSync(rules, '{"fallback":{"responseBudgetMs":30}}')
    await start({ CX_ASSIST_CONFIG: rules })
    cognigy.faults.add({ kind: 'drop', path: CONTEXT_PATH })
    expect((await sendJson(bff.url, '/webhook/fallback', fallbackBody())).status).toBe(200)
    await kill()
    cognigy.faults.clear()
    expect(cognigy.session(SESSION)?.context).toEqual({})
    await start()
    await expect.poll(() => cognigy.session(SESSION)?.context).toHaveProperty('fallbackAnalysis')
  })
})

describe('a folder', () => {
  it('a folder that a service runs on is refused to a second one, and free at once after kill -9', async () => {
    await start()
    const { code, output } = await refusedStart(surroundings())
    expect(output).toContain(`DATA_DIR: ${folder} is in use by another process: each needs a folder of its own`)
    expect(code).toBe(1)
    await kill()
    await start()
    expect((await send(bff.url, '/healthz')).status).toBe(200)
  })

  it('a folder whose database is damaged is refused with what to do about it', async () => {
    await start()
    await route('line', 'id')
    await bff.stop()
    writeFileSync(join(folder, 'cx-assist.sqlite'), 'x'.repeat(10_000))
    const { code, output } = await refusedStart(surroundings())
    expect(output).toMatch(/DATA_DIR: .*cx-assist\.sqlite is no database, or is damaged: restore a backup with/)
    expect(code).toBe(1)
  })
})

describe('/readyz and /metrics', () => {
  it('/readyz and /metrics tell of the store', async () => {
    await start()
    await route('line', 'id')
    expect((await send(bff.url, '/readyz')).body).toMatchObject({
      checks: expect.arrayContaining([{ name: 'store', state: 'ok' }]),
    })
    const { text } = await send(bff.url, '/metrics')
    expect(text).toMatch(/^cx_assist_store_commit_seconds_count [1-9]/m)
    expect(text).toMatch(/^cx_assist_store_conflicts_total 0$/m)
    expect(text).toMatch(/^cx_assist_store_duties_pending 0$/m)
  })
})

describe('cx-assist store', () => {
  it('saves a running service, tells that it is whole, and restores it once it is stopped', async () => {
    const run = (...args: readonly string[]) => runCommand(['store', ...args], { DATA_DIR: folder })
    const file = join(folder, 'saved')
    await start()
    await route('line', 'id')
    const { epoch } = accepted(await (await widgetOn(CONTACT)).join(CONTACT))
    expect(await run('check')).toMatchObject({ code: 0, output: expect.stringMatching(/: ok, 1 conversations, /) })
    expect(await run('backup', file)).toMatchObject({ code: 0 })
    expect(await run('restore', file)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^cx-assist store: .* is in use by another process/),
    })
    expect((await bff.stop()).code).toBe(0)
    expect(await run('restore', file)).toMatchObject({ code: 0 })
    await start()
    const after = accepted(await (await widgetOn(CONTACT)).join(CONTACT, { afterSeq: 1, epoch }))
    expect(after.epoch).not.toBe(epoch)
    expect(JSON.stringify(after.snapshot)).toContain('line')
    await bff.stop()
    const bytes = readFileSync(join(folder, 'cx-assist.sqlite'))
    writeFileSync(join(folder, 'cx-assist.sqlite'), bytes.fill(0x55, 4096, 8192))
    expect(await run('check')).toMatchObject({ code: 1, output: expect.stringMatching(/damaged/) })
  })
})
