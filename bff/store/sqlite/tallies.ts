import * as z from 'zod/mini'
import type { TallyStore } from '../../ports/store.ts'
import type { Engine } from './engine.ts'
import type { Step } from './thread-messages.ts'

/** Counts in between make those that are kept fewer. */
const COUNTED_SINCE = 200_000

const tallyRow = z.object({ up: z.int(), down: z.int() })

export const createSqliteTallies = (
  engine: Pick<Engine, 'commit' | 'read'>,
  countedSince = COUNTED_SINCE,
): TallyStore => ({
  add: (changes) =>
    new Promise((resolve, reject) => {
      const steps = changes.map(({ name, up, down }): Step => ['countTally', [name, up, down]])
      engine.commit([...steps, ['dropOldTallies', [countedSince]]], { kept: () => resolve(), lost: reject })
    }),
  read: async (names) => {
    if (names.length === 0) return []
    const rows = await engine.read(names.map((name): Step => ['tally', [name]]))
    return rows.map(([row]) => (row === undefined ? { up: 0, down: 0 } : tallyRow.parse(row)))
  },
})
