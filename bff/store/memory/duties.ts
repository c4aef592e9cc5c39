/** Duties in memory: the newest of each lane, until it is done. */
import type { Duty, DutyStore, StoredChange } from '../../ports/store.ts'

export interface MemoryDuties extends DutyStore {
  /** Within this turn: what a change asks for. */
  keep(asked: Pick<StoredChange, 'duties' | 'withdraws'>): void
  /** Within this turn: nothing is to be told to these sessions any more. */
  forget(sessionIds: readonly string[]): void
  /** How many there are. */
  pending(): number
}

interface Kept {
  readonly duty: Duty
  readonly isHeld: boolean
}

export const createMemoryDuties = (): MemoryDuties => {
  const lanes = new Map<string, Kept>()
  const laneOf = (id: string): string | undefined => [...lanes].find(([, { duty }]) => duty.id === id)?.[0]
  return {
    keep: ({ duties = [], withdraws = [] }) => {
      for (const lane of withdraws) lanes.delete(lane)
      for (const duty of duties) lanes.set(duty.lane, { duty, isHeld: true })
    },
    forget: (sessionIds) => {
      for (const [lane, { duty }] of lanes) if (sessionIds.includes(duty.sessionId)) lanes.delete(lane)
    },
    pending: () => lanes.size,
    take: async () => {
      const free = [...lanes.values()].find(({ isHeld }) => !isHeld)
      if (free !== undefined) lanes.set(free.duty.lane, { ...free, isHeld: true })
      return free?.duty
    },
    owedTo: async (sessionIds) =>
      [...lanes.values()].flatMap(({ duty }) => (sessionIds.includes(duty.sessionId) ? [duty] : [])),
    done: async (id) => {
      const lane = laneOf(id)
      if (lane !== undefined) lanes.delete(lane)
    },
    release: async (id) => {
      const lane = laneOf(id)
      const kept = lane === undefined ? undefined : lanes.get(lane)
      if (lane !== undefined && kept !== undefined) lanes.set(lane, { ...kept, isHeld: false })
    },
  }
}
