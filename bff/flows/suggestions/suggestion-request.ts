/** An agent wants suggestions now, whatever the customer’s words trigger: for what the customer said last. */
import { toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { SuggestionRequest } from '../../../shared/wire/socket-events.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Clock } from '../../ports/time.ts'
import { createRatePerMinute } from '../../rate.ts'
import type { SuggestionFlow } from './suggestion-flow.ts'

/** Nobody reads more; a key that is held down asks more. */
const REQUESTS_PER_MINUTE = 20

/** `asked`: a `suggestions` event follows. `not_found`: the customer has said nothing that could be answered. */
export type SuggestionRequestOutcome = 'asked' | 'not_found' | 'ended' | 'rate_limited'

export interface SuggestionRequestFlow {
  /** @param agentId whose requests are counted, over all their windows */
  take(request: SuggestionRequest, agentId: string): Promise<SuggestionRequestOutcome>
}

export interface SuggestionRequestParts {
  readonly conversations: Pick<Conversations, 'find'>
  readonly suggestions: Pick<SuggestionFlow, 'request'>
  readonly clock: Clock
}

export const createSuggestionRequestFlow = (parts: SuggestionRequestParts): SuggestionRequestFlow => {
  const { conversations, suggestions, clock } = parts
  const isWithinRate = createRatePerMinute(REQUESTS_PER_MINUTE)

  return {
    take: async ({ conversationId: alias }, agentId) => {
      if (!(await isWithinRate(agentId))) return 'rate_limited'
      const record = await conversations.find(alias)
      if (record === undefined) return 'not_found'
      const { conversationId, ids, interactionId, snapshot } = record
      const place = toldOf(ids)
      if (hasEnded(snapshot)) return 'ended'
      const last = snapshot.transcript.findLast(({ data }) => data.speaker === 'customer' && data.text.trim() !== '')
      if (last === undefined || place === undefined) return 'not_found'
      const { utteranceId, text: transcript, sentimentScore } = last.data
      const receivedAt = clock.monotonic()
      suggestions.request({ conversationId, place, interactionId, utteranceId, transcript, sentimentScore, receivedAt })
      return 'asked'
    },
  }
}
