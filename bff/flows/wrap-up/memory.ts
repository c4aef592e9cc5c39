/** What is remembered of summaries between two requests: no text, and of the newest conversations alone. */
import { LRUCache } from 'lru-cache'
import type { ConversationSummary } from '../../../shared/wire/wrap-up.ts'

const MOST_CONVERSATIONS = 10_000

type Engine = ConversationSummary['engine']

export interface WrapUpMemory {
  suggested(conversationId: string, engine: Engine): void
  /** Who wrote what was suggested last. */
  engineOf(conversationId: string): Engine | undefined
  /** @param digest stands for what CXone has taken */
  saved(conversationId: string, digest: string): void
  isSaved(conversationId: string, digest: string): boolean
  forget(conversationId: string): void
}

export const createWrapUpMemory = (): WrapUpMemory => {
  const engines = new LRUCache<string, Engine>({ max: MOST_CONVERSATIONS })
  const digests = new LRUCache<string, string>({ max: MOST_CONVERSATIONS })
  return {
    suggested: (conversationId, engine) => void engines.set(conversationId, engine),
    engineOf: (conversationId) => engines.get(conversationId),
    saved: (conversationId, digest) => void digests.set(conversationId, digest),
    isSaved: (conversationId, digest) => digests.get(conversationId) === digest,
    forget: (conversationId) => {
      engines.delete(conversationId)
      digests.delete(conversationId)
    },
  }
}
