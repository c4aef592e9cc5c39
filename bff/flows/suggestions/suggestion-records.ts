/** `METRICS_LOG` of suggestions: a line for each query, and one for each card that agents see for the first time. */
import type { Suggestion, SuggestionsData } from '../../../shared/wire/assist.ts'
import type { Metrics, QueryLog } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'

interface Queried {
  readonly interactionId: string | undefined
  readonly conversationId: string
  readonly isRequested?: boolean
}

interface QueryFacts {
  readonly triggered: boolean
  /** What was shown. */
  readonly data?: SuggestionsData
  /** Why no live suggestions were. */
  readonly cause?: string
}

export interface SuggestionRecords {
  query(asked: Queried, facts: QueryFacts): void
  /** Beside what agents do with suggestions, so that "inserted of shown" can be counted from one file. */
  shown(conversationId: string, cards: readonly Suggestion[]): void
}

export const createSuggestionRecords = ({
  queryLog,
  clock,
  metrics,
}: {
  readonly queryLog: QueryLog
  readonly clock: Clock
  readonly metrics: Pick<Metrics, 'suggestionUsed'>
}): SuggestionRecords => {
  const timestamp = (): string => new Date(clock.now()).toISOString()
  return {
    query: ({ interactionId, conversationId, isRequested }, { triggered, data, cause }) =>
      queryLog.query({
        timestamp: timestamp(),
        interactionId: interactionId ?? conversationId,
        triggered,
        cached: data?.cached ?? false,
        fallback: data?.fallback ?? false,
        suggestionCount: data?.suggestions.length ?? 0,
        eventType: 'AGENT_ASSIST_QUERY',
        ...(cause === undefined ? {} : { cause }),
        ...(isRequested ? { requested: true as const } : {}),
      }),
    shown: (conversationId, cards) => {
      for (const { id, engine } of cards) {
        if (engine !== undefined) metrics.suggestionUsed(engine, 'shown')
        queryLog.feedback({
          timestamp: timestamp(),
          conversationId,
          suggestionId: id,
          action: 'shown',
          ...(engine === undefined ? {} : { engine }),
          eventType: 'AGENT_ASSIST_FEEDBACK',
        })
      }
    },
  }
}
