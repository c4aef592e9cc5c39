/** RECORD_LOG of a service as operators run it, and the commands that cut it and send it again. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusedStart, runCommand, startBffProcess } from '../../support/bff-process.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody, SOME_SECRET, signed } from '../../support/routing-webhook.ts'

const folder = mkdtempSync(join(tmpdir(), 'record-'))
/** The first command builds what is not. */
beforeAll(() => runCommand(['help', 'replay']), 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

const SIGNED = { WEBHOOK_SECRET: SOME_SECRET, SENTIMENT_MODEL: 'off', KNOWLEDGE: 'off' }

describe('RECORD_LOG', () => {
  it('RECORD_LOG of a service is cut by "record" and sent again by "replay", which tells what is answered otherwise', async () => {
    const log = join(folder, 'new/record.jsonl')
    const out = join(folder, 'incident.jsonl.gz')
    const since = new Date(Date.now() - 1000).toISOString()
    const first = await startBffProcess({ ...SIGNED, RECORD_LOG: log })
    for (const [id, score] of [
      ['a', 0.2],
      ['b', 0.9],
    ] as const) {
      const body = routingBody({ score, text: 'write to erika@example.com' })
      const answer = await sendJson(first.url, '/webhook/cognigy', body, signed(JSON.stringify(body), { id }))
      expect(answer.status).toBeLessThan(600)
    }
    expect((await first.stop()).code).toBe(0)
    expect(first.output()).toContain('webhooks are recorded, masked')
    expect(readFileSync(log, 'utf8')).not.toContain('erika')
    const until = new Date(Date.now() + 1000).toISOString()
    const cut = await runCommand(['record', '--log', log, '--since', since, '--until', until, '--out', out])
    expect(cut).toEqual({ code: 0, output: `${out}: 2 webhooks\n` })

    const fresh = await startBffProcess(SIGNED)
    try {
      const replay = (env: Readonly<Record<string, string>>) =>
        runCommand(['replay', out, '--bff', fresh.url, '--speed', '1000'], env)
      const same = await replay({ WEBHOOK_SECRET: SOME_SECRET })
      expect(same.output).toMatch(/^2 sent, 0 answered otherwise/)
      expect(same.code).toBe(0)
      const unsigned = await replay({})
      expect(unsigned.output).toContain('401')
      expect(unsigned.output).toContain('2 sent, 2 answered otherwise')
      expect(unsigned.code).toBe(1)
    } finally {
      await fresh.stop()
    }
  })

  it('RECORD_LOG that cannot be opened stops the start', async () => {
    const { code, output } = await refusedStart({ RECORD_LOG: folder })
    expect(code).toBe(1)
    expect(output).toContain('RECORD_LOG: cannot be written')
  })
})
