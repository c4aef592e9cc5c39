/** What operators do with the database beside the running service: save it, put it back, look whether it is whole. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import * as z from 'zod/mini'
import { databasePath, lockFolder, migrate, openDatabase, orRefuse, versionIn } from './database-file.ts'
import { type Database, DatabaseSync, sqliteCodeOf } from './sqlite-api.ts'
import { StoreRefused } from './store-refused.ts'

const OWNER_ALONE = 0o600
/** Of what is wrong, so much is told. */
const MOST_PROBLEMS = 20

const integrityRow = z.object({ integrity_check: z.string() })
const countsRow = z.object({ conversations: z.int(), events: z.int(), deliveries: z.int(), duties: z.int() })
export type StoreCounts = z.infer<typeof countsRow>

const withDatabase = <T>(path: string, act: (database: Database) => T): T => {
  if (!existsSync(path)) throw new StoreRefused(`${path} is not there`)
  return orRefuse(path, () => {
    const database = new DatabaseSync(path)
    try {
      database.exec('PRAGMA busy_timeout = 5000')
      return act(database)
    } finally {
      database.close()
    }
  })
}

const problemsIn = (database: Database): readonly string[] =>
  database
    .prepare(`PRAGMA integrity_check(${MOST_PROBLEMS})`)
    .all()
    .map((row) => integrityRow.parse(row).integrity_check)
    .filter((line) => line !== 'ok')

/** Writes a copy of all that is committed by now, also while the service runs. @throws StoreRefused */
export const backUp = (folder: string, file: string): void => {
  if (existsSync(file)) throw new StoreRefused(`${file} is there already: name another file`)
  withDatabase(databasePath(folder), (database) => {
    try {
      // SQLite fills an empty file and keeps its mode.
      closeSync(openSync(file, 'wx', OWNER_ALONE))
      database.prepare('VACUUM INTO ?').run(file)
    } catch (error) {
      rmSync(file, { force: true })
      throw new StoreRefused(`${file} cannot be written (${sqliteCodeOf(error)})`)
    }
  })
}

/** @throws StoreRefused where there is no database that can be read at all */
export const check = (
  folder: string,
): { readonly problems: readonly string[]; readonly counts: StoreCounts | undefined } =>
  withDatabase(databasePath(folder), (database) => {
    const problems = problemsIn(database)
    if (problems.length > 0) return { problems, counts: undefined }
    const [counts] = database
      .prepare(
        `SELECT (SELECT COUNT(*) FROM conversation) AS conversations, (SELECT COUNT(*) FROM event) AS events,
          (SELECT COUNT(*) FROM delivery) AS deliveries, (SELECT COUNT(*) FROM duty) AS duties`,
      )
      .all()
    return { problems, counts: countsRow.parse(counts) }
  })

/** Nothing of the old one may be taken for a part of the new one. */
const letGoOfOld = (path: string): void => {
  try {
    if (existsSync(path)) withDatabase(path, (database) => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
  } catch {
    // It is damaged, which may be why another one takes its place.
  }
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
}

const syncFile = (path: string): void => {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/**
 * Puts a backup in the place of the database. Whoever followed a conversation knows more of it than the backup does, so
 * each one gets another epoch: widgets take a snapshot then.
 *
 * @throws StoreRefused where a service runs on the folder, or the file is no whole backup
 */
export const restore = (folder: string, file: string): void => {
  if (!existsSync(file) || statSync(file).size === 0) throw new StoreRefused(`${file} is no backup`)
  const lock = lockFolder(folder)
  const path = databasePath(folder)
  const fresh = `${path}.restoring`
  try {
    rmSync(fresh, { force: true })
    copyFileSync(file, fresh)
    chmodSync(fresh, OWNER_ALONE)
    orRefuse(file, () =>
      withDatabase(fresh, (database) => {
        if (problemsIn(database).length > 0) throw new StoreRefused(`${file} is damaged`)
        migrate(database, file)
        database.exec(`PRAGMA journal_mode = DELETE; UPDATE conversation SET epoch = lower(hex(randomblob(16)))`)
      }),
    )
    syncFile(fresh)
    letGoOfOld(path)
    renameSync(fresh, path)
    syncFile(folder)
  } finally {
    rmSync(fresh, { force: true })
    lock.release()
  }
}

/** Which layout the database of a folder has; `undefined` where there is none. @throws StoreRefused */
export const storeVersion = (folder: string): number | undefined =>
  existsSync(databasePath(folder)) ? withDatabase(databasePath(folder), versionIn) : undefined

/**
 * Brings the database of a folder up to this version's layout, once a backup of it is made.
 *
 * @throws StoreRefused where a service runs on the folder, or the backup cannot be made: then nothing is changed
 */
export const bringUp = (folder: string, backup: string): void => {
  const lock = lockFolder(folder)
  try {
    backUp(folder, backup)
    openDatabase(folder).close()
  } finally {
    lock.release()
  }
}
