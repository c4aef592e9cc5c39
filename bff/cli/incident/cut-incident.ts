/** An hour, or whatever is asked for, out of a long recording. */
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { RECORDING_FORMAT } from '../../../shared/wire/formats.ts'
import type { IncidentHead, IncidentLine } from '../../../shared/wire/incident.ts'
import { codeOf } from '../../fault.ts'
import { IncidentError, readIncident } from './read-incident.ts'

const OWNER_ALONE = 0o600

export interface Cut {
  readonly log: string
  /** Milliseconds since 1970; the first moment that is in it. */
  readonly since: number
  /** The first moment that is not in it. */
  readonly until: number
  /** Must not be there yet; gzipped where the name ends in `.gz`. */
  readonly out: string
}

const writeNew = (path: string, text: string): void => {
  try {
    const bytes = path.toLowerCase().endsWith('.gz') ? gzipSync(text) : text
    writeFileSync(path, bytes, { flag: 'wx', mode: OWNER_ALONE })
  } catch (error) {
    const code = codeOf(error)
    const why = code === 'EEXIST' ? 'is there already: name another file' : `cannot be written (${code})`
    throw new IncidentError(`${path} ${why}`)
  }
}

/**
 * @returns how many webhooks are in it, and how many lines could not be read
 * @throws IncidentError also where nothing was recorded in that time
 */
export const cutIncident = async ({
  log,
  since,
  until,
  out,
}: Cut): Promise<{ readonly count: number; readonly unread: number }> => {
  const found: IncidentLine[] = []
  const { unread } = await readIncident(log, (line) => {
    const at = Date.parse(line.at)
    if (at >= since && at < until) found.push(line)
  })
  if (found.length === 0) throw new IncidentError(`${log} holds nothing of that time`)
  const head: IncidentHead = { eventType: 'INCIDENT_RECORDING', formatVersion: RECORDING_FORMAT }
  // Written when answered, and told in the order in which they came.
  const lines = found.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  writeNew(out, [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
  return { count: found.length, unread }
}
