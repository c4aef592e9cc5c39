/** Where the service writes: its log, the records for whoever measures it, and what is kept in `DATA_DIR`. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type LineOutput, openLineOutput } from '../observe/line-output.ts'
import type { ProcessMetrics } from '../observe/metrics.ts'
import type { RecordKeeper } from '../ports/records.ts'
import { refuseToStart } from './refuse.ts'

/** How long a stop waits for what is still to be written. */
export const LAST_LINES_WITHIN_MS = 1000

export interface Outputs extends RecordKeeper {
  readonly standardOutput: LineOutput
  /** `undefined`: records go nowhere. */
  readonly queryOutput: LineOutput | undefined
  /** Waits a moment for the last lines. */
  drain(): Promise<void>
}

/** Records go where the log goes, if that is standard output: one writer keeps their lines whole. */
export const openOutputs = (metricsLog: string | undefined, metrics: ProcessMetrics): Outputs => {
  const standardOutput = openLineOutput('-', {
    onDropped: () => metrics.linesDropped('log'),
    // Where it goes is what cannot be written, and nobody may read the other one either: the count has to do.
    onTrouble: () => undefined,
  })
  let trouble: ReturnType<RecordKeeper['trouble']>
  const queryOutput =
    metricsLog === '-'
      ? standardOutput
      : openQueryOutput(metricsLog, metrics, (cause) => {
          trouble = cause === undefined ? undefined : { what: 'METRICS_LOG', since: new Date().toISOString(), cause }
        })
  return {
    standardOutput,
    queryOutput,
    trouble: () => trouble,
    drain: async () => {
      await Promise.all([queryOutput, standardOutput].map((output) => output?.drain(LAST_LINES_WITHIN_MS)))
    },
  }
}

/** @param told is given the cause when writing begins to fail, and `undefined` when it goes well again */
const openQueryOutput = (
  destination: string | undefined,
  metrics: ProcessMetrics,
  told: (cause: string | undefined) => void,
): LineOutput | undefined => {
  if (destination === undefined) return undefined
  try {
    mkdirSync(dirname(destination), { recursive: true })
    return openLineOutput(destination, {
      onDropped: () => metrics.linesDropped('metrics_log'),
      onTrouble: (cause) => {
        told(cause)
        process.stderr.write('METRICS_LOG: cannot be written right now, records may be lost\n')
      },
      onWell: () => told(undefined),
    })
  } catch {
    return refuseToStart(['METRICS_LOG: cannot be written'])
  }
}

/** @returns `undefined` without a folder */
export const openOrRefuse = <T>(dataDir: string | undefined, open: (folder: string) => T): T | undefined => {
  if (dataDir === undefined) return undefined
  try {
    return open(dataDir)
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return refuseToStart([`DATA_DIR: ${dataDir} cannot be written${cause}`])
  }
}
