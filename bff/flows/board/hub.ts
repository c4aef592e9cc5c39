/** All boards of this process: rows are read once for all of them, and told once to all that may see the same. */

import { BoardView } from '../../../shared/domain/board/view.ts'
import { covers } from '../../../shared/domain/conversation/access.ts'
import type { BoardJoinAnswer, BoardPush } from '../../../shared/wire/board.ts'
import type { TokenClaims } from '../../../shared/wire/token.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Boards } from '../../ports/push.ts'
import type { Seat, Taker } from '../../ports/requests.ts'
import { refuse } from '../../refusals.ts'
import { lastHourOn } from './last-hour.ts'
import { type WatchedRows, type WatchedRowsParts, watchRows } from './watched-rows.ts'

export interface BoardHub {
  readonly join: Taker<'board:join'>
  /** Lets go of all that it watches. */
  stop(): void
}

export interface BoardHubParts extends WatchedRowsParts {
  readonly boards: Boards
  /** What the numbers of a view go on from: such that those of another process, or of an earlier view, are hardly met. */
  readonly newSeq: () => number
  readonly metrics: Pick<Metrics, 'boardPushed'>
}

const GONE = refuse('unavailable', 'the connection is gone')

/** Names what a token may see. */
const viewNameOf = ({ skills, conversations }: TokenClaims): string =>
  JSON.stringify([skills?.toSorted() ?? null, conversations?.toSorted() ?? null])

export const createBoardHub = (parts: BoardHubParts): BoardHub => {
  const { boards, newSeq, metrics, clock } = parts
  const views = new Map<string, BoardView>()
  let watched: WatchedRows | undefined

  const close = (): void => {
    watched?.stop()
    watched = undefined
    views.clear()
  }

  const opened = async (): Promise<WatchedRows> => {
    watched ??= watchRows(parts, (changed) => {
      for (const [name, view] of views) {
        const push = view.take(changed)
        if (push === undefined) continue
        metrics.boardPushed(push.upserts.length + push.removed.length)
        boards.tell(name, push)
      }
    })
    const own = watched
    try {
      await own.ready
    } catch (error) {
      if (watched === own) close()
      throw error
    }
    // Whoever was the last may have left while this one waited.
    return watched === own ? own : await opened()
  }

  boards.onLeft((name) => {
    views.delete(name)
    if (views.size === 0) close()
  })

  const viewOf = (name: string, claims: TokenClaims, { rows }: WatchedRows): BoardView => {
    const known = views.get(name)
    if (known !== undefined) return known
    const view = new BoardView(
      ({ conversationId, agentId, skill }) => covers(claims, { aliases: [conversationId], agentId, skill }),
      newSeq(),
      rows,
    )
    views.set(name, view)
    return view
  }

  /** What follows the answer. */
  const welcome = (
    view: BoardView,
    afterSeq: number | undefined,
    { rows, kept }: WatchedRows,
  ): { readonly answer: BoardJoinAnswer; readonly missed?: BoardPush } => {
    const lastHour = lastHourOn(view, kept.values(), clock.now())
    const missed = afterSeq === undefined ? undefined : view.missed(afterSeq, rows)
    if (missed === undefined) return { answer: { ok: true, seq: view.seq, rows: [...view.rows(rows)], lastHour } }
    if (missed === 'nothing') return { answer: { ok: true, seq: view.seq, lastHour } }
    return { answer: { ok: true, seq: missed.seq - 1, lastHour }, missed }
  }

  const enter = (seat: Seat, name: string): boolean => {
    if (seat.isTaken()) {
      seat.watch(name)
      return true
    }
    if (views.size === 0) close()
    return false
  }

  return {
    join: async ({ afterSeq }, { claims, seat, answerNow }) => {
      const current = await opened()
      const name = viewNameOf(claims)
      if (!enter(seat, name)) return GONE
      // All at once: what is told next must find it behind its answer and what it missed.
      const { answer, missed } = welcome(viewOf(name, claims, current), afterSeq, current)
      answerNow(answer)
      if (missed !== undefined) seat.sendBoard(missed)
      return answer
    },
    stop: close,
  }
}
