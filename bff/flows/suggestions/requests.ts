/** What agents ask about suggestions, and how each outcome is answered. */
import type { PlainAnswer } from '../../../shared/wire/socket-events.ts'
import type { Takers } from '../../ports/requests.ts'
import { NEVER_WAS, refuse } from '../../refusals.ts'
import { createFeedbackFlow, type FeedbackFlowParts, type FeedbackOutcome } from './feedback-flow.ts'
import {
  createSuggestionRequestFlow,
  type SuggestionRequestOutcome,
  type SuggestionRequestParts,
} from './suggestion-request.ts'

const REQUEST_ANSWERS: Readonly<Record<SuggestionRequestOutcome, PlainAnswer>> = {
  asked: { ok: true },
  not_found: refuse('not_found', 'the customer has not said anything yet'),
  ended: refuse('unavailable', 'the conversation has ended'),
  rate_limited: refuse('rate_limited', 'suggestions were asked for too often; try again in a minute'),
}

const FEEDBACK_ANSWERS: Readonly<Record<FeedbackOutcome, PlainAnswer>> = {
  recorded: { ok: true },
  not_found: NEVER_WAS,
  unknown: refuse('unavailable', 'knowledge cannot be asked right now; tell it again'),
  failed: refuse('unavailable', 'METRICS_LOG cannot be written right now; tell it again'),
}

export const createSuggestionRequests = (
  parts: FeedbackFlowParts & SuggestionRequestParts,
): Takers<'suggestion:feedback' | 'suggestion:request'> => {
  const feedback = createFeedbackFlow(parts)
  const requests = createSuggestionRequestFlow(parts)
  return {
    'suggestion:feedback': async (report, { claims }) => FEEDBACK_ANSWERS[await feedback.take(report, claims.sub)],
    'suggestion:request': async (request, { claims }) => REQUEST_ANSWERS[await requests.take(request, claims.sub)],
  }
}
