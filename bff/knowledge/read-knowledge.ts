/** Reads a knowledge folder into one immutable whole, or says in a sentence why it cannot be used. */
import { join } from 'node:path'
import type { AsPlainObject } from 'minisearch'
import * as z from 'zod/mini'
import type { KnowledgeEntry } from '../../shared/domain/knowledge/entry.ts'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { contentOf, IndexError, readJson } from '../index-files.ts'
import { checkKnowledge, LARGEST_FILE } from './check-knowledge.ts'
import {
  ENTRIES_FILE,
  entryLine,
  type KnowledgeManifest,
  MOST_ENTRIES,
  RANKER_FILE,
  RANKER_NUMBERS_FILE,
  rankerFile,
  WORDS_FILE,
} from './format/manifest.ts'
import { rankerOf } from './format/ranker-files.ts'
import { createKnowledge, type Knowledge } from './knowledge.ts'
import type { FittedRanker } from './ranker.ts'
import { loadWordSearch, type SavedWords } from './word-search.ts'

export interface LoadedKnowledge {
  readonly knowledge: Knowledge
  readonly manifest: KnowledgeManifest
}

/** Values of a file of JSON lines. Lines are cut from the bytes, so that no text is as long as the file. */
function* valuesIn(path: string, bytes: Buffer): Generator<readonly [value: unknown, line: number]> {
  let line = 0
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(0x0a, from)
    const to = found < 0 ? bytes.length : found
    line += 1
    let value: unknown
    try {
      value = JSON.parse(bytes.toString('utf8', from, to))
    } catch {
      throw new IndexError(`${path}, line ${line} is no valid JSON`)
    }
    yield [value, line]
    from = to + 1
  }
}

const readEntries = async (path: string): Promise<readonly KnowledgeEntry[]> => {
  const entries: KnowledgeEntry[] = []
  for (const [value, line] of valuesIn(path, await contentOf(path, LARGEST_FILE))) {
    const parsed = parseOrProblem(entryLine, value, 1)
    if (!parsed.ok)
      throw new IndexError(`${path}, line ${line}: ${parsed.errors[0]?.path} ${parsed.errors[0]?.message}`)
    if (entries.length === MOST_ENTRIES) throw new IndexError(`${path} holds more than ${MOST_ENTRIES} entries`)
    entries.push(parsed.value)
  }
  return entries
}

const engineHead = z.looseObject({
  documentCount: z.number(),
  nextId: z.number(),
  documentIds: z.record(z.string(), z.number()),
  fieldIds: z.record(z.string(), z.number()),
  fieldLength: z.record(z.string(), z.array(z.number())),
  averageFieldLength: z.array(z.number()),
  storedFields: z.record(z.string(), z.record(z.string(), z.unknown())),
  dirtCount: z.optional(z.number()),
  serializationVersion: z.literal(2),
})

/** The hash of the file has been checked, and there are millions of numbers: only the form is looked at. */
const isWord = (value: unknown): value is [...AsPlainObject['index'][number], count: number] =>
  Array.isArray(value) &&
  value.length === 3 &&
  typeof value[0] === 'string' &&
  typeof value[1] === 'object' &&
  value[1] !== null &&
  typeof value[2] === 'number'

const readWords = async (path: string): Promise<SavedWords> => {
  let head: z.infer<typeof engineHead> | undefined
  const index: AsPlainObject['index'] = []
  const counts = new Map<string, number>()
  for (const [value, line] of valuesIn(path, await contentOf(path, LARGEST_FILE))) {
    if (head === undefined) {
      const parsed = engineHead.safeParse(value)
      if (!parsed.success) throw new IndexError(`${path}, line 1 is not as it should be`)
      head = parsed.data
    } else if (isWord(value)) {
      const [term, places, count] = value
      index.push([term, places])
      counts.set(term, count)
    } else throw new IndexError(`${path}, line ${line} is not as it should be`)
  }
  if (head === undefined) throw new IndexError(`${path} is empty`)
  return { saved: { ...head, dirtCount: head.dirtCount ?? 0, index }, counts }
}

const readRanker = async (folder: string): Promise<FittedRanker> => {
  const file = await readJson(join(folder, RANKER_FILE), rankerFile)
  const path = join(folder, RANKER_NUMBERS_FILE)
  return rankerOf(file, await contentOf(path, LARGEST_FILE), path)
}

/** @throws IndexError */
export const readKnowledge = async (folder: string): Promise<LoadedKnowledge> => {
  const manifest = await checkKnowledge(folder)
  const entries = await readEntries(join(folder, ENTRIES_FILE))
  const words = loadWordSearch(await readWords(join(folder, WORDS_FILE)), manifest.languages, entries.length)
  const ranker = manifest.files[RANKER_FILE] === undefined ? undefined : await readRanker(folder)
  return { knowledge: createKnowledge({ entries, words, ranker }), manifest }
}
