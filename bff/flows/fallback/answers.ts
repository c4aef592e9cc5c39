/** What each outcome of a misunderstood utterance is over HTTP (docs/contract.md 1.2). */
import type { FallbackRefusal } from '../../../shared/domain/ranking/fallback.ts'
import type { FallbackAnswer } from '../../../shared/wire/webhooks.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import { httpProblem } from '../../problem-answer.ts'
import type { FallbackOutcome } from './fallback.ts'

const REFUSALS: Readonly<Record<FallbackRefusal, string>> = {
  not_a_fallback: 'Webhook only processes actual fallback triggers',
  invalid_session: 'Invalid session identifier',
}

export const answerFallback = (outcome: FallbackOutcome): HttpAnswer => {
  if (outcome.kind === 'refused') return httpProblem(400, REFUSALS[outcome.reason])
  const { analysis, nextNode, output } = outcome
  const body: FallbackAnswer = { context: { fallbackAnalysis: analysis }, nextNode, output }
  return { status: 200, body }
}
