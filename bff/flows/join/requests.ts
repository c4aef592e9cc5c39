/** Coming to conversations and leaving them. */
import type { Conversations } from '../../conversations/conversations.ts'
import type { Takers } from '../../ports/requests.ts'
import { createJoin } from './join.ts'

export const createJoinRequests = (
  conversations: Pick<Conversations, 'find' | 'join'>,
): Takers<'conversation:join' | 'conversation:leave'> => ({
  'conversation:join': createJoin(conversations),
  'conversation:leave': async ({ conversationId: alias }, { seat }) => {
    seat.leave(seat.followedBy(alias) ?? (await conversations.find(alias))?.conversationId, alias)
    return { ok: true }
  },
})
