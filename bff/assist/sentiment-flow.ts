/** What widgets score: folded into one figure a conversation, and a reason for suggestions where Cognigy sends no score. */
import { conversationFrustration, levelOf, utteranceFrustration } from '../../shared/domain/frustration.ts'
import type { Rules } from '../../shared/rules.ts'
import type { SentimentReport } from '../../shared/wire/socket-reports.ts'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import type { Conversations } from '../conversations/conversations.ts'
import type { SuggestionFlow } from './suggestion-flow.ts'

export interface SentimentFlow {
  /** The conversation's figure in [0, 1] and its level, this report included. Two reports on one utterance count once. */
  take(report: SentimentReport): Promise<{ readonly frustration: number; readonly level: EscalationLevel }>
}

export interface SentimentFlowParts {
  readonly conversations: Pick<Conversations, 'find' | 'score'>
  readonly suggestions: Pick<SuggestionFlow, 'considerScore'>
  readonly rules: () => Rules
}

export const createSentimentFlow = ({ conversations, suggestions, rules }: SentimentFlowParts): SentimentFlow => ({
  take: async (report) => {
    const { conversationId, utteranceId, negative, positive } = report
    const { escalation } = rules()
    const frustration = utteranceFrustration(report, escalation)
    const scores = await conversations.score(conversationId, { utteranceId, frustration })
    // On Cognigy's scale: -1 is all negative, 1 all positive.
    const record = await conversations.find(conversationId)
    if (record !== undefined) suggestions.considerScore(record.conversationId, utteranceId, positive - negative)
    const figure = conversationFrustration(
      scores.map((score) => score.frustration),
      escalation.decay,
    )
    return { frustration: figure, level: levelOf(figure, escalation.matrix) }
  },
})
