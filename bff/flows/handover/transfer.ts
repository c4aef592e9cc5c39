/** The transfer itself: sent once, and where the answer is lost, CXone is asked whether the conversation moved. */
import { type ConversationFacts, type HandoverFacts, isLive } from '../../../shared/domain/handover/facts.ts'
import type { HandoverDraft } from '../../../shared/wire/handover.ts'
import type { ContactAddress, CxoneHandovers, Transfer, Transferred } from '../../ports/cxone.ts'
import type { Deadline } from '../../ports/time.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../ports/upstream.ts'
import { contactOf } from './facts.ts'

interface WholeTransfer extends Omit<Transfer, 'mayBeTransferred'> {
  readonly contact: ContactAddress
}

/** The transfer that a draft is, where nothing of it is missing. */
export const transferOf = (draft: HandoverDraft): WholeTransfer | undefined => {
  const contact = contactOf(draft)
  const { transferTo, transferType, wrapupCode, contextData } = draft
  const { type, id } = transferTo ?? {}
  if (contact === undefined || transferType === undefined || contextData === undefined) return undefined
  if (type === undefined || id === undefined || id === null) return undefined
  const code = wrapupCode?.id
  return {
    contact,
    transferTo: { type, id },
    transferType,
    ...(code === undefined || code === null ? {} : { wrapupCode: { id: code } }),
    contextData,
  }
}

type Sent =
  | { readonly ok: true; readonly transferred: Transferred }
  | { readonly ok: false; readonly failure: UpstreamFailureFacts }

/** Transfers once. @returns why it did not succeed, where it did not. */
export const sendTransfer = async (
  handovers: CxoneHandovers,
  { contact: own, ...transfer }: WholeTransfer & Transfer,
  before: HandoverFacts,
  deadline: Deadline,
  contact: ContactAddress = own,
): Promise<Sent> => {
  try {
    return { ok: true, transferred: await handovers.transfer(contact, transfer, deadline) }
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    const { facts } = error
    const mayHaveApplied = facts.mayHaveApplied === true || facts.kind === 'bad_answer'
    const moved = mayHaveApplied && (await hasMoved(handovers, contact, transfer.transferTo, before, deadline))
    if (!moved) return { ok: false, failure: facts }
    return { ok: true, transferred: { via: handovers.abilities?.(contact).via, warnings: [] } }
  }
}

const isIn = ({ legs }: ConversationFacts, queueId: string): boolean =>
  legs.some((leg) => isLive(leg) && leg.queue?.id === queueId)

/** Whether an earlier try got it there: the conversation stands in the very queue that it is to go to. */
export const stoodThere = ({ transferTo }: HandoverDraft, { conversation }: HandoverFacts): boolean =>
  transferTo?.type === 'queue' &&
  typeof transferTo.id === 'string' &&
  conversation?.kind === 'known' &&
  isIn(conversation.value, transferTo.id)

/** An answer was lost, but the conversation may have gone: it has if it now stands in a queue where it did not before. */
const hasMoved = async (
  handovers: CxoneHandovers,
  contact: ContactAddress,
  { type, id }: Transfer['transferTo'],
  { conversation }: HandoverFacts,
  deadline: Deadline,
): Promise<boolean> => {
  if (type !== 'queue' || conversation?.kind !== 'known') return false
  if (isIn(conversation.value, id)) return false
  try {
    return isIn(await handovers.conversation(contact, deadline), id)
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    return false
  }
}
