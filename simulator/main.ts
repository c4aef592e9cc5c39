/** `cx-assist simulate`: reads the command line, runs, and stops on a signal. The only file that writes to the console. */

import { openDialogues } from './cli/dialogue-source.ts'
import { readOptions, USAGE } from './cli/options.ts'
import { freshSecrets, type Secrets, secretsFrom } from './cli/secrets.ts'
import { type RunParts, startRun } from './run.ts'

const USAGE_ERROR = 2

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`cx-assist simulate: ${line}\n`)

const giveUp = (problems: readonly string[]): undefined => {
  for (const problem of problems) complain(problem)
  process.exitCode = USAGE_ERROR
  return undefined
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const prepare = async (): Promise<RunParts | undefined> => {
  const reading = readOptions(process.argv.slice(2))
  if (reading.kind === 'help') {
    say(USAGE)
    return undefined
  }
  if (reading.kind === 'mistake') return giveUp([...reading.problems, '--help tells the options'])
  const { options } = reading
  let secrets: Secrets
  if (options.bff.start) {
    secrets = freshSecrets(options.dialects)
  } else {
    const found = secretsFrom(process.env, options.dialects)
    if (!found.ok) return giveUp([`these are not set: ${found.missing.join(', ')}. Or start a BFF too: --start-bff`])
    secrets = found.secrets
  }
  try {
    return { options, secrets, dialogues: await openDialogues(options.dialogues, options.limit), say }
  } catch (error) {
    return giveUp([messageOf(error)])
  }
}

const signalled = (): Promise<string> =>
  new Promise((resolve) => {
    // A second signal finds us stopping already: npm passes on what the terminal has sent to us too.
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve(name))
  })

const main = async (): Promise<void> => {
  const parts = await prepare()
  if (parts === undefined) return
  const signal = signalled()
  const run = await Promise.race([startRun(parts), signal])
  // Leaving takes a BFF that is still starting along.
  if (typeof run === 'string') process.exit(1)
  let end = await Promise.race([run.over, signal])
  if (typeof end !== 'string' && !end.broken && !parts.options.once) {
    say(`${end.reason}; the desktop stays up, Ctrl-C ends it`)
    end = await Promise.race([run.died, signal])
  }
  if (typeof end !== 'string') say(end.reason)
  const isWell = await run.stop()
  process.exit(isWell && (typeof end === 'string' || !end.broken) ? 0 : 1)
}

main().catch((error: unknown) => {
  complain(messageOf(error))
  process.exit(1)
})
