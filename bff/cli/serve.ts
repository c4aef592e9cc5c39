/** `cx-assist serve`: the BFF, configured by the environment and, for where it listens, by two options. */
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'

const USAGE = `Usage: cx-assist serve [--port N] [--host NAME]

Starts the BFF. It reads its configuration from the environment (README, "Configure it") and stops on SIGTERM or SIGINT,
when what it accepted is finished.

  --port N      listens on port N, whatever PORT says; 0 takes a free one
  --host NAME   listens on this host name or address, whatever HOST says
  --help        this text
`

const HIGHEST_PORT = 65_535

const readOptions = () => {
  const { port, host, help } = readArguments(process.argv.slice(2), {
    port: { type: 'string' },
    host: { type: 'string' },
  }).values
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= HIGHEST_PORT)
  if (!isPort) throw new UsageError(`--port must be a whole number from 0 to ${HIGHEST_PORT}`)
  if (host === '') throw new UsageError('--host must name a host or an address')
  return { port, host, help }
}

try {
  const { port, host, help } = readOptions()
  if (help) process.stdout.write(USAGE)
  else {
    if (port !== undefined) process.env['PORT'] = port
    if (host !== undefined) process.env['HOST'] = host
    await import('../main.ts')
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`cx-assist serve: ${error.message}\n`)
  process.exitCode = WRONG_USAGE
}
