/** Reads an NLU export of whatever platform: a table, JSON, YAML, Markdown, or a folder of a Dialogflow agent. */
import { readdirSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { jsonPositions } from '../../files/json-positions.ts'
import { type Line, readDelimited, readTabbed } from './delimited.ts'
import { type Example, examplesIn, namedBy, withoutEntities } from './export-shapes.ts'
import { TableError } from './table-error.ts'
import type { TableRow } from './table-row.ts'
import { holdsColumns, readBytes, readTable, sha256Of, textOf, withHeader } from './tables.ts'

export interface ReadExport {
  /** As given. */
  readonly path: string
  readonly name: string
  /** Hex. */
  readonly sha256: string
  readonly examples: readonly Example[]
}

const COLUMNS = ['intent', 'text'] as const

const CURE =
  'an export of Cognigy, Rasa, Dialogflow, LUIS, Watson or CLINC is taken, or a list of {"text": …, "intent": …}'

const exampleOf = ({ line, cells }: TableRow): Example => ({
  where: `line ${line}`,
  intent: cells.get('intent') ?? '',
  text: cells.get('text') ?? '',
})

/** The second column of Cognigy's CSV, which has no header: what the third one is to the intent in the first. */
const PROPERTIES = new Set(['examplesentence', 'defaultreply', 'confirmationsentence', 'rules', 'rule'])
const propertyOf = ({ cells }: Line): string => cells[1]?.trim().toLowerCase() ?? ''
const isCognigys = (lines: readonly Line[]): boolean => lines.every((line) => PROPERTIES.has(propertyOf(line)))

const cognigyExamples = (lines: readonly Line[]): Example[] =>
  lines.flatMap((line) =>
    propertyOf(line) === 'examplesentence'
      ? [{ where: `line ${line.line}`, intent: line.cells[0] ?? '', text: line.cells[2] ?? '' }]
      : [],
  )

/** Of two columns without names, the one with the intents: names come again and again, or hold no blanks where texts do. */
const intentColumn = (lines: readonly Line[]): 0 | 1 | undefined => {
  const columns = ([0, 1] as const).map((column) => {
    const cells = lines.map((line) => line.cells[column]?.trim() ?? '')
    const [first = '', ...others] = cells
    return {
      column,
      distinct: new Set(cells).size,
      firstComesAgain: others.includes(first),
      hasBlanks: / /.test(first),
      hasBlanksAnywhere: cells.some((cell) => cell.includes(' ')),
    }
  })
  const [one, two] = columns
  if (one === undefined || two === undefined) return undefined
  if (lines.every(({ cells }) => (cells[1] ?? '').trim() === '')) return undefined
  const [names, texts] = one.distinct <= two.distinct ? [one, two] : [two, one]
  if (names.distinct < texts.distinct && names.firstComesAgain) return names.column
  if (!one.hasBlanksAnywhere && two.hasBlanks) return 0
  return !two.hasBlanksAnywhere && one.hasBlanks ? 1 : undefined
}

const tableExamples = (path: string, lines: readonly Line[]): Example[] => {
  const [first] = lines
  if (first === undefined) throw new TableError(`${path} is empty`)
  if (holdsColumns(first.cells, COLUMNS)) return withHeader(path, lines, COLUMNS).map(exampleOf)
  if (isCognigys(lines)) return cognigyExamples(lines)
  const column = lines.every(({ cells }) => cells.slice(2).every((cell) => cell.trim() === ''))
    ? intentColumn(lines)
    : undefined
  // Says what is missing.
  if (column === undefined) return withHeader(path, lines, COLUMNS).map(exampleOf)
  return lines.map(({ line, cells }) => ({
    where: `line ${line}`,
    intent: cells[column] ?? '',
    text: cells[1 - column] ?? '',
  }))
}

const parseJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    const { mistake } = jsonPositions(text)
    if (mistake === undefined) throw new TableError(`${path}: is no JSON`)
    throw new TableError(`${path}, line ${mistake.line}, column ${mistake.column}: is no JSON: ${mistake.message}`)
  }
}

const yamlExamples = (path: string, text: string): readonly Example[] => {
  try {
    return examplesIn(parseYaml(text))
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined
    const line = at === undefined ? '' : `, line ${at.line}`
    throw new TableError(`${path}${line}: is no YAML: mind the indentation, and quote what holds a colon`)
  }
}

const INTENT = 'intent:'

const intentOfHeading = (heading: string): string | undefined =>
  heading.toLowerCase().startsWith(INTENT) ? heading.slice(INTENT.length).trim() : undefined

/** Rasa's older format: `## intent:greet`, then a list. */
const markdownExamples = (text: string): Example[] => {
  let intent: string | undefined
  return text.split(/\r?\n/).flatMap((line, n) => {
    const trimmed = line.trim()
    if (trimmed.startsWith('#')) intent = intentOfHeading(trimmed.replace(/^#+/, '').trim())
    if (intent === undefined || !/^[-*+] /.test(trimmed)) return []
    return [{ where: `line ${n + 1}`, intent, text: withoutEntities(trimmed.slice(2).trim()) }]
  })
}

const USERSAYS = /^(.*)_usersays_[a-z-]+\.json$/i

const jsonExamples = (path: string, text: string): readonly Example[] => {
  const value = parseJson(path, text)
  const [, intent] = USERSAYS.exec(basename(path)) ?? []
  return intent === undefined ? examplesIn(value) : namedBy(value, intent)
}

const CURES: Readonly<Record<string, string>> = {
  '.zip': 'unpack it, and name the file or folder that is in it',
  '.gz': 'unpack it, and name the file that is in it',
  '.tgz': 'unpack it, and name the file or folder that is in it',
  '.xls': 'save it as CSV UTF-8',
  '.xlsx': 'save it as CSV UTF-8',
  '.ods': 'save it as CSV UTF-8',
}

const fileExamples = (path: string, bytes: Uint8Array, encoding: string | undefined): readonly Example[] => {
  const kind = extname(path).toLowerCase()
  if (kind in CURES) throw new TableError(`${path} cannot be read as it is: ${CURES[kind]}`)
  const text = (): string => textOf(path, bytes, encoding)
  switch (kind) {
    case '.tsv':
      return tableExamples(path, readTabbed(text()))
    case '.csv':
    case '.txt':
      return tableExamples(
        path,
        readDelimited(text(), (cells) => holdsColumns(cells, COLUMNS)),
      )
    case '.jsonl':
    case '.ndjson':
      return readTable(path, COLUMNS, { encoding }).rows.map(exampleOf)
    case '.json':
      return jsonExamples(path, text())
    case '.yml':
    case '.yaml':
      return yamlExamples(path, text())
    case '.md':
      return markdownExamples(text())
    default:
      throw new TableError(`${path} is no .tsv, .csv, .jsonl, .json, .yml or .md file: ${CURE}`)
  }
}

/** The files of a Dialogflow agent that hold what users say. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => USERSAYS.test(basename(file)))
    .sort()
    .map((file) => join(folder, file))

/** @throws TableError */
export const readExport = (path: string, encoding?: string): ReadExport => {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  const files = isFolder ? filesIn(path) : [path]
  const read = files.map((file) => {
    const bytes = readBytes(file)
    const examples = fileExamples(file, bytes, encoding)
    return {
      bytes,
      examples: isFolder ? examples.map((each) => ({ ...each, where: `${basename(file)}, ${each.where}` })) : examples,
    }
  })
  const examples = read.flatMap((each) => each.examples)
  if (examples.length === 0) throw new TableError(`${path} holds no utterances with intents: ${CURE}`)
  return { path, name: basename(path), sha256: sha256Of(Buffer.concat(read.map(({ bytes }) => bytes))), examples }
}
