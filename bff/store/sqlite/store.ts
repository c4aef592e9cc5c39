/** The store of one process that outlives it: a folder with a database that nobody else may use meanwhile. */
import * as z from 'zod/mini'
import type { Log } from '../../ports/observe.ts'
import type { Store, StoreMetrics } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import { createMemoryLeases } from '../memory/leases.ts'
import { createMemoryShared } from '../memory/shared.ts'
import { createSqliteConversations, type SqliteBounds } from './conversations.ts'
import { createSqliteDeliveries } from './deliveries.ts'
import { createSqliteDuties } from './duties.ts'
import { openEngine } from './engine.ts'
import { createSqliteShortLived } from './short-lived.ts'
import { createSqliteTallies } from './tallies.ts'
import { openThread } from './thread.ts'
import type { ThreadTask } from './thread-messages.ts'

export interface SqliteStoreParts {
  readonly task: ThreadTask
  /** Names a conversation, a history or a claim; never the same twice. */
  readonly newId: () => string
  readonly clock: Clock
  readonly log: Log
  readonly metrics: StoreMetrics
  readonly bounds?: SqliteBounds | undefined
  readonly tracing?: Pick<Tracing, 'headers'> | undefined
  /** The compiled thread; another one than ours is for tests that run from sources. */
  readonly program?: URL | undefined
}

export interface SqliteStore extends Store {
  /** Duties that wait to be carried out. */
  pendingDuties(): number
}

/** More leases than one opening ever gives. */
const FENCES_AN_OPENING = 1_000_000
const openingsRow = z.object({ value: z.int() })

/** @throws StoreRefused where the folder cannot be used */
export const openSqliteStore = async (parts: SqliteStoreParts): Promise<SqliteStore> => {
  const { task, newId, clock, log, metrics, bounds, tracing, program } = parts
  const engine = await openEngine({
    openThread: (listener) => openThread(task, listener, program),
    clock,
    log,
    metrics,
  })
  try {
    const [, openings, left] = await new Promise<Parameters<Parameters<typeof engine.commit>[1]['kept']>[0]>(
      (resolve, reject) => {
        engine.commit(
          [
            ['countOpening', []],
            ['openings', []],
            ['duties', []],
          ],
          { kept: resolve, lost: reject },
        )
      },
    )
    const { value: opening } = openingsRow.parse(openings?.[0])
    const duties = await createSqliteDuties(engine, left ?? [])
    const deliveries = createSqliteDeliveries({
      engine,
      expect: (...asked) => conversations.expect(...asked),
      newId,
      clock,
    })
    const leases = createMemoryLeases(opening * FENCES_AN_OPENING)
    const conversations = createSqliteConversations({
      engine,
      newId,
      clock,
      bounds,
      tracing,
      also: {
        steps: (asked) => [
          ...(asked.settles === undefined ? [] : deliveries.stepsToSettle(asked.settles)),
          ...duties.stepsToKeep(asked),
        ],
        kept: (asked) => {
          if (asked.settles !== undefined) deliveries.settled(asked.settles)
          duties.kept(asked)
        },
        isNewest: leases.isNewest,
        stepsToForget: duties.stepsToForget,
        forgot: duties.forgot,
      },
    })
    return {
      deliveries,
      duties,
      leases,
      shared: createMemoryShared(),
      tallies: createSqliteTallies(engine),
      shortLived: createSqliteShortLived(engine, clock),
      conversations,
      health: engine.health,
      pendingDuties: duties.pending,
      close: engine.close,
    }
  } catch (error) {
    await engine.close()
    throw error
  }
}
