/** `cx-assist replay`: sends a recorded incident again to a service, and tells where it answers otherwise. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { IncidentLine } from '../../shared/wire/incident.ts'
import { webhookSecret } from '../config/secrets.ts'
import { list } from '../config/texts.ts'
import { systemClock } from '../deadline.ts'
import { isLoopback } from '../upstream/http/proxies.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'
import { IncidentError, readIncident } from './incident/read-incident.ts'
import { differs, replayIncident, replayTable } from './incident/replay-incident.ts'
import { createSend } from './incident/send-again.ts'

const USAGE = `Usage: cx-assist replay FILE --bff URL [--speed N] [--to-this-host]

Sends the webhooks of a recording again, each as long after the first one as it came then, and prints those whose status or
outcome is another one. Signs them with WEBHOOK_SECRET of the environment, if it is set. The service acts on them as on any
other: give it stand-ins for its upstreams ("cx-assist simulate"), and no conversations that matter.

  --bff URL                  where the service is, such as http://127.0.0.1:8080
  --speed N                  so many times as quick as it was (default 1; 0.1 to 1000)
  --to-this-host             send it although URL is not on this machine

Ends with 0 if all is answered as it was, 1 if something is not, 2 for wrong usage.
`
const SLOWEST = 0.1
const QUICKEST = 1000

const addressOf = (given: string | undefined, isAnyHost: boolean): URL => {
  if (given === undefined || given === '') throw new UsageError('--bff is missing')
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw new UsageError('--bff is no address such as http://127.0.0.1:8080')
  }
  if (!isAnyHost && !isLoopback(url.hostname)) {
    throw new UsageError(
      `${url.hostname} is not this machine: its service would act on all of it; --to-this-host allows that`,
    )
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

const speedOf = (given: string): number => {
  const speed = Number(given)
  if (speed >= SLOWEST && speed <= QUICKEST) return speed
  throw new UsageError(`--speed is no number from ${SLOWEST} to ${QUICKEST}`)
}

const secretOf = (given: string | undefined): string | undefined => {
  const told = given?.trim()
  if (told === undefined || told === '') return undefined
  if (!webhookSecret.safeParse(told).success)
    throw new UsageError('WEBHOOK_SECRET is none: the service would not start with it')
  return list(told)[0]
}

const run = async (): Promise<void> => {
  const options = {
    bff: { type: 'string' },
    speed: { type: 'string', default: '1' },
    'to-this-host': { type: 'boolean', default: false },
  } as const
  const { values, positionals } = readArguments(process.argv.slice(2), options, true)
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new UsageError('replay takes one file')
  const base = addressOf(values.bff, values['to-this-host'])
  const speed = speedOf(values.speed)
  const { monotonic, now } = systemClock
  const send = createSend({ base, secret: secretOf(process.env['WEBHOOK_SECRET']), newId: randomUUID, now, monotonic })
  const lines: IncidentLine[] = []
  const { unread } = await readIncident(file, (line) => void lines.push(line))
  if (unread > 0) process.stderr.write(`${file}: ${unread} lines could not be read\n`)
  const replayed = await replayIncident(lines, { send, pause: (ms) => sleep(ms), monotonic, speed })
  process.stdout.write(replayTable(replayed))
  if (replayed.compared.some(differs)) process.exitCode = 1
}

try {
  await run()
} catch (error) {
  const isUsage = error instanceof UsageError
  if (!isUsage && !(error instanceof IncidentError)) throw error
  process.stderr.write(`cx-assist replay: ${error.message}\n`)
  process.exitCode = isUsage ? WRONG_USAGE : 1
}
