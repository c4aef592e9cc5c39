/** Conversations of all processes as rows of the board, and what becomes of them. */
import * as z from 'zod/mini'
import type { KeptRow } from '../../../shared/domain/board/row.ts'
import type { ConversationStore } from '../../ports/store.ts'
import { createWatchers } from '../memory/watchers.ts'
import type { RedisLink } from './link.ts'
import { CHANGES, ON_BOARD, PREFIX, ROWS } from './scripts.ts'

/** So many are read in one go: other scripts wait meanwhile. */
const READ_TOGETHER = 500
/** The last message may be the one that is lost, and nothing comes after it that would tell. */
const TAIL_CHECK_MS = 10_000
const CHANNEL = `${PREFIX}changed`

const texts = z.array(z.string())

export interface RedisBoard extends Pick<ConversationStore, 'boardRows' | 'onBoardSince' | 'watch'> {
  /** Where the server may have lost something. */
  beginAnew(): void
  close(): void
}

export const createRedisBoard = (link: RedisLink): RedisBoard => {
  const watchers = createWatchers()
  let watching = 0
  /** Which change was told of last; `undefined` before the first. */
  let last: number | undefined
  /** How many there were at the check before: by now all of them have been told. */
  let counted: number | undefined

  const count = async (): Promise<number> => Number(z.string().parse(await link.run(CHANGES)))

  const anything = (): void => {
    last = undefined
    counted = undefined
    watchers.tell('all')
    // What cannot be read now is read by the next check.
    count().then(begin, () => undefined)
  }
  /** What came by a message meanwhile is newer. */
  const begin = (change: number): void => {
    last ??= change
  }

  const onMessage = (message: string): void => {
    const at = message.indexOf(' ')
    const change = Number(message.slice(0, at))
    // One that was counted already is no later one: messages and answers come over two connections.
    const isMissed = last !== undefined && change > last + 1
    last = Math.max(last ?? change, change)
    // Written by a process of the same version, which alone uses this prefix.
    const names: readonly string[] = JSON.parse(message.slice(at + 1))
    watchers.tell(isMissed ? 'all' : names)
  }

  const check = async (): Promise<void> => {
    const before = counted
    counted = await count()
    if (last === undefined) begin(counted)
    else if (before !== undefined && last < before) anything()
  }
  const tailCheck = setInterval(() => {
    // What fails now is checked again soon, and how the store is, is told elsewhere.
    if (watching > 0) void check().catch(() => undefined)
  }, TAIL_CHECK_MS)
  tailCheck.unref()
  link.onMissed(() => {
    if (watching > 0) anything()
  })

  return {
    onBoardSince: async (moment) => texts.parse(await link.run(ON_BOARD, String(moment))),
    boardRows: async (names) => {
      const rows: KeptRow[] = []
      for (let from = 0; from < names.length; from += READ_TOGETHER) {
        const found = texts.parse(await link.run(ROWS, ...names.slice(from, from + READ_TOGETHER)))
        for (const text of found) {
          if (text === '') continue
          const row: KeptRow = JSON.parse(text)
          rows.push(row)
        }
      }
      return rows
    },
    watch: (listener) => {
      const watcher = watchers.watch(listener)
      watching += 1
      if (watching === 1) void link.subscribe(CHANNEL, onMessage).then(anything, () => undefined)
      else queueMicrotask(() => listener('all'))
      return {
        stop: () => {
          watcher.stop()
          watching -= 1
          if (watching === 0) link.unsubscribe(CHANNEL, onMessage)
        },
      }
    },
    beginAnew: () => {
      if (watching > 0) anything()
    },
    close: () => clearInterval(tailCheck),
  }
}
