/** A Redis server of a test's own: on a free port, in a folder that goes with it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { ensureRedis } from '../redis.mjs'

export interface RedisServer {
  readonly port: number
  /** With what it writes. */
  readonly folder: string
  readonly url: string
  /** One command, over a connection of its own. */
  command(...args: readonly string[]): Promise<unknown>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** Ends it without any leave-taking. */
  kill(): Promise<void>
  /** Again after `kill`, with what was written to disk. */
  start(): Promise<void>
  /** Keeps what is on disk now; after `kill`, what it gives back brings the server to where it was then. */
  remember(): () => void
  stop(): Promise<void>
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

export const startRedis = async (): Promise<RedisServer> => {
  const program = ensureRedis()
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let server: ChildProcess | undefined

  const command = async (...args: readonly string[]): Promise<unknown> => {
    const client = createClient({ url, socket: { reconnectStrategy: false } })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await client.sendCommand([...args])
    } finally {
      client.destroy()
    }
  }
  const start = async (): Promise<void> => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
    server = spawn(program, [...settings, '--appendonly', 'yes', '--appendfsync', 'always'], { stdio: 'ignore' })
    for (;;) {
      const isUp = await command('PING').then(
        () => true,
        () => false,
      )
      if (isUp) return
      if (server.exitCode !== null) throw new Error('the Redis server ended at once')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const kill = async (): Promise<void> => {
    const ending = server
    server = undefined
    if (ending === undefined || ending.exitCode !== null) return
    const ended = once(ending, 'exit')
    ending.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    port,
    folder,
    url,
    command,
    signal: (signal) => void server?.kill(signal),
    kill,
    start,
    remember: () => {
      const [log, copy] = [join(folder, 'appendonlydir'), join(folder, 'remembered')]
      rmSync(copy, { recursive: true, force: true })
      cpSync(log, copy, { recursive: true })
      return () => {
        rmSync(log, { recursive: true, force: true })
        cpSync(copy, log, { recursive: true })
      }
    },
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
