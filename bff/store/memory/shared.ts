/** What is shared with nobody, since the process is alone. */
import type { SharedStore } from '../../ports/store.ts'

export const createMemoryShared = (): SharedStore => {
  const texts = new Map<string, string>()
  const followers = new Map<string, Set<(text: string) => void>>()
  return {
    tell: async (name, text) => {
      texts.set(name, text)
      for (const listener of followers.get(name) ?? []) listener(text)
    },
    follow: (name, listener) => {
      const all = followers.get(name) ?? new Set()
      followers.set(name, all.add(listener))
      const text = texts.get(name)
      if (text !== undefined) listener(text)
      return { stop: () => void all.delete(listener) }
    },
  }
}
