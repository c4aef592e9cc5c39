/** A folder that is read whole at start and again when its files change; a bad one is refused and the old one stays. */
import { type Stats, unwatchFile, watchFile } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './ports/time.ts'

/** Polling, because mounted volumes replace files in ways that change notifications miss. */
const POLL_MS = 500
/** Files of one folder arrive one after the other; so long without another change, and it is complete. */
const SETTLED_MS = 1000

export interface WatchedFolder<T> {
  readonly current: () => T
  /** ISO 8601, since when the folder holds what cannot be used; `undefined` while it can. */
  readonly refusedSince: () => string | undefined
  readonly close: () => void
}

export interface WatchedFolderParts<T> {
  readonly folder: string
  readonly files: readonly string[]
  readonly first: T
  readonly read: (folder: string) => Promise<T>
  readonly onTaken: (value: T) => void
  readonly onRefused: (error: unknown) => void
  readonly clock: Clock
}

export const watchFolder = <T>({
  folder,
  files,
  first,
  read,
  onTaken,
  onRefused,
  clock,
}: WatchedFolderParts<T>): WatchedFolder<T> => {
  let current = first
  let refusedSince: string | undefined
  let timer: NodeJS.Timeout | undefined
  let reading = Promise.resolve()

  const reload = async (): Promise<void> => {
    try {
      current = await read(folder)
      refusedSince = undefined
      onTaken(current)
    } catch (error) {
      refusedSince ??= new Date(clock.now()).toISOString()
      onRefused(error)
    }
  }
  const onChange = (now: Stats, before: Stats): void => {
    // Told once of each file that is not there, although nothing changed.
    if (now.ctimeMs === 0 && before.ctimeMs === 0) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      reading = reading.then(reload)
    }, SETTLED_MS)
    timer.unref()
  }
  const paths = files.map((name) => join(folder, name))
  for (const path of paths) watchFile(path, { interval: POLL_MS, persistent: false }, onChange)
  return {
    current: () => current,
    refusedSince: () => refusedSince,
    close: () => {
      clearTimeout(timer)
      for (const path of paths) unwatchFile(path, onChange)
    },
  }
}
