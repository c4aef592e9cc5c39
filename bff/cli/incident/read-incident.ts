/** The lines of a recording, plain or gzipped. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { RECORDING_FORMAT } from '../../../shared/wire/formats.ts'
import { type IncidentLine, incidentHead, incidentLine } from '../../../shared/wire/incident.ts'
import { codeOf } from '../../fault.ts'
import { linesOf } from '../../scoring/score-lines.ts'

/** A body has 256 KiB at most, and masking makes little of it longer. */
const LONGEST_LINE = 4 * 1024 * 1024

/** A recording cannot be read or written; the message is a sentence with its name. */
export class IncidentError extends Error {
  override readonly name = 'IncidentError'
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Told of each webhook in turn, and waited for. */
type Take = (line: IncidentLine) => void | Promise<void>

/**
 * @param path gzipped where the name ends in `.gz`
 * @returns how many lines are no line of a recording: the last one may be cut off
 * @throws IncidentError where it cannot be read, is no recording, or is one of another version's form
 */
export const readIncident = async (path: string, take: Take): Promise<{ readonly unread: number }> => {
  let unread = 0
  let isRecording = false
  const takeLine = async (text: string): Promise<void> => {
    const json = parsed(text)
    const head = incidentHead.safeParse(json).data
    if (head !== undefined && head.formatVersion !== RECORDING_FORMAT) {
      throw new IncidentError(
        `${path} has the form ${head.formatVersion}, and this version reads ${RECORDING_FORMAT}: use the version that recorded it`,
      )
    }
    isRecording ||= head !== undefined
    if (!isRecording) throw new IncidentError(`${path} is no recording: its first line is not that of one`)
    if (head !== undefined) return
    const line = incidentLine.safeParse(json).data
    if (line === undefined) unread += 1
    else await take(line)
  }
  const takeAll = async (input: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const lines of linesOf(input, LONGEST_LINE)) {
      for (const text of lines) if (text.trim() !== '') await takeLine(text)
    }
  }
  try {
    const file = createReadStream(path)
    await (path.toLowerCase().endsWith('.gz') ? pipeline(file, createGunzip(), takeAll) : pipeline(file, takeAll))
  } catch (error) {
    if (error instanceof IncidentError || !(error instanceof Error && 'code' in error)) throw error
    throw new IncidentError(`${path} cannot be read (${codeOf(error)})`)
  }
  if (!isRecording) throw new IncidentError(`${path} is no recording: it is empty`)
  return { unread }
}
