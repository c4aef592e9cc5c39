import { type DestinationStream, pino } from 'pino'
import { looksLikeId } from '../../shared/domain/handover/target.ts'
import type { Log } from '../ports/observe.ts'

/** Whatever a caller hands over by mistake: these names never reach the log with their value. */
const SECRET_NAMES = [
  'authorization',
  'token',
  'clientSecret',
  'client_secret',
  'secret',
  'password',
  'apiKey',
  'urlToken',
  'URLToken',
  'origin',
  'text',
  'transcript',
  'input',
]

/** A flow that mixed its variables up sends a customer's words for an id: of what looks like none, only the length is told. */
const idOnly = (id: unknown): unknown => (typeof id === 'string' && !looksLikeId(id) ? `(${id.length} characters)` : id)

const ID_NAMES = ['conversationId', 'sessionId', 'interactionId', 'agentId']

export interface ProcessLog extends Log {
  /** From now on, one of pino's. */
  setLevel(level: string): void
}

/**
 * JSON lines with ISO times.
 *
 * @param inForce what each line tells besides, such as the trace that it belongs to
 */
export const createLog = (
  level: string,
  destination: DestinationStream,
  inForce?: () => Readonly<Record<string, string>>,
): ProcessLog => {
  const logger = pino(
    {
      level,
      base: { service: 'cx-assist-bff' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: Object.fromEntries(ID_NAMES.map((name) => [name, idOnly])),
      ...(inForce === undefined ? {} : { mixin: inForce }),
      redact: { paths: SECRET_NAMES, censor: '[redacted]' },
    },
    destination,
  )
  return {
    setLevel: (changed) => {
      logger.level = changed
    },
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
