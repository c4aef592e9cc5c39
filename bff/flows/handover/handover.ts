/** A bot hands a conversation over: all checks, then the transfer, then the agent's card (docs/contract.md 1.4, 7.3). */
import { type ToldIds, withOrigin } from '../../../shared/domain/conversation/conversation-ids.ts'
import { handoverCard } from '../../../shared/domain/handover/card.ts'
import { checkHandover, decideHandover } from '../../../shared/domain/handover/check.ts'
import { type HandoverFacts, isOver } from '../../../shared/domain/handover/facts.ts'
import type { Rules } from '../../../shared/rules.ts'
import { type HandoverDraft, type HandoverReading, readHandover } from '../../../shared/wire/handover.ts'
import type { HandoverFinding } from '../../../shared/wire/vocabulary.ts'
import { contactAddress } from '../../conversations/addresses.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { ContactAddress, CxoneHandovers, Transferred } from '../../ports/cxone.ts'
import type { Delivery, HttpAnswer } from '../../ports/http-answer.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { StoredChange } from '../../ports/store.ts'
import type { Deadline } from '../../ports/time.ts'
import type { UpstreamFailureFacts } from '../../ports/upstream.ts'
import { settledBy } from '../../settled.ts'
import { gatherHandoverFacts } from './facts.ts'
import { sendTransfer, stoodThere, transferOf } from './transfer.ts'

/** The rest of the deadline belongs to the transfer. */
const CHECKS_BUDGET_MS = 2600
/** A slow disk takes most of it. */
const KEEPING_BUDGET_MS = 1000

export type HandoverOutcome =
  | {
      readonly kind: 'transferred'
      readonly findings: readonly HandoverFinding[]
      readonly transferred: Omit<Transferred, 'warnings'>
    }
  /** The payload is wrong; nothing was sent. */
  | { readonly kind: 'refused'; readonly findings: readonly HandoverFinding[] }
  /** Nothing is known to be wrong, but not all could be checked, and the rules want that; nothing was sent. */
  | { readonly kind: 'unchecked'; readonly findings: readonly HandoverFinding[] }
  /** CXone did not take it. The first finding says why. */
  | {
      readonly kind: 'failed'
      readonly findings: readonly HandoverFinding[]
      readonly failure: UpstreamFailureFacts
    }

export interface HandoverParts {
  readonly handovers: CxoneHandovers
  readonly conversations: Conversations
  /** Takes down what was decided, without being waited for. */
  readonly account: (draft: HandoverDraft, outcome: HandoverOutcome) => void
  readonly mask: Masking
  readonly rules: () => Rules
  readonly metrics: Metrics
}

/** @param answerOf how an outcome is answered, to be kept with what is told of it */
export type HandoverFlow = (
  body: unknown,
  deadline: Deadline,
  delivery: Delivery,
  answerOf: (outcome: HandoverOutcome) => HttpAnswer,
) => Promise<HandoverOutcome>

export const createHandoverFlow = (parts: HandoverParts): HandoverFlow => {
  const { handovers, conversations, account, mask, metrics } = parts

  return async (body, deadline, delivery, answerOf) => {
    const reading = masked(readHandover(body), mask)
    const rules = parts.rules().handover
    const told = toldIn(reading.draft)
    const contact = contactAddress(told, await conversations.findTold(told))
    const limit = deadline.within(CHECKS_BUDGET_MS)
    const facts = await gatherHandoverFacts(handovers, reading.draft, rules, limit, contact).finally(limit.release)
    const { findings } = checkHandover(reading, facts, rules)
    const abilities = contact === undefined ? undefined : handovers.abilities?.(contact)
    const isDone = delivery.resumed && stoodThere(reading.draft, facts)
    const outcome: HandoverOutcome = isDone
      ? {
          kind: 'transferred',
          findings: findings.filter(({ severity }) => severity === 'warning'),
          transferred: { via: abilities?.via },
        }
      : await settle(reading.draft, contact, facts, findings, delivery.resumed, deadline)
    metrics.handoverDecided(outcome.kind)
    for (const { code } of outcome.findings) metrics.handoverFound(code)
    // Nobody waits for the audit: what CXone did is so, whether or not a slow disk has taken it down.
    account(reading.draft, outcome)
    const settles = settledBy(delivery, () => answerOf(outcome))
    if (outcome.kind === 'transferred') await showCard(reading.draft, told, facts, outcome.findings, settles)
    else await endIfOver(told, facts)
    return outcome
  }

  async function settle(
    draft: HandoverDraft,
    contact: ContactAddress | undefined,
    facts: HandoverFacts,
    findings: readonly HandoverFinding[],
    mayBeTransferred: boolean,
    deadline: Deadline,
  ): Promise<HandoverOutcome> {
    const decision = decideHandover(findings)
    if (decision === 'unchecked') return { kind: 'unchecked', findings }
    const transfer = transferOf(draft)
    // No error finding means a whole transfer; the second question is the compiler's.
    if (decision === 'refuse' || transfer === undefined) return { kind: 'refused', findings }
    // What was transferred is still to be kept before it is answered: later it would be called what it is not.
    const limit = deadline.within(deadline.remainingMs() - KEEPING_BUDGET_MS)
    const whole = { ...transfer, mayBeTransferred }
    const sent = await sendTransfer(handovers, whole, facts, limit, contact).finally(limit.release)
    if (sent.ok) {
      const { warnings, ...transferred } = sent.transferred
      return { kind: 'transferred', findings: [...findings, ...warnings], transferred }
    }
    return { kind: 'failed', findings: [handovers.explainTransfer(sent.failure), ...findings], failure: sent.failure }
  }

  /** CXone was asked for its state anyway. */
  async function endIfOver(told: ToldIds, { conversation }: HandoverFacts): Promise<void> {
    if (conversation?.kind !== 'known' || !isOver(conversation.value)) return
    if (await conversations.end(told, 'cxone')) metrics.conversationEnded('cxone')
  }

  async function showCard(
    draft: HandoverDraft,
    told: ToldIds,
    { queue }: HandoverFacts,
    findings: readonly HandoverFinding[],
    settles: StoredChange['settles'],
  ): Promise<void> {
    if (draft.conversationId === undefined) return
    const data = handoverCard(draft, queue?.kind === 'known' ? queue.value.name : undefined, findings)
    const events = [{ type: 'handover' as const, data }]
    await conversations.publish(told, { resumes: true, events, settles })
  }
}

/** A stand-in for the conversation's id is told as what it is. */
const toldIn = ({ conversationId, origin = {} }: HandoverDraft): ToldIds => {
  const { contactNumber, contactId, spawnedContactId } = origin
  const isStandIn = [contactNumber, contactId, spawnedContactId].includes(conversationId)
  return withOrigin({ conversationId: isStandIn ? undefined : conversationId }, origin)
}

/** What the bot collected is for CXone and for the agent: neither gets what nobody should keep. */
const masked = ({ draft, findings }: HandoverReading, mask: Masking): HandoverReading => {
  const { contextData } = draft
  return contextData === undefined
    ? { draft, findings }
    : { draft: { ...draft, contextData: { ...mask.values(contextData) } }, findings }
}
