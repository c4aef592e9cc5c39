/** The service as several processes on one store, each of which can be killed and comes back to its place. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBff } from '../bff-environment.ts'
import { cpuSecondsOf } from '../harness/cpu.ts'
import { SERVE } from '../harness/places.ts'
import { newRedisPlace, type RedisProcess, startRedis } from '../harness/redis-process.ts'
import type { Context } from '../harness/scenario.ts'
import type { ServerProcess } from '../harness/server-process.ts'
import type { StoreKind } from './options.ts'

/** A program that may be started anew; its processor time is that of all its lives. */
interface Seat<P extends { readonly pid: number }> {
  current(): P
  cpuSeconds(): number
  /** @returns milliseconds from its end until it is there again */
  killAndStart(): Promise<number>
}

const seatOf = async <P extends { readonly pid: number; kill(): Promise<void> }>(
  start: (before: P | undefined) => Promise<P>,
): Promise<Seat<P>> => {
  let process = await start(undefined)
  let earlier = 0
  return {
    current: () => process,
    cpuSeconds: () => earlier + cpuSecondsOf(process.pid),
    killAndStart: async () => {
      earlier += cpuSecondsOf(process.pid)
      await process.kill()
      const goneAt = performance.now()
      process = await start(process)
      return performance.now() - goneAt
    },
  }
}

export interface Cluster {
  readonly urls: readonly string[]
  readonly processes: readonly Seat<ServerProcess>[]
  /** `undefined` where the store is another. */
  readonly redis: Seat<RedisProcess> | undefined
  stop(): Promise<void>
}

interface Ground {
  readonly env: Readonly<Record<string, string>>
  readonly redis?: Seat<RedisProcess>
  clear(): Promise<void>
}

/** What the store stands on; the service is told of it by its environment alone. */
const prepare = async (store: StoreKind): Promise<Ground> => {
  if (store === 'memory') return { env: {}, clear: async () => undefined }
  if (store === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'cx-assist-bench-data-'))
    return { env: { DATA_DIR: folder }, clear: async () => rmSync(folder, { recursive: true, force: true }) }
  }
  const place = await newRedisPlace()
  const redis = await seatOf(() => startRedis(place))
  return { env: { REDIS_URL: redis.current().url }, redis, clear: () => redis.current().stop() }
}

export const startCluster = async (context: Context, store: StoreKind, count: number): Promise<Cluster> => {
  const { env, redis, clear } = await prepare(store)
  const processes: Seat<ServerProcess>[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((seat) => seat.current().stop()))
    await clear()
  }
  try {
    for (let index = 0; index < count; index += 1) {
      processes.push(
        await seatOf((before?: ServerProcess) => {
          const place = before === undefined ? {} : { port: Number(new URL(before.url).port) }
          return startBff(context, { env, entry: SERVE, ...place })
        }),
      )
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { urls: processes.map((seat) => seat.current().url), processes, redis, stop }
}
