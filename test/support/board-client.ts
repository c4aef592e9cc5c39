/** A supervisor's board, so far as the wire goes: the rows that its pushes make, each checked against the wire. */
import {
  type BoardJoinAnswer,
  type BoardPush,
  type BoardRow,
  boardJoinAnswer,
  boardPush,
} from '../../shared/wire/board.ts'
import type { Widget } from './widget-client.ts'

type Joined = Extract<BoardJoinAnswer, { ok: true }>

export interface BoardClient {
  readonly rows: ReadonlyMap<string, BoardRow>
  /** `at`: when it came, in milliseconds of a clock that never goes back. */
  readonly pushes: readonly (BoardPush & { readonly at: number })[]
  /** What the first join was answered. */
  readonly first: Joined
  /** Numbers of pushes that did not follow the one before: what was between these is lost, or came twice. */
  readonly gaps: readonly number[]
  join(more?: { readonly afterSeq?: number }): Promise<Joined>
  seq(): number
  ids(): readonly string[]
}

/** Joins the board over a connection that a supervisor has. */
export const followBoard = async (widget: Widget, afterSeq?: number): Promise<BoardClient> => {
  const rows = new Map<string, BoardRow>()
  const pushes: (BoardPush & { readonly at: number })[] = []
  const gaps: number[] = []
  let seq = 0
  widget.socket.on('board', (pushed: unknown) => {
    const push = boardPush.parse(pushed)
    pushes.push({ ...push, at: performance.now() })
    if (push.seq !== seq + 1) gaps.push(push.seq)
    seq = push.seq
    for (const row of push.upserts) rows.set(row.conversationId, row)
    for (const id of push.removed) rows.delete(id)
  })
  const join = async (more: { readonly afterSeq?: number } = {}): Promise<Joined> => {
    const answer = boardJoinAnswer.parse(await widget.ask('board:join', more))
    if (!answer.ok) throw new Error(answer.error.message)
    seq = answer.seq
    if (answer.rows !== undefined) {
      rows.clear()
      for (const row of answer.rows) rows.set(row.conversationId, row)
    }
    return answer
  }
  const first = await join(afterSeq === undefined ? {} : { afterSeq })
  return { rows, pushes, gaps, join, first, seq: () => seq, ids: () => [...rows.keys()].toSorted() }
}
