/** A conversation as the memory store holds it, and how many bytes that takes: never less than half of what it really is. */
import { applyEvent, emptySnapshot } from '../../../shared/domain/conversation/conversation.ts'
import type { KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { HeardUtterance } from '../../../shared/domain/conversation/utterances.ts'
import type { UtteranceScore } from '../../../shared/domain/frustration/scored-utterances.ts'
import type { AssistEnvelope, ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { ConversationRecord } from '../../ports/store.ts'

/** What objects, arrays and table entries take beside the characters in them; measured, and rounded up. */
const RECORD_BYTES = 2000
const EVENT_BYTES = 400
const HEARD_BYTES = 400
const MENTIONED_BYTES = 100
const ID_BYTES = 300
/** V8 keeps one byte a character where all fit, else two. Which it is here would cost more to find out than to allow for. */
const CHARACTER_BYTES = 2

export interface HeldRecord extends ConversationRecord {
  ids: readonly KindedId[]
  agentId: string | undefined
  snapshot: ConversationSnapshot
  replayable: readonly AssistEnvelope[]
  heard: readonly HeardUtterance[]
  readonly mentioned: Set<string>
  scores: readonly UtteranceScore[]
  readonly weights: Weights
}

/** Of the events that are held, in bytes. */
interface Weights {
  /** Those in the snapshot's transcript, oldest first. */
  readonly transcript: number[]
  /** Those that can be replayed, oldest first; what the transcript holds weighs nothing here. */
  readonly replayable: number[]
  /** The newest of each other type, which the snapshot holds when it can no longer be replayed. */
  readonly newest: Map<AssistEnvelope['type'], number>
  total: number
}

/** @param leadsTo where a bare id leads */
export const newRecord = (
  conversationId: string,
  epoch: string,
  leadsTo: (bareId: string) => string | undefined,
): HeldRecord => ({
  conversationId,
  epoch,
  ids: [],
  get aliases() {
    const own = new Set([...this.ids.map(({ id }) => id), conversationId])
    return [...own].filter((id) => leadsTo(id) === conversationId)
  },
  get contactId() {
    return this.ids.find(({ kind }) => kind === 'conversation')?.id
  },
  get sessionId() {
    return this.ids.findLast(({ kind }) => kind === 'session')?.id
  },
  get interactionId() {
    return this.ids.findLast(({ kind }) => kind === 'interaction')?.id
  },
  agentId: undefined,
  snapshot: emptySnapshot(conversationId),
  replayable: [],
  heard: [],
  mentioned: new Set(),
  scores: [],
  weights: { transcript: [], replayable: [], newest: new Map(), total: 0 },
})

const weightOf = (envelope: AssistEnvelope): number => {
  const characters = envelope.type === 'transcript' ? envelope.data.text.length : JSON.stringify(envelope.data).length
  return EVENT_BYTES + CHARACTER_BYTES * characters
}

/** @param limit of events that can be replayed */
export const appendTo = (record: HeldRecord, envelope: AssistEnvelope, limit: number): void => {
  const { weights } = record
  record.snapshot = applyEvent(record.snapshot, envelope)
  record.replayable = [...record.replayable, envelope].slice(-limit)
  const weight = weightOf(envelope)
  const isSaid = envelope.type === 'transcript'
  weights.replayable.push(isSaid ? 0 : weight)
  weights.total += weight
  if (isSaid) weights.transcript.push(weight)
  else {
    weights.total += weight - (weights.newest.get(envelope.type) ?? 0)
    weights.newest.set(envelope.type, weight)
  }
  if (weights.transcript.length > record.snapshot.transcript.length) weights.total -= weights.transcript.shift() ?? 0
  if (weights.replayable.length > limit) weights.total -= weights.replayable.shift() ?? 0
}

/** A new history under the same ids. Old utterances are still known again, and nothing else of the old history is. */
export const renewedRecord = (
  { conversationId, ids, agentId, heard, mentioned }: HeldRecord,
  epoch: string,
  leadsTo: (bareId: string) => string | undefined,
): HeldRecord => Object.assign(newRecord(conversationId, epoch, leadsTo), { ids, agentId, heard, mentioned })

/** What the record takes in memory, in bytes. */
export const heldBytes = ({ weights, heard, mentioned, ids, scores }: HeldRecord): number =>
  RECORD_BYTES +
  weights.total +
  HEARD_BYTES * (heard.length + scores.length) +
  MENTIONED_BYTES * mentioned.size +
  ID_BYTES * ids.length
