/** Which scorer the service has, by its configuration. */
import type { ModelChoice } from './model-choice.ts'
import { noScorer } from './no-scorer.ts'
import { openScoringThread } from './scoring-thread.ts'
import { createSentimentScorer, type ProcessSentimentScorer, type SentimentScorerParts } from './sentiment-scorer.ts'

/** @param model `undefined`: nothing is scored on this side */
export const openScorer = (
  model: ModelChoice | undefined,
  parts: Pick<SentimentScorerParts, 'clock' | 'log' | 'metrics'>,
): ProcessSentimentScorer => {
  if (model === undefined) return noScorer
  const { folder, languages, conversation } = model
  return createSentimentScorer({
    ...parts,
    openThread: (listener) => openScoringThread({ folder }, listener),
    languages,
    conversation,
  })
}
