import type { FeedbackRecord, KnowledgeSearchRecord, QueryLog, QueryRecord, WrapUpRecord } from '../ports/observe.ts'
import type { LineOutput } from './line-output.ts'

/** `METRICS_LOG`: one JSON line a record, fields in the order of the record; no output, no lines. */
export const createQueryLog = (output: LineOutput | undefined): QueryLog => {
  const write = (record: QueryRecord | FeedbackRecord | KnowledgeSearchRecord | WrapUpRecord): void =>
    output?.write(`${JSON.stringify(record)}\n`)
  return { query: write, feedback: write, search: write, wrapUp: write, isFailing: () => output?.isFailing() === true }
}
