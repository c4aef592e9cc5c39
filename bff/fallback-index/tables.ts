/** Reads tables with named columns: an NLU training export, a log of mistakes, rows to evaluate on. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'

/** A table that cannot be used. The message names file, line and reason, and never a text of the table. */
export class TableError extends Error {
  override readonly name = 'TableError'
}

export interface Table {
  /** As given. */
  readonly path: string
  readonly name: string
  /** Hex. */
  readonly sha256: string
  readonly rows: readonly TableRow[]
}

export interface TableRow {
  /** Line of the file, from 1. */
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
}

/**
 * Reads a `.tsv` (one header line, no quoting), `.csv` (one header line, quotes as in RFC 4180) or `.jsonl` file (an
 * object a line). UTF-8; blank lines are skipped. A table holds every one of `columns`, in JSON lines wherever a line
 * is about them at all: lines without the first one are left out, so that other records may stand between.
 *
 * @throws TableError
 */
export const readTable = (path: string, columns: readonly [string, ...string[]]): Table => {
  const bytes = contentOf(path)
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const rows = rowsOf(path, text, columns)
  return { path, name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex'), rows }
}

const contentOf = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new TableError(`${path} cannot be read (${code})`)
  }
}

const rowsOf = (path: string, text: string, columns: readonly [string, ...string[]]): TableRow[] => {
  const kind = extname(path).toLowerCase()
  if (kind === '.tsv') return withHeader(path, tabSeparated(text), columns)
  if (kind === '.csv') return withHeader(path, commaSeparated(path, text), columns)
  if (kind === '.jsonl') return jsonLines(path, text, columns)
  throw new TableError(`${path} is no .tsv, .csv or .jsonl file`)
}

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

const tabSeparated = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .map((content, n) => ({ line: n + 1, cells: content.split('\t') }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))

const commaSeparated = (path: string, text: string): Line[] => {
  try {
    const lines: Line[] = []
    parse(text, {
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: (cells: string[], { lines: line }) => {
        lines.push({ line, cells })
      },
    })
    return lines
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new TableError(`${path} is no CSV: ${error.code}`)
  }
}

const withHeader = (path: string, lines: readonly Line[], columns: readonly string[]): TableRow[] => {
  const [header, ...rest] = lines
  if (header === undefined) throw new TableError(`${path} is empty`)
  const names = header.cells.map((name) => name.trim())
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw new TableError(`${path} has no column ${missing.map((name) => `"${name}"`).join(' and no column ')}`)
  }
  return rest.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw new TableError(`${path}, line ${line}: ${cells.length} columns where the header has ${names.length}`)
    }
    return { line, cells: new Map(names.map((name, n) => [name, cells[n] ?? ''])) }
  })
}

const jsonLines = (path: string, text: string, columns: readonly [string, ...string[]]): TableRow[] =>
  text.split(/\r?\n/).flatMap((content, n) => {
    if (content.trim() === '') return []
    const cells = new Map(Object.entries(objectOf(path, n + 1, content)).map(([name, cell]) => [name, String(cell)]))
    if (!cells.has(columns[0])) return []
    return [{ line: n + 1, cells }]
  })

const objectOf = (path: string, line: number, content: string): object => {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    throw new TableError(`${path}, line ${line}: is no JSON`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new TableError(`${path}, line ${line}: is no JSON object`)
}
