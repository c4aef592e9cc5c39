/** What is read before somebody asks for it: one way less to Redis, and never something older than is known. */
import { describe, expect, it } from 'vitest'
import { noMentions } from '../../../../bff/store/memory/mentioned.ts'
import { createRedisDeliveries } from '../../../../bff/store/redis/deliveries.ts'
import { createKeeper } from '../../../../bff/store/redis/keeper.ts'
import type { RedisLink } from '../../../../bff/store/redis/link.ts'
import { CLAIM, type Script, SETTLE } from '../../../../bff/store/redis/scripts.ts'
import { createViews } from '../../../../bff/store/redis/views.ts'
import { newRecord } from '../../../../shared/domain/conversation/record.ts'

const IDS = ['conv_1', 'sess_1']

/** A Redis that has no conversation yet, and may not answer. */
const emptyRedis = (answers: () => boolean = () => true) => {
  let asked = 0
  const link: RedisLink = {
    run: async () => {
      asked += 1
      if (!answers()) throw new Error('it does not answer')
      return ['generation', '1', IDS.map((id) => [id, '', '', '', '', '']), IDS.map((name) => [name, ''])]
    },
    subscribe: async () => undefined,
    unsubscribe: () => undefined,
    onMissed: () => undefined,
    health: () => ({ state: 'ok' }),
    close: () => undefined,
  }
  return {
    link,
    views: createViews({ link, replayable: 200, bytes: 1_000_000, onGeneration: () => undefined }),
    asked: () => asked,
  }
}

describe('what was read in expectation', () => {
  it('what was read in expectation of some ids is there for whoever asks for them, in whatever order, once', async () => {
    const { views, asked } = emptyRedis()
    views.expect(IDS)
    expect((await views.expected(IDS.toReversed()))?.generation).toBe('generation')
    expect(await views.expected(IDS)).toBeUndefined()
    expect(asked()).toBe(1)
  })

  it('what was read in expectation of some ids is not there for others', async () => {
    const { views } = emptyRedis()
    views.expect(IDS)
    expect(await views.expected(['conv_1'])).toBeUndefined()
  })

  it('what was read in expectation is not there where this process has written something newer since', async () => {
    const { views } = emptyRedis()
    views.expect(IDS)
    await new Promise(setImmediate)
    views.keep({ record: newRecord('conv_1', 'epoch', noMentions()), revision: 5, mentions: 0 })
    expect(await views.expected(IDS)).toBeUndefined()
  })

  it('what could not be read in expectation fails nobody: whoever asks reads for himself', async () => {
    const { views } = emptyRedis(() => false)
    views.expect(IDS)
    expect(await views.expected(IDS)).toBeUndefined()
  })
})

describe('a delivery', () => {
  it('a delivery whose change has settled it is not settled by itself as well, and one that is not is', async () => {
    const ran: Script[] = []
    const { link } = emptyRedis()
    const keeper = createKeeper(link)
    const spied: RedisLink = {
      ...link,
      run: async (script) => {
        ran.push(script)
        return script === CLAIM ? ['first', ''] : 'done'
      },
    }
    const expected: string[][] = []
    const deliveries = createRedisDeliveries(spied, keeper, (ids) => void expected.push([...ids]))
    const answer = { status: 200, body: {} }
    const [one, other] = [
      await deliveries.claim('one', 'body', 60, () => IDS),
      await deliveries.claim('other', 'body', 60),
    ]
    if (one.kind !== 'first' || other.kind !== 'first') throw new Error('nobody else was there')
    expect(expected).toEqual([IDS, []])
    keeper.letGoClaim(one.token.claim)
    await deliveries.settle(one.token, answer)
    expect(ran).toEqual([CLAIM, CLAIM])
    await deliveries.settle(other.token, answer)
    expect(ran).toEqual([CLAIM, CLAIM, SETTLE])
    keeper.close()
  })
})
