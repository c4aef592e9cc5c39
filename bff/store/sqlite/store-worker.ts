/** The thread that has the database: does one request after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod/mini'
import { BUSY_TIMEOUT_MS, lockFolder, openDatabase } from './database-file.ts'
import { type Database, sqliteCodeOf } from './sqlite-api.ts'
import { isRead, READ_WITH_CONVERSATION, STATEMENTS } from './statements.ts'
import { StoreRefused } from './store-refused.ts'
import {
  type Rows,
  type Step,
  type ThreadNews,
  type ThreadRequest,
  threadRequest,
  threadTask,
} from './thread-messages.ts'

const { folder, mostPages } = threadTask.parse(workerData)
const tell = (news: ThreadNews): void => parentPort?.postMessage(news)

/** What a transaction begins and ends with. */
const FRAME = { begin: 'BEGIN', beginToWrite: 'BEGIN IMMEDIATE', commit: 'COMMIT' } as const
const ALL = { ...STATEMENTS, ...FRAME }

type Prepared = Map<keyof typeof ALL, ReturnType<Database['prepare']>>
let open: { readonly database: Database; readonly prepared: Prepared } | undefined

const opened = (): NonNullable<typeof open> => {
  open ??= { database: openDatabase(folder, mostPages), prepared: new Map() }
  return open
}

const statement = (name: keyof typeof ALL): ReturnType<Database['prepare']> => {
  const { database, prepared } = opened()
  const ready = prepared.get(name) ?? database.prepare(ALL[name])
  prepared.set(name, ready)
  return ready
}

/** What failed once may have left the connection in a state of its own: the next request gets another one. */
const letGo = (): void => {
  try {
    open?.database.close()
  } catch {
    // It is of no use any more, whatever it says.
  }
  open = undefined
}

const run = ([name, values]: Step): Rows => {
  if (!isRead(name)) {
    statement(name).run(...values)
    return []
  }
  // As plain objects: SQLite's have no prototype, which the port between threads cannot carry faithfully.
  return statement(name)
    .all(...values)
    .map((row) => Object.fromEntries(Object.entries(row ?? {})))
}

const within = (begin: 'begin' | 'beginToWrite', steps: readonly Step[], act: (step: Step) => Rows): Rows[] => {
  statement(begin).run()
  const rows = steps.map(act)
  statement('commit').run()
  return rows
}
const commit = (steps: readonly Step[]): Rows[] => within('beginToWrite', steps, run)

/** In one transaction, where it is more than one: each by itself would lock for itself. */
const read = (steps: readonly Step[]): Rows[] => {
  let isThere = true
  const look = (step: Step): Rows => {
    const [name] = step
    if (!isThere && READ_WITH_CONVERSATION.has(name)) return []
    const rows = run(step)
    if (name === 'conversation') isThere = rows.length > 0
    return rows
  }
  return steps.length > 1 ? within('begin', steps, look) : steps.map(run)
}

const checkpointRow = z.tuple([z.object({ busy: z.int() })])

/** The log of writes holds what was overwritten since; cut to nothing, it holds none of it. Whoever reads is not waited for. */
const tidy = (): Rows[] => {
  const { database } = opened()
  database.exec('PRAGMA busy_timeout = 0')
  const [{ busy }] = checkpointRow.parse(database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all())
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
  if (busy !== 0) throw new Error('somebody reads')
  return []
}

const answer = ({ kind, id, steps }: ThreadRequest): void => {
  try {
    const act = { commit, read, tidy, close: () => [] }[kind]
    tell({ kind: 'done', id, rows: act(steps) })
  } catch (error) {
    letGo()
    const cause = error instanceof StoreRefused ? error.message : sqliteCodeOf(error)
    tell({ kind: 'failed', id, cause })
  }
}

let lock: ReturnType<typeof lockFolder> | undefined
try {
  lock = lockFolder(folder)
  opened()
  parentPort?.on('message', (data: unknown) => {
    const request = threadRequest.parse(data)
    if (request.kind !== 'close') {
      answer(request)
      return
    }
    letGo()
    lock?.release()
    tell({ kind: 'done', id: request.id, rows: [] })
    parentPort?.close()
  })
  tell({ kind: 'opened' })
} catch (error) {
  // Not left to the end of the thread, which others may not see for a while: whoever mends the folder tries again at once.
  lock?.release()
  if (!(error instanceof StoreRefused)) throw error
  tell({ kind: 'refused', problem: error.message })
}
