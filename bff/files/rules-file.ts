/** The rules file: read at start, read again when it changes; a bad edit is refused and the old rules stay. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { defaultRules, type Rules, rulesFile } from '../../shared/rules.ts'
import type { FieldError } from '../../shared/wire/problem.ts'
import { describeFault } from '../fault.ts'
import type { Log } from '../ports/observe.ts'
import { decodeText } from './decode-text.ts'
import { jsonPositions, type Position } from './json-positions.ts'
import { judgeInThread } from './pattern-judge.ts'
import { remember, unjudged, whyUnsafe } from './safe-patterns.ts'
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

/** Expressions of an otherwise good text are judged ahead, so that {@link parseRules} finds them judged. */
const judgeAhead = async (text: string, judgeAll: typeof judgeInThread): Promise<void> => {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return
  }
  const parsed = rulesFile.safeParse(content)
  if (parsed.success) remember(await judgeAll(unjudged(Object.values(parsed.data.privacy.patterns))))
}

/** Reads the file once; without a path, the defaults are the rules. */
export const readRules = (path: string | undefined): RulesReading => {
  if (path === undefined) return { ok: true, rules: defaultRules }
  const reading = readRulesText(path)
  return reading.ok ? parseRules(reading.text) : refused(reading.problem)
}

/** As {@link readRules}, of a file that changed while others wait for this thread. */
const readChanged = async (path: string, judgeAll: typeof judgeInThread): Promise<RulesReading> => {
  const reading = readRulesText(path)
  if (!reading.ok) return refused(reading.problem)
  await judgeAhead(reading.text, judgeAll)
  return parseRules(reading.text)
}

/**
 * Serves `first` and whatever valid rules the file at `path` holds later.
 *
 * @param judgeAll judges expressions without holding this thread up; another one is for tests that run from sources
 */
export const watchRules = (
  path: string | undefined,
  first: Rules,
  log: Log,
  judgeAll: typeof judgeInThread = judgeInThread,
): RulesSource => {
  let rules = first
  const reload = async (changed: string): Promise<void> => {
    try {
      const reading = await readChanged(changed, judgeAll)
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
  if (path === undefined) return { current: () => rules, close: () => undefined }
  let reloading = Promise.resolve()
  // One after the other: the newest edit is the last to be taken.
  const onChange = (): void => {
    reloading = reloading.then(() => reload(path))
  }
  watchFile(path, { interval: POLL_MS, persistent: false }, onChange)
  return { current: () => rules, close: () => unwatchFile(path, onChange) }
}
