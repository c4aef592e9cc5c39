/** Who watches all conversations of a store that one process has to itself. */
import type { ConversationStore, Following } from '../../ports/store.ts'

type Listener = Parameters<ConversationStore['watch']>[0]

export interface Watchers {
  watch(listener: Listener): Following
  tell: Listener
}

export const createWatchers = (): Watchers => {
  const listeners = new Set<Listener>()
  return {
    watch: (listener) => {
      const own: Listener = (changed) => listener(changed)
      listeners.add(own)
      return { stop: () => void listeners.delete(own) }
    },
    tell: (changed) => {
      for (const listener of [...listeners]) listener(changed)
    },
  }
}
