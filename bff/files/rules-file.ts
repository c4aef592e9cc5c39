/** The rules file: read at start, read again when it changes; a bad edit is refused and the old rules stay. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { defaultRules, type Rules, rulesFile } from '../../shared/rules.ts'
import type { FieldError } from '../../shared/wire/problem.ts'
import { describeFault } from '../fault.ts'
import type { Log } from '../ports/observe.ts'
import { decodeText } from './decode-text.ts'
import { jsonPositions, type Position } from './json-positions.ts'
import { whyUnsafe } from './safe-patterns.ts'
import { misfits } from './schema-words.ts'

/** Polling, because editors and mounted volumes replace files in ways that change notifications miss. */
const POLL_MS = 500

export interface RulesSource {
  /** The rules in force right now; ask anew for each decision. */
  current(): Rules
  close(): void
}

/** A place of the file that does not fit. The path is empty where the whole file is meant. */
export interface RulesProblem extends FieldError {
  /** Where to mend it; `undefined` where the file has no such place. */
  readonly at: Position | undefined
}

export type RulesReading =
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly problems: readonly RulesProblem[] }

const refused = (message: string, at?: Position): RulesReading => ({ ok: false, problems: [{ path: '', message, at }] })

const notJson = (text: string): RulesReading => {
  if (text.trim() === '') return refused('is not valid JSON: it is empty; {} stands for the defaults')
  const { mistake } = jsonPositions(text)
  if (mistake === undefined) return refused('is not valid JSON')
  const { line, column, message } = mistake
  return refused(`is not valid JSON (line ${line}, column ${column}): ${message}`, { line, column })
}

const unsafePatterns = ({ privacy }: Rules, positions: ReturnType<typeof jsonPositions>): readonly RulesProblem[] =>
  Object.entries(privacy.patterns).flatMap(([name, source]) => {
    const message = whyUnsafe(source)
    const path = ['privacy', 'patterns', name]
    return message === undefined ? [] : [{ path: path.join('.'), message, at: positions.valueAt(path) }]
  })

/** Reads the text of a rules file. Problems name the key and never what it holds. */
export const parseRules = (text: string): RulesReading => {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return notJson(text)
  }
  const parsed = rulesFile.safeParse(content)
  const positions = jsonPositions(text)
  if (parsed.success) {
    const unsafe = unsafePatterns(parsed.data, positions)
    return unsafe.length === 0 ? { ok: true, rules: parsed.data } : { ok: false, problems: unsafe }
  }
  const problems = misfits(rulesFile, content).map(({ path, message, isName }) => ({
    path: path.map(String).join('.'),
    message,
    at: isName ? positions.nameAt(path) : positions.valueAt(path),
  }))
  return { ok: false, problems }
}

/** The text of the file, or why there is none. */
export const readRulesText = (path: string): ReturnType<typeof decodeText> => {
  try {
    return decodeText(readFileSync(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return { ok: false, problem: `cannot be read${code}` }
  }
}

/** Reads the file once; without a path, the defaults are the rules. */
export const readRules = (path: string | undefined): RulesReading => {
  if (path === undefined) return { ok: true, rules: defaultRules }
  const reading = readRulesText(path)
  return reading.ok ? parseRules(reading.text) : refused(reading.problem)
}

/** Serves `first` and whatever valid rules the file at `path` holds later. */
export const watchRules = (path: string | undefined, first: Rules, log: Log): RulesSource => {
  let rules = first
  const reload = (): void => {
    try {
      const reading = readRules(path)
      if (reading.ok) {
        rules = reading.rules
        log.info({}, 'the rules file changed and is in force')
        return
      }
      for (const { path: key, message, at } of reading.problems) {
        log.error({ key, problem: message, ...at }, 'the rules file changed and was refused: the old rules stay')
      }
    } catch (error) {
      log.error(
        describeFault(error),
        'the rules file changed and could not be taken on a fault of ours: the old rules stay',
      )
    }
  }
  if (path !== undefined) watchFile(path, { interval: POLL_MS, persistent: false }, reload)
  return {
    current: () => rules,
    close: () => {
      if (path !== undefined) unwatchFile(path, reload)
    },
  }
}
