/** A log that cannot be written: the service goes on, says so in its metrics, and stops when it is told to. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildBff } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'

const MAIN = fileURLToPath(new URL('../../../dist/bff/service/main.js', import.meta.url))

beforeAll(buildBff)
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Starts it through a shell, so that its output can be a pipe as the shell makes them. */
const start = async (output: 'pipe' | number, command = `exec "$NODE" "${MAIN}"`) => {
  const port = await freePort()
  const child = spawn('/bin/sh', ['-c', command], {
    env: { NODE: process.execPath, PATH: process.env['PATH'] ?? '', PORT: String(port), LOG_LEVEL: 'debug' },
    stdio: ['ignore', output, 'ignore'],
  })
  children.push(child)
  const url = `http://127.0.0.1:${port}`
  const isUp = (): Promise<number> =>
    send(url, '/healthz').then(
      ({ status }) => status,
      () => 0,
    )
  await expect.poll(isUp).toBe(200)
  return { child, url }
}
/** Enough lines to fill a pipe, and the backlog behind it where asked. */
const talk = async (url: string, webhooks: number): Promise<void> => {
  for (let n = 0; n < webhooks; n += 50) {
    const ids = Array.from({ length: 50 }, (_, each) => `conv_${n + each}`)
    await Promise.all(ids.map((id) => sendJson(url, '/webhook/cognigy', routingBody({ conversationId: id, score: 0 }))))
  }
}
const endOf = async (child: ChildProcess): Promise<number | null> => {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  return child.exitCode
}

describe('the log', () => {
  it.skipIf(!existsSync('/dev/full'))(
    'the log on a full disk costs lines and nothing else, and the stop is orderly',
    async () => {
      const full = openSync('/dev/full', 'w')
      const { child, url } = await start(full)
      closeSync(full)
      await talk(url, 200)
      expect((await send(url, '/healthz')).status).toBe(200)
      expect(await endOf(child)).toBe(0)
    },
  )

  it('the log that nobody reads at the other end of a socket holds up neither webhooks nor the stop', async () => {
    const { child, url } = await start('pipe')
    child.stdout?.pause()
    await talk(url, 2000)
    const startedAt = performance.now()
    expect((await send(url, '/healthz')).status).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect(await endOf(child)).toBe(0)
  })

  it('the log that nobody reads at the other end of a pipe holds up neither webhooks nor the stop', async () => {
    // The shell's pipe: `sleep` holds its end and never reads.
    const fifo = join(process.env['TMPDIR'] ?? '/tmp', `cx-assist-log-${process.pid}-${Date.now()}`)
    const command = `mkfifo "${fifo}"; sleep 60 <"${fifo}" & exec "$NODE" "${MAIN}" >"${fifo}"; `
    const { child, url } = await start('pipe', command)
    await talk(url, 2000)
    expect((await send(url, '/healthz')).status).toBe(200)
    expect(await endOf(child)).toBe(0)
  })
})
