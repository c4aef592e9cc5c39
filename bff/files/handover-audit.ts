import type { HandoverAudit } from '../ports/records.ts'
import type { Clock } from '../ports/time.ts'
import { openJsonLines } from './json-lines.ts'

export const HANDOVER_AUDIT_FILE = 'handovers.jsonl'

/** Makes the folder and the file where they are missing. Throws where they cannot be written. */
export const openHandoverAudit = (folder: string, clock: Pick<Clock, 'now'>): HandoverAudit => {
  const { append, trouble } = openJsonLines(folder, HANDOVER_AUDIT_FILE, clock)
  return { record: append, trouble }
}
