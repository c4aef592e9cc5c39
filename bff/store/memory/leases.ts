/** Leases of a process that is alone: whoever asks first has them, and the next one after that. */
import type { Held, LeaseStore } from '../../ports/store.ts'

interface Waiting {
  onHeld(fence: number): void
  onLost(): void
}

/** @param lastFence higher than any that was given before, in whatever process */
export const createMemoryLeases = (lastFence = 0): LeaseStore => {
  const lines = new Map<string, Waiting[]>()
  let fence = lastFence
  const win = (waiting: Waiting | undefined): void => {
    fence += 1
    waiting?.onHeld(fence)
  }
  return {
    hold: (name, told): Held => {
      const own: Waiting = { onHeld: (won) => told.onHeld(won), onLost: () => told.onLost() }
      const line = lines.get(name) ?? []
      lines.set(name, line)
      line.push(own)
      if (line[0] === own) win(own)
      return {
        release: async () => {
          const wasHeld = line[0] === own
          const at = line.indexOf(own)
          if (at >= 0) line.splice(at, 1)
          if (!wasHeld) return
          own.onLost()
          if (line.length > 0) win(line[0])
        },
      }
    },
  }
}
