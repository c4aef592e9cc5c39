/** Opens the thread that holds the knowledge, with no more memory than the folder is worth. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readJson } from '../../index-files.ts'
import { knowledgeManifest, MANIFEST_FILE } from '../format/manifest.ts'
import { type OpenKnowledgeThread, openKnowledgeThread } from './knowledge-thread.ts'

const SMALL_BYTES = 512 * 1024
/**
 * MiB. Left to itself, a thread keeps what it needed while it loaded: at rest, that is most of what a small folder costs. A search of
 * a large one makes more than this of garbage, and would be slower.
 */
const YOUNG_MIB = 2

/** By the files that the manifest names. What cannot be looked at is not small: its thread tells why. */
const isSmall = async (folder: string): Promise<boolean> => {
  try {
    const { files } = await readJson(join(folder, MANIFEST_FILE), knowledgeManifest)
    const sizes = await Promise.all(Object.keys(files).map(async (name) => (await stat(join(folder, name))).size))
    return sizes.reduce((sum, size) => sum + size, 0) <= SMALL_BYTES
  } catch {
    return false
  }
}

/** @param openThread another one than ours is for tests */
export const openKnowledge =
  (openThread = openKnowledgeThread): OpenKnowledgeThread =>
  (task, listener) => {
    const open = async (): Promise<ReturnType<OpenKnowledgeThread> | undefined> => {
      try {
        return openThread(task, listener, (await isSmall(task.folder)) ? { youngMib: YOUNG_MIB } : {})
      } catch {
        listener.ended('no thread could be opened')
        return undefined
      }
    }
    const opening = open()
    return {
      post: (request) => void opening.then((thread) => thread?.post(request)),
      terminate: async () => await (await opening)?.terminate(),
    }
  }
