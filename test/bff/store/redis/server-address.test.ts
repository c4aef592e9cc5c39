import { describe, expect, it } from 'vitest'
import { readServerAddress } from '../../../../bff/store/redis/server-address.ts'

describe('where Redis is', () => {
  it.each(['redis://redis', 'rediss://user:password@redis.example.com:6380/2'])(
    'the address is that of a server: %s',
    (url) => {
      expect(readServerAddress(url)).toEqual({ kind: 'server', url })
    },
  )

  it('the address is what sentinels call the one that leads', () => {
    expect(readServerAddress('redis-sentinel://user:pass%40word@one,two:26380/assist')).toEqual({
      kind: 'sentinels',
      sentinels: [
        { host: 'one', port: 26_379 },
        { host: 'two', port: 26_380 },
      ],
      name: 'assist',
      username: 'user',
      password: 'pass@word',
      isEncrypted: false,
    })
    expect(readServerAddress('rediss-sentinel://:secret@one/assist')).toMatchObject({
      username: undefined,
      password: 'secret',
      isEncrypted: true,
    })
  })

  it.each([
    'http://redis',
    'redis',
    'redis://',
    'redis://redis/one',
    'redis://:%zz@redis',
    'redis-sentinel://one',
    'redis-sentinel:///assist',
    'redis-sentinel://%zz@one/assist',
  ])('the address is not told by %s', (text) => {
    expect(readServerAddress(text)).toBeUndefined()
  })
})
