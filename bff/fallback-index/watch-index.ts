/** The index in force: read before the service takes requests, replaced whole when its folder changes. */
import type { FallbackIndex } from '../../shared/domain/ranking/fallback-index.ts'
import { describeFault } from '../fault.ts'
import { IndexError } from '../index-files.ts'
import type { Log } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'
import { type WatchedFolder, watchFolder } from '../watch-folder.ts'
import { HASHED_FILES, MANIFEST_FILE, SENTENCE_FILES } from './format/index-manifest.ts'
import { type LoadedIndex, readFallbackIndex } from './read-index.ts'

export interface IndexSource extends WatchedFolder<FallbackIndex> {
  /** The index in force, with the files that are not held. */
  readonly loaded: () => LoadedIndex
}

export interface WatchedIndexParts {
  readonly folder: string
  readonly loaded: LoadedIndex
  readonly clock: Clock
  readonly log: Log
}

/** Serves `loaded` and whatever valid index the folder holds later; a bad one is refused and the old one stays. */
export const watchFallbackIndex = ({ folder, loaded, clock, log }: WatchedIndexParts): IndexSource => {
  const watched = watchFolder({
    folder,
    files: [MANIFEST_FILE, ...HASHED_FILES, ...SENTENCE_FILES],
    first: loaded,
    read: readFallbackIndex,
    onTaken: ({ index }) => log.info({ intents: index.names.length }, 'the fallback index changed and is in force'),
    onRefused: (error) =>
      log.error(
        error instanceof IndexError ? { problem: error.message } : describeFault(error),
        'the fallback index changed and was refused: the old one stays',
      ),
    clock,
  })
  return { ...watched, current: () => watched.current().index, loaded: watched.current }
}
