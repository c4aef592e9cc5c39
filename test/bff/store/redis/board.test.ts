/** What boards are told of changes, whichever of Redis' two connections is quicker. */
import { describe, expect, it } from 'vitest'
import { createRedisBoard } from '../../../../bff/store/redis/board.ts'

/** A link by which the test says how many changes there are, and tells of one. */
const scripted = (counted: number) => {
  let tell: (message: string) => void = () => undefined
  const board = createRedisBoard({
    run: async () => String(counted),
    subscribe: async (_channel, listener) => {
      tell = listener
    },
    unsubscribe: () => undefined,
    onMissed: () => undefined,
    health: () => ({ state: 'ok' }),
    close: () => undefined,
  })
  return { board, tell: (change: number, ...names: readonly string[]) => tell(`${change} ${JSON.stringify(names)}`) }
}

describe('boards on Redis', () => {
  it('boards on Redis are told of a change by its name where it was counted before its message came', async () => {
    const { board, tell } = scripted(5)
    const told: (readonly string[] | 'all')[] = []
    board.watch((changed) => void told.push(changed))
    await expect.poll(() => told).toEqual(['all'])
    // The count has been answered by the time that a poll looks again.
    tell(5, 'conv_5')
    tell(6, 'conv_6')
    expect(told).toEqual(['all', ['conv_5'], ['conv_6']])
    board.close()
  })

  it('boards on Redis are to read all anew where a message did not come', async () => {
    const { board, tell } = scripted(5)
    const told: (readonly string[] | 'all')[] = []
    board.watch((changed) => void told.push(changed))
    await expect.poll(() => told).toEqual(['all'])
    tell(7, 'conv_7')
    expect(told).toEqual(['all', 'all'])
    board.close()
  })
})
