/** `cx-assist migrate`: what an earlier version wrote, brought up to this one or refused in a sentence. */
import { join, resolve } from 'node:path'
import { tidy } from '../config/texts.ts'
import { NO_KNOWLEDGE } from '../knowledge/choice.ts'
import { NO_MODEL } from '../scoring/model-choice.ts'
import { StoreRefused } from '../store/sqlite/store-refused.ts'
import { bringUp } from '../store/sqlite/upkeep.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'
import { examine, examineStore, type Places } from './migrate/examine.ts'
import { type Finding, findingsTable } from './migrate/finding.ts'

const USAGE = `Usage: cx-assist migrate [--dry-run] [--backup FILE]

Says of what the environment names which version it has, which one this release wants, and what is to be done: DATA_DIR,
FALLBACK_INDEX, KNOWLEDGE, SENTIMENT_MODEL, CX_ASSIST_CONFIG. Then brings the database in DATA_DIR up, once it is backed up; the
service must be stopped. What cannot be brought up is refused with what to do instead; nothing is
changed then, so that the version before still starts.

  --dry-run                  changes nothing
  --backup FILE              where the backup goes, which must not be there yet (default: beside the database)

Ends with 0 if this release takes all of it as it is then, 1 if not, 2 for wrong usage.
`

const placesIn = (env: Readonly<Record<string, string | undefined>>): Places => {
  const names = ['DATA_DIR', 'FALLBACK_INDEX', 'KNOWLEDGE', 'SENTIMENT_MODEL', 'CX_ASSIST_CONFIG']
  const given = tidy(env, names)
  const place = (name: string, none?: string): string | undefined => {
    const told = given[name]
    return told === undefined || told === none ? undefined : resolve(told)
  }
  return {
    dataDir: place('DATA_DIR'),
    index: place('FALLBACK_INDEX'),
    knowledge: place('KNOWLEDGE', NO_KNOWLEDGE),
    model: place('SENTIMENT_MODEL', NO_MODEL),
    rules: place('CX_ASSIST_CONFIG'),
  }
}

const broughtUp = (finding: Finding, backup: string | undefined): Finding => {
  if (finding.part !== 'store' || finding.state !== 'old' || finding.place === undefined) return finding
  const file = resolve(backup ?? join(finding.place, `cx-assist.version-${finding.found}.sqlite`))
  bringUp(finding.place, file)
  return { ...examineStore(finding.place), todo: `brought up from ${finding.found}; the backup is ${file}` }
}

const run = async (): Promise<void> => {
  const options = { 'dry-run': { type: 'boolean', default: false }, backup: { type: 'string' } } as const
  const { values } = readArguments(process.argv.slice(2), options)
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const found = await examine(placesIn(process.env))
  // An earlier version must still start where this one would not.
  const changesNothing = values['dry-run'] || found.some(({ state }) => state === 'refused')
  const findings = changesNothing ? found : found.map((each) => broughtUp(each, values.backup))
  process.stdout.write(findingsTable(findings))
  if (findings.some(({ state }) => state !== 'current')) process.exitCode = 1
}

try {
  await run()
} catch (error) {
  const isUsage = error instanceof UsageError
  if (!isUsage && !(error instanceof StoreRefused)) throw error
  process.stderr.write(`cx-assist migrate: ${error.message}\n`)
  process.exitCode = isUsage ? WRONG_USAGE : 1
}
