/** `cx-assist store`: saves, restores and checks what the service keeps in DATA_DIR. */
import { resolve } from 'node:path'
import { StoreRefused } from '../store/sqlite/store-refused.ts'
import { backUp, check, restore } from '../store/sqlite/upkeep.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'

const USAGE = `Usage:
  cx-assist store backup FILE
  cx-assist store restore FILE
  cx-assist store check

Of the state that the service keeps in the folder DATA_DIR names: conversations, deliveries, what is still to be told.

backup: writes all of it to FILE, which must not be there yet. The service may run meanwhile.
restore: puts a backup in its place. The service must be stopped. Widgets take every conversation anew afterwards.
check: reads all of it and says whether it is whole. The service may run meanwhile.

Ends with 0 if that was done and all is well, 1 if not, 2 for wrong usage.
`

const dataDir = (): string => {
  const folder = process.env['DATA_DIR']?.trim() || undefined
  if (folder === undefined) throw new UsageError('set DATA_DIR to the folder that the service keeps its state in')
  return resolve(folder)
}

const only = (files: readonly string[], command: string): string => {
  const [file, ...others] = files
  if (file === undefined || file === '') throw new UsageError(`store ${command} takes a file`)
  if (others.length > 0) throw new UsageError(`store ${command} takes one file`)
  return resolve(file)
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const report = (folder: string): void => {
  const { problems, counts } = check(folder)
  if (counts === undefined) {
    process.exitCode = 1
    for (const problem of problems) say(problem)
    say(`${folder}: damaged; restore a backup`)
    return
  }
  const { conversations, events, deliveries, duties } = counts
  say(`${folder}: ok, ${conversations} conversations, ${events} events, ${deliveries} deliveries, ${duties} duties`)
}

const run = (command: string | undefined, files: readonly string[]): void => {
  if (command === 'backup') {
    const file = only(files, command)
    backUp(dataDir(), file)
    say(`${file}: written`)
  } else if (command === 'restore') {
    const file = only(files, command)
    const folder = dataDir()
    restore(folder, file)
    say(`${folder}: restored from ${file}`)
  } else if (command === 'check') {
    if (files.length > 0) throw new UsageError('store check takes no file')
    report(dataDir())
  } else if (command === undefined) throw new UsageError('say what: backup FILE, restore FILE or check')
  else throw new UsageError(`there is no "store ${command}", but backup, restore and check`)
}

try {
  const { values, positionals } = readArguments(process.argv.slice(2), {}, true)
  const [command, ...files] = positionals
  if (values.help) process.stdout.write(USAGE)
  else run(command, files)
} catch (error) {
  const isUsage = error instanceof UsageError
  if (!isUsage && !(error instanceof StoreRefused)) throw error
  process.stderr.write(`cx-assist store: ${error.message}\n`)
  process.exitCode = isUsage ? WRONG_USAGE : 1
}
