/** Why a handover fails: asks CXone, rebuilds what should have been sent, checks it. Transfers nothing by itself. */
import { checkHandover, decideHandover } from '../../../shared/domain/handover/check.ts'
import { checkConversation } from '../../../shared/domain/handover/conversation.ts'
import type { Asked, ConversationFacts, NamedId } from '../../../shared/domain/handover/facts.ts'
import { completed, type KnownTarget, likelyQueue, rebuildHandover } from '../../../shared/domain/handover/rebuild.ts'
import type { HandoverRules } from '../../../shared/rules.ts'
import { type HandoverDraft, type HandoverReading, readHandover } from '../../../shared/wire/handover.ts'
import type { Origin } from '../../../shared/wire/origin.ts'
import type { HandoverFinding } from '../../../shared/wire/vocabulary.ts'
import { ask, gatherHandoverFacts } from '../../flows/handover/facts.ts'
import { sendTransfer, transferOf } from '../../flows/handover/transfer.ts'
import type { ContactAddress, CxoneHandovers } from '../../ports/cxone.ts'
import type { Deadline } from '../../ports/time.ts'

export interface Diagnosis {
  readonly conversationId: string | undefined
  /** Where the payload comes from. */
  readonly source: 'payload' | 'rebuilt'
  readonly conversation: Asked<ConversationFacts> | undefined
  /** Of the saved payload, or of the rebuilt one where none was saved. */
  readonly findings: readonly HandoverFinding[]
  readonly decision: ReturnType<typeof decideHandover>
  /** What was checked, and what `--execute` would send. */
  readonly checked: HandoverDraft
  /** The payload that should have been sent, as far as it is known. */
  readonly rebuilt: HandoverDraft
}

export interface DiagnosisParts {
  readonly handovers: CxoneHandovers
  readonly rules: HandoverRules
}

/** @param body a saved payload: JSON as the bot sent it. */
export const diagnosePayload = async (
  { handovers, rules }: DiagnosisParts,
  body: unknown,
  deadline: Deadline,
): Promise<Diagnosis> => {
  const reading = readHandover(body)
  const facts = await gatherHandoverFacts(handovers, reading.draft, rules, deadline)
  const { findings, mended } = checkHandover(reading, facts, rules)
  const known = facts.conversation?.kind === 'known' ? facts.conversation.value : undefined
  return {
    conversationId: reading.draft.conversationId,
    source: 'payload',
    conversation: facts.conversation,
    findings,
    decision: decideHandover(findings),
    checked: reading.draft,
    rebuilt: completed(mended, known),
  }
}

/** What an operator knows of a conversation. */
interface KnownContact extends KnownTarget {
  readonly origin: Origin
}

/** Codes to choose from; `undefined` where CXone sets none with a transfer. */
const codesOf = async (
  handovers: CxoneHandovers,
  contact: ContactAddress,
  queueId: string | undefined,
  deadline: Deadline,
): Promise<readonly NamedId[] | undefined> => {
  if (handovers.abilities?.(contact).setsWrapupCode === false) return undefined
  const codes = queueId === undefined ? undefined : await ask(handovers, handovers.wrapupCodes(queueId, deadline))
  return codes?.kind === 'known' ? codes.value : []
}

/** @param known the target, where the operator knows it better than CXone's conversation does. */
export const diagnoseConversation = async (
  { handovers, rules }: DiagnosisParts,
  conversationId: string,
  { origin, ...known }: KnownContact,
  deadline: Deadline,
): Promise<Diagnosis> => {
  const contact: ContactAddress = { conversationId, origin }
  const conversation = await ask(handovers, handovers.conversation(contact, deadline))
  if (conversation.kind !== 'known') return withoutConversation(conversationId, conversation, rules)
  const found = conversation.value
  const queueId = likelyQueue(found, known)
  const rebuilt = rebuildHandover(conversationId, found, await codesOf(handovers, contact, queueId, deadline), known)
  const draft: HandoverDraft = Object.keys(origin).length === 0 ? rebuilt : { ...rebuilt, origin }
  const reading: HandoverReading = { draft, findings: [] }
  const facts = await gatherHandoverFacts(handovers, draft, rules, deadline)
  const { findings, mended } = checkHandover(reading, facts, rules)
  return {
    conversationId,
    source: 'rebuilt',
    conversation: facts.conversation,
    findings,
    decision: decideHandover(findings),
    checked: draft,
    rebuilt: mended,
  }
}

/** Nothing can be rebuilt then, and what a payload made of nothing lacks is no finding. */
const withoutConversation = (
  conversationId: string,
  conversation: Asked<ConversationFacts>,
  rules: HandoverRules,
): Diagnosis => {
  const draft: HandoverDraft = { conversationId }
  const findings = checkConversation(draft, { conversation }, rules).map(({ finding }) => finding)
  const decision = decideHandover(findings)
  return { conversationId, source: 'rebuilt', conversation, findings, decision, checked: draft, rebuilt: draft }
}

/**
 * Transfers what was checked.
 * @returns why CXone did not take it, or nothing where it did. Throws where the checks do not allow it.
 */
export const executeHandover = async (
  { handovers, rules }: DiagnosisParts,
  { checked, decision }: Diagnosis,
  deadline: Deadline,
): Promise<HandoverFinding | undefined> => {
  const transfer = transferOf(checked)
  if (decision !== 'transfer' || transfer === undefined)
    throw new TypeError('a handover with errors is not transferred')
  // Asked anew: a person took time to confirm, and the conversation may have gone meanwhile.
  const facts = await gatherHandoverFacts(handovers, checked, rules, deadline)
  const again = checkHandover({ draft: checked, findings: [] }, facts, rules).findings
  const stopper = again.find(({ severity }) => severity === 'error')
  if (stopper !== undefined) return stopper
  const sent = await sendTransfer(handovers, { ...transfer, mayBeTransferred: false }, facts, deadline)
  return sent.ok ? undefined : handovers.explainTransfer(sent.failure)
}
