/** What a widget is sent that comes to a conversation: all of it, or the events since the one that it knows. */
import { decideCatchUp } from '../../../shared/domain/conversation/catch-up.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import type { AssistEnvelope } from '../../../shared/wire/assist.ts'
import type { JoinAccepted, JoinRequest } from '../../../shared/wire/socket-events.ts'

export interface Welcome {
  readonly answer: JoinAccepted
  /** To be sent behind the answer, in this order. */
  readonly missed: readonly AssistEnvelope[]
}

/** @param agentId whom the widget's token names */
export const welcomeTo = (
  { conversationId, epoch, replayable, snapshot }: ConversationRecord,
  { afterSeq, epoch: afterEpoch }: JoinRequest,
  agentId: string,
): Welcome => {
  const { seq } = snapshot
  const oldestReplayable = replayable[0]?.seq ?? seq + 1
  const catchUp = decideCatchUp({ seq, oldestReplayable, epoch, afterSeq, afterEpoch })
  const accepted = { ok: true as const, conversationId, seq, epoch, agentId }
  if (catchUp.kind === 'snapshot') return { answer: { ...accepted, snapshot }, missed: [] }
  return { answer: accepted, missed: replayable.filter((envelope) => envelope.seq > catchUp.afterSeq) }
}
