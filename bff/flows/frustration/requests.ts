/** What widgets score and agents escalate, and how each outcome is answered. */
import type { Takers } from '../../ports/requests.ts'
import { NEVER_WAS, refuse } from '../../refusals.ts'
import { createEscalationLimits } from './escalation-limits.ts'
import { createEscalationRequestFlow, type EscalationRequestParts } from './escalation-request.ts'
import type { SentimentFlow } from './reported-scores.ts'

const SCORING_REFUSALS = {
  not_found: NEVER_WAS,
  off: refuse('unavailable', 'scoring is switched off by the operator'),
  failed: refuse('unavailable', 'these utterances could not be scored; the operator finds the cause in the log'),
} as const

export interface FrustrationRequestsParts extends EscalationRequestParts {
  readonly sentiment: Pick<SentimentFlow, 'take' | 'score'>
}

export const createFrustrationRequests = (
  parts: FrustrationRequestsParts,
): Takers<'sentiment:report' | 'sentiment:score' | 'escalation:request'> => {
  const { sentiment } = parts
  const escalation = createEscalationRequestFlow(parts)
  const limits = createEscalationLimits(() => parts.rules().widget.escalationsPerMinute)
  return {
    'sentiment:report': async (report) => {
      const figure = await sentiment.take(report)
      return figure === 'not_found' ? NEVER_WAS : { ok: true, ...figure }
    },
    'sentiment:score': async (request) => {
      const figure = await sentiment.score(request)
      return typeof figure === 'string' ? SCORING_REFUSALS[figure] : { ok: true, ...figure }
    },
    'escalation:request': async (request, { claims }) => {
      const limited = await limits.refuses(claims.sub)
      if (limited !== undefined) return refuse('rate_limited', limited)
      const outcome = await escalation.take(request, claims.sub)
      if (outcome.kind === 'not_told') return refuse('unavailable', outcome.message)
      return { ok: true, level: request.level, cognigyApiResult: outcome.answer ?? null }
    },
  }
}
