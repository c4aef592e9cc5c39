/** A misunderstood utterance: guards, ranking, what Cognigy's session and the widgets are told (docs/contract.md 1.2). */

import { withOrigin } from '../../../shared/domain/conversation/conversation-ids.ts'
import { cutText } from '../../../shared/domain/conversation/cut-text.ts'
import { LONGEST_UTTERANCE } from '../../../shared/domain/conversation/utterances.ts'
import type { MaskedText } from '../../../shared/domain/privacy/mask.ts'
import { decideFallback, type FallbackRefusal, refuseFallback } from '../../../shared/domain/ranking/fallback.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { FallbackData } from '../../../shared/wire/assist.ts'
import type { FallbackAnalysis, FallbackWebhook } from '../../../shared/wire/webhooks.ts'
import type { Announcement, Conversations } from '../../conversations/conversations.ts'
import type { Delivery, HttpAnswer } from '../../ports/http-answer.ts'
import type { Masking } from '../../ports/masking.ts'
import type { IntentRanker } from '../../ports/models.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Deadline } from '../../ports/time.ts'
import { settledBy } from '../../settled.ts'
import type { HearCustomer } from '../transcript/hear-customer.ts'
import type { SessionWrites } from './session-writes.ts'

export type FallbackOutcome =
  | { readonly kind: 'refused'; readonly reason: FallbackRefusal }
  | {
      readonly kind: 'answered'
      readonly analysis: FallbackAnalysis
      readonly nextNode: string
      readonly output: string
    }

export interface FallbackParts {
  readonly ranker: IntentRanker
  readonly writes: Pick<SessionWrites, 'plan'>
  readonly conversations: Pick<Conversations, 'publish'>
  readonly hear: HearCustomer
  readonly mask: Masking
  readonly rules: () => Rules
  readonly metrics: Metrics
}

/** @param answerOf how an outcome is answered, to be kept with what is told of it */
export type FallbackFlow = (
  webhook: FallbackWebhook,
  deadline: Deadline,
  delivery: Delivery,
  answerOf: (outcome: FallbackOutcome) => HttpAnswer,
) => Promise<FallbackOutcome>

export const createFallbackFlow = (parts: FallbackParts): FallbackFlow => {
  const { ranker, writes, mask, metrics } = parts

  return async (webhook, deadline, delivery, answerOf) => {
    const rules = parts.rules().fallback
    const { sessionId, intent, previousIntents } = webhook
    const reason = refuseFallback(webhook, rules)
    if (reason !== undefined) {
      metrics.fallbackDecided('refused', 'none')
      return { kind: 'refused', reason }
    }
    const said = mask.text(webhook.input)
    const text = cutText(said.text, LONGEST_UTTERANCE)
    const limit = deadline.within(rules.responseBudgetMs)
    try {
      const ranking = await ranker.rank({ utterance: text, intent: intent.name, previousIntents }, rules, limit)
      const { suggestedIntents, highestScore, escalated, nextNode, output } = decideFallback(ranking.candidates, rules)
      metrics.fallbackDecided(escalated ? 'escalated' : 'suggested', ranking.rule)
      const analysis: FallbackAnalysis = {
        originalInput: said.text,
        suggestedIntents: [...suggestedIntents],
        highestScore,
        escalationTriggered: escalated,
      }
      const outcome = { kind: 'answered', analysis, nextNode, output } as const
      const planned = writes.plan({
        sessionId,
        context: { fallbackAnalysis: analysis },
        triggerNode: escalated && rules.triggerOnEscalation ? nextNode : undefined,
        answer: limit,
        goOnForMs: rules.retryWithinMs,
      })
      const data = {
        text,
        ...(ranking.predicted === undefined ? {} : { predicted: ranking.predicted }),
        candidates: [...suggestedIntents],
        escalated,
      }
      // Kept before it is carried out: what a session is told keeps the order of its webhooks, and outlives this process.
      const settles = settledBy(delivery, () => answerOf(outcome))
      await tellWidgets(parts, webhook, said, data, { outbox: planned.outbox, settles })
      await planned.carryOut()
      return outcome
    } finally {
      limit.release()
    }
  }
}

const tellWidgets = async (
  { conversations, hear }: FallbackParts,
  { conversationId, sessionId, origin }: FallbackWebhook,
  said: MaskedText,
  data: FallbackData,
  kept: Pick<Announcement, 'outbox' | 'settles'>,
): Promise<void> => {
  const told = withOrigin({ conversationId, sessionId }, origin)
  const about = (utteranceId?: string): Announcement => ({
    ...kept,
    resumes: true,
    events: [{ type: 'fallback', data: { ...data, ...(utteranceId === undefined ? {} : { utteranceId }) } }],
  })
  if (said.text.trim() === '') return await conversations.publish(told, about())
  // Routing has told of it already, where the intent was below its gate; it is one utterance all the same.
  await hear(told, { channel: 'fallback', ...said, utteranceId: origin?.utteranceId }, ({ kind, utteranceId }) => ({
    ...about(utteranceId),
    resumes: kind !== 'again',
  }))
}
