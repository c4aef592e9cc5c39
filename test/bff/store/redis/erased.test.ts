import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { openRedisStore } from '../../../../bff/store/redis/open.ts'
import { leavesNothing } from '../../../conformance/erased.ts'
import { startRedis } from '../../../support/redis-server.ts'

leavesNothing('the Redis store', async () => {
  const redis = await startRedis()
  // Compressed, what is there could not be found.
  await redis.command('CONFIG', 'SET', 'rdbcompression', 'no')
  const store = openRedisStore({ address: { kind: 'server', url: redis.url }, newId: randomUUID, clock: systemClock })
  return {
    store,
    folder: redis.folder,
    // A log that is rewritten is as short as what is kept.
    settle: async () => {
      await redis.command('BGREWRITEAOF')
      const state = async (): Promise<string> => String(await redis.command('INFO', 'persistence'))
      await expect.poll(state).toMatch(/aof_rewrite_in_progress:0[\s\S]*aof_rewrite_scheduled:0/)
    },
    close: async () => {
      await store.close()
      await redis.stop()
    },
  }
})
