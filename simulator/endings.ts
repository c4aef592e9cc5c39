/** Tells the BFF of each conversation that ended, as a contact centre does once the agent has closed it. */
import type { ConversationEndedWebhook } from '../shared/wire/webhooks.ts'
import type { Clock } from './clock.ts'
import type { ReplayObserver } from './replay/events.ts'
import type { WebhookNode } from './replay/webhook-node.ts'

export const ENDED_PATH = '/webhook/conversation-ended'
/** Webhooks and stream are two connections: told any sooner, the end could arrive before what was said last. */
const CLOSED_AFTER_MS = 1000

export interface Endings {
  readonly observer: ReplayObserver
  /** Resolves when every end was told, or given up. */
  settled(): Promise<void>
}

export const createEndings = ({ node, clock }: { readonly node: WebhookNode; readonly clock: Clock }): Endings => {
  const telling = new Set<Promise<void>>()

  const tell = async (ended: ConversationEndedWebhook): Promise<void> => {
    await clock.sleep(CLOSED_AFTER_MS)
    await node.post(ENDED_PATH, ended)
  }

  return {
    observer: {
      ended: ({ conversationId, sessionId }) => {
        const told = tell({ conversationId, sessionId, reason: 'resolved' }).finally(() => telling.delete(told))
        telling.add(told)
      },
    },
    settled: async () => {
      await Promise.allSettled(telling)
    },
  }
}
