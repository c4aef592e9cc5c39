/** The files that weigh what a sentence encoder says. Its model and tokenizer are read by the thread that runs it. */
import { join } from 'node:path'
import type { SentencePart } from '../../../shared/domain/ranking/fallback-index.ts'
import { exists, IndexError, readJson } from '../../index-files.ts'
import { SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE } from '../sentence/files.ts'
import { SENTENCE_FILE, SENTENCE_TABLE_FILE, SENTENCE_VECTORS_FILE, sentenceFile } from './index-manifest.ts'
import { intentLogits } from './intent-logits.ts'
import { openNpy } from './npy.ts'

/** @throws IndexError, NpyError */
export const readSentencePart = async (folder: string, intents: number): Promise<SentencePart> => {
  const path = join(folder, SENTENCE_FILE)
  const file = await readJson(path, sentenceFile)
  const { dimensions, sentenceDimensions, calibration } = file
  for (const name of [SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE]) {
    if (!(await exists(join(folder, name)))) throw new IndexError(`${join(folder, name)} is missing`)
  }
  return {
    head: {
      ...intentLogits(path, file, intents),
      sentenceDimensions,
      table: await readFloats(join(folder, SENTENCE_TABLE_FILE), sentenceDimensions, dimensions),
      vectors: await readFloats(join(folder, SENTENCE_VECTORS_FILE), intents, dimensions),
    },
    calibration: { ...calibration, none: calibration.none },
  }
}

const readFloats = async (path: string, rows: number, columns: number): Promise<Float32Array> => {
  const file = await openNpy(path)
  const { shape } = file.header
  if (shape.length !== 2 || shape[0] !== rows || shape[1] !== columns) {
    throw new IndexError(`${path} has the shape (${shape.join(', ')}) where ${rows} × ${columns} are needed`)
  }
  return Float32Array.from((await file.readMatrix()).data)
}
