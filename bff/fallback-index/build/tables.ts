/** Reads tables with named columns: an NLU training export, a log of mistakes, rows to evaluate on. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { decodeText } from '../../files/decode-text.ts'
import { type Line, readDelimited, readTabbed } from './delimited.ts'
import { readJsonRows } from './json-rows.ts'
import { TableError } from './table-error.ts'
import type { TableRow } from './table-row.ts'

export { TableError } from './table-error.ts'

export interface Table {
  /** As given. */
  readonly path: string
  readonly name: string
  /** Hex. */
  readonly sha256: string
  readonly rows: readonly TableRow[]
  /** What was passed over, in sentences for the operator. */
  readonly notes: readonly string[]
}

export interface TableOptions {
  /** As the WHATWG names it; by default that of the byte order mark, else UTF-8. */
  readonly encoding?: string | undefined
  /** Whether half a record in JSON lines is told and passed over. */
  readonly isLog?: boolean
}

/** What others call our columns, in lower case. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  text: ['utterance', 'utterances', 'sentence', 'query', 'example', 'phrase', 'input', 'message', 'user utterance'],
  intent: ['category', 'label', 'class', 'intent name', 'intent_name', 'intentname'],
}

const plain = (name: string): string => name.trim().toLowerCase()

/** Which of the names there are is meant by `column`. */
const columnAmong = (names: readonly string[], column: string): string | undefined =>
  names.find((name) => name.trim() === column) ??
  names.find((name) => plain(name) === plain(column)) ??
  names.find((name) => ALSO[column]?.includes(plain(name)))

export const holdsColumns = (names: readonly string[], columns: readonly string[]): boolean =>
  columns.every((column) => columnAmong(names, column) !== undefined)

/** @throws TableError */
export const readBytes = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new TableError(`${path} cannot be read (${code})`)
  }
}

/** @throws TableError */
export const textOf = (path: string, bytes: Uint8Array, encoding?: string): string => {
  const decoded = decodeText(bytes, encoding)
  if (decoded.ok) return decoded.text
  throw new TableError(`${path} ${decoded.problem}, or name what it is by --encoding, such as windows-1252`)
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Reads a `.tsv` (one header line, no quoting), `.csv` (one header line, any usual delimiter, quotes as in RFC 4180) or `.jsonl`
 * file (an object a line); blank lines are skipped. Columns are found by their names in any case. A table holds every one of
 * `columns`, in JSON lines wherever a line is about them at all: lines without the first one are left out, so that other
 * records may stand between.
 *
 * @throws TableError
 */
export const readTable = (path: string, columns: readonly [string, ...string[]], options: TableOptions = {}): Table => {
  const bytes = readBytes(path)
  const { rows, notes } = rowsOf(path, textOf(path, bytes, options.encoding), columns, options)
  return { path, name: basename(path), sha256: sha256Of(bytes), rows, notes }
}

const rowsOf = (
  path: string,
  text: string,
  columns: readonly [string, ...string[]],
  { isLog = false }: TableOptions,
): Pick<Table, 'rows' | 'notes'> => {
  const kind = extname(path).toLowerCase()
  if (kind === '.tsv') return { rows: withHeader(path, readTabbed(text), columns), notes: [] }
  if (kind === '.csv' || kind === '.txt') {
    const lines = readDelimited(text, (cells) => holdsColumns(cells, columns))
    return { rows: withHeader(path, lines, columns), notes: [] }
  }
  if (kind === '.jsonl' || kind === '.ndjson') {
    const { rows, notes } = readJsonRows(path, text, isLog)
    return { rows: rows.flatMap((row) => jsonRow(row, columns)), notes }
  }
  throw new TableError(`${path} is no .tsv, .csv or .jsonl file`)
}

const jsonRow = ({ line, cells }: TableRow, columns: readonly [string, ...string[]]): TableRow[] => {
  const names = [...cells.keys()]
  const renamed = columns.flatMap((column): [string, string][] => {
    const name = columnAmong(names, column)
    return name === undefined ? [] : [[column, cells.get(name) ?? '']]
  })
  const all = new Map([...cells, ...renamed])
  return all.has(columns[0]) ? [{ line, cells: all }] : []
}

/** Rows by the names in the first line. Spreadsheets end rows, and files, with empty cells: they are nothing. */
export const withHeader = (path: string, lines: readonly Line[], columns: readonly string[]): TableRow[] => {
  const [header, ...rest] = lines
  if (header === undefined) throw new TableError(`${path} is empty`)
  const missing = columns.filter((column) => columnAmong(header.cells, column) === undefined)
  if (missing.length > 0) {
    throw new TableError(
      `${path} has no column ${missing.map((name) => `"${name}"`).join(' and no column ')}: name the columns in line ${header.line}`,
    )
  }
  const given = header.cells.map((name) => name.trim())
  const meant = new Map(columns.map((column) => [columnAmong(header.cells, column)?.trim(), column]))
  const names = given.map((name) => meant.get(name) ?? name)
  return rest.map(({ line, cells }) => {
    const isFull = cells.length >= names.length && cells.slice(names.length).every((cell) => cell.trim() === '')
    if (!isFull) {
      throw new TableError(
        `${path}, line ${line}: ${cells.length} columns where the header has ${names.length}: put texts that hold the delimiter in double quotes`,
      )
    }
    return { line, cells: new Map(names.map((name, n) => [name, cells[n] ?? ''])) }
  })
}
