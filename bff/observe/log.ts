import { type DestinationStream, pino } from 'pino'
import type { Log } from '../ports.ts'

/** Whatever a caller hands over by mistake: these names never reach the log with their value. */
const SECRET_NAMES = [
  'authorization',
  'token',
  'clientSecret',
  'client_secret',
  'secret',
  'password',
  'apiKey',
  'text',
  'transcript',
  'input',
]

export interface ProcessLog extends Log {
  /** Writes out what is still buffered; call before the process ends. */
  flush(): void
}

/** Lines wait at most so long, or until so many bytes are together: a write for each would be a webhook's dearest part. */
const FLUSH_EVERY_MS = 100
const FLUSH_BYTES = 4096

/** JSON lines with ISO times. `destination` is standard output unless a test passes its own. */
export const createLog = (
  level: string,
  destination: DestinationStream & { flushSync?(): void } = pino.destination({
    dest: 1,
    sync: false,
    minLength: FLUSH_BYTES,
    periodicFlush: FLUSH_EVERY_MS,
  }),
): ProcessLog => {
  const logger = pino(
    {
      level,
      base: { service: 'cx-assist-bff' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES, censor: '[redacted]' },
    },
    destination,
  )
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    flush: () => destination.flushSync?.(),
  }
}
