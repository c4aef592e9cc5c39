/** An agent escalates by hand: Cognigy is told, whatever the figures say. */
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import { conversationFrustration } from '../../../shared/domain/frustration/frustration.ts'
import { toFourPlaces } from '../../../shared/domain/frustration/round.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { EscalationRequest } from '../../../shared/wire/socket-reports.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { startDeadline } from '../../deadline.ts'
import type { Masking } from '../../ports/masking.ts'
import type { LanguageScoring } from '../../ports/models.ts'
import type { Clock } from '../../ports/time.ts'
import type { Escalations } from './escalations.ts'

const BUDGET_MS = 6000

type EscalationRequestOutcome =
  | { readonly kind: 'told'; readonly answer: unknown }
  /** A sentence for the agent. */
  | { readonly kind: 'not_told'; readonly message: string }

export interface EscalationRequestFlow {
  /** @param agentId who asks, as their token names them */
  take(request: EscalationRequest, agentId: string): Promise<EscalationRequestOutcome>
}

export interface EscalationRequestParts {
  readonly escalations: Escalations
  readonly scoring: Pick<LanguageScoring, 'conversation'>
  readonly conversations: Pick<Conversations, 'find'>
  readonly mask: Masking
  readonly rules: () => Rules
  readonly clock: Clock
}

export const createEscalationRequestFlow = (parts: EscalationRequestParts): EscalationRequestFlow => ({
  take: async ({ conversationId, level, reason }, agentId) => {
    const record = await parts.conversations.find(conversationId)
    const sessionId = record?.sessionId
    if (record !== undefined && hasEnded(record.snapshot)) {
      return { kind: 'not_told', message: 'the conversation has ended' }
    }
    if (record === undefined || sessionId === undefined) {
      return { kind: 'not_told', message: 'no session of the bot is known for this conversation' }
    }
    const figures = record.scores.map(({ frustration }) => frustration)
    const score = conversationFrustration(figures, parts.rules().escalation, parts.scoring.conversation)
    const deadline = startDeadline(BUDGET_MS, parts.clock)
    try {
      const outcome = await parts.escalations.tell({
        sessionId,
        level,
        score: figures.length === 0 ? undefined : toFourPlaces(score),
        cause: 'agent',
        by: agentId,
        reason: reason === undefined ? undefined : parts.mask.text(reason).text,
        deadline,
      })
      if (outcome.kind === 'failed' || outcome.kind === 'answered_only')
        return { kind: 'not_told', message: outcome.explanation }
      return { kind: 'told', answer: outcome.kind === 'told' ? outcome.answer : undefined }
    } finally {
      deadline.release()
    }
  },
})
