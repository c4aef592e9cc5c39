/** Leases of a process that is alone: whoever asks first has them, and the next one after that. */
import type { Fence, Held, LeaseStore } from '../../ports/store.ts'

interface Waiting {
  onHeld(fence: number): void
  onLost(): void
}

export interface MemoryLeases extends LeaseStore {
  isNewest(fence: Fence): boolean
}

/** @param lastFence higher than any that was given before, in whatever process */
export const createMemoryLeases = (lastFence = 0): MemoryLeases => {
  const lines = new Map<string, Waiting[]>()
  const newest = new Map<string, number>()
  let fence = lastFence
  const win = (name: string, waiting: Waiting): void => {
    fence += 1
    newest.set(name, fence)
    waiting.onHeld(fence)
  }
  return {
    isNewest: ({ name, fence: given }) => newest.get(name) === given,
    hold: (name, told): Held => {
      const own: Waiting = { onHeld: (won) => told.onHeld(won), onLost: () => told.onLost() }
      const line = lines.get(name) ?? []
      lines.set(name, line)
      line.push(own)
      if (line[0] === own) win(name, own)
      return {
        release: async () => {
          const wasHeld = line[0] === own
          const at = line.indexOf(own)
          if (at >= 0) line.splice(at, 1)
          if (!wasHeld) return
          newest.delete(name)
          own.onLost()
          const [next] = line
          if (next !== undefined) win(name, next)
        },
      }
    },
  }
}
