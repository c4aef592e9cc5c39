/** Where the service writes: its log, the records for whoever measures it, and what is kept in `DATA_DIR`. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type LineOutput, openLineOutput } from '../observe/line-output.ts'
import type { ProcessMetrics } from '../observe/metrics.ts'
import { refuseToStart } from './refuse.ts'

const LAST_LINES_WITHIN_MS = 1000

export interface Outputs {
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
  const queryOutput = metricsLog === '-' ? standardOutput : openQueryOutput(metricsLog, metrics)
  return {
    standardOutput,
    queryOutput,
    drain: async () => {
      await Promise.all([queryOutput, standardOutput].map((output) => output?.drain(LAST_LINES_WITHIN_MS)))
    },
  }
}

const openQueryOutput = (destination: string | undefined, metrics: ProcessMetrics): LineOutput | undefined => {
  if (destination === undefined) return undefined
  try {
    mkdirSync(dirname(destination), { recursive: true })
    return openLineOutput(destination, {
      onDropped: () => metrics.linesDropped('metrics_log'),
      onTrouble: () => process.stderr.write('METRICS_LOG: cannot be written right now, records may be lost\n'),
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
