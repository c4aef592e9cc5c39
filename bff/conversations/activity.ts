/** When something last happened in each conversation. */
import type { Clock } from '../ports/time.ts'

export interface Activity {
  /** Something happened in it just now. */
  note(conversationId: string): void
  forget(conversationId: string): void
  /** Conversations in which nothing happened for `ms` milliseconds, the longest silent first. */
  silentFor(ms: number): readonly string[]
}

export const createActivity = (clock: Clock): Activity => {
  /** A note moves its conversation to the end, so the order is that of the last notes. */
  const lastAt = new Map<string, number>()
  return {
    note: (conversationId) => {
      lastAt.delete(conversationId)
      lastAt.set(conversationId, clock.monotonic())
    },
    forget: (conversationId) => {
      lastAt.delete(conversationId)
    },
    silentFor: (ms) => {
      const now = clock.monotonic()
      const silent: string[] = []
      for (const [conversationId, at] of lastAt) {
        if (now - at < ms) break
        silent.push(conversationId)
      }
      return silent
    },
  }
}
