/** The files of a knowledge folder. They come from a disk that others write to, so they are checked like any input. */
import * as z from 'zod/mini'
import { KNOWLEDGE_FORMAT } from '../../../shared/wire/formats.ts'

export const MANIFEST_FILE = 'knowledge.json'
/** An entry a line. */
export const ENTRIES_FILE = 'entries.jsonl'
/** Which words stand in which entries: MiniSearch's own figures on the first line, words on the others. */
export const WORDS_FILE = 'words.jsonl'
/** What past conversations teach: names and curves. */
export const RANKER_FILE = 'ranker.json'
/** Its numbers, see `ranker-files.ts`. */
export const RANKER_NUMBERS_FILE = 'ranker.bin'

export const MOST_ENTRIES = 1_000_000
const MOST_TARGETS = 100_000
const MOST_FEATURES = 2_000_000
const MOST_DIMENSIONS = 4096

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'))
const count = z.int().check(z.minimum(0))
const source = z.object({ file: z.string(), sha256: hash })

/** What was built from what; and the hash of each file, so that a half-copied folder is noticed. It holds no date: the same sources give the same bytes. */
export const knowledgeManifest = z.object({
  formatVersion: z.literal(
    KNOWLEDGE_FORMAT,
    `must be ${KNOWLEDGE_FORMAT}: build the folder again with this version's "knowledge build"`,
  ),
  builtBy: z.string(),
  sources: z.array(source),
  articles: count,
  passages: count,
  replies: count,
  /** Of the replies, those found in past conversations. */
  mined: count,
  /** Rows and files that could not be read. */
  unread: count,
  drafts: count,
  /** Answers that the ranking was learnt from; 0 where nothing was learnt. */
  answers: count,
  /** Languages that words are stemmed by. */
  languages: z.array(z.string()).check(z.maxLength(100)),
  files: z.record(z.string(), hash),
})
export type KnowledgeManifest = z.infer<typeof knowledgeManifest>

const text = z.string()
export const entryLine = z.object({
  id: text,
  of: text,
  kind: z.enum(['article', 'reply']),
  title: z.optional(text),
  text,
  url: z.optional(text.check(z.regex(/^https?:\/\//i, 'must be an http or https address'))),
  shortcut: z.optional(text),
  language: z.optional(text),
  tags: z.optional(z.array(text)),
  audience: z.enum(['customer', 'internal']),
})

const numbers = z.array(z.number())
const curves = z.object({
  unlearnt: numbers,
  inConversation: z.optional(numbers),
  questionAlone: z.optional(numbers),
})

export const rankerFile = z.object({
  dimensions: z.int().check(z.minimum(1), z.maximum(MOST_DIMENSIONS)),
  words: z.array(text).check(z.maxLength(MOST_FEATURES)),
  characters: z.array(text).check(z.maxLength(MOST_FEATURES)),
  targets: z.array(text).check(z.minLength(1), z.maxLength(MOST_TARGETS)),
  /** Whether it knows of answers that are none of the targets. */
  knowsOther: z.boolean(),
  curves,
})
export type RankerFile = z.infer<typeof rankerFile>
