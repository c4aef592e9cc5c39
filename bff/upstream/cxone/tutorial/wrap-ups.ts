/** Where summaries go in the tutorial dialect: to attributes of the conversation (docs/contract.md section 10). */
import type { NamedId } from '../../../../shared/domain/handover/facts.ts'
import type { CxoneHandovers } from '../../../ports/cxone.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { CxoneWrapUps } from '../../../ports/wrap-up.ts'
import { pathSegment } from '../../http/http-call.ts'
import { createSharedQuestion } from '../shared-question.ts'
import { type CxoneParts, createCxoneCall, HANDOVER_SCOPE } from './call.ts'
import { explainWrapUp } from './explain.ts'

/** Wrap-up codes are set up once in a while. */
const KEPT_MS = 600_000

export const createCxoneWrapUps = (
  parts: CxoneParts,
  { conversation, wrapupCodes }: Pick<CxoneHandovers, 'conversation' | 'wrapupCodes'>,
): CxoneWrapUps => {
  const send = createCxoneCall(parts, HANDOVER_SCOPE)
  if (send === undefined) return unconfigured
  const codes = createSharedQuestion(parts.clock, KEPT_MS, wrapupCodes)

  return {
    dispositions: async (contact, deadline): Promise<readonly NamedId[]> => {
      const { legs } = await conversation(contact, deadline)
      const queue = legs.findLast((leg) => leg.queue !== undefined)?.queue
      return queue === undefined ? [] : await codes(queue.id, deadline)
    },

    save: async ({ conversationId }, { summary, dispositionId }, deadline) => {
      const cxAssistWrapUp = { summary, ...(dispositionId === undefined ? {} : { dispositionId }) }
      await send({
        operation: 'wrap_up',
        method: 'PATCH',
        path: `/api/v2/conversations/${pathSegment(conversationId)}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ attributes: { cxAssistWrapUp } }),
        readsBody: false,
        deadline,
      })
    },

    explain: explainWrapUp,
  }
}

const refuse = (): Promise<never> => Promise.reject(new UpstreamFailure({ upstream: 'cxone', kind: 'not_configured' }))
const unconfigured: CxoneWrapUps = { dispositions: refuse, save: refuse, explain: explainWrapUp }
