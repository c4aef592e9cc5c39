/** The flow's last node: tells the BFF that a conversation has ended. */
import type { ReplayObserver } from './events.ts'
import type { WebhookNode } from './webhook-node.ts'

const ENDED_PATH = '/webhook/conversation-ended'

/** Nobody waits for the answer: whatever it is, the conversation has ended. */
export const endedWebhook = (node: WebhookNode): ReplayObserver => ({
  ended: ({ conversationId, sessionId }) => void node.post(ENDED_PATH, { conversationId, sessionId }),
})
