/** The store of processes that share all they know: one Redis, or one of several that sentinels watch. */
import { LONGEST_SILENCE_HOURS } from '../../../shared/rules.ts'
import type { Log } from '../../ports/observe.ts'
import type { Store, StoreMetrics } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import { createRedisConversations } from './conversations.ts'
import { createRedisDeliveries } from './deliveries.ts'
import { createRedisDuties } from './duties.ts'
import { createKeeper } from './keeper.ts'
import { createRedisLeases } from './leases.ts'
import { openLink } from './link.ts'
import type { ServerAddress } from './server-address.ts'
import { createRedisShared } from './shared.ts'
import { createRedisShortLived } from './short-lived.ts'
import { createRedisTallies } from './tallies.ts'

export interface RedisStoreParts {
  readonly address: ServerAddress
  /** Names a conversation or a history; never the same twice, in no process. */
  readonly newId: () => string
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  readonly metrics?: StoreMetrics | undefined
  readonly log?: Pick<Log, 'error' | 'info'> | undefined
  readonly tracing?: Pick<Tracing, 'headers'> | undefined
  /** How long nothing may happen in a conversation before all of it is forgotten. */
  readonly keepHours?: number | undefined
  /** Events of one conversation that can be replayed. */
  readonly replayable?: number | undefined
  /** Of conversations that are kept at hand in this process; Redis holds the rest. */
  readonly atHandBytes?: number | undefined
}

/** Longer than any silence after which a conversation is said to have ended. */
const KEEP_HOURS = LONGEST_SILENCE_HOURS + 24
const REPLAYABLE = 200
const AT_HAND_BYTES = 96 * 1024 * 1024

export interface RedisStore extends Store {
  /** Duties that this process holds, of all that wait to be carried out. */
  pendingDuties(): number
}

/** Redis need not be there yet: until it is, the store is failing. */
export const openRedisStore = ({
  address,
  newId,
  clock,
  metrics,
  log,
  tracing,
  keepHours = KEEP_HOURS,
  replayable = REPLAYABLE,
  atHandBytes = AT_HAND_BYTES,
}: RedisStoreParts): RedisStore => {
  const link = openLink(address, { metrics, log })
  const keeper = createKeeper(link)
  const leases = createRedisLeases(link)
  const shared = createRedisShared(link)
  const { board, feeds, expect, ...conversations } = createRedisConversations({
    link,
    newId,
    clock,
    metrics,
    replayable,
    atHandBytes,
    keepSeconds: Math.ceil(keepHours * 3600),
    keeper,
    tracing,
  })
  return {
    deliveries: createRedisDeliveries(link, keeper, expect),
    duties: createRedisDuties(link, keeper),
    leases,
    shared,
    tallies: createRedisTallies(link, newId),
    shortLived: createRedisShortLived(link, newId),
    conversations,
    health: link.health,
    pendingDuties: keeper.heldDuties,
    close: async () => {
      await leases.close()
      feeds.close()
      board.close()
      shared.close()
      keeper.close()
      link.close()
    },
  }
}
