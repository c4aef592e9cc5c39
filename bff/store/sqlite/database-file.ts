/** The file that all state is in: opened, brought up to this version's layout, and held by one process alone. */
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { STORE_FORMAT } from '../../../shared/wire/formats.ts'
import { MIGRATIONS } from './migrations.ts'
import { type Database, DatabaseSync, sqliteCodeOf } from './sqlite-api.ts'
import { StoreRefused } from './store-refused.ts'

const FILE = 'cx-assist.sqlite'
const LOCK_FILE = 'cx-assist.lock'
const OWNER_ALONE = 0o600
/** How long a backup that is being made may be waited for. */
export const BUSY_TIMEOUT_MS = 2000

export const databasePath = (folder: string): string => join(folder, FILE)

const SENTENCES: Readonly<Record<string, string>> = {
  SQLITE_READONLY: 'cannot be written',
  SQLITE_CANTOPEN: 'cannot be opened or made',
  SQLITE_FULL: 'cannot be written: the disk is full',
  EISDIR: 'cannot be opened or made',
  EACCES: 'cannot be written',
  EPERM: 'cannot be written',
  EROFS: 'cannot be written',
  EEXIST: 'cannot be written: it is no folder',
  ENOTDIR: 'cannot be written: it is not in a folder',
  ENOSPC: 'cannot be written: the disk is full',
  SQLITE_CORRUPT: 'is damaged: restore a backup with "cx-assist store restore FILE"',
  SQLITE_NOTADB: 'is no database, or is damaged: restore a backup with "cx-assist store restore FILE"',
}

/** Runs `act`, and says in a sentence about `path` why it failed. */
export const orRefuse = <T>(path: string, act: () => T): T => {
  try {
    return act()
  } catch (error) {
    if (error instanceof StoreRefused) throw error
    const code = sqliteCodeOf(error)
    throw new StoreRefused(`${path} ${SENTENCES[code] ?? 'cannot be used'} (${code})`)
  }
}

/** SQLite gives what it makes beside a file the mode of that file, so it has to be there first. */
const makePrivate = (path: string): void => {
  closeSync(openSync(path, 'a', OWNER_ALONE))
  chmodSync(path, OWNER_ALONE)
}

/**
 * Holds the folder for as long as this process lives: the system lets go at its end, however that comes.
 *
 * @throws StoreRefused where another one holds it
 */
export const lockFolder = (folder: string): { release(): void } => {
  const path = join(folder, LOCK_FILE)
  orRefuse(folder, () => mkdirSync(folder, { recursive: true }))
  return orRefuse(path, () => {
    makePrivate(path)
    const lock = new DatabaseSync(path)
    try {
      lock.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      lock.close()
      if (sqliteCodeOf(error) !== 'SQLITE_BUSY') throw error
      throw new StoreRefused(`${folder} is in use by another process: each needs a folder of its own`)
    }
    return { release: () => lock.close() }
  })
}

const versionRow = z.tuple([z.object({ user_version: z.int() })])

/** Which layout a database has; 0 where it has none yet. */
export const versionIn = (database: Database): number => {
  const [{ user_version: version }] = versionRow.parse(database.prepare('PRAGMA user_version').all())
  return version
}

/** @throws StoreRefused where a newer version wrote it */
export const migrate = (database: Database, path: string): void => {
  const version = versionIn(database)
  if (version > STORE_FORMAT) {
    throw new StoreRefused(`${path} was written by a newer version of cx-assist: start that one`)
  }
  for (const [at, migration] of MIGRATIONS.entries()) {
    if (at < version) continue
    database.exec(`BEGIN IMMEDIATE; ${migration}; PRAGMA user_version = ${at + 1}; COMMIT`)
  }
}

/** To look through more would take longer than a start may. */
const LOOKED_THROUGH_BYTES = 128 * 1024 * 1024
const checkRow = z.tuple([z.object({ quick_check: z.string() })])

/** A page that is damaged may be read only much later: it is told while nobody is served yet. */
const refuseDamaged = (database: Database, path: string): void => {
  if (statSync(path).size > LOOKED_THROUGH_BYTES) return
  const [{ quick_check: found }] = checkRow.parse(database.prepare('PRAGMA quick_check(1)').all())
  if (found !== 'ok') throw new StoreRefused(`${path} ${SENTENCES['SQLITE_CORRUPT']}`)
}

/**
 * @param mostPages of 4 KiB; what does not fit fails as on a full disk
 * @throws StoreRefused
 */
export const openDatabase = (folder: string, mostPages?: number): Database => {
  const path = databasePath(folder)
  return orRefuse(path, () => {
    makePrivate(path)
    const database = new DatabaseSync(path)
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
      database.exec(
        `PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864`,
      )
      if (mostPages !== undefined) database.exec(`PRAGMA max_page_count = ${mostPages}`)
      migrate(database, path)
      refuseDamaged(database, path)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  })
}
