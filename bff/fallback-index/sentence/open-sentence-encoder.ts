/** A sentence encoder as a folder has it: an ONNX model with the tokenizer that belongs to it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { READ_CHARACTERS } from '../../../shared/domain/ranking/utterance-features.ts'
import { reasonOf } from '../../../shared/model/from-library.ts'
import { ModelError } from '../../../shared/model/model-spec.ts'
import type { Encode } from '../../../shared/model/scorer.ts'
import { createEncode, openSession } from '../../model/runtime.ts'
import { MOST_PIECES, SENTENCE_INPUT, SENTENCE_MODEL_FILE, SENTENCE_OUTPUT, SENTENCE_TOKENIZER_FILE } from './files.ts'

/** The unknown piece, which stands for a text without any. */
const UNKNOWN = 0

export interface SentenceEncoder {
  /** The pieces that a text is read as, at least one. */
  pieces(text: string): readonly number[]
  /** The vector of each text, of length 1. All texts must have the same number of pieces. */
  read(pieces: readonly (readonly number[])[]): Promise<readonly Float32Array[]>
  release(): Promise<void>
}

/**
 * Reads a sentence once, so that a model that cannot be run is refused here and not at a customer's text.
 *
 * @throws {ModelError}
 */
export const openSentenceEncoder = async (folder: string): Promise<SentenceEncoder> => {
  const encode = createEncode(await tokenizerOf(join(folder, SENTENCE_TOKENIZER_FILE)), {})
  const session = await openSession(SENTENCE_MODEL_FILE, await contentOf(join(folder, SENTENCE_MODEL_FILE)))
  const { inputNames, outputNames } = session
  if (inputNames.join() !== SENTENCE_INPUT || !outputNames.includes(SENTENCE_OUTPUT)) {
    await session.release()
    throw new ModelError(`${SENTENCE_MODEL_FILE} has not the input and the output of a sentence encoder`)
  }
  const encoder: SentenceEncoder = {
    pieces: (text) => piecesOf(encode, text),
    read: async (pieces) => {
      const length = pieces[0]?.length ?? 0
      const data = BigInt64Array.from(pieces.flat(), BigInt)
      const input = { data, dims: [pieces.length, length] } as const
      const { [SENTENCE_OUTPUT]: values = [] } = await session.run({ [SENTENCE_INPUT]: input }, [SENTENCE_OUTPUT])
      const all = Float32Array.from(values)
      if (!all.every(Number.isFinite)) throw new ModelError('the sentence encoder gave something that is no number')
      const dimensions = all.length / pieces.length
      return pieces.map((_, n) => all.slice(n * dimensions, (n + 1) * dimensions))
    },
    release: () => session.release(),
  }
  try {
    await encoder.read([encoder.pieces('a sentence')])
    return encoder
  } catch (error) {
    await session.release()
    if (error instanceof ModelError) throw error
    // A text of ours was read, so what the library says quotes no customer.
    throw new ModelError(`${SENTENCE_MODEL_FILE} cannot be run: ${reasonOf(error)}`)
  }
}

const piecesOf = (encode: Encode, text: string): readonly number[] => {
  const pieces = encode(text.slice(0, READ_CHARACTERS), false).slice(0, MOST_PIECES)
  return pieces.length === 0 ? [UNKNOWN] : pieces
}

const contentOf = async (path: string): Promise<Buffer> => {
  try {
    return await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason'
    throw new ModelError(`${path} cannot be read (${code})`)
  }
}

const tokenizerOf = async (path: string): Promise<object> => {
  const content = await contentOf(path)
  let value: unknown
  try {
    value = JSON.parse(content.toString('utf8'))
  } catch {
    throw new ModelError(`${path} is no valid JSON`)
  }
  if (typeof value === 'object' && value !== null) return value
  throw new ModelError(`${path} holds no JSON object`)
}
