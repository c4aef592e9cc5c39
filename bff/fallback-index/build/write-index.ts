/** Writes an index folder. Files are complete before they get their names, the manifest last. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
} from '../format/index-manifest.ts'
import { writeNpy, writeNpyRows } from '../format/npy-write.ts'
import type { ComposedEncoder } from './compose.ts'

export interface IndexParts {
  readonly names: readonly string[]
  readonly history: IntentHistory
  readonly composed: ComposedEncoder
  readonly calibration: Calibration
  readonly manifest: Omit<IndexManifest, 'files'>
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
    for (const name of HASHED_FILES) {
      files[name] = createHash('sha256')
        .update(await readFile(at(name)))
        .digest('hex')
    }
    const manifest: IndexManifest = { ...parts.manifest, files }
    await writeFile(at(MANIFEST_FILE), `${JSON.stringify(manifest, undefined, 2)}\n`)
    for (const name of [...HASHED_FILES, MANIFEST_FILE]) await rename(at(name), join(folder, name))
    return manifest
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

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
  { vocabulary, dimensions, hiddenBias, intentBias, outOfScope }: ComposedEncoder['encoder'],
  calibration: Calibration,
  history: IntentHistory,
): EncoderFile => ({
  dimensions,
  words: [...vocabulary.words.keys()],
  characters: [...vocabulary.characters.keys()],
  hiddenBias: [...hiddenBias],
  intentBias: [...intentBias],
  ...(outOfScope === undefined ? {} : { outOfScope: { ...outOfScope, vector: [...outOfScope.vector] } }),
  calibration: {
    evidence: calibration.evidence,
    history: calibration.history,
    ...(calibration.none === undefined ? {} : { none: { ...calibration.none } }),
  },
  history: { evidence: Array.from(history.evidence), prior: Array.from(history.prior) },
})
