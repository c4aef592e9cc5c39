/** SQLite by Node's own API: built in where Node has it, else from a package that has the same one. */
import * as z from 'zod/mini'

type Value = string | number | null

interface Statement {
  all(...values: readonly Value[]): readonly unknown[]
  run(...values: readonly Value[]): unknown
}

/** What is used of `DatabaseSync`. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

type DatabaseConstructor = new (path: string, options?: { readonly readOnly?: boolean }) => Database

const sqliteModule = z.object({
  DatabaseSync: z.custom<DatabaseConstructor>((value) => typeof value === 'function'),
})

const builtIn: unknown = process.getBuiltinModule('node:sqlite')

export const { DatabaseSync } = sqliteModule.parse(builtIn ?? (await import('@photostructure/sqlite')))

const failure = z.object({ errcode: z.int() })

/** SQLite's own names for what operators can mend, or can at least understand. */
const NAMES: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
}

/** Where a statement cannot even be prepared, the package gives no number but SQLite's own words. */
const WORDS: readonly (readonly [string, string])[] = [
  ['malformed', 'SQLITE_CORRUPT'],
  ['not a database', 'SQLITE_NOTADB'],
  ['disk is full', 'SQLITE_FULL'],
  ['disk I/O error', 'SQLITE_IOERR'],
  ['readonly database', 'SQLITE_READONLY'],
  ['database is locked', 'SQLITE_BUSY'],
  ['unable to open', 'SQLITE_CANTOPEN'],
]

/** A code, and never the text of what was written. */
export const sqliteCodeOf = (error: unknown): string => {
  const read = failure.safeParse(error)
  if (read.success) return NAMES[read.data.errcode % 256] ?? `SQLITE_${read.data.errcode}`
  if (!(error instanceof Error)) return typeof error
  const named = WORDS.find(([words]) => error.message.includes(words))
  if (named !== undefined) return named[1]
  return 'code' in error ? String(error.code) : error.name
}
