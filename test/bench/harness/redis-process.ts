/** A Redis server of a benchmark's own, in a folder that goes with it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import { ensureRedis } from '../../redis.mjs'
import { freePort } from './free-port.ts'
import { NotMeasured } from './scenario.ts'

const POLL_EVERY_MS = 20
const READY_WITHIN_MS = 20_000

export interface RedisProcess {
  readonly url: string
  readonly pid: number
  signal(name: NodeJS.Signals): void
  /** Ends all connections that its clients have, without a word to them. */
  cutClients(): Promise<void>
  /** SIGKILL: no leave-taking. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** What there is none of, a machine cannot measure with. */
const programOf = (): string => {
  try {
    return ensureRedis()
  } catch (error) {
    throw new NotMeasured(error instanceof Error ? error.message : String(error))
  }
}

const withClient = async (url: string, act: (send: (words: string[]) => Promise<unknown>) => Promise<unknown>) => {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await act((words) => client.sendCommand(words))
  } finally {
    client.destroy()
  }
}

/** Where a server's data lie; another that is started there goes on with them. */
export interface RedisPlace {
  readonly port: number
  readonly folder: string
}

export const newRedisPlace = async (): Promise<RedisPlace> => {
  const folder = mkdtempSync(join(tmpdir(), 'cx-assist-bench-redis-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return { port: await freePort(), folder }
}

/** Every write is in the system's hands before it is answered, and on the disk within a second. */
const SETTINGS = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec']

export const startRedis = async ({ port, folder }: RedisPlace): Promise<RedisProcess> => {
  const url = `redis://127.0.0.1:${port}`
  const child = spawn(programOf(), ['--port', String(port), '--dir', folder, ...SETTINGS], { stdio: 'ignore' })
  const killAtExit = (): void => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  const ended = once(child, 'exit').then(() => process.off('exit', killAtExit))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  const answers = () =>
    withClient(url, (send) => send(['PING'])).then(
      () => true,
      () => false,
    )
  const giveUpAt = performance.now() + READY_WITHIN_MS
  while (!(await answers())) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      await kill()
      throw new Error('redis-server did not start')
    }
    await sleep(POLL_EVERY_MS)
  }
  return {
    url,
    pid: child.pid ?? 0,
    signal: (name) => void child.kill(name),
    cutClients: () =>
      withClient(url, async (send) => {
        await send(['CLIENT', 'KILL', 'TYPE', 'pubsub'])
        await send(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'])
      }),
    kill,
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
