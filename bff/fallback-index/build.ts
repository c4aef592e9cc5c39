/** From a training export and logs of mistakes to an index folder. */
import type { IndexManifest } from '../files/index-manifest.ts'
import { composeEncoder } from './compose.ts'
import { historyOf } from './mistakes.ts'
import { OUT_OF_SCOPE, readMistakes, readTraining } from './sources.ts'
import type { Table } from './tables.ts'
import { trainEncoder } from './train-encoder.ts'
import { writeIndex } from './write-index.ts'

export interface BuildOptions {
  readonly training: string
  readonly logs: readonly string[]
  readonly out: string
  /** Of what the bot does not understand, the share that is none of the intents, in (0, 1). */
  readonly outOfScopeShare: number
  readonly threads: number
  /** ISO 8601, for the manifest. */
  readonly builtAt: string
  readonly builtBy: string
  readonly say: (line: string) => void
}

/** The same sources give the same files, byte by byte, but for the date in the manifest. @throws TableError, NpyError */
export const buildIndex = async (options: BuildOptions): Promise<IndexManifest> => {
  const { say, threads, outOfScopeShare } = options
  const { table, names, texts, labels } = readTraining(options.training)
  const { tables, mistakes, leftOut } = readMistakes(options.logs, names)
  const outOfScopeRows = labels.reduce((rows, label) => rows + (label === names.length ? 1 : 0), 0)
  if (leftOut > 0) say(`${leftOut} rows of the log name an intent that the training export has not: left out`)
  if (outOfScopeRows === 0) {
    say(`no row of the training export has the intent "${OUT_OF_SCOPE}": what belongs to no intent will not be noticed`)
  }
  const trained = await trainEncoder({
    texts,
    labels,
    intents: names.length,
    outOfScopeShare,
    threads,
    onProgress: say,
  })
  const { calibratedOn, calibration } = trained
  say(
    `calibrated on ${calibratedOn.misunderstood} misunderstood and ${calibratedOn.outOfScope} out-of-scope utterances`,
  )
  const mistakeCount = [...mistakes.values()].reduce(
    (sum, counts) => [...counts.values()].reduce((total, count) => total + count, sum),
    0,
  )
  return await writeIndex(options.out, {
    names,
    history: historyOf(mistakes, names.length),
    composed: composeEncoder(trained, names.length),
    calibration,
    manifest: {
      formatVersion: 1,
      builtAt: options.builtAt,
      builtBy: options.builtBy,
      training: sourceOf(table),
      logs: tables.map(sourceOf),
      intents: names.length,
      outOfScopeRows,
      mistakes: Math.round(mistakeCount),
    },
  })
}

const sourceOf = ({ name, rows, sha256 }: Table) => ({ file: name, rows: rows.length, sha256 })
