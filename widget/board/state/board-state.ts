/** What is known of the board, as a fold of what its link tells. Pure. */
import type { BoardRow } from '../../../shared/wire/board.ts'
import type { RequestRefusalCode } from '../../../shared/wire/refusal.ts'

/** Milliseconds since 1970. */
type Moment = number
export type Rows = ReadonlyMap<string, BoardRow>

export interface BoardState {
  /** `closed` where nothing is wanted. */
  readonly link: 'closed' | 'connecting' | 'open' | 'reconnecting' | 'unauthorized'
  /** Since when the link is in that state. */
  readonly since: Moment
  /** Whether the newest rows are these: not while a join is under way. */
  readonly isJoined: boolean
  /** Why the board is not to be had, where the server said so. */
  readonly refusal: { readonly code: RequestRefusalCode; readonly willRetry: boolean } | null
  /** `null` until the board was had once. */
  readonly rows: Rows | null
  /** How many needed somebody, each minute up to `since`, when it was joined; `null` where the service does not tell. */
  readonly lastHour: readonly number[] | null
}

export type BoardAction =
  | { readonly type: 'connection'; readonly state: BoardState['link']; readonly now: Moment }
  /** Without rows, what is known goes on. */
  | {
      readonly type: 'joined'
      readonly rows: readonly BoardRow[] | undefined
      readonly lastHour: readonly number[] | undefined
      readonly now: Moment
    }
  | { readonly type: 'changed'; readonly upserts: readonly BoardRow[]; readonly removed: readonly string[] }
  | { readonly type: 'refused'; readonly code: RequestRefusalCode; readonly willRetry: boolean }
  /** Another service, or nobody who looks: all that was known is somebody else's. */
  | { readonly type: 'forgotten' }

export const initialBoard: BoardState = {
  link: 'closed',
  since: 0,
  isJoined: false,
  refusal: null,
  rows: null,
  lastHour: null,
}

const changedRows = (before: Rows, upserts: readonly BoardRow[], removed: readonly string[]): Rows => {
  const rows = new Map(before)
  for (const row of upserts) rows.set(row.conversationId, row)
  for (const id of removed) rows.delete(id)
  return rows
}

export const reduceBoard = (state: BoardState, action: BoardAction): BoardState => {
  switch (action.type) {
    case 'connection': {
      const isOpen = action.state === 'open'
      return { ...state, link: action.state, since: action.now, isJoined: isOpen && state.isJoined }
    }
    case 'joined': {
      const rows = action.rows ? new Map(action.rows.map((row) => [row.conversationId, row])) : state.rows
      const { now: since, lastHour = null } = action
      return { link: 'open', since, isJoined: true, refusal: null, rows, lastHour }
    }
    case 'changed':
      return state.rows === null ? state : { ...state, rows: changedRows(state.rows, action.upserts, action.removed) }
    case 'refused': {
      const { code, willRetry } = action
      // What may not be looked at any more is not kept.
      const rows = code === 'forbidden' ? null : state.rows
      return { ...state, isJoined: false, refusal: { code, willRetry }, rows }
    }
    case 'forgotten':
      return initialBoard
  }
}

/** Cut off for longer than this is offline. */
const OFFLINE_AFTER_MS = 30_000
/** A new token, or a service that is replaced: for so long nobody need know. */
const HIDDEN_FOR_MS = 2_000

/** As the supervisor sees it. `since`: when what is shown was true. */
export type BoardConnection =
  | { readonly kind: 'idle' | 'connecting' | 'live' | 'unauthorized' | 'forbidden' }
  | { readonly kind: 'reconnecting' | 'offline'; readonly since: Moment }
  | { readonly kind: 'refused'; readonly code: RequestRefusalCode; readonly willRetry: boolean }

export const boardConnection = (state: BoardState, now: Moment): BoardConnection => {
  const { link, since, isJoined, refusal, rows } = state
  if (link === 'closed') return { kind: 'idle' }
  if (link === 'unauthorized') return { kind: 'unauthorized' }
  if (link === 'open' && refusal !== null) {
    return refusal.code === 'forbidden' ? { kind: 'forbidden' } : { kind: 'refused', ...refusal }
  }
  if (isJoined) return { kind: 'live' }
  if (rows === null && link !== 'reconnecting') return { kind: 'connecting' }
  const cutOff = now - since
  if (rows !== null && cutOff < HIDDEN_FOR_MS) return { kind: 'live' }
  return { kind: cutOff < OFFLINE_AFTER_MS ? 'reconnecting' : 'offline', since }
}
