/** Which store the service has, by its configuration. */
import type { Log } from '../ports/observe.ts'
import type { Store, StoreMetrics } from '../ports/store.ts'
import type { Clock } from '../ports/time.ts'
import type { Tracing } from '../ports/tracing.ts'
import { createForgottenReport } from './memory/forgotten-report.ts'
import { createMemoryStore } from './memory/store.ts'
import { readServerAddress } from './redis/server-address.ts'
import { StoreRefused } from './sqlite/store-refused.ts'

export interface StoreChoice {
  /** `undefined`: all state goes with the process. */
  readonly dataDir: string | undefined
  /** Wins over `dataDir`: several processes share what is there. */
  readonly redisUrl: string | undefined
}

export interface StoreParts {
  /** Names a conversation, a history or a claim; never the same twice. */
  readonly newId: () => string
  readonly clock: Clock
  readonly log: Log
  readonly metrics: StoreMetrics
  readonly tracing: Pick<Tracing, 'headers'>
}

interface OpenedStore extends Store {
  /** Duties that wait to be carried out; for operators. */
  pendingDuties(): number
}

export type StoreOpening =
  | { readonly ok: true; readonly store: OpenedStore }
  /** A sentence for operators, which names the variable. */
  | { readonly ok: false; readonly problem: string }

const openMemoryStore = (parts: StoreParts): OpenedStore =>
  createMemoryStore({ ...parts, onDeliveryForgotten: createForgottenReport(parts) })

export const openStore = async ({ dataDir, redisUrl }: StoreChoice, parts: StoreParts): Promise<StoreOpening> => {
  const address = redisUrl === undefined ? undefined : readServerAddress(redisUrl)
  // Each engine is loaded where it is used alone: the client for Redis holds some 15 MiB.
  if (address !== undefined) {
    const { openRedisStore } = await import('./redis/open.ts')
    return { ok: true, store: openRedisStore({ ...parts, address }) }
  }
  if (dataDir === undefined) return { ok: true, store: openMemoryStore(parts) }
  const { openSqliteStore } = await import('./sqlite/store.ts')
  try {
    return { ok: true, store: await openSqliteStore({ ...parts, task: { folder: dataDir } }) }
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error
    return { ok: false, problem: `DATA_DIR: ${error.message}` }
  }
}
