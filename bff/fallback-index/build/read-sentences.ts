/** Reads training utterances with a sentence encoder, and says whether they are in its language. */
import type { SentenceEncoder } from '../sentence/open-sentence-encoder.ts'

/** Read at a time: the runtime's work for each run is shared by so many. */
const BATCH = 32

/** Vectors of `texts`, in their order. Those with as many pieces are read together. */
export const readSentences = async (encoder: SentenceEncoder, texts: readonly string[]): Promise<Float32Array[]> => {
  const pieces = texts.map((text) => encoder.pieces(text))
  const rowsByLength = new Map<number, number[]>()
  for (const [row, { length }] of pieces.entries()) {
    const rows = rowsByLength.get(length)
    if (rows === undefined) rowsByLength.set(length, [row])
    else rows.push(row)
  }
  const vectors = texts.map(() => new Float32Array())
  for (const rows of rowsByLength.values()) {
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH)
      const read = await encoder.read(batch.map((row) => pieces[row] ?? []))
      for (const [n, row] of batch.entries()) vectors[row] = Float32Array.from(read[n] ?? [])
    }
  }
  return vectors
}

/**
 * How many pieces a word is cut into, on average. A vocabulary of pieces is made for one language: it has the frequent
 * words of that language whole, and cuts those of another one to bits.
 */
export const piecesPerWord = (encoder: SentenceEncoder, texts: readonly string[]): number => {
  let pieces = 0
  let words = 0
  for (const text of texts) {
    pieces += encoder.pieces(text).length
    words += text.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0
  }
  return pieces / Math.max(1, words)
}
