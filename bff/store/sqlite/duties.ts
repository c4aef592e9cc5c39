/** Duties in SQLite. All that are left are few, and are held in memory as well; who holds one dies with the process. */
import * as z from 'zod/mini'
import type { Duty, DutyStore, StoredChange } from '../../ports/store.ts'
import { createMemoryDuties } from '../memory/duties.ts'
import type { Engine } from './engine.ts'
import type { Rows, Step } from './thread-messages.ts'

const keptDuty = z.object({
  id: z.string(),
  lane: z.string(),
  sessionId: z.string(),
  task: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('context'), context: z.record(z.string(), z.unknown()) }),
    z.object({ kind: z.literal('trigger'), nodeId: z.string() }),
  ]),
  until: z.number(),
})
const dutyRow = z.object({ duty: z.string() })

type Asked = Pick<StoredChange, 'duties' | 'withdraws'>

export interface SqliteDuties extends DutyStore {
  /** For a change: what it takes, and what follows. */
  stepsToKeep(asked: Asked): readonly Step[]
  kept(asked: Asked): void
  stepsToForget(sessionIds: readonly string[]): readonly Step[]
  forgot(sessionIds: readonly string[]): void
  pending(): number
}

/** @param left the duties of processes before this one */
export const createSqliteDuties = async (engine: Pick<Engine, 'commit'>, left: Rows): Promise<SqliteDuties> => {
  const memory = createMemoryDuties()
  const duties = left.map((row): Duty => keptDuty.parse(JSON.parse(dutyRow.parse(row).duty)))
  memory.keep({ duties })
  for (const { id } of duties) await memory.release(id)

  return {
    stepsToKeep: ({ duties: asked = [], withdraws = [] }) => [
      ...withdraws.map((lane): Step => ['dropLane', [lane]]),
      ...asked.map((duty): Step => ['putDuty', [duty.lane, duty.id, duty.sessionId, JSON.stringify(duty)]]),
    ],
    kept: memory.keep,
    stepsToForget: (sessionIds) => sessionIds.map((id): Step => ['dropDutiesTo', [id]]),
    forgot: memory.forget,
    pending: memory.pending,
    take: memory.take,
    owedTo: memory.owedTo,
    done: async (id) => {
      await new Promise<void>((resolve, reject) => {
        engine.commit([['dropDuty', [id]]], { kept: () => resolve(), lost: reject })
      })
      await memory.done(id)
    },
    release: memory.release,
  }
}
