/** The index in force: read before the service takes requests, replaced whole when its folder changes. */
import { unwatchFile, watchFile } from 'node:fs'
import { join } from 'node:path'
import type { FallbackIndex } from '../../shared/domain/ranking/fallback-index.ts'
import { describeFault } from '../fault.ts'
import type { Log } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'
import { IndexError } from './format/index-json.ts'
import { HASHED_FILES, MANIFEST_FILE, SENTENCE_FILES } from './format/index-manifest.ts'
import { type LoadedIndex, readFallbackIndex } from './read-index.ts'

/** Polling, because mounted volumes replace files in ways that change notifications miss. */
const POLL_MS = 500
/** Files of one index arrive one after the other; so long without another change, and it is complete. */
const SETTLED_MS = 1000

export interface IndexSource {
  readonly current: () => FallbackIndex
  /** The same, with the files that are not held. */
  readonly loaded: () => LoadedIndex
  /** ISO 8601, since when the folder holds an index that cannot be used; `undefined` while it can. */
  readonly refusedSince: () => string | undefined
  readonly close: () => void
}

export interface WatchedIndexParts {
  readonly folder: string
  readonly loaded: LoadedIndex
  readonly clock: Clock
  readonly log: Log
}

/** Serves `loaded` and whatever valid index the folder holds later; a bad one is refused and the old one stays. */
export const watchFallbackIndex = ({ folder, loaded, clock, log }: WatchedIndexParts): IndexSource => {
  let inForce = loaded
  let refusedSince: string | undefined
  let timer: NodeJS.Timeout | undefined
  let reading = Promise.resolve()

  const reload = async (): Promise<void> => {
    try {
      inForce = await readFallbackIndex(folder)
      refusedSince = undefined
      log.info({ intents: inForce.index.names.length }, 'the fallback index changed and is in force')
    } catch (error) {
      refusedSince ??= new Date(clock.now()).toISOString()
      const problem = error instanceof IndexError ? { problem: error.message } : describeFault(error)
      log.error(problem, 'the fallback index changed and was refused: the old one stays')
    }
  }
  const onChange = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      reading = reading.then(reload)
    }, SETTLED_MS)
    timer.unref()
  }
  const paths = [MANIFEST_FILE, ...HASHED_FILES, ...SENTENCE_FILES].map((name) => join(folder, name))
  for (const path of paths) watchFile(path, { interval: POLL_MS, persistent: false }, onChange)
  return {
    current: () => inForce.index,
    loaded: () => inForce,
    refusedSince: () => refusedSince,
    close: () => {
      clearTimeout(timer)
      for (const path of paths) unwatchFile(path, onChange)
    },
  }
}
