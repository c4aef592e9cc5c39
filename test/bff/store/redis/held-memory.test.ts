import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { openRedisStore } from '../../../../bff/store/redis/open.ts'
import { BOUND, BY_FEW_CHANGES, holdsWithinBound } from '../../../conformance/held-memory.ts'
import { type RedisServer, startRedis } from '../../../support/redis-server.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

holdsWithinBound('the Redis store', BY_FEW_CHANGES, async () => {
  await redis.command('FLUSHALL')
  const address = { kind: 'server', url: redis.url } as const
  return openRedisStore({ address, newId: randomUUID, clock: systemClock, replayable: 3, atHandBytes: BOUND })
})
