/** Writes an index folder. Files are complete before they get their names, the manifest last. */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SentencePart } from '../../../shared/domain/ranking/fallback-index.ts'
import type { IntentHistory } from '../../../shared/domain/ranking/intent-history.ts'
import type { Calibration } from '../../../shared/domain/ranking/posterior-ranking.ts'
import {
  CONFUSION_FILE,
  EMBEDDINGS_FILE,
  ENCODER_FILE,
  ENCODER_TABLE_FILE,
  ENCODER_WEIGHTS_FILE,
  type EncoderFile,
  HASHED_FILES,
  type IndexManifest,
  MANIFEST_FILE,
  NAMES_FILE,
  SENTENCE_FILE,
  SENTENCE_FILES,
  SENTENCE_TABLE_FILE,
  SENTENCE_VECTORS_FILE,
  type SentenceFile,
} from '../format/index-manifest.ts'
import { logitsFile } from '../format/intent-logits.ts'
import { writeNpy, writeNpyRows } from '../format/npy-write.ts'
import { SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE } from '../sentence/files.ts'
import type { ComposedEncoder } from './compose.ts'

export interface IndexParts {
  readonly names: readonly string[]
  readonly history: IntentHistory
  readonly composed: ComposedEncoder
  readonly calibration: Calibration
  readonly sentence: WrittenSentencePart | undefined
  readonly manifest: Omit<IndexManifest, 'files'>
}

interface WrittenSentencePart extends SentencePart {
  /** Folder of the encoder's own files. */
  readonly encoder: string
}

export const writeIndex = async (folder: string, parts: IndexParts): Promise<IndexManifest> => {
  const { names, history, composed, calibration } = parts
  const { encoder, vectors } = composed
  const { vocabulary, dimensions, table, scales } = encoder
  await mkdir(folder, { recursive: true })
  // In the same folder, hence on the same disk: only there is renaming a single step.
  const unfinished = join(folder, `.unfinished-${process.pid}`)
  await mkdir(unfinished)
  try {
    const at = (name: string): string => join(unfinished, name)
    await writeFile(at(NAMES_FILE), json(names))
    await writeNpy(at(EMBEDDINGS_FILE), { shape: [names.length, dimensions], data: vectors })
    const shape = { rows: names.length, columns: names.length, dtype: '<f4' } as const
    await writeNpyRows(at(CONFUSION_FILE), shape, confusionRows(history, names.length))
    await writeNpy(at(ENCODER_WEIGHTS_FILE), {
      shape: [2, scales.length],
      data: Float32Array.from([...vocabulary.weights, ...scales]),
    })
    await writeFile(at(ENCODER_TABLE_FILE), table)
    await writeFile(at(ENCODER_FILE), json(encoderFileOf(encoder, calibration, history)))
    const files: Record<string, string> = {}
    if (parts.sentence !== undefined) await writeSentencePart(unfinished, parts.sentence)
    const written = parts.sentence === undefined ? HASHED_FILES : [...HASHED_FILES, ...SENTENCE_FILES]
    for (const name of written) {
      files[name] = createHash('sha256')
        .update(await readFile(at(name)))
        .digest('hex')
    }
    const manifest: IndexManifest = { ...parts.manifest, files }
    await writeFile(at(MANIFEST_FILE), `${JSON.stringify(manifest, undefined, 2)}\n`)
    // Of an index that was here before: without its manifest's hashes it would be read for a part of this one.
    if (parts.sentence === undefined) {
      for (const name of SENTENCE_FILES) await rm(join(folder, name), { force: true })
    }
    for (const name of [...written, MANIFEST_FILE]) await rename(at(name), join(folder, name))
    return manifest
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

const writeSentencePart = async (
  folder: string,
  { head, calibration, encoder }: WrittenSentencePart,
): Promise<void> => {
  const { dimensions, sentenceDimensions, table, vectors } = head
  await writeNpy(join(folder, SENTENCE_TABLE_FILE), { shape: [sentenceDimensions, dimensions], data: table })
  await writeNpy(join(folder, SENTENCE_VECTORS_FILE), {
    shape: [vectors.length / dimensions, dimensions],
    data: vectors,
  })
  const { sentence = { evidence: 0, outOfScope: 0 } } = calibration
  const file: SentenceFile = {
    ...logitsFile(head),
    sentenceDimensions,
    calibration: { ...calibrationFile(calibration), sentence: { ...sentence } },
  }
  await writeFile(join(folder, SENTENCE_FILE), json(file))
  for (const name of [SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE]) {
    await copyFile(join(encoder, name), join(folder, name))
  }
}

const calibrationFile = ({ evidence, history, none }: Calibration): EncoderFile['calibration'] => ({
  evidence,
  history,
  ...(none === undefined ? {} : { none: { ...none } }),
})

const json = (value: unknown): string => `${JSON.stringify(value)}\n`

function* confusionRows(history: IntentHistory, intents: number): Generator<Float32Array> {
  for (let predicted = 0; predicted < intents; predicted += 1) {
    const row = new Float32Array(intents)
    const { columns, rates } = history.row(predicted)
    for (let k = 0; k < columns.length; k += 1) row[columns[k] ?? 0] = rates[k] ?? 0
    yield row
  }
}

const encoderFileOf = (
  encoder: ComposedEncoder['encoder'],
  calibration: Calibration,
  history: IntentHistory,
): EncoderFile => ({
  ...logitsFile(encoder),
  words: [...encoder.vocabulary.words.keys()],
  characters: [...encoder.vocabulary.characters.keys()],
  calibration: calibrationFile(calibration),
  history: { evidence: Array.from(history.evidence), prior: Array.from(history.prior) },
})
