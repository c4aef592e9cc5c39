/** What boards with the same rights are shown: which rows, under which numbers, and what became of these lately. */
import type { BoardPush, BoardRow } from '../../wire/board.ts'

/** Rows by their conversation. */
export type Rows = ReadonlyMap<string, BoardRow>
/** What became of rows; `undefined`: it is gone. */
export type ChangedRows = ReadonlyMap<string, BoardRow | undefined>

/** Pushes that a board may have missed and still catches up with: about a minute of them. */
const MOST_CAUGHT_UP = 120

export class BoardView {
  readonly #sees: (row: BoardRow) => boolean
  readonly #shown = new Set<string>()
  /** Newest pushes, oldest first, each with the conversations that it told of. */
  readonly #recent: (readonly string[])[] = []
  #seq: number

  /**
   * @param sees whether the view shows a row
   * @param seq what its numbers go on from
   */
  constructor(sees: (row: BoardRow) => boolean, seq: number, rows: Rows) {
    this.#sees = sees
    this.#seq = seq
    for (const [id, row] of rows) if (sees(row)) this.#shown.add(id)
  }

  /** Of the newest push. */
  get seq(): number {
    return this.#seq
  }

  shows(row: BoardRow): boolean {
    return this.#sees(row)
  }

  /** All that it shows of these. */
  rows(all: Rows): readonly BoardRow[] {
    return [...all.values()].filter(this.#sees)
  }

  /** What its boards are told; `undefined` where nothing of it is their business. */
  take(changed: ChangedRows): BoardPush | undefined {
    const upserts: BoardRow[] = []
    const removed: string[] = []
    for (const [id, row] of changed) {
      if (row !== undefined && this.#sees(row)) {
        this.#shown.add(id)
        upserts.push(row)
      } else if (this.#shown.delete(id)) removed.push(id)
    }
    if (upserts.length + removed.length === 0) return undefined
    this.#seq += 1
    this.#recent.push([...upserts.map(({ conversationId }) => conversationId), ...removed])
    if (this.#recent.length > MOST_CAUGHT_UP) this.#recent.shift()
    return { seq: this.#seq, upserts, removed }
  }

  /**
   * All that was told after a push that a board knows, as one push with the number of the newest.
   *
   * @param afterSeq the push it knows
   * @param all rows as they are
   * @returns `nothing` where it knows the newest; `undefined` where that is no push of this view, or too long ago
   */
  missed(afterSeq: number, all: Rows): BoardPush | 'nothing' | undefined {
    const count = this.#seq - afterSeq
    if (count === 0) return 'nothing'
    if (count < 0 || count > this.#recent.length) return undefined
    const ids = [...new Set(this.#recent.slice(-count).flat())]
    const upserts = ids.flatMap((id) => (this.#shown.has(id) ? (all.get(id) ?? []) : []))
    return { seq: this.#seq, upserts, removed: ids.filter((id) => !this.#shown.has(id)) }
  }
}
