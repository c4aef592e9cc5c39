/** Who follows which conversation in this process. */
import type { ConversationNotice, Following } from '../../ports/store.ts'

export interface Followers {
  follow(conversationId: string, listener: (notice: ConversationNotice) => void): Following
  tell(conversationId: string, notice: ConversationNotice): void
  isFollowed(conversationId: string): boolean
}

/** @param unfollowed is called when the last one stopped */
export const createFollowers = (unfollowed: (conversationId: string) => void): Followers => {
  const listeners = new Map<string, Set<(notice: ConversationNotice) => void>>()
  return {
    follow: (conversationId, listener) => {
      const all = listeners.get(conversationId) ?? new Set()
      // A box of its own: the same listener may follow twice, and each following ends by itself.
      const own = (notice: ConversationNotice): void => listener(notice)
      listeners.set(conversationId, all.add(own))
      return {
        stop: () => {
          all.delete(own)
          if (all.size > 0 || listeners.get(conversationId) !== all) return
          listeners.delete(conversationId)
          unfollowed(conversationId)
        },
      }
    },
    isFollowed: (conversationId) => listeners.has(conversationId),
    tell: (conversationId, notice) => {
      for (const listener of [...(listeners.get(conversationId) ?? [])]) listener(notice)
    },
  }
}
