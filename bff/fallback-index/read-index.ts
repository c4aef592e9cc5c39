/** Reads an index folder (`FALLBACK_INDEX`) into one immutable whole, or says in a sentence why it cannot be used. */
import { join } from 'node:path'
import type { FallbackIndex } from '../../shared/domain/ranking/fallback-index.ts'
import type { IntentHistory } from '../../shared/domain/ranking/intent-history.ts'
import { prepareEmbeddings } from '../../shared/domain/ranking/tutorial-ranking.ts'
import { checkHash, exists, IndexError, readJson } from '../index-files.ts'
import { readConfusion } from './format/confusion-rows.ts'
import { readEncoder } from './format/encoder-files.ts'
import {
  CONFUSION_FILE,
  EMBEDDINGS_FILE,
  ENCODER_FILE,
  HASHED_FILES,
  type IndexManifest,
  indexManifest,
  intentNames,
  LARGEST_ARRAY,
  LARGEST_NAMES_FILE,
  MANIFEST_FILE,
  MOST_DIMENSIONS,
  NAMES_FILE,
  SENTENCE_FILE,
  SENTENCE_FILES,
} from './format/index-manifest.ts'
import { openNpy } from './format/npy.ts'
import { itemBytes } from './format/npy-dtype.ts'
import { NpyError } from './format/npy-error.ts'
import type { NpyHeader } from './format/npy-header.ts'
import { readSentencePart } from './format/sentence-files.ts'
import { SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE } from './sentence/files.ts'
import type { SentenceTask } from './sentence/sentence-messages.ts'

export interface LoadedIndex {
  readonly index: FallbackIndex
  /** `undefined`: made elsewhere. */
  readonly manifest: IndexManifest | undefined
  /** Where its sentence encoder is read from; `undefined` where it has none. */
  readonly sentence: SentenceTask | undefined
}

/** @throws IndexError */
export const readFallbackIndex = async (folder: string): Promise<LoadedIndex> => {
  try {
    return await readFolder(folder)
  } catch (error) {
    throw error instanceof NpyError ? new IndexError(error.message) : error
  }
}

const readFolder = async (folder: string): Promise<LoadedIndex> => {
  const inFolder = (name: string): string => join(folder, name)
  const manifest = (await exists(inFolder(MANIFEST_FILE)))
    ? await readJson(inFolder(MANIFEST_FILE), indexManifest)
    : undefined
  for (const name of [...HASHED_FILES, ...SENTENCE_FILES]) {
    const sha256 = manifest?.files[name]
    if (sha256 !== undefined) await checkHash(inFolder(name), sha256)
  }
  const names = await readJson(inFolder(NAMES_FILE), intentNames, LARGEST_NAMES_FILE)
  if (names.length === 0) throw new IndexError(`${inFolder(NAMES_FILE)} names no intent`)
  const indexOf = new Map(names.map((name, n) => [name, n]))
  const twice = names.find((name, n) => indexOf.get(name) !== n)
  if (twice !== undefined) throw new IndexError(`${inFolder(NAMES_FILE)} names "${twice}" twice`)

  const embeddingsFile = await openNpy(inFolder(EMBEDDINGS_FILE))
  demandShape(inFolder(EMBEDDINGS_FILE), embeddingsFile.header.shape, [names.length, undefined])
  demandMemory(inFolder(EMBEDDINGS_FILE), embeddingsFile.header)
  const confusionFile = await openNpy(inFolder(CONFUSION_FILE))
  demandShape(inFolder(CONFUSION_FILE), confusionFile.header.shape, [names.length, names.length])
  const matrix = await embeddingsFile.readMatrix()
  const row = await readConfusion(inFolder(CONFUSION_FILE), confusionFile, names.length)
  const encoded = (await exists(inFolder(ENCODER_FILE)))
    ? await readEncoder(folder, names.length, matrix.columns)
    : undefined
  const part =
    encoded !== undefined && (await exists(inFolder(SENTENCE_FILE)))
      ? await readSentencePart(folder, names.length)
      : undefined
  const history: IntentHistory = {
    row,
    evidence: encoded?.history.evidence ?? new Float64Array(names.length),
    prior: encoded?.history.prior ?? new Float64Array(names.length).fill(1 / names.length),
  }
  const index: FallbackIndex = {
    names,
    indexOf,
    embeddings: prepareEmbeddings(matrix),
    vectors: matrix.data,
    history,
    encoder: encoded === undefined ? undefined : { encoder: encoded.encoder, calibration: encoded.calibration },
    sentence: part,
  }
  return { index, manifest, sentence: part && { folder, hashes: hashesOf(manifest) } }
}

/** What the encoder's thread is to find, when it reads the files later. */
const hashesOf = (manifest: IndexManifest | undefined): Record<string, string> => {
  const hashes = [SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE].map((name) => [name, manifest?.files[name]] as const)
  return Object.fromEntries(hashes.flatMap(([name, hash]) => (hash === undefined ? [] : [[name, hash]])))
}

/** A file with holes is as long as its header promises and takes no room on the disk: its length alone proves nothing. */
const demandMemory = (path: string, { shape, dtype }: NpyHeader): void => {
  const [rows = 0, columns = 0] = shape
  if (columns > MOST_DIMENSIONS) {
    throw new IndexError(`${path} has ${columns} dimensions, and at most ${MOST_DIMENSIONS} are taken`)
  }
  const bytes = rows * columns * itemBytes[dtype]
  if (bytes > LARGEST_ARRAY)
    throw new IndexError(`${path} holds ${bytes} bytes, and at most ${LARGEST_ARRAY} are taken`)
}

const demandShape = (path: string, found: readonly number[], wanted: readonly (number | undefined)[]): void => {
  const fits = found.length === wanted.length && wanted.every((size, n) => size === undefined || size === found[n])
  if (fits && found.every((size) => size > 0)) return
  const [intents, second] = wanted
  const shape = `${intents} × ${second ?? 'dimensions'}`
  throw new IndexError(`${path} has the shape (${found.join(', ')}) where ${NAMES_FILE} asks for ${shape}`)
}
