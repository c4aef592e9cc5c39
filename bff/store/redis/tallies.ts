import * as z from 'zod/mini'
import type { TallyStore } from '../../ports/store.ts'
import type { RedisLink } from './link.ts'
import { COUNT_TALLIES, READ_TALLIES } from './scripts.ts'

const MOST_NAMES = 200_000
const KEEP_SECONDS = 180 * 86_400

const counts = z.array(z.string())

export const createRedisTallies = (
  link: Pick<RedisLink, 'run'>,
  newId: () => string,
  mostNames = MOST_NAMES,
): TallyStore => ({
  add: async (changes) => {
    const values = changes.flatMap(({ name, up, down }) => [name, String(up), String(down)])
    if (values.length > 0) await link.run(COUNT_TALLIES, newId(), String(KEEP_SECONDS), String(mostNames), ...values)
  },
  read: async (names) => {
    if (names.length === 0) return []
    const found = counts.parse(await link.run(READ_TALLIES, ...names))
    return names.map((_name, at) => ({ up: Number(found[2 * at]), down: Number(found[2 * at + 1]) }))
  },
})
