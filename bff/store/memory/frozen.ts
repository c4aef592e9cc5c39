/** Records that nobody can change: whoever gets one holds what was true then. */
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'

const freezeAll = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) freezeAll(part)
}

/** What was frozen before is not looked at again, so this costs as much as is new in the record. */
export const frozen = (record: ConversationRecord): ConversationRecord => {
  const { snapshot, replayable, heard, scores, unscored, escalated, ids, origin } = record
  for (const part of [snapshot, replayable, heard, scores, unscored, escalated, ids, origin]) freezeAll(part)
  return Object.freeze(record)
}
