/** A conversation that is deleted while somebody looks at it: nothing of it stays but that it is over, and why. */
import { emptySnapshot } from '../../shared/domain/conversation/conversation.ts'
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'

export const wasDeleted = ({ status }: Pick<ConversationSnapshot, 'status'>): boolean =>
  status?.data.state === 'ended' && status.data.reason === 'deleted'

/** Without what was said in it, where it was deleted; else as it is. */
export const withoutDeleted = (snapshot: ConversationSnapshot): ConversationSnapshot => {
  const { conversationId, seq, status } = snapshot
  return wasDeleted(snapshot) ? { ...emptySnapshot(conversationId), seq, status } : snapshot
}

/** What happens after it was deleted is a new conversation, which has not ended. */
export const begunAnew = (snapshot: ConversationSnapshot): ConversationSnapshot =>
  wasDeleted(snapshot) ? { ...snapshot, status: null } : snapshot
