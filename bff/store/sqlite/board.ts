/** Conversations as rows of the board: kept beside each, so that thousands are read without making records of them. */
import * as z from 'zod/mini'
import { type KeptRow, rowOf } from '../../../shared/domain/board/row.ts'
import { boardRow } from '../../../shared/wire/board.ts'
import type { ConversationStore } from '../../ports/store.ts'
import type { Engine } from './engine.ts'
import type { Knowledge } from './knowledge.ts'
import { spell } from './record-rows.ts'

const namedRow = z.object({ name: z.string() })
const boardCell = z.object({ board: z.nullable(z.string()) })
const keptRow = z.extend(boardRow, { needed: z.optional(z.array(spell)) })
/** So many are read in one go. */
const READ_TOGETHER = 250

export const createSqliteBoard = (
  engine: Pick<Engine, 'read'>,
  knowledge: Knowledge,
): Pick<ConversationStore, 'boardRows' | 'onBoardSince'> => {
  /** What an earlier version wrote has no row beside it, or one that says less. */
  const folded = async (name: string): Promise<KeptRow | undefined> => {
    const record = await knowledge.holding(() => knowledge.named('lasting', name))
    return record === undefined ? undefined : rowOf(record)
  }

  const some = async (names: readonly string[]): Promise<readonly KeptRow[]> => {
    const found = await engine.read(names.map((name) => ['board', [name]]))
    const rows: KeptRow[] = []
    for (const [at, name] of names.entries()) {
      const kept = found[at]?.[0]
      if (kept === undefined) continue
      const { board } = boardCell.parse(kept)
      const read = board === null ? undefined : keptRow.safeParse(JSON.parse(board))
      const row = read?.success === true ? read.data : await folded(name)
      if (row !== undefined) rows.push(row)
    }
    return rows
  }

  return {
    onBoardSince: async (moment) => {
      const found = await engine.read([
        ['underWay', []],
        ['endedAfter', [moment]],
      ])
      return found.flat().map((row) => namedRow.parse(row).name)
    },
    boardRows: async (names) => {
      const rows: KeptRow[] = []
      for (let from = 0; from < names.length; from += READ_TOGETHER) {
        rows.push(...(await some(names.slice(from, from + READ_TOGETHER))))
      }
      return rows
    },
  }
}
