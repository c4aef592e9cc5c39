import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { openRedisStore } from '../../../../bff/store/redis/open.ts'
import { neverLeaks } from '../../../conformance/interleaving.ts'
import { type RedisServer, startRedis } from '../../../support/redis-server.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

neverLeaks('the Redis store', 2000, async () =>
  openRedisStore({ address: { kind: 'server', url: redis.url }, newId: randomUUID, clock: systemClock }),
)
