/** Suggestions: asked for, screened by policy, shown, and what agents do with them. */

import { createCurrentPolicy } from '../../current-policy.ts'
import type { Flow } from '../../ports/flow.ts'
import type { KnowledgeSource } from '../../ports/knowledge.ts'
import type { TallyStore } from '../../ports/store.ts'
import type { FeedbackFlowParts } from './feedback-flow.ts'
import { createKnowledgeOffers } from './knowledge-offers.ts'
import { createLearning } from './learning.ts'
import { createSuggestionRequests } from './requests.ts'
import { createSuggestionFlow, type SuggestionFlow, type SuggestionFlowParts } from './suggestion-flow.ts'
import type { SuggestionRequestParts } from './suggestion-request.ts'

export type SuggestionsParts = Omit<SuggestionFlowParts, 'offers' | 'policy'> &
  Omit<FeedbackFlowParts, 'knowledge' | 'learning'> &
  Omit<SuggestionRequestParts, 'suggestions'> & {
    /** `undefined`: Cognigy alone suggests. */
    readonly knowledge?: KnowledgeSource | undefined
    readonly tallies: TallyStore
  }

export interface SuggestionsUseCase extends Flow<'suggestion:feedback' | 'suggestion:request'> {
  /** For flows that hear what customers say. */
  readonly suggestions: SuggestionFlow
}

export const createSuggestions = (parts: SuggestionsParts): SuggestionsUseCase => {
  const { source, knowledge, tallies, conversations, mask, rules, status, queryLog, clock, log, metrics, newId } = parts
  const policy = createCurrentPolicy(rules)
  const learning = createLearning({ tallies, conversations })
  const basics = { conversations, rules, clock, log, metrics }
  const offers =
    knowledge === undefined ? undefined : createKnowledgeOffers({ ...basics, knowledge, learning, policy, newId })
  const suggestions = createSuggestionFlow({ ...basics, source, offers, mask, policy, status, queryLog, newId })
  return {
    suggestions,
    webhooks: [],
    requests: createSuggestionRequests({ ...basics, suggestions, knowledge, learning, mask, queryLog }),
    settled: suggestions.settled,
    forget: suggestions.forget,
  }
}
