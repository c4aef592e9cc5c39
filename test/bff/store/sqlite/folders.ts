/** Stores in folders of their own, on the thread as it is built. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../../bff/deadline.ts'
import { createLog } from '../../../../bff/observe/log.ts'
import { openSqliteStore, type SqliteStore, type SqliteStoreParts } from '../../../../bff/store/sqlite/store.ts'
import { UNCOUNTED } from '../../../support/uncounted.ts'

export const STORE_THREAD = new URL('../../../../dist/bff/store/sqlite/store-worker.js', import.meta.url)

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cx-assist-store-'))
export const dropFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

export const openIn = (
  folder: string,
  more: Partial<SqliteStoreParts> & { readonly mostPages?: number } = {},
): Promise<SqliteStore> => {
  const { mostPages, ...parts } = more
  return openSqliteStore({
    task: mostPages === undefined ? { folder } : { folder, mostPages },
    newId: randomUUID,
    clock: systemClock,
    log: createLog('silent', { write: () => undefined }),
    metrics: UNCOUNTED,
    program: STORE_THREAD,
    ...parts,
  })
}
