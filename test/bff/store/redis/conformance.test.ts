import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { openRedisStore } from '../../../../bff/store/redis/open.ts'
import { storeConformance } from '../../../conformance/store.ts'
import { type RedisServer, startRedis } from '../../../support/redis-server.ts'

describe('the Redis store', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  storeConformance(async () => {
    await redis.command('FLUSHALL')
    const store = openRedisStore({ address: { kind: 'server', url: redis.url }, newId: randomUUID, clock: systemClock })
    return { store, close: () => store.close() }
  })
})
