/** What agents ask when they wrap up, and how each outcome is answered. */
import type { Takers } from '../../ports/requests.ts'
import { createRatePerMinute } from '../../rate.ts'
import { NEVER_WAS, refuse } from '../../refusals.ts'
import { createSaving, type SavingParts } from './saving.ts'
import { createSummaryFlow, type SummaryFlowParts } from './summary.ts'

/** Of one agent, over all their windows: a language model and CXone are asked for each. */
const SUMMARIES_PER_MINUTE = 20
const SAVINGS_PER_MINUTE = 20

export type WrapUpRequestsParts = SummaryFlowParts & SavingParts

export const createWrapUpRequests = (parts: WrapUpRequestsParts): Takers<'conversation:summary' | 'summary:save'> => {
  const summary = createSummaryFlow(parts)
  const saving = createSaving(parts)
  const mayBeSummed = createRatePerMinute(SUMMARIES_PER_MINUTE)
  const mayBeSaved = createRatePerMinute(SAVINGS_PER_MINUTE)

  return {
    'conversation:summary': async (request, { claims }) => {
      if (!(await mayBeSummed(claims.sub))) {
        return refuse('rate_limited', `at most ${SUMMARIES_PER_MINUTE} summaries of one agent in a minute`)
      }
      const made = await summary.take(request)
      return made === 'not_found' ? refuse('not_found', 'nobody has said anything yet') : { ok: true, summary: made }
    },
    'summary:save': async (request, { claims }) => {
      if (!(await mayBeSaved(claims.sub))) {
        return refuse('rate_limited', `at most ${SAVINGS_PER_MINUTE} summaries of one agent are kept in a minute`)
      }
      const outcome = await saving.take(request)
      if (outcome.kind === 'failed') return refuse('unavailable', outcome.message)
      return outcome.kind === 'saved' ? { ok: true } : NEVER_WAS
    },
  }
}
