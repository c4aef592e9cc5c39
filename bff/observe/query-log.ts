import { pino } from 'pino'
import type { FeedbackRecord, QueryLog, QueryRecord } from '../ports.ts'

/** `METRICS_LOG`: one JSON line a record, fields in the order of the record, appended to a file or (`-`) standard output. */
export interface ProcessQueryLog extends QueryLog {
  flush(): void
}

const silent: ProcessQueryLog = { query: () => undefined, feedback: () => undefined, flush: () => undefined }

export const openQueryLog = (destination: string | undefined): ProcessQueryLog => {
  if (destination === undefined) return silent
  const target = destination === '-' ? { dest: 1 } : { dest: destination, append: true, mkdir: true }
  const output = pino.destination({ ...target, sync: true })
  const write = (record: QueryRecord | FeedbackRecord): void => {
    output.write(`${JSON.stringify(record)}\n`)
  }
  return { query: write, feedback: write, flush: () => output.flushSync() }
}
