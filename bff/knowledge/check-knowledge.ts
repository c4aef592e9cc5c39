/** Whether a knowledge folder is whole, found out without what searches it: the service itself has no need of that. */
import { join } from 'node:path'
import { checkHash, IndexError, readJson } from '../index-files.ts'
import {
  ENTRIES_FILE,
  type KnowledgeManifest,
  knowledgeManifest,
  MANIFEST_FILE,
  WORDS_FILE,
} from './format/manifest.ts'

/** Bytes of one file: a million passages. */
export const LARGEST_FILE = 2 * 1024 ** 3 - 1

/** By its manifest and the hash of each file. @throws IndexError */
export const checkKnowledge = async (folder: string): Promise<KnowledgeManifest> => {
  const manifest = await readJson(join(folder, MANIFEST_FILE), knowledgeManifest)
  for (const name of [ENTRIES_FILE, WORDS_FILE]) {
    if (manifest.files[name] === undefined) throw new IndexError(`${join(folder, MANIFEST_FILE)} names no ${name}`)
  }
  for (const [name, sha256] of Object.entries(manifest.files)) await checkHash(join(folder, name), sha256, LARGEST_FILE)
  return manifest
}
