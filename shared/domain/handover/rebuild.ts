/** The payload that should have been sent, from what CXone knows of the conversation. */
import type { HandoverDraft } from '../../wire/handover.ts'
import { type ConversationFacts, isLive, type NamedId } from './facts.ts'

/** What whoever asks knows better than CXone. */
export interface KnownTarget {
  readonly queueId?: string | undefined
  readonly wrapupCodeId?: string | undefined
}

/** The part of a conversation that a handover is about. */
export const liveLeg = ({ legs }: ConversationFacts) => legs.find(isLive) ?? legs.at(-1)

/** The queue that a handover of this conversation most likely means. */
export const likelyQueue = (conversation: ConversationFacts | undefined, known: KnownTarget): string | undefined =>
  known.queueId ?? (conversation === undefined ? undefined : liveLeg(conversation)?.queue?.id)

/** A code is only chosen where there is no choice: one of several would be a guess about the operator's reports. */
const likelyCode = (codes: readonly NamedId[]): string | undefined => (codes.length === 1 ? codes[0]?.id : undefined)

/**
 * @param codes the wrap-up codes of the likely queue; `undefined` where none is set with a transfer, and none is needed
 * @returns what nothing is known of is `undefined`, so that the checks name it
 */
export const rebuildHandover = (
  conversationId: string,
  conversation: ConversationFacts | undefined,
  codes: readonly NamedId[] | undefined,
  known: KnownTarget,
): HandoverDraft => {
  const code = known.wrapupCodeId ?? likelyCode(codes ?? [])
  return {
    conversationId,
    transferTo: { type: 'queue', id: likelyQueue(conversation, known) },
    transferType: 'blind',
    ...(codes === undefined && code === undefined ? {} : { wrapupCode: { id: code } }),
    contextData: contextOf(conversation),
  }
}

/** A sent payload with what it lacks and CXone knows; what was sent stays. */
export const completed = (draft: HandoverDraft, conversation: ConversationFacts | undefined): HandoverDraft =>
  draft.contextData === undefined && conversation === undefined
    ? draft
    : { ...draft, contextData: { ...contextOf(conversation), ...draft.contextData } }

const contextOf = (conversation: ConversationFacts | undefined): Record<string, unknown> => {
  const name = conversation === undefined ? undefined : liveLeg(conversation)?.customerName
  return {
    ...(conversation?.intent === undefined ? {} : { intent: conversation.intent }),
    ...(name === undefined ? {} : { customerName: name }),
  }
}
