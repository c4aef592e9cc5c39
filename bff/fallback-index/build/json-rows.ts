/** Rows of JSON lines: an object a line. */

import { TableError } from './table-error.ts'
import type { TableRow } from './table-row.ts'

export interface JsonRows {
  readonly rows: readonly TableRow[]
  /** What was passed over, in sentences. */
  readonly notes: readonly string[]
}

/** Null is nothing, not the word; what is no text or number is no cell. */
const cellsOf = (value: object): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(value).flatMap(([name, cell]): [string, string][] =>
      cell === null
        ? [[name, '']]
        : ['string', 'number', 'boolean'].includes(typeof cell)
          ? [[name, String(cell)]]
          : [],
    ),
  )

/** What a full disk or a lost machine leaves of a record: its beginning. */
const isHalfRecord = (content: string): boolean => content.startsWith('{')

/** @param isLog whether the beginning of a record is told and passed over, as it may stand in what we wrote ourselves */
export const readJsonRows = (path: string, text: string, isLog: boolean): JsonRows => {
  const rows: TableRow[] = []
  const notes: string[] = []
  for (const [n, whole] of text.split('\n').entries()) {
    const content = whole.trim()
    if (content === '') continue
    const where = `${path}, line ${n + 1}`
    let value: unknown
    try {
      value = JSON.parse(content)
    } catch {
      if (!isLog || !isHalfRecord(content)) throw new TableError(`${where}: is no JSON`)
      notes.push(`${where}: is half a record, as a full disk leaves it: passed over`)
      continue
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TableError(`${where}: is no JSON object`)
    }
    rows.push({ line: n + 1, cells: cellsOf(value) })
  }
  return { rows, notes }
}
