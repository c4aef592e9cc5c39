/** `npm run bff`, stopped as a terminal and most supervisors do it: the signal goes to the whole process group. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const IN_FLIGHT = 20
/** It builds first whatever is not built yet. */
const STARTS_WITHIN_MS = 300_000

let cxone: CxoneStandIn
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
afterAll(() => cxone.close())

it.each(['SIGTERM', 'SIGINT'] as const)(
  `npm run bff answers ${IN_FLIGHT} webhooks in flight and ends with 0 after %s to its group`,
  async (signal) => {
    const npm = spawn('npm', ['run', 'bff'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PORT: '0',
        CXONE_API_URL: cxone.url,
        CXONE_CLIENT_ID: cxone.clientId,
        CXONE_CLIENT_SECRET: cxone.clientSecret,
      },
    })
    let output = ''
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.on('data', (piece: Buffer) => {
        output += piece.toString()
      })
    }
    const ended = once(npm, 'exit')
    await expect.poll(() => /"port":(\d+)/.exec(output)?.[1], { timeout: STARTS_WITHIN_MS }).toBeDefined()
    const url = `http://127.0.0.1:${/"port":(\d+)/.exec(output)?.[1]}`
    const route = (id: string) => sendJson(url, '/webhook/cognigy', routingBody({ conversationId: id, sessionId: id }))
    await route('warm-up')
    cxone.journal.clear()
    cxone.faults.add({ kind: 'delay', ms: 1000, path: /routing$/ })
    const answers = Array.from({ length: IN_FLIGHT }, (_, n) => route(`${signal}-${n}`))
    await expect.poll(() => cxone.journal.entries(/routing$/).length).toBe(IN_FLIGHT)
    process.kill(-(npm.pid ?? Number.NaN), signal)
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200)
    await ended
    expect(npm.exitCode).toBe(0)
    expect(output).toContain('"msg":"stopped"')
    cxone.faults.clear()
  },
  STARTS_WITHIN_MS + 60_000,
)
