/** Behind sentinels: whichever server leads is asked, and where another one does, every panel begins anew. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import type { Store } from '../../../../bff/ports/store.ts'
import { openRedisStore } from '../../../../bff/store/redis/open.ts'
import { readServerAddress } from '../../../../bff/store/redis/server-address.ts'
import { ensureRedis } from '../../../redis.mjs'
import { freePort, type RedisServer, startRedis } from '../../../support/redis-server.ts'
import { followAll, oneOf, say } from '../../../support/redis-stores.ts'

describe('stores behind a sentinel', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-'))
  let servers: readonly RedisServer[] = []
  let sentinel: ChildProcess | undefined
  let stores: readonly Store[] = []

  beforeEach(async () => {
    servers = [await startRedis(), await startRedis()]
    const [first, second] = servers
    if (first === undefined || second === undefined) throw new Error('too few servers')
    await second.command('REPLICAOF', '127.0.0.1', String(first.port))
    await expect
      .poll(async () => String(await second.command('INFO', 'replication')))
      .toContain('master_link_status:up')
    const port = await freePort()
    const settings = join(folder, 'sentinel.conf')
    writeFileSync(
      settings,
      [
        `port ${port}`,
        'bind 127.0.0.1',
        `dir ${folder}`,
        `sentinel monitor assist 127.0.0.1 ${first.port} 1`,
        'sentinel down-after-milliseconds assist 500',
        'sentinel failover-timeout assist 5000',
        '',
      ].join('\n'),
    )
    sentinel = spawn(ensureRedis(), [settings, '--sentinel'], { stdio: 'ignore' })
    const address = readServerAddress(`redis-sentinel://127.0.0.1:${port}/assist`)
    if (address === undefined) throw new Error('no address')
    stores = [1, 2].map(() => openRedisStore({ address, newId: randomUUID, clock: systemClock }))
  })
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
    sentinel?.kill('SIGKILL')
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true })
  })

  it('stores behind a sentinel keep and tell as those of one server do, and go on with the next one when it is killed', async () => {
    await expect.poll(() => say(oneOf(stores), 'conv_1', 'first').catch(() => 0)).toBeGreaterThan(0)
    const before = await oneOf(stores).conversations.find('conv_1')
    const seen = await Promise.all(stores.map((store) => followAll(store, 'conv_1')))
    for (const n of [1, 2, 3]) await say(oneOf(stores), 'conv_1', `line ${n}`)
    const last = (await oneOf(stores).conversations.find('conv_1'))?.snapshot.seq ?? 0
    for (const each of seen) await expect.poll(() => each().seqs.at(-1)).toBe(last)
    // The sentinel must have found the replica before it can promote it.
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await servers[0]?.kill()
    await expect.poll(() => say(oneOf(stores), 'conv_1', 'after').catch(() => 0)).toBeGreaterThan(last)
    for (const each of seen) {
      await expect.poll(() => each().rejoins).toBeGreaterThan(0)
      await expect
        .poll(async () => {
          await say(oneOf(stores), 'conv_1', randomUUID()).catch(() => 0)
          return each().seqs.at(-1) ?? 0
        })
        .toBeGreaterThan(last + 1)
    }
    const after = await oneOf(stores).conversations.find('conv_1')
    expect(after?.epoch).not.toBe(before?.epoch)
  })
})
