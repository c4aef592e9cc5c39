/** What the policy lets through of an upstream's suggestions, each answer once, the best first. */
import type { Policy, Verdict } from '../../../shared/domain/policy/policy.ts'
import { answerKey, distinctAnswers } from '../../../shared/domain/policy/same-answer.ts'
import type { Suggestion } from '../../../shared/wire/assist.ts'
import type { RawSuggestion } from '../../ports/cognigy.ts'

export interface Screened {
  readonly shown: readonly Omit<Suggestion, 'id'>[]
  readonly withheld: readonly Verdict[]
}

/** Of the same answer twice, only the surer one counts: the other one takes nothing from agents. */
const isForConfidence = ({ reason }: Verdict): boolean => reason === 'low_confidence' || reason === 'no_confidence'

export const screen = (candidates: readonly RawSuggestion[], isFallback: boolean, { judge }: Policy): Screened => {
  const passed: Omit<Suggestion, 'id'>[] = []
  const stopped: { readonly text: string; readonly verdict: Verdict }[] = []
  const engine = isFallback ? 'generic' : 'cognigy'
  for (const { text, confidence, confidenceSource, source } of candidates) {
    const verdict = judge({ text, confidence, source })
    if (verdict !== undefined) stopped.push({ text, verdict })
    else {
      const whose = confidenceSource === undefined ? {} : { confidenceSource }
      passed.push({ text, confidence: confidence ?? 0, ...whose, source, fallback: isFallback, engine })
    }
  }
  const shown = distinctAnswers(passed).toSorted((a, b) => b.confidence - a.confidence)
  const keys = new Set(shown.map(({ text }) => answerKey(text)))
  const withheld = stopped.filter(({ text, verdict }) => !isForConfidence(verdict) || !keys.has(answerKey(text)))
  return { shown, withheld: withheld.map(({ verdict }) => verdict) }
}
