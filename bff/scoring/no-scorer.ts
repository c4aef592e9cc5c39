/** The port `SentimentScorer` where an operator wants no model on this side: no thread, no runtime, no memory. */
import { ScoringFailed } from '../ports/models.ts'
import type { ProcessSentimentScorer } from './sentiment-scorer.ts'
import { UNSAID_LANGUAGES } from './thread-messages.ts'

export const noScorer: ProcessSentimentScorer = {
  // What browsers score of these still counts.
  languages: UNSAID_LANGUAGES,
  score: () => Promise.reject(new ScoringFailed('off')),
  start: () => Promise.resolve(undefined),
  state: () => ({ kind: 'off' }),
  stop: () => Promise.resolve(),
}
