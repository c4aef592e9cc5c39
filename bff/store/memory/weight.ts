/** How many bytes a conversation takes in memory: never less than half of what it really is. */
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import type { AssistEnvelope } from '../../../shared/wire/assist.ts'

/** What objects, arrays and table entries take beside the characters in them; measured, and rounded up. */
const RECORD_BYTES = 2000
const EVENT_BYTES = 400
const HEARD_BYTES = 400
const MENTIONED_BYTES = 100
const ID_BYTES = 300
/** V8 keeps one byte a character where all fit, else two. Which it is here would cost more to find out than to allow for. */
const CHARACTER_BYTES = 2

/** Of the events that are held, in bytes. Kept along, since to weigh all anew at each event would cost most of it. */
export interface Weights {
  /** Those in the snapshot's transcript, oldest first. */
  readonly transcript: number[]
  /** Those that can be replayed, oldest first; what the transcript holds weighs nothing here. */
  readonly replayable: number[]
  /** The newest of each other type, which the snapshot holds when it can no longer be replayed. */
  readonly newest: Map<AssistEnvelope['type'], number>
  total: number
}

export const noWeights = (): Weights => ({ transcript: [], replayable: [], newest: new Map(), total: 0 })

const weightOf = (envelope: AssistEnvelope): number => {
  const characters = envelope.type === 'transcript' ? envelope.data.text.length : JSON.stringify(envelope.data).length
  return EVENT_BYTES + CHARACTER_BYTES * characters
}

/** @param kept how many of the transcript and of what can be replayed the record keeps at most */
export const weigh = (
  weights: Weights,
  envelope: AssistEnvelope,
  kept: { readonly transcript: number; readonly replayable: number },
): void => {
  const weight = weightOf(envelope)
  const isSaid = envelope.type === 'transcript'
  weights.replayable.push(isSaid ? 0 : weight)
  weights.total += weight
  if (isSaid) weights.transcript.push(weight)
  else {
    weights.total += weight - (weights.newest.get(envelope.type) ?? 0)
    weights.newest.set(envelope.type, weight)
  }
  if (weights.transcript.length > kept.transcript) weights.total -= weights.transcript.shift() ?? 0
  if (weights.replayable.length > kept.replayable) weights.total -= weights.replayable.shift() ?? 0
}

/** What the record takes in memory, in bytes. */
export const bytesOf = (
  { heard, mentioned, ids, scores, unscored, escalated, needed }: ConversationRecord,
  weights: Weights,
): number =>
  RECORD_BYTES +
  weights.total +
  HEARD_BYTES * (heard.length + scores.length + escalated.length) +
  MENTIONED_BYTES * (mentioned.size + unscored.length + needed.length) +
  ID_BYTES * ids.length
