/** Widgets come to conversations and leave them. */
import type { Conversations } from '../../conversations/conversations.ts'
import { nothingLeft } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import { createJoinRequests } from './requests.ts'

export { isCovered } from './access.ts'

export const createJoining = ({
  conversations,
}: {
  readonly conversations: Pick<Conversations, 'find' | 'join'>
}): Flow<'conversation:join' | 'conversation:leave'> => ({
  webhooks: [],
  requests: createJoinRequests(conversations),
  settled: nothingLeft,
})
