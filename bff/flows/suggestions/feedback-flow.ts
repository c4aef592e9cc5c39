/** What agents do with suggestions, recorded for whoever measures the product. */
import { distance } from 'fastest-levenshtein'
import { hadSuggestion } from '../../../shared/domain/conversation/mentions.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import type { SuggestionFeedback } from '../../../shared/wire/socket-reports.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Metrics, QueryLog } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'

export interface FeedbackFlow {
  take(report: SuggestionFeedback): Promise<FeedbackOutcome>
}

/**
 * `not_found`: the conversation never had such a suggestion, and nothing is recorded. `failed`: nothing can be recorded right
 * now.
 */
export type FeedbackOutcome = 'recorded' | 'not_found' | 'failed'

export interface FeedbackFlowParts {
  readonly conversations: Pick<Conversations, 'find'>
  readonly mask: Masking
  readonly queryLog: QueryLog
  readonly clock: Clock
  readonly metrics: Metrics
}

export const createFeedbackFlow = ({
  conversations,
  mask,
  queryLog,
  clock,
  metrics,
}: FeedbackFlowParts): FeedbackFlow => {
  /** The text an agent was shown, as long as the conversation still remembers it. */
  const shownText = ({ replayable }: ConversationRecord, suggestionId: string): string | undefined =>
    replayable
      .flatMap((event) => (event.type === 'suggestions' ? event.data.suggestions : []))
      .find(({ id }) => id === suggestionId)?.text

  return {
    take: async (report) => {
      const { conversationId, suggestionId, action, undone } = report
      const text = report.text === undefined ? undefined : mask.text(report.text).text

      const record = await conversations.find(conversationId)
      if (record === undefined || !hadSuggestion(record, suggestionId)) return 'not_found'
      if (queryLog.isFailing()) return 'failed'
      // Only "not helpful" has reasons, and only an insertion can be taken back.
      const reason = action === 'unhelpful' ? report.reason : undefined
      const isUndone = action === 'inserted' && undone === true
      const shown = text === undefined ? undefined : shownText(record, suggestionId)
      queryLog.feedback({
        timestamp: new Date(clock.now()).toISOString(),
        conversationId,
        suggestionId,
        action,
        // The texts stay out: the distance tells how useful the suggestion was, and nothing about the customer.
        ...(shown === undefined || text === undefined ? {} : { editDistance: distance(shown, text) }),
        ...(reason === undefined ? {} : { reason }),
        ...(isUndone ? { undone: true } : {}),
        eventType: 'AGENT_ASSIST_FEEDBACK',
      })
      // Counted apart, so that what was inserted and stayed is one figure less the other.
      metrics.suggestionFeedback(isUndone ? 'undone' : action, reason)
      return 'recorded'
    },
  }
}
