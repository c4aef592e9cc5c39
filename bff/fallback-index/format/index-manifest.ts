/** The JSON files of an index folder. They come from a disk that others write to, so they are checked like any input. */
import * as z from 'zod/mini'
import { INDEX_FORMATS } from '../../../shared/wire/formats.ts'
import { instant } from '../../../shared/wire/identifiers.ts'
import { SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE } from '../sentence/files.ts'

export const MANIFEST_FILE = 'index.json'
export const NAMES_FILE = 'intent_names.json'
export const EMBEDDINGS_FILE = 'embeddings.npy'
export const CONFUSION_FILE = 'confusion.npy'
export const ENCODER_FILE = 'encoder.json'
/** Inverse document frequency and table scale of each feature: 2 × features. */
export const ENCODER_WEIGHTS_FILE = 'encoder-weights.npy'
/** Features × dimensions signed bytes, row-major, without a header. */
export const ENCODER_TABLE_FILE = 'encoder-table.bin'

/** What weighs the sentence encoder's vectors, and how loud it speaks. */
export const SENTENCE_FILE = 'sentence.json'
/** From a sentence's vector to the hidden units: sentenceDimensions × dimensions. */
export const SENTENCE_TABLE_FILE = 'sentence-table.npy'
/** Of the intents: intents × dimensions. */
export const SENTENCE_VECTORS_FILE = 'sentence-vectors.npy'

/** The sentence encoder's part, which an index may be without. */
export const SENTENCE_FILES = [
  SENTENCE_FILE,
  SENTENCE_TABLE_FILE,
  SENTENCE_VECTORS_FILE,
  SENTENCE_MODEL_FILE,
  SENTENCE_TOKENIZER_FILE,
] as const

/** Everything else but the manifest itself. */
export const HASHED_FILES = [
  NAMES_FILE,
  EMBEDDINGS_FILE,
  CONFUSION_FILE,
  ENCODER_FILE,
  ENCODER_WEIGHTS_FILE,
  ENCODER_TABLE_FILE,
] as const

/** More would not be told apart by any bot, and bounds what a hostile file can make us hold. */
const MOST_INTENTS = 20_000
const MOST_FEATURES = 2_000_000
/** Bytes of one array that is held as long as the service runs: 20,000 intents in 13,000 dimensions of `<f4`. */
export const LARGEST_ARRAY = 1024 ** 3
export const MOST_DIMENSIONS = 16_384
const LONGEST_NAME = 256
/** All names at their longest, each character escaped. */
export const LARGEST_NAMES_FILE = MOST_INTENTS * LONGEST_NAME * 6

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'))
const count = z.int().check(z.minimum(0))
const source = z.object({ file: z.string(), rows: count, sha256: hash })

export const intentNames = z
  .array(z.string().check(z.minLength(1), z.maxLength(LONGEST_NAME)))
  .check(z.maxLength(MOST_INTENTS))

/** What was built from what, and when; and the hash of each file, so that a half-copied folder is noticed. */
export const indexManifest = z.object({
  /** 2 where there is a sentence encoder's part, which programs that know 1 only cannot read. */
  formatVersion: z.literal(INDEX_FORMATS),
  builtAt: instant,
  builtBy: z.string(),
  training: source,
  logs: z.array(source),
  intents: count,
  outOfScopeRows: count,
  mistakes: count,
  /** File name to SHA-256. */
  files: z.record(z.string(), hash),
})
export type IndexManifest = z.infer<typeof indexManifest>

const numbers = z.array(z.number())
const features = z.array(z.string()).check(z.maxLength(MOST_FEATURES))

const calibration = z.object({
  evidence: z.number(),
  history: z.number(),
  none: z.optional(z.object({ floor: z.number(), outOfScope: z.number() })),
})

const logits = z.object({
  dimensions: z.int().check(z.minimum(1), z.maximum(MOST_DIMENSIONS)),
  hiddenBias: numbers,
  intentBias: numbers,
  outOfScope: z.optional(z.object({ vector: numbers, bias: z.number() })),
})
export type LogitsFile = z.infer<typeof logits>

export const sentenceFile = z.extend(logits, {
  sentenceDimensions: z.int().check(z.minimum(1), z.maximum(MOST_DIMENSIONS)),
  /** Of the utterance encoder and the sentence encoder together. */
  calibration: z.extend(calibration, { sentence: z.object({ evidence: z.number(), outOfScope: z.number() }) }),
})
export type SentenceFile = z.infer<typeof sentenceFile>

export const encoderFile = z.extend(logits, {
  words: features,
  characters: features,
  calibration,
  history: z.object({
    /** Mistakes that each confusion row rests on. */
    evidence: z.array(z.number().check(z.minimum(0))),
    prior: z.array(z.number().check(z.minimum(0))),
  }),
})
export type EncoderFile = z.infer<typeof encoderFile>
