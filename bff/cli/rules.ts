/** `cx-assist rules check`: whether the service takes a rules file, and where it does not. */
import { rulesProblems } from '../files/rules-check.ts'
import { readRulesText } from '../files/rules-file.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'

const USAGE = `Usage: cx-assist rules check [FILE …]

Says whether the service would take each rules file (default: the one that CX_ASSIST_CONFIG names), and if not, each problem
with its line, its column, its path and the reason:

  rules.json:3:27: routing.confidenceThreshold must be at most 1

Ends with 0 if all files are taken, 1 if one is not, 2 for wrong usage.
`

const linesFor = (file: string): readonly string[] => {
  const reading = readRulesText(file)
  if (!reading.ok) return [`${file}: ${reading.problem}`]
  return rulesProblems(reading.text).map(({ path, message, at }) => {
    const place = at === undefined ? file : `${file}:${at.line}:${at.column}`
    return `${place}: ${path === '' ? message : `${path} ${message}`}`
  })
}

const readFiles = (): readonly string[] | undefined => {
  const { values, positionals } = readArguments(process.argv.slice(2), {}, true)
  if (values.help) return undefined
  const [command, ...files] = positionals
  if (command !== 'check') {
    throw new UsageError(
      command === undefined ? 'say what: check FILE' : `there is no "rules ${command}", but "rules check"`,
    )
  }
  const named = process.env['CX_ASSIST_CONFIG']?.trim() || undefined
  if (files.length > 0) return files
  if (named === undefined) throw new UsageError('name a file, or set CX_ASSIST_CONFIG')
  return [named]
}

try {
  const files = readFiles()
  if (files === undefined) process.stdout.write(USAGE)
  for (const file of files ?? []) {
    const lines = linesFor(file)
    if (lines.length > 0) process.exitCode = 1
    process.stdout.write(lines.length === 0 ? `${file}: ok\n` : `${lines.join('\n')}\n`)
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`cx-assist rules: ${error.message}\n`)
  process.exitCode = WRONG_USAGE
}
