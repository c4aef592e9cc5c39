/** `RECORD_LOG`: a JSON line a webhook, masked, with which upstreams were called for it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHmac, randomBytes } from 'node:crypto'
import { recordedBody } from '../../shared/domain/privacy/recorded-body.ts'
import { RECORDING_FORMAT } from '../../shared/wire/formats.ts'
import { identifier, SHORTEST_SESSION_ID } from '../../shared/wire/identifiers.ts'
import { type IncidentHead, type IncidentLine, outcomeOf } from '../../shared/wire/incident.ts'
import { findJsonExcess } from '../../shared/wire/json-limits.ts'
import { describeFault } from '../fault.ts'
import type { Log } from '../ports/observe.ts'
import type { RecordedArrival, RecordedCall, RecordedEnd, Recorder } from '../ports/recorder.ts'
import type { Clock } from '../ports/time.ts'
import type { LineOutput } from './line-output.ts'
import type { ProcessMetrics } from './metrics.ts'

/** A recording stops at so many bytes. */
const LARGEST_RECORDING = 256 * 1024 * 1024
/** Calls that one webhook is told with. */
const MOST_CALLS = 50
const PSEUDONYM_LENGTH = 22

const calls = new AsyncLocalStorage<RecordedCall[]>()

/** Metrics that also tell a recording of each call of an upstream. */
export const tellingRecorder = (metrics: ProcessMetrics): ProcessMetrics => ({
  ...metrics,
  upstreamCalled: (upstream, operation, outcome, seconds) => {
    const noted = calls.getStore()
    if (noted !== undefined && noted.length < MOST_CALLS) noted.push({ upstream, operation, outcome })
    metrics.upstreamCalled(upstream, operation, outcome, seconds)
  },
})

export interface IncidentLogParts {
  readonly output: Pick<LineOutput, 'write'>
  /** Hides all that can be hidden. */
  readonly mask: (text: string) => string
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'warn' | 'error'>
  readonly largest?: number
}

/** The salt is kept nowhere: whoever has the file cannot try ids out on it. Where an id is none, neither is what stands for it. */
const pseudonyms = (): ((id: string) => string) => {
  const salt = randomBytes(32)
  return (id) => {
    if (!identifier.safeParse(id).success) return '.'
    const length = id.length < SHORTEST_SESSION_ID ? SHORTEST_SESSION_ID - 1 : PSEUDONYM_LENGTH
    return createHmac('sha256', salt).update(id).digest('base64url').slice(0, length)
  }
}

const jsonIn = (raw: Buffer): { readonly json: unknown } | undefined => {
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)) }
  } catch {
    return undefined
  }
}

/** Writes the head at once. */
export const createIncidentLog = ({ output, mask, clock, log, largest }: IncidentLogParts): Recorder => {
  const most = largest ?? LARGEST_RECORDING
  const pseudonym = pseudonyms()
  let written = 0
  let isFull = false
  const write = (line: IncidentHead | IncidentLine): void => {
    const text = `${JSON.stringify(line)}\n`
    const bytes = Buffer.byteLength(text)
    if (isFull || written + bytes > most) {
      if (!isFull) log.warn({ bytes: written }, 'RECORD_LOG is full: nothing more is recorded until a restart')
      isFull = true
      return
    }
    written += bytes
    output.write(text)
  }
  const contentOf = (raw: Buffer): Pick<IncidentLine, 'form' | 'body'> => {
    const parsed = jsonIn(raw)
    if (parsed === undefined) return { form: 'no_json' }
    if (findJsonExcess(parsed.json) !== undefined) return { form: 'excess' }
    return { form: 'json', body: recordedBody(parsed.json, { mask, pseudonym }) }
  }
  const lineOf = (
    at: string,
    arrival: RecordedArrival,
    end: RecordedEnd,
    made: readonly RecordedCall[],
  ): IncidentLine => {
    const outcome = outcomeOf(end.body)
    return {
      eventType: 'WEBHOOK',
      at,
      path: arrival.path,
      ...(arrival.deliveryId === undefined ? {} : { delivery: pseudonym(arrival.deliveryId) }),
      ...(end.status === undefined ? {} : { status: end.status }),
      ...(outcome === undefined ? {} : { outcome: mask(outcome) }),
      ms: Math.round(end.ms * 10) / 10,
      upstreams: [...made],
      ...contentOf(arrival.raw),
    }
  }

  write({ eventType: 'INCIDENT_RECORDING', formatVersion: RECORDING_FORMAT })
  return {
    during: (arrival, act) => {
      const at = new Date(clock.now()).toISOString()
      const made: RecordedCall[] = []
      const end = (told: RecordedEnd): void => {
        if (isFull) return
        try {
          write(lineOf(at, arrival, told, made))
        } catch (error) {
          log.error(describeFault(error), 'a webhook was not recorded')
        }
      }
      return calls.run(made, () => act(end))
    },
  }
}
