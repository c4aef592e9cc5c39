/** Whether a misunderstood customer is shown what was probably meant, or gets a person (CONTRACT 1.2). */
import type { FallbackRules } from '../../rules.ts'
import { SHORTEST_SESSION_ID } from '../../wire/identifiers.ts'
import type { IntentCandidate } from '../../wire/vocabulary.ts'

/** What the bot took the utterance for. */
export interface FailedIntent {
  readonly name: string
  /** In [0, 1]. */
  readonly confidence: number
}

export type FallbackRefusal = 'not_a_fallback' | 'invalid_session'

/** Why this is not to be handled as a fallback; `undefined` where it is. A confidence at the limit is still one. */
export const refuseFallback = (
  webhook: { readonly sessionId: string; readonly intent: FailedIntent },
  rules: FallbackRules,
): FallbackRefusal | undefined => {
  const { name, confidence } = webhook.intent
  if (name !== 'Fallback' && confidence > rules.maximumConfidence) return 'not_a_fallback'
  return webhook.sessionId.length < SHORTEST_SESSION_ID ? 'invalid_session' : undefined
}

export interface FallbackDecision {
  /** Best first. */
  readonly suggestedIntents: readonly IntentCandidate[]
  /** In [0, 1]; 0 where nothing is suggested. */
  readonly highestScore: number
  readonly escalated: boolean
  /** Where the bot's flow goes on, and what it says there. */
  readonly nextNode: string
  readonly output: string
}

/** @param candidates best first; a best score equal to the limit is good enough. */
export const decideFallback = (candidates: readonly IntentCandidate[], rules: FallbackRules): FallbackDecision => {
  const suggestedIntents = candidates.slice(0, rules.topIntents)
  const highestScore = suggestedIntents[0]?.score ?? 0
  const escalated = suggestedIntents.length === 0 || highestScore < rules.escalateBelow
  const { escalateNode, escalateText, suggestNode, suggestText } = rules
  const way = escalated
    ? { nextNode: escalateNode, output: escalateText }
    : { nextNode: suggestNode, output: suggestText }
  return { suggestedIntents, highestScore, escalated, ...way }
}
