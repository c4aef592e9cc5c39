/** The utterance encoder's files in an index folder. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Calibration } from '../../../shared/domain/ranking/posterior-ranking.ts'
import type { UtteranceEncoder } from '../../../shared/domain/ranking/utterance-encoder.ts'
import { vocabularyOf } from '../../../shared/domain/ranking/utterance-vector.ts'
import { IndexError, readJson } from '../../index-files.ts'
import { ENCODER_FILE, ENCODER_TABLE_FILE, ENCODER_WEIGHTS_FILE, encoderFile, LARGEST_ARRAY } from './index-manifest.ts'
import { demandCount, intentLogits } from './intent-logits.ts'
import { openNpy } from './npy.ts'

export interface EncoderFiles {
  readonly encoder: UtteranceEncoder
  readonly calibration: Calibration
  readonly history: { readonly evidence: Float64Array; readonly prior: Float64Array }
}

/** @throws IndexError, NpyError */
export const readEncoder = async (folder: string, intents: number, dimensions: number): Promise<EncoderFiles> => {
  const path = join(folder, ENCODER_FILE)
  const file = await readJson(path, encoderFile)
  const { words, characters, calibration, history } = file
  demandCount(path, 'dimensions', file.dimensions, dimensions)
  const logits = intentLogits(path, file, intents)
  demandCount(path, 'entries of history.evidence', history.evidence.length, intents)
  demandCount(path, 'entries of history.prior', history.prior.length, intents)

  const features = words.length + characters.length
  const weightsPath = join(folder, ENCODER_WEIGHTS_FILE)
  const weightsFile = await openNpy(weightsPath)
  const [rows, columns] = weightsFile.header.shape
  if (rows !== 2 || columns !== features) {
    throw new IndexError(`${weightsPath} has not the shape (2, ${features}) that ${ENCODER_FILE} asks for`)
  }
  const weights = Float32Array.from((await weightsFile.readMatrix()).data)
  const table = await readTable(join(folder, ENCODER_TABLE_FILE), features * dimensions)
  return {
    encoder: {
      vocabulary: vocabularyOf(words, characters, weights.slice(0, features)),
      ...logits,
      table,
      scales: weights.slice(features),
    },
    calibration: { ...calibration, none: calibration.none },
    history: { evidence: Float64Array.from(history.evidence), prior: Float64Array.from(history.prior) },
  }
}

const readTable = async (path: string, bytes: number): Promise<Int8Array> => {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new IndexError(`${path} cannot be read`)
  if (found.size !== bytes) throw new IndexError(`${path} has ${found.size} bytes where ${bytes} are needed`)
  if (bytes > LARGEST_ARRAY)
    throw new IndexError(`${path} holds ${bytes} bytes, and at most ${LARGEST_ARRAY} are taken`)
  const content = await readFile(path)
  return new Int8Array(content.buffer, content.byteOffset, content.byteLength)
}
