/** Suggestions: asked for, screened by policy, shown, and what agents do with them. */

import { createCurrentPolicy } from '../../current-policy.ts'
import type { Flow } from '../../ports/flow.ts'
import type { FeedbackFlowParts } from './feedback-flow.ts'
import { createSuggestionRequests } from './requests.ts'
import { createSuggestionFlow, type SuggestionFlow, type SuggestionFlowParts } from './suggestion-flow.ts'
import type { SuggestionRequestParts } from './suggestion-request.ts'

export type SuggestionsParts = Omit<SuggestionFlowParts, 'policy'> &
  FeedbackFlowParts &
  Omit<SuggestionRequestParts, 'suggestions'>

export interface SuggestionsUseCase extends Flow<'suggestion:feedback' | 'suggestion:request'> {
  /** For flows that hear what customers say. */
  readonly suggestions: SuggestionFlow
}

export const createSuggestions = (parts: SuggestionsParts): SuggestionsUseCase => {
  const { source, conversations, mask, rules, status, queryLog, clock, log, metrics, newId } = parts
  const policy = createCurrentPolicy(rules)
  const asking = { source, mask, conversations, rules, policy, status, queryLog, clock, log, metrics, newId }
  const suggestions = createSuggestionFlow(asking)
  return {
    suggestions,
    webhooks: [],
    requests: createSuggestionRequests({ conversations, suggestions, mask, queryLog, clock, metrics }),
    settled: suggestions.settled,
    forget: suggestions.forget,
  }
}
