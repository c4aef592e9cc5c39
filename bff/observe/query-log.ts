import { pino } from 'pino'
import type { FeedbackRecord, QueryLog, QueryRecord } from '../ports.ts'

/** `METRICS_LOG`: one JSON line a record, fields in the order of the record, appended to a file or (`-`) standard output. */
export interface ProcessQueryLog extends QueryLog {
  flush(): void
}

/** What waits at most for a full disk to have room again, in bytes; beyond it records are lost. */
const LARGEST_BACKLOG = 1024 * 1024

const silent: ProcessQueryLog = { query: () => undefined, feedback: () => undefined, flush: () => undefined }

export const openQueryLog = (destination: string | undefined): ProcessQueryLog => {
  if (destination === undefined) return silent
  const target = destination === '-' ? { dest: 1 } : { dest: destination, append: true, mkdir: true }
  const output = pino.destination({ ...target, sync: true, maxLength: LARGEST_BACKLOG })
  let isFailing = false
  output.on('write', () => {
    isFailing = false
  })
  // Without a listener, a full disk would throw into whatever was being recorded.
  output.on('error', () => {
    if (!isFailing) process.stderr.write('METRICS_LOG: cannot be written right now, records may be lost\n')
    isFailing = true
  })
  const write = (record: QueryRecord | FeedbackRecord): void => {
    output.write(`${JSON.stringify(record)}\n`)
  }
  return {
    query: write,
    feedback: write,
    flush: () => {
      // It would try for as long as the disk is full, and the process could not stop.
      if (!isFailing) output.flushSync()
    },
  }
}
