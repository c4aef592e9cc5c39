/** Writes a knowledge folder. Files are complete before they get their names, the manifest last. */
import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AsPlainObject } from 'minisearch'
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'
import {
  ENTRIES_FILE,
  type KnowledgeManifest,
  MANIFEST_FILE,
  RANKER_FILE,
  RANKER_NUMBERS_FILE,
  WORDS_FILE,
} from '../format/manifest.ts'
import { rankerFileOf, rankerNumbersOf } from '../format/ranker-files.ts'
import type { FittedRanker } from '../ranker.ts'

export interface KnowledgeParts {
  readonly entries: readonly KnowledgeEntry[]
  readonly words: AsPlainObject
  readonly ranker: FittedRanker | undefined
  readonly manifest: Omit<KnowledgeManifest, 'files'>
}

const FLUSHED_AT = 1024 * 1024

function* entryLines(entries: readonly KnowledgeEntry[]): Generator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`
}

const countOf = (places: AsPlainObject['index'][number][1]): number =>
  new Set(Object.values(places).flatMap((entries) => Object.keys(entries))).size

/** One word a line, so that no line is as long as the whole: with where it stands, and in how many entries. */
function* wordLines({ index, ...rest }: AsPlainObject): Generator<string> {
  yield `${JSON.stringify(rest)}\n`
  for (const word of index) yield `${JSON.stringify([...word, countOf(word[1])])}\n`
}

/** Writes the pieces and gives their hash. */
const write = async (path: string, pieces: Iterable<string | Buffer>): Promise<string> => {
  const sha256 = createHash('sha256')
  const file = await open(path, 'w')
  try {
    let waiting = ''
    const flush = async (bytes: string | Buffer): Promise<void> => {
      if (bytes.length === 0) return
      sha256.update(bytes)
      await file.writeFile(bytes)
    }
    for (const piece of pieces) {
      if (typeof piece !== 'string') await flush(piece)
      else waiting += piece
      if (waiting.length < FLUSHED_AT) continue
      await flush(waiting)
      waiting = ''
    }
    await flush(waiting)
    await file.datasync()
  } finally {
    await file.close()
  }
  return sha256.digest('hex')
}

export const writeKnowledge = async (
  folder: string,
  { entries, words, ranker, manifest }: KnowledgeParts,
): Promise<KnowledgeManifest> => {
  await mkdir(folder, { recursive: true })
  // In the same folder, hence on the same disk: only there is renaming a single step.
  const unfinished = join(folder, `.unfinished-${process.pid}`)
  await mkdir(unfinished)
  try {
    const contents: [string, Iterable<string | Buffer>][] = [
      [ENTRIES_FILE, entryLines(entries)],
      [WORDS_FILE, wordLines(words)],
    ]
    if (ranker !== undefined) {
      contents.push([RANKER_FILE, [`${JSON.stringify(rankerFileOf(ranker))}\n`]])
      contents.push([RANKER_NUMBERS_FILE, [rankerNumbersOf(ranker)]])
    }
    const files: Record<string, string> = {}
    for (const [name, pieces] of contents) files[name] = await write(join(unfinished, name), pieces)
    const whole: KnowledgeManifest = { ...manifest, files }
    await write(join(unfinished, MANIFEST_FILE), [`${JSON.stringify(whole, undefined, 2)}\n`])
    for (const [name] of contents) await rename(join(unfinished, name), join(folder, name))
    await rename(join(unfinished, MANIFEST_FILE), join(folder, MANIFEST_FILE))
    if (ranker === undefined) {
      for (const name of [RANKER_FILE, RANKER_NUMBERS_FILE]) await rm(join(folder, name), { force: true })
    }
    return whole
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}
