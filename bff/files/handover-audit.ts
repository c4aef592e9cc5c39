import type { HandoverAudit } from '../ports/records.ts'
import { openJsonLines } from './json-lines.ts'

export const HANDOVER_AUDIT_FILE = 'handovers.jsonl'

/** Makes the folder and the file where they are missing. Throws where they cannot be written. */
export const openHandoverAudit = (folder: string): HandoverAudit => ({
  record: openJsonLines(folder, HANDOVER_AUDIT_FILE),
})
