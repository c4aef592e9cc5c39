/** `cx-assist record`: cuts an incident out of what a service recorded. */
import { instant } from '../../shared/wire/identifiers.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'
import { cutIncident } from './incident/cut-incident.ts'
import { IncidentError } from './incident/read-incident.ts'

const USAGE = `Usage: cx-assist record --log FILE --since TIME --until TIME --out FILE

Cuts what came in between two moments out of a recording. A service records where RECORD_LOG names a file: every webhook,
masked, with its answer and the upstreams that were called for it; ids stand under other names, the same one always under
the same.

  --log FILE                 what RECORD_LOG wrote (JSON lines, .gz)
  --since TIME               the first moment, in UTC, such as 2026-01-31T09:00:00Z
  --until TIME               the first moment after it
  --out FILE                 must not be there yet; gzipped where it ends in .gz

"cx-assist replay FILE" sends it again. Ends with 0 if FILE was written, 1 if not, 2 for wrong usage.
`

const demand = (value: string | undefined, option: string): string => {
  if (value === undefined || value === '') throw new UsageError(`--${option} is missing`)
  return value
}

const moment = (value: string | undefined, option: string): number => {
  const given = demand(value, option)
  if (!instant.safeParse(given).success) throw new UsageError(`--${option} is no time such as 2026-01-31T09:00:00Z`)
  return Date.parse(given)
}

const STRING = { type: 'string' } as const

const run = async (): Promise<void> => {
  const { values } = readArguments(process.argv.slice(2), { log: STRING, since: STRING, until: STRING, out: STRING })
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const since = moment(values.since, 'since')
  const until = moment(values.until, 'until')
  if (until <= since) throw new UsageError('--until is not after --since')
  const out = demand(values.out, 'out')
  const { count, unread } = await cutIncident({ log: demand(values.log, 'log'), since, until, out })
  process.stdout.write(`${out}: ${count} webhooks${unread > 0 ? `, ${unread} lines could not be read` : ''}\n`)
}

try {
  await run()
} catch (error) {
  const isUsage = error instanceof UsageError
  if (!isUsage && !(error instanceof IncidentError)) throw error
  process.stderr.write(`cx-assist record: ${error.message}\n`)
  process.exitCode = isUsage ? WRONG_USAGE : 1
}
