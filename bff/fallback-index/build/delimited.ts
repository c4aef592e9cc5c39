/** Rows of CSV and TSV as spreadsheets, bot platforms and people write them. */
import { CsvError, parse } from 'csv-parse/sync'

export interface Line {
  /** Line of the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

const DELIMITERS = [',', ';', '\t', '|'] as const
type Delimiter = (typeof DELIMITERS)[number]

/** Excel's own first line, which says what separates the cells of the others. */
const SEPARATOR_LINE = /^"?sep=(.)"?(?:\r?\n|$)/i

/** Rows by which the delimiter is found out. */
const LOOKED_AT = 50

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

const parseAll = (text: string, delimiter: string, isStrict: boolean, most?: number): Line[] => {
  const lines: Line[] = []
  parse(text, {
    delimiter,
    relax_quotes: !isStrict,
    relax_column_count: true,
    skip_empty_lines: true,
    ...(most === undefined ? {} : { to: most }),
    on_record: (cells: string[], { lines: line }) => {
      // The parser counts to the end of a row; a person looks for its beginning.
      const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
      lines.push({ line: line - breaks, cells })
    },
  })
  return lines
}

const tryParse = (...args: Parameters<typeof parseAll>): Line[] | undefined => {
  try {
    return parseAll(...args)
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}

const parseLineByLine = (text: string, delimiter: string): Line[] =>
  text.split(/\r?\n/).flatMap((content, n) => {
    if (content === '') return []
    const cells = tryParse(content, delimiter, false)?.[0]?.cells ?? content.split(delimiter)
    return [{ line: n + 1, cells }]
  })

/**
 * By the book where that can be. A stray quote in a text is taken for what it is; but where one may have swallowed the rows
 * behind it, each line is a row of its own.
 */
const parseTolerant = (text: string, delimiter: string, most?: number): Line[] => {
  const strict = tryParse(text, delimiter, true, most)
  if (strict !== undefined) return strict
  const relaxed = tryParse(text, delimiter, false, most)
  const isSafe = relaxed?.every(({ cells }) => cells.every((cell) => !cell.includes('\n')))
  return relaxed !== undefined && isSafe === true ? relaxed : parseLineByLine(text, delimiter).slice(0, most)
}

/** How often each line has as many cells as the first one; a delimiter that splits nothing is none. */
const fitness = (lines: readonly Line[]): number => {
  const columns = lines[0]?.cells.length ?? 0
  return columns < 2 ? 0 : lines.filter(({ cells }) => cells.length === columns).length / lines.length
}

const delimiterOf = (text: string, isHeader: (cells: readonly string[]) => boolean): Delimiter => {
  const samples = DELIMITERS.map((delimiter) => ({ delimiter, lines: parseTolerant(text, delimiter, LOOKED_AT) }))
  const named = samples.find(({ lines }) => lines[0] !== undefined && isHeader(lines[0].cells))
  const best = samples.reduce((before, each) => (fitness(each.lines) > fitness(before.lines) ? each : before))
  return (named ?? best).delimiter
}

/**
 * Comma-, semicolon-, tab- or bar-separated rows, quoted as in RFC 4180, without blank ones.
 *
 * @param isHeader whether the cells of a first row are names of columns: the delimiter that makes them so is the right one
 */
export const readDelimited = (text: string, isHeader: (cells: readonly string[]) => boolean): Line[] => {
  const separator = SEPARATOR_LINE.exec(text)
  const [said, delimiter] = separator ?? ['', undefined]
  const content = text.slice(said.length)
  const skipped = said === '' ? 0 : 1
  return parseTolerant(content, delimiter ?? delimiterOf(content, isHeader))
    .filter(({ cells }) => !isBlank(cells))
    .map(({ line, cells }) => ({ line: line + skipped, cells }))
}

/** Tab-separated rows in which quotes mean nothing, without blank ones. */
export const readTabbed = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .map((content, n) => ({ line: n + 1, cells: content.split('\t') }))
    .filter(({ cells }) => !isBlank(cells))
