/** From a training export and logs of mistakes to an index folder. */
import { join } from 'node:path'
import { exists } from '../../index-files.ts'
import type { IndexManifest } from '../format/index-manifest.ts'
import { SENTENCE_MODEL_FILE } from '../sentence/files.ts'
import { openSentenceEncoder, type SentenceEncoder } from '../sentence/open-sentence-encoder.ts'
import { composeEncoder, composeSentenceHead } from './compose.ts'
import { historyOf } from './mistakes.ts'
import { piecesPerWord, readSentences } from './read-sentences.ts'
import { OUT_OF_SCOPE, readMistakes, readTraining } from './sources.ts'
import { trainEncoder } from './train-encoder.ts'
import { denseRows } from './vectors.ts'
import { writeIndex } from './write-index.ts'

export interface BuildOptions {
  readonly training: string
  /** Of the training export, where it is neither UTF-8 nor has a byte order mark. */
  readonly encoding?: string | undefined
  readonly logs: readonly string[]
  readonly out: string
  /** Of what the bot does not understand, the share that is none of the intents, in (0, 1). */
  readonly outOfScopeShare: number
  /** Folder of a sentence encoder to be heard too, if the export is in its language or `always`. */
  readonly sentenceEncoder?: { readonly folder: string; readonly always: boolean } | undefined
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
  const encoder = await sentenceEncoderFor(options, texts)
  const trained = await trainEncoder({
    texts,
    labels,
    intents: names.length,
    outOfScopeShare,
    readSentences: encoder && (async () => denseRows(await readSentences(encoder, texts), SENTENCE_SCALE)),
    threads,
    onProgress: say,
  }).finally(() => encoder?.release())
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
    sentence:
      trained.sentence === undefined || options.sentenceEncoder === undefined
        ? undefined
        : {
            head: composeSentenceHead(trained.sentence.network, names.length, SENTENCE_SCALE),
            calibration: trained.sentence.calibration,
            encoder: options.sentenceEncoder.folder,
          },
    manifest: {
      formatVersion: trained.sentence === undefined ? 1 : 2,
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

/** Of vectors of length 1, the entries are small: so many times as large, a network learns from them as fast as from n-grams. */
const SENTENCE_SCALE = 4
/** Of English sentences the encoder's pieces per word are about 1.3, of other languages 2 and more. */
const MOST_PIECES_PER_WORD = 1.7

const sentenceEncoderFor = async (
  { sentenceEncoder, say }: Pick<BuildOptions, 'sentenceEncoder' | 'say'>,
  texts: readonly string[],
): Promise<SentenceEncoder | undefined> => {
  if (sentenceEncoder === undefined) return undefined
  if (!sentenceEncoder.always && !(await exists(join(sentenceEncoder.folder, SENTENCE_MODEL_FILE)))) {
    say('there is no sentence encoder here: built without')
    return undefined
  }
  const encoder = await openSentenceEncoder(sentenceEncoder.folder)
  const pieces = piecesPerWord(encoder, texts)
  if (sentenceEncoder.always || pieces <= MOST_PIECES_PER_WORD) return encoder
  await encoder.release()
  say(`the export is not in English (${pieces.toFixed(1)} pieces a word): built without the sentence encoder`)
  return undefined
}
