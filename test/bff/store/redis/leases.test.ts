/** Who leads when a process dies, stands still or is cut off: real processes, since only they do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildBff } from '../../../support/bff-process.ts'
import { type RedisServer, startRedis } from '../../../support/redis-server.ts'
import { oneOf } from '../../../support/redis-stores.ts'

const PROGRAM = fileURLToPath(new URL('../../../support/lease-process.mjs', import.meta.url))
const LEASE_MS = 5000

interface Candidate {
  readonly child: ChildProcess
  readonly told: string[]
}

const leads = ({ told }: Candidate): boolean => told.at(-1)?.startsWith('held') === true
const fenceOf = ({ told }: Candidate): number => Number(told.findLast((line) => line.startsWith('held'))?.split(' ')[1])

describe('the process that leads', () => {
  let redis: RedisServer
  let candidates: readonly Candidate[] = []
  beforeAll(async () => {
    buildBff()
    redis = await startRedis()
  })
  afterAll(() => redis.stop())
  afterEach(async () => {
    for (const { child } of candidates) child.kill('SIGKILL')
    await redis.command('FLUSHALL')
  })

  const start = async (count: number): Promise<Candidate> => {
    candidates = Array.from({ length: count }, () => {
      const child = spawn(process.execPath, [PROGRAM, redis.url], { stdio: ['ignore', 'pipe', 'inherit'] })
      const told: string[] = []
      child.stdout.setEncoding('utf8').on('data', (text: string) => void told.push(...text.trim().split('\n')))
      return { child, told }
    })
    await expect.poll(() => candidates.filter(leads).length).toBe(1)
    // All are there before one of them goes.
    await expect
      .poll(async () => await redis.command('PUBSUB', 'NUMSUB', 'cx-assist:3:free:stream'))
      .toEqual(['cx-assist:3:free:stream', count])
    return candidates.find(leads) ?? oneOf(candidates)
  }
  const successor = async (former: Candidate): Promise<{ readonly next: Candidate; readonly ms: number }> => {
    const since = performance.now()
    const others = candidates.filter((each) => each !== former)
    await expect.poll(() => others.filter(leads).length, { interval: 10 }).toBe(1)
    return { next: others.find(leads) ?? oneOf(others), ms: performance.now() - since }
  }

  it('the process that leads is followed by another one within a second after it was killed, three times in a row', async () => {
    let leader = await start(4)
    for (let n = 0; n < 3; n += 1) {
      const killed = leader
      killed.child.kill('SIGKILL')
      const { next, ms } = await successor(killed)
      candidates = candidates.filter((each) => each !== killed)
      expect(ms).toBeLessThan(1000)
      expect(fenceOf(next)).toBeGreaterThan(fenceOf(killed))
      leader = next
    }
  })

  it('the process that leads is followed within its lease and a second when it stands still, and knows that it lost it when it goes on', async () => {
    const leader = await start(3)
    leader.child.kill('SIGSTOP')
    const { next, ms } = await successor(leader)
    expect(ms).toBeLessThan(LEASE_MS + 1000)
    expect(fenceOf(next)).toBeGreaterThan(fenceOf(leader))
    leader.child.kill('SIGCONT')
    await expect.poll(() => leader.told.at(-1)).toBe('lost')
    expect(candidates.filter(leads)).toEqual([next])
  })

  it('the process that leads stays the same while links are cut and come back', async () => {
    const leader = await start(3)
    for (const kind of ['normal', 'pubsub', 'normal', 'pubsub']) {
      await redis.command('CLIENT', 'KILL', 'TYPE', kind)
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    expect(candidates.filter(leads)).toEqual([leader])
    expect(leader.told.length).toBe(1)
  })
})
