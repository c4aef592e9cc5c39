/** From a training export and logs of mistakes to an index folder. */
import type { IndexManifest } from '../format/index-manifest.ts'
import { composeEncoder } from './compose.ts'
import { historyOf } from './mistakes.ts'
import { OUT_OF_SCOPE, readMistakes, readTraining } from './sources.ts'
import { trainEncoder } from './train-encoder.ts'
import { writeIndex } from './write-index.ts'

export interface BuildOptions {
  readonly training: string
  /** Of the training export, where it is neither UTF-8 nor has a byte order mark. */
  readonly encoding?: string | undefined
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
  const { source, names, texts, labels, notes } = readTraining(options.training, options.encoding)
  const { tables, mistakes, leftOut } = readMistakes(options.logs, names)
  for (const note of [...notes, ...tables.flatMap((table) => table.notes)]) say(note)
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
      training: { file: source.name, rows: texts.length, sha256: source.sha256 },
      logs: tables.map(({ name, rows, sha256 }) => ({ file: name, rows: rows.length, sha256 })),
      intents: names.length,
      outOfScopeRows,
      mistakes: Math.round(mistakeCount),
    },
  })
}
