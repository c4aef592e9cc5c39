/** What an index is made from: training utterances with their intents, and what the bot took for what. */

import type { MistakeCounts } from './mistakes.ts'
import { readTable, type Table, TableError, type TableRow } from './tables.ts'

/** What NLU exports call utterances that belong to none of the intents. */
export const OUT_OF_SCOPE = 'oos'

export interface TrainingExport {
  readonly table: Table
  /** Sorted, without {@link OUT_OF_SCOPE}. */
  readonly names: readonly string[]
  readonly texts: readonly string[]
  /** Index into `names` of each text; `names.length` is out of scope. */
  readonly labels: Uint32Array
}

export interface MistakeLog {
  readonly tables: readonly Table[]
  readonly mistakes: MistakeCounts
  /** Rows that name an intent the training export has not, or that have no `predicted`. */
  readonly leftOut: number
}

const LONGEST_NAME = 256

const cell = (table: Table, row: TableRow, column: string): string => {
  const value = row.cells.get(column)?.trim() ?? ''
  if (value === '') throw new TableError(`${table.path}, line ${row.line}: "${column}" is empty`)
  return value
}

/** @throws TableError */
export const readTraining = (path: string): TrainingExport => {
  const table = readTable(path, ['intent', 'text'])
  const intents = table.rows.map((row) => cell(table, row, 'intent'))
  const texts = table.rows.map((row) => cell(table, row, 'text'))
  const tooLong = intents.findIndex((name) => name.length > LONGEST_NAME)
  if (tooLong >= 0) {
    throw new TableError(
      `${path}, line ${table.rows[tooLong]?.line}: an intent name has over ${LONGEST_NAME} characters`,
    )
  }
  const names = [...new Set(intents)].filter((name) => name !== OUT_OF_SCOPE).sort()
  if (names.length < 2) throw new TableError(`${path} has ${names.length} intents: ranking needs at least two`)
  const indices = new Map(names.map((name, index) => [name, index]))
  return { table, names, texts, labels: Uint32Array.from(intents, (name) => indices.get(name) ?? names.length) }
}

/**
 * Adds up the mistakes of several logs. A row without `count` counts once. Agents' choices name the utterance they are
 * about, and there the last choice counts.
 *
 * @throws TableError
 */
export const readMistakes = (paths: readonly string[], names: readonly string[]): MistakeLog => {
  const indices = new Map(names.map((name, index) => [name, index]))
  const tables = paths.map((path) => readTable(path, ['actual', 'predicted']))
  const mistakes = new Map<number, Map<number, number>>()
  let leftOut = 0
  for (const table of tables) {
    for (const row of lastChoices(table)) {
      const predicted = indices.get(row.cells.get('predicted')?.trim() ?? '')
      const actual = indices.get(cell(table, row, 'actual'))
      const count = countOf(table, row)
      if (predicted === undefined || actual === undefined) leftOut += 1
      else if (predicted !== actual) {
        const counts = mistakes.get(predicted) ?? new Map<number, number>()
        counts.set(actual, (counts.get(actual) ?? 0) + count)
        mistakes.set(predicted, counts)
      }
    }
  }
  return { tables, mistakes, leftOut }
}

const lastChoices = ({ rows }: Table): TableRow[] => {
  const byUtterance = new Map<string, TableRow>()
  for (const row of rows) {
    const utterance = row.cells.get('utteranceId')
    byUtterance.set(
      utterance === undefined ? `line ${row.line}` : `${row.cells.get('conversationId')} ${utterance}`,
      row,
    )
  }
  return [...byUtterance.values()]
}

const countOf = (table: Table, row: TableRow): number => {
  const given = row.cells.get('count')?.trim()
  if (given === undefined || given === '') return 1
  const count = Number(given)
  if (Number.isFinite(count) && count >= 0) return count
  throw new TableError(`${table.path}, line ${row.line}: "count" is no number from 0 up`)
}
