/** What agents do with suggestions and with what they searched: recorded for whoever measures the product, and learnt from. */
import { distance } from 'fastest-levenshtein'
import { hadSuggestion } from '../../../shared/domain/conversation/mentions.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { keyOfCard } from '../../../shared/domain/knowledge/card-id.ts'
import type { Vote } from '../../../shared/domain/knowledge/votes.ts'
import type { SuggestionEngine } from '../../../shared/wire/assist.ts'
import type { SuggestionFeedback } from '../../../shared/wire/socket-reports.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { type KnowledgeHit, type KnowledgeSource, KnowledgeUnavailable } from '../../ports/knowledge.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Metrics, QueryLog } from '../../ports/observe.ts'
import { StoreUnavailable } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Learning } from './learning.ts'

export interface FeedbackFlow {
  /** @param agentId whose voice it is */
  take(report: SuggestionFeedback, agentId: string): Promise<FeedbackOutcome>
}

/**
 * `not_found`: the conversation never had such a suggestion, nor knows the service such a result, and nothing is recorded.
 * `failed`: nothing can be recorded right now. `unknown`: knowledge cannot say right now whether it has it.
 */
export type FeedbackOutcome = 'recorded' | 'not_found' | 'failed' | 'unknown'

export interface FeedbackFlowParts {
  readonly conversations: Pick<Conversations, 'changeKnown' | 'find'>
  readonly knowledge?: Pick<KnowledgeSource, 'find'> | undefined
  readonly learning: Pick<Learning, 'learn'>
  readonly mask: Masking
  readonly queryLog: QueryLog
  readonly clock: Clock
  readonly metrics: Metrics
}

/** What an agent was shown, as far as the conversation still remembers it. */
interface Shown {
  readonly text: string
  readonly engine: SuggestionEngine
  /** Milliseconds since 1970. */
  readonly at: number | undefined
  /** What the customer had said. */
  readonly utterance: string | undefined
}

/** What has nothing to do with whether it was right teaches nothing. */
const voteOf = ({ action, undone }: SuggestionFeedback): Vote | undefined => {
  if (action === 'inserted') return undone === true ? 'none' : 'up'
  if (action === 'helpful') return 'up'
  return action === 'dismissed' || action === 'unhelpful' ? 'down' : undefined
}

const shownIn = ({ replayable, snapshot }: ConversationRecord, suggestionId: string): Shown | undefined => {
  // Told again in later events, it has been there since the first.
  for (const event of replayable) {
    if (event.type !== 'suggestions') continue
    const card = event.data.suggestions.find(({ id }) => id === suggestionId)
    if (card === undefined) continue
    const said = snapshot.transcript.find(({ data }) => data.utteranceId === event.data.basedOn)
    const engine = card.engine ?? (card.fallback ? 'generic' : 'cognigy')
    return { text: card.text, engine, at: Date.parse(event.at), utterance: said?.data.text }
  }
  return undefined
}

/** A result of a search was no event: it was for what the customer said last. */
const shownBySearch = ({ snapshot }: ConversationRecord, { text }: KnowledgeHit): Shown => {
  const said = snapshot.transcript.findLast(({ data }) => data.speaker === 'customer')
  return { text, engine: 'knowledge', at: undefined, utterance: said?.data.text }
}

export const createFeedbackFlow = (parts: FeedbackFlowParts): FeedbackFlow => {
  const { conversations, knowledge, learning, mask, queryLog, clock, metrics } = parts

  /** `unknown`: it cannot be asked. */
  const hitOf = async (suggestionId: string): Promise<KnowledgeHit | 'unknown' | undefined> => {
    const key = keyOfCard(suggestionId)
    try {
      return key === undefined ? undefined : await knowledge?.find(key)
    } catch (error) {
      if (error instanceof KnowledgeUnavailable) return 'unknown'
      throw error
    }
  }

  const learnFrom = async (
    report: SuggestionFeedback,
    { conversationId }: ConversationRecord,
    agentId: string,
    hit: KnowledgeHit,
    utterance: string,
  ): Promise<void> => {
    const vote = voteOf(report)
    if (vote === undefined) return
    try {
      await learning.learn({ conversationId, agentId, of: hit.of, utterance, vote })
    } catch (error) {
      // It is recorded, and one voice less changes little.
      if (!(error instanceof StoreUnavailable)) throw error
    }
  }

  const count = (
    { action, undone, reason }: SuggestionFeedback,
    shown: Shown | undefined,
    editDistance: number | undefined,
  ): void => {
    // Counted apart, so that what was inserted and stayed is one figure less the other.
    const use = action === 'inserted' && undone === true ? 'undone' : action
    metrics.suggestionFeedback(use, action === 'unhelpful' ? reason : undefined)
    if (shown === undefined) return
    const { engine, at } = shown
    metrics.suggestionUsed(engine, use)
    if (use === 'inserted' && at !== undefined) metrics.suggestionInserted(engine, (clock.now() - at) / 1000)
    if (use === 'edited' && editDistance !== undefined) metrics.suggestionSent(engine, editDistance)
  }

  /** What of it stands on the board. */
  const remember = async (
    { action, undone }: SuggestionFeedback,
    { conversationId }: ConversationRecord,
  ): Promise<void> => {
    if (action !== 'inserted') return
    const change = { suggestionsUsed: undone === true ? -1 : 1 }
    try {
      await conversations.changeKnown({ named: conversationId }, () => ({ value: undefined, change }))
    } catch (error) {
      // It is recorded, and the board may be one behind.
      if (!(error instanceof StoreUnavailable)) throw error
    }
  }

  return {
    take: async (report, agentId) => {
      const { conversationId, suggestionId, action } = report
      const text = report.text === undefined ? undefined : mask.text(report.text).text

      const record = await conversations.find(conversationId)
      if (record === undefined) return 'not_found'
      const wasShown = hadSuggestion(record, suggestionId)
      const found = await hitOf(suggestionId)
      if (!wasShown && found === 'unknown') return 'unknown'
      const hit = found === 'unknown' ? undefined : found
      if (!wasShown && hit === undefined) return 'not_found'
      if (queryLog.isFailing()) return 'failed'
      const shown = shownIn(record, suggestionId) ?? (hit === undefined ? undefined : shownBySearch(record, hit))
      const editDistance = shown === undefined || text === undefined ? undefined : distance(shown.text, text)
      queryLog.feedback({
        timestamp: new Date(clock.now()).toISOString(),
        conversationId,
        suggestionId,
        action,
        ...(shown === undefined ? {} : { engine: shown.engine }),
        // The texts stay out: the distance tells how useful the suggestion was, and nothing about the customer.
        ...(editDistance === undefined ? {} : { editDistance }),
        // Only "not helpful" has reasons, and only an insertion can be taken back.
        ...(action === 'unhelpful' && report.reason !== undefined ? { reason: report.reason } : {}),
        ...(action === 'inserted' && report.undone === true ? { undone: true } : {}),
        eventType: 'AGENT_ASSIST_FEEDBACK',
      })
      count(report, shown, editDistance)
      await remember(report, record)
      if (hit !== undefined && shown?.utterance !== undefined) {
        await learnFrom(report, record, agentId, hit, shown.utterance)
      }
      return 'recorded'
    },
  }
}
