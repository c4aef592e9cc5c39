/** `RECORD_LOG` opened: a file of its own for each run, readable by its owner alone, behind the masking rim. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Rules } from '../../shared/rules.ts'
import { createMasking } from '../conversations/masking.ts'
import { createIncidentLog } from '../observe/incident-log.ts'
import { type LineOutput, openLineOutput } from '../observe/line-output.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Recorder } from '../ports/recorder.ts'
import type { Clock } from '../ports/time.ts'
import { numberChecks } from '../privacy/number-checks.ts'
import { refuseToStart } from './refuse.ts'

const OWNER_ALONE = 0o600
/** A recording may leave the house: it hides every kind, whatever the rules hide while conversations are served. */
const EVERY_KIND: Rules['privacy']['mask'] = ['iban', 'card', 'us_ssn', 'email', 'phone']

/** The one before is kept beside it: ids are not the same in both. @returns `undefined` without a path */
export const openRecording = (
  path: string | undefined,
  metrics: Pick<Metrics, 'linesDropped'>,
): LineOutput | undefined => {
  if (path === undefined) return undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (existsSync(path) && statSync(path).isFile()) renameSync(path, `${path}.1`)
    closeSync(openSync(path, 'a', OWNER_ALONE))
    return openLineOutput(path, {
      onDropped: () => metrics.linesDropped('record_log'),
      onTrouble: () => void process.stderr.write('RECORD_LOG: cannot be written right now, lines may be lost\n'),
    })
  } catch {
    return refuseToStart(['RECORD_LOG: cannot be written'])
  }
}

export interface RecorderParts {
  readonly rules: () => Pick<Rules, 'privacy'>
  readonly clock: Clock
  readonly log: Log
}

/** What the masker of a recording goes by: all kinds, with the operator's own patterns. */
const hidingAll = (rules: RecorderParts['rules']): RecorderParts['rules'] => {
  let of: Rules['privacy'] | undefined
  let all: Pick<Rules, 'privacy'> | undefined
  return () => {
    const { privacy } = rules()
    if (all === undefined || of !== privacy) all = { privacy: { ...privacy, mask: EVERY_KIND } }
    of = privacy
    return all
  }
}

/** @returns `undefined` without an output */
export const openRecorder = (
  output: LineOutput | undefined,
  { rules, clock, log }: RecorderParts,
): Recorder | undefined => {
  if (output === undefined) return undefined
  const masking = createMasking({ rules: hidingAll(rules), checks: numberChecks })
  log.warn({}, 'RECORD_LOG is set: webhooks are recorded, masked')
  return createIncidentLog({ output, mask: (text) => masking.text(text).text, clock, log })
}
