/** The rules file: read at start, read again when it changes; a bad edit is refused and the old rules stay. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { defaultRules, type Rules, rulesFile } from '../../shared/rules.ts'
import { type FieldError, parseOrProblem } from '../../shared/wire/problem.ts'
import type { Log } from '../ports.ts'

/** Polling, because editors and mounted volumes replace files in ways that change notifications miss. */
const POLL_MS = 500

export interface RulesSource {
  /** The rules in force right now; ask anew for each decision. */
  current(): Rules
  close(): void
}

export type RulesReading =
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly problems: readonly FieldError[] }

/** Reads the file once. Problems name the key and never what it holds. */
export const readRules = (path: string | undefined): RulesReading => {
  if (path === undefined) return { ok: true, rules: defaultRules }
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const isSyntax = error instanceof SyntaxError
    return { ok: false, problems: [{ path: '', message: isSyntax ? 'is not valid JSON' : 'cannot be read' }] }
  }
  const parsed = parseOrProblem(rulesFile, content)
  return parsed.ok ? { ok: true, rules: parsed.value } : { ok: false, problems: parsed.errors }
}

/** Serves `first` and whatever valid rules the file at `path` holds later. */
export const watchRules = (path: string | undefined, first: Rules, log: Log): RulesSource => {
  let rules = first
  const reload = (): void => {
    const reading = readRules(path)
    if (reading.ok) {
      rules = reading.rules
      log.info({}, 'the rules file changed and is in force')
      return
    }
    for (const { path: key, message } of reading.problems) {
      log.error({ key, problem: message }, 'the rules file changed and was refused: the old rules stay')
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
