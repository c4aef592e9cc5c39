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

/** JSON lines with ISO times. */
export const createLog = (level: string, destination: DestinationStream): Log => {
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
  }
}
