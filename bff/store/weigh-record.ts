/** About how many bytes a conversation takes in memory. */
import { eventsOf } from '../../shared/domain/conversation/conversation.ts'
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import type { AssistEnvelope } from '../../shared/wire/assist.ts'

const RECORD_BYTES = 4000
const EVENT_BYTES = 400
const SMALL_BYTES = 300
const MENTION_BYTES = 100
const CHARACTER_BYTES = 2

/** Measured once: each change would cost as much as all that was said before it. */
const measured = new WeakMap<AssistEnvelope['data'], number>()

const bytesOfData = (data: AssistEnvelope['data']): number =>
  measured.get(data) ?? measuredBy(data, JSON.stringify(data).length)

/** For those who have just read `data`, and need not make a text of it again. @param characters of it as JSON */
export const measuredBy = (data: AssistEnvelope['data'], characters: number): number => {
  const bytes = EVENT_BYTES + CHARACTER_BYTES * characters
  measured.set(data, bytes)
  return bytes
}

export const bytesOfRecord = (record: ConversationRecord): number => {
  const { snapshot, replayable, heard, scores, unscored, escalated, needed, ids, mentioned } = record
  // What both hold is one and the same object where both were there from the start; what was read twice is counted twice.
  const data = new Set([...replayable, ...eventsOf(snapshot, [])].map((each) => each.data))
  let bytes = RECORD_BYTES + MENTION_BYTES * mentioned.size
  for (const each of data) bytes += bytesOfData(each)
  const small = [heard, scores, unscored, escalated, needed, ids]
  return bytes + SMALL_BYTES * small.reduce((sum, { length }) => sum + length, 0)
}
