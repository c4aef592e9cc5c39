/** The knowledge in force: replaced whole when its folder changes, kept where what comes cannot be used. */
import { describeFault } from '../fault.ts'
import { IndexError } from '../index-files.ts'
import type { Log } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'
import { type WatchedFolder, watchFolder } from '../watch-folder.ts'
import { MANIFEST_FILE } from './format/manifest.ts'
import type { Knowledge } from './knowledge.ts'
import { type LoadedKnowledge, readKnowledge } from './read-knowledge.ts'

export interface WatchedKnowledgeParts {
  readonly folder: string
  readonly loaded: LoadedKnowledge
  readonly clock: Clock
  readonly log: Log
}

/** Watches the manifest alone: it is written last, and names the hash of every other file. */
export const watchKnowledge = ({ folder, loaded, clock, log }: WatchedKnowledgeParts): WatchedFolder<Knowledge> =>
  watchFolder({
    folder,
    files: [MANIFEST_FILE],
    first: loaded.knowledge,
    read: async () => (await readKnowledge(folder)).knowledge,
    onTaken: ({ entries }) => log.info({ entries: entries.length }, 'the knowledge changed and is in force'),
    onRefused: (error) =>
      log.error(
        error instanceof IndexError ? { problem: error.message } : describeFault(error),
        'the knowledge changed and was refused: the old one stays',
      ),
    clock,
  })
