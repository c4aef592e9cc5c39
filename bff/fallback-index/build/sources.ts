/** What an index is made from: training utterances with their intents, and what the bot took for what. */

import type { MistakeCounts } from './mistakes.ts'
import type { TableRow } from './table-row.ts'
import { readTable, type Table, TableError } from './tables.ts'
import { type ReadExport, readExport } from './training-export.ts'

/** What we call the intent of utterances that belong to none. */
export const OUT_OF_SCOPE = 'oos'

/** What NLU exports call it, without blanks, signs and capitals. */
const NO_INTENTS = new Set([
  'oos',
  'outofscope',
  'none',
  'nointent',
  'nlufallback',
  'fallback',
  'defaultfallback',
  'fallbackintent',
  'defaultfallbackintent',
  'amazon.fallbackintent',
  'rejectintent',
  'fallbackrejectintent',
])

/** Whether an export means by `name` that an utterance belongs to no intent. */
export const isNoIntent = (name: string): boolean => NO_INTENTS.has(name.toLowerCase().replace(/[\s_-]/g, ''))

export interface TrainingExport {
  readonly source: Pick<ReadExport, 'name' | 'sha256'>
  /** Sorted, without what means no intent. */
  readonly names: readonly string[]
  readonly texts: readonly string[]
  /** Index into `names` of each text; `names.length` is out of scope. */
  readonly labels: Uint32Array
  /** What was left out, in sentences for the operator. */
  readonly notes: readonly string[]
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

const MOST_NAMED = 5

const leftOutNote = (path: string, what: string, places: readonly string[]): readonly string[] => {
  if (places.length === 0) return []
  const named = `${places.slice(0, MOST_NAMED).join('; ')}${places.length > MOST_NAMED ? '; …' : ''}`
  return [`${path}: ${places.length} ${places.length === 1 ? 'row has' : 'rows have'} ${what}: left out (${named})`]
}

/** @param encoding where the file has no byte order mark and is not UTF-8 @throws TableError */
export const readTraining = (path: string, encoding?: string): TrainingExport => {
  const { name, sha256, examples } = readExport(path, encoding)
  const trimmed = examples.map(({ where, intent, text }) => ({
    where,
    intent: intent === undefined ? OUT_OF_SCOPE : intent.trim(),
    text: text.trim(),
  }))
  const rows = trimmed.filter(({ intent, text }) => intent !== '' && text !== '')
  const tooLong = rows.find(({ intent }) => intent.length > LONGEST_NAME)
  if (tooLong !== undefined) {
    throw new TableError(
      `${path}, ${tooLong.where}: an intent name has over ${LONGEST_NAME} characters: are the columns the right way round?`,
    )
  }
  const names = [...new Set(rows.map(({ intent }) => intent))].filter((intent) => !isNoIntent(intent)).sort()
  if (names.length < 2) throw new TableError(`${path} has ${names.length} intents: ranking needs at least two`)
  const indices = new Map(names.map((intent, index) => [intent, index]))
  return {
    source: { name, sha256 },
    names,
    texts: rows.map(({ text }) => text),
    labels: Uint32Array.from(rows, ({ intent }) => indices.get(intent) ?? names.length),
    notes: [
      ...leftOutNote(
        path,
        'no text',
        trimmed.filter(({ text }) => text === '').map(({ where }) => where),
      ),
      ...leftOutNote(
        path,
        'no intent',
        trimmed.filter(({ intent, text }) => intent === '' && text !== '').map(({ where }) => where),
      ),
    ],
  }
}

/**
 * Adds up the mistakes of several logs. A row without `count` counts once. Agents' choices name the utterance they are
 * about, and there the last choice counts.
 *
 * @throws TableError
 */
export const readMistakes = (paths: readonly string[], names: readonly string[]): MistakeLog => {
  const indices = new Map(names.map((name, index) => [name, index]))
  const tables = paths.map((path) => readTable(path, ['actual', 'predicted'], { isLog: true }))
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
