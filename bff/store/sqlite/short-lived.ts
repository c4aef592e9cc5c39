import * as z from 'zod/mini'
import type { ShortLivedStore } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Engine } from './engine.ts'
import type { Rows, Step } from './thread-messages.ts'

const shortLivedRow = z.object({ text: z.string() })

const textIn = (rows: Rows | undefined): string | undefined =>
  rows?.[0] === undefined ? undefined : shortLivedRow.parse(rows[0]).text

export const createSqliteShortLived = (
  engine: Pick<Engine, 'commit' | 'read'>,
  clock: Pick<Clock, 'now'>,
): ShortLivedStore => {
  const commit = (steps: readonly Step[]): Promise<readonly Rows[]> =>
    new Promise((resolve, reject) => {
      engine.commit(steps, { kept: resolve, lost: reject })
    })
  const until = (seconds: number): number => clock.now() + seconds * 1000

  return {
    put: async (name, text, seconds) => {
      await commit([
        ['dropPastShortLived', [clock.now()]],
        ['putShortLived', [name, text, until(seconds)]],
      ])
    },
    add: async (name, text, seconds) => {
      const now = clock.now()
      const [, before] = await commit([
        ['dropPastShortLived', [now]],
        ['shortLived', [name, now]],
        ['addShortLived', [name, text, until(seconds)]],
      ])
      return textIn(before) === undefined
    },
    read: async (name) => {
      const [rows] = await engine.read([['shortLived', [name, clock.now()]]])
      return textIn(rows)
    },
    take: async (name) => {
      const [rows] = await commit([
        ['shortLived', [name, clock.now()]],
        ['dropShortLived', [name]],
      ])
      return textIn(rows)
    },
  }
}
