/** Counts that several processes share, and that stay few. */
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { openLink } from '../../../../bff/store/redis/link.ts'
import { createRedisTallies } from '../../../../bff/store/redis/tallies.ts'
import { talliesWithinBounds } from '../../../conformance/tallies.ts'
import { startRedis } from '../../../support/redis-server.ts'
import { openStores } from '../../../support/redis-stores.ts'

it('tallies in Redis are the sum of what all processes counted, and forget what was counted longest ago', async () => {
  const redis = await startRedis()
  const stores = openStores(redis.url, 3)
  await Promise.all(stores.map((store) => store.tallies.add([{ name: 'shared', up: 1, down: 2 }])))
  for (const store of stores) expect(await store.tallies.read(['shared'])).toEqual([{ up: 3, down: 6 }])
  await redis.command('FLUSHALL')
  const link = openLink({ kind: 'server', url: redis.url })
  expect(await talliesWithinBounds(createRedisTallies(link, randomUUID, 3))).toEqual([0, 2, 1, 1])
  const names = await redis.command('KEYS', '*tall*')
  expect(names).toHaveLength(4)
  link.close()
  await Promise.all(stores.map((store) => store.close()))
  await redis.stop()
})
