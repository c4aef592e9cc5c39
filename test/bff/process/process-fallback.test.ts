/** The process and what it owes: acknowledged examples survive it, and sessions are told before it stops. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type BffProcess, buildBff, type Environment, runToken, startBffProcess } from '../../support/bff-process.ts'
import { CONTEXT_PATH, fallbackBody, SESSION } from '../../support/fallback-stage.ts'
import { type Reply, send, sendJson } from '../../support/http-client.ts'
import { WIDGET_SECRET } from '../../support/start-bff.ts'
import { connectWidget } from '../../support/widget-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'confirmed-'))
const RECORDS = 25

let cognigy: CognigyStandIn
let bff: BffProcess
beforeAll(buildBff)
beforeEach(async () => {
  cognigy = await startCognigy()
  cognigy.seedSession(SESSION)
})
afterEach(async () => {
  bff.signal('SIGKILL')
  await bff.ended
  await cognigy.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = async (more: Environment = {}): Promise<void> => {
  bff = await startBffProcess({
    COGNIGY_API_URL: cognigy.url,
    COGNIGY_CLIENT_ID: cognigy.clientId,
    COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
    WIDGET_TOKEN_SECRET: WIDGET_SECRET,
    ...more,
  })
}
const fallBack = (): Promise<Reply> => sendJson(bff.url, '/webhook/fallback', fallbackBody())
const widget = async () => {
  const { output } = await runToken(['--agent', 'a', '--conversation', SESSION], { WIDGET_TOKEN_SECRET: WIDGET_SECRET })
  return await connectWidget(bff.url, output.trim())
}
const checkOf = async (name: string): Promise<unknown> => {
  const checks: unknown = Reflect.get(Object((await send(bff.url, '/readyz')).body), 'checks')
  return Array.isArray(checks)
    ? checks.find((check: unknown) => Reflect.get(Object(check), 'name') === name)
    : undefined
}

describe('an acknowledged example', () => {
  it('an acknowledged example survives kill -9', async () => {
    await start({ DATA_DIR: folder })
    await fallBack()
    const agent = await widget()
    for (let n = 0; n < RECORDS; n += 1) {
      const answer = await agent.ask('intent:confirm', {
        conversationId: SESSION,
        predicted: `intent_${n}`,
        actual: 'b',
      })
      expect(answer).toEqual({ ok: true })
    }
    bff.signal('SIGKILL')
    expect((await bff.ended).code).toBeNull()
    agent.close()
    const lines = readFileSync(join(folder, 'confirmed-intents.jsonl'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line): unknown => Reflect.get(JSON.parse(line), 'predicted'))).toEqual(
      Array.from({ length: RECORDS }, (_, n) => `intent_${n}`),
    )
  })

  it('an acknowledged example needs DATA_DIR, whose absence is said at the start and does not unready', async () => {
    await start()
    const agent = await widget()
    expect(await agent.ask('intent:confirm', { conversationId: SESSION, actual: 'b' })).toMatchObject({
      ok: false,
      error: { code: 'unavailable' },
    })
    agent.close()
    await expect.poll(bff.output).toContain('DATA_DIR is not set')
    expect((await send(bff.url, '/readyz')).text).not.toMatch(/DATA_DIR|confirmed/)
  })
})

describe('SIGTERM', () => {
  it('SIGTERM waits for what a session is still to be told', async () => {
    const rules = join(folder, 'rules.json')
    writeFileSync(rules, '{"fallback":{"responseBudgetMs":30}}')
    await start({ CX_ASSIST_CONFIG: rules })
    cognigy.faults.add({ kind: 'delay', ms: 400, path: CONTEXT_PATH })
    expect((await fallBack()).status).toBe(200)
    expect(cognigy.session(SESSION)?.context).toEqual({})
    const { code } = await bff.stop()
    expect(code).toBe(0)
    expect(cognigy.session(SESSION)?.context).toHaveProperty('fallbackAnalysis')
  })
})

describe('/readyz', () => {
  it('/readyz tells whether sessions can be told', async () => {
    await start()
    expect(await checkOf('cognigy-sessions')).toEqual({ name: 'cognigy-sessions', state: 'ok' })
    cognigy.faults.add({ kind: 'status', status: 403, path: CONTEXT_PATH })
    await fallBack()
    expect(await checkOf('cognigy-sessions')).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('down since'),
    })
    await expect.poll(bff.output).toContain('"cause":"permission"')
  })

  it('/readyz tells that there are no credentials, which the log says once and not at each webhook', async () => {
    await start({ COGNIGY_CLIENT_ID: '', COGNIGY_CLIENT_SECRET: '' })
    for (const _again of [1, 2]) expect((await fallBack()).status).toBe(200)
    expect(await checkOf('cognigy-sessions')).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('off'),
    })
    const { output } = await bff.stop()
    expect(output.match(/sessions are told nothing/g)).toHaveLength(1)
    expect(output).not.toContain('could not be told')
    expect(cognigy.journal.entries()).toEqual([])
  })
})
