/** The rows of all conversations, kept as the store has them for as long as somebody watches. */
import type { KeptRow } from '../../../shared/domain/board/row.ts'
import type { ChangedRows, Rows } from '../../../shared/domain/board/view.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { BoardRow } from '../../../shared/wire/board.ts'
import { describeFault } from '../../fault.ts'
import type { Log } from '../../ports/observe.ts'
import { type ConversationStore, StoreUnavailable } from '../../ports/store.ts'
import type { Clock, Pauses } from '../../ports/time.ts'

/** Boards are told at most twice a second. */
const TOLD_EVERY_MS = 500
/** A store that often cannot say what changed must not be read whole each time. */
const ALL_READ_EVERY_MS = 5000
const AGAIN_AFTER_MS = 1000
/** How long after its time an ended conversation may still stand there. */
const SWEPT_EVERY_MS = 15_000
const MINUTE_MS = 60_000
/** What boards tell of how things went. */
const TREND_MS = 60 * MINUTE_MS

export interface WatchedRows {
  /** Settles once all rows were read, or could not be. @throws StoreUnavailable */
  readonly ready: Promise<void>
  readonly rows: Rows
  /** These, and those that ended in the last hour, with when they needed somebody. */
  readonly kept: ReadonlyMap<string, KeptRow>
  stop(): void
}

export interface WatchedRowsParts {
  readonly store: Pick<ConversationStore, 'boardRows' | 'onBoardSince' | 'watch'>
  readonly rules: () => Pick<Rules, 'board'>
  readonly clock: Clock
  readonly pauses: Pauses
  readonly log: Log
}

const isSame = (one: BoardRow | undefined, other: BoardRow | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && JSON.stringify(one) === JSON.stringify(other))

/** When it needed somebody is nothing that a row tells. */
const shownOf = ({ needed: _needed, ...row }: KeptRow): BoardRow => row

/** @param tell what changed, the newest of each row, at most twice a second */
export const watchRows = (
  { store, rules, clock, pauses, log }: WatchedRowsParts,
  tell: (changed: ChangedRows) => void,
): WatchedRows => {
  const rows = new Map<string, BoardRow>()
  const kept = new Map<string, KeptRow>()
  const pending = new Set<string>()
  let isAllPending = false
  let isReading = false
  let isStopped = false
  let mayTellAt = clock.monotonic()
  let mayReadAllAt = clock.monotonic()
  let planned: { readonly at: number; readonly cancel: () => void } | undefined

  /** Ended before that, in milliseconds since 1970, a conversation stands there no more. */
  const shownSince = (): number => clock.now() - rules().board.endedMinutes * MINUTE_MS
  const isOver = ({ endedAt }: BoardRow, since: number): boolean =>
    endedAt !== undefined && Date.parse(endedAt) <= since

  const keptSince = (): number => Math.min(shownSince(), clock.now() - TREND_MS)

  const keep = (names: Iterable<string>, found: readonly KeptRow[]): ChangedRows => {
    const since = shownSince()
    const fresh = new Map(found.map((row) => [row.conversationId, row]))
    const changed = new Map<string, BoardRow | undefined>()
    for (const name of names) {
      const read = fresh.get(name)
      if (read === undefined) kept.delete(name)
      else kept.set(name, read)
      const shown = read === undefined || isOver(read, since) ? undefined : shownOf(read)
      if (!isSame(rows.get(name), shown)) changed.set(name, shown)
    }
    const forgotten = keptSince()
    for (const [name, row] of kept) if (isOver(row, forgotten)) kept.delete(name)
    for (const [name, row] of rows) if (!changed.has(name) && isOver(row, since)) changed.set(name, undefined)
    for (const [name, row] of changed) {
      if (row === undefined) rows.delete(name)
      else rows.set(name, row)
    }
    return changed
  }

  const read = async (isAll: boolean): Promise<void> => {
    const names = new Set(pending)
    pending.clear()
    try {
      if (isAll) {
        isAllPending = false
        mayReadAllAt = clock.monotonic() + ALL_READ_EVERY_MS
        for (const name of [...kept.keys(), ...(await store.onBoardSince(keptSince()))]) names.add(name)
      }
      const found = names.size === 0 ? [] : await store.boardRows([...names])
      if (isStopped) return
      const changed = keep(names, found)
      if (changed.size === 0) return
      mayTellAt = clock.monotonic() + TOLD_EVERY_MS
      tell(changed)
    } catch (error) {
      for (const name of names) pending.add(name)
      isAllPending ||= isAll
      mayTellAt = clock.monotonic() + AGAIN_AFTER_MS
      mayReadAllAt = mayTellAt
      throw error
    }
  }

  const work = async (): Promise<void> => {
    planned = undefined
    if (isStopped || isReading) return
    isReading = true
    try {
      await read(isAllPending && clock.monotonic() >= mayReadAllAt)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) log.error(describeFault(error), 'boards could not be told what changed')
    } finally {
      isReading = false
    }
    plan()
  }

  /** When there is something to read next; what has ended goes even where nothing else happens. */
  const dueAt = (): number => {
    if (pending.size > 0) return mayTellAt
    return isAllPending ? Math.max(mayTellAt, mayReadAllAt) : clock.monotonic() + SWEPT_EVERY_MS
  }
  const plan = (): void => {
    if (isStopped || isReading) return
    const at = dueAt()
    if (planned !== undefined && planned.at <= at) return
    planned?.cancel()
    planned = { at, cancel: pauses.after(Math.max(0, at - clock.monotonic()), () => void work()) }
  }

  const following = store.watch((changed) => {
    if (changed === 'all') isAllPending = true
    else for (const name of changed) pending.add(name)
    plan()
  })
  isReading = true
  const ready = read(true).finally(() => {
    isReading = false
    plan()
  })

  return {
    ready,
    rows,
    kept,
    stop: () => {
      isStopped = true
      following.stop()
      planned?.cancel()
    },
  }
}
