/** Servers under test, each a process of its own with an environment of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

const READY_WITHIN_MS = 20_000
const STOP_WITHIN_MS = 3000
const POLL_EVERY_MS = 4

export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** From the spawn to the first 200 of `/healthz`. */
  readonly readyAfterMs: number
  signal(name: NodeJS.Signals): void
  /** SIGKILL: no leave-taking. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly entry: string
  readonly env?: Readonly<Record<string, string>>
  readonly nodeArgs?: readonly string[]
  /** What `/healthz` answers once the server is up; 200 unless it has no such path. */
  readonly readyStatus?: number
  /** A free one unless it is given, as it is where a server comes back to its place. */
  readonly port?: number
}

const living = new Set<ChildProcess>()
const logs = mkdtempSync(join(tmpdir(), 'cx-assist-bench-'))
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
  rmSync(logs, { recursive: true, force: true })
})

const answers = (url: string, status: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = get(`${url}/healthz`, { agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === status)
    })
    asked.on('error', () => resolve(false))
  })

/**
 * Starts `entry` on a free port of the loopback interface and waits for its `/healthz`. What it prints goes to a file, as
 * it would in production, so that logging costs what it costs.
 */
export const startServer = async ({
  entry,
  env = {},
  nodeArgs = [],
  readyStatus = 200,
  port: wantedPort,
}: ServerOptions): Promise<ServerProcess> => {
  const port = wantedPort ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const logPath = join(logs, `${port}.log`)
  const log = openSync(logPath, 'w')
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...nodeArgs, entry], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  living.add(child)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      living.delete(child)
      resolve()
    })
  })
  while (!(await answers(url, readyStatus))) {
    if (child.exitCode !== null || performance.now() - startedAt > READY_WITHIN_MS) {
      throw new Error(`${entry} did not start:\n${readFileSync(logPath, 'utf8').slice(-2000)}`)
    }
    await sleep(POLL_EVERY_MS)
  }
  const { pid = 0 } = child
  return {
    url,
    pid,
    readyAfterMs: performance.now() - startedAt,
    signal: (name) => {
      child.kill(name)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      child.kill('SIGTERM')
      await Promise.race([ended, sleep(STOP_WITHIN_MS, undefined, { ref: false })])
      if (living.has(child)) child.kill('SIGKILL')
      await ended
      rmSync(logPath, { force: true })
    },
  }
}
