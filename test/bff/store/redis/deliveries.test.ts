import { randomUUID } from 'node:crypto'
import { systemClock } from '../../../../bff/deadline.ts'
import { openRedisStore } from '../../../../bff/store/redis/open.ts'
import { keptForADay } from '../../../conformance/deliveries.ts'
import { startRedis } from '../../../support/redis-server.ts'

keptForADay('the Redis store', async () => {
  const redis = await startRedis()
  const store = openRedisStore({ address: { kind: 'server', url: redis.url }, newId: randomUUID, clock: systemClock })
  const nameOf = (key: string): string => `cx-assist:3:d:${key}`
  const keptFor = async (key: string): Promise<number> => Number(await redis.command('TTL', nameOf(key)))
  return {
    deliveries: store.deliveries,
    keptFor,
    // A server's time cannot be shifted: instead all comes so much nearer to its end.
    wait: async (seconds) => {
      const names = await redis.command('KEYS', nameOf('*'))
      if (!Array.isArray(names)) throw new Error('no list of keys')
      const shorten = `for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, redis.call('TTL', key) - ARGV[1]) end`
      for (let at = 0; at < names.length; at += 1000) {
        const some = names.slice(at, at + 1000).map(String)
        await redis.command('EVAL', shorten, String(some.length), ...some, String(seconds))
      }
    },
    close: async () => {
      await store.close()
      await redis.stop()
    },
  }
})
