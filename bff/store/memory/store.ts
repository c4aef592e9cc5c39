/** The store of a process that keeps nothing beyond itself. */
import type { Store } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import { createMemoryConversations, type MemoryBounds } from './conversations.ts'
import { createMemoryDeliveries } from './deliveries.ts'
import { createMemoryDuties } from './duties.ts'
import { createMemoryLeases } from './leases.ts'
import { createMemoryShared } from './shared.ts'
import { createMemoryShortLived } from './short-lived.ts'
import { createMemoryTallies } from './tallies.ts'

export interface MemoryStoreParts {
  /** Names a conversation or a history; never the same twice. */
  readonly newId: () => string
  readonly clock: Pick<Clock, 'now'>
  readonly bounds?: MemoryBounds | undefined
  readonly tracing?: Pick<Tracing, 'headers'> | undefined
  /** Of deliveries and their answers together. */
  readonly deliveryBytes?: number | undefined
  /** One was forgotten before its time, to keep within bounds. */
  readonly onDeliveryForgotten?: (() => void) | undefined
}

export interface MemoryStore extends Store {
  /** Duties that wait to be carried out. */
  pendingDuties(): number
}

export const createMemoryStore = ({
  newId,
  clock,
  bounds,
  deliveryBytes,
  onDeliveryForgotten,
  tracing,
}: MemoryStoreParts): MemoryStore => {
  const deliveries = createMemoryDeliveries({ bytes: deliveryBytes, onForgotten: onDeliveryForgotten })
  const duties = createMemoryDuties()
  const leases = createMemoryLeases()
  const conversations = createMemoryConversations({
    newId,
    clock,
    bounds,
    tracing,
    also: { settle: ({ token, answer }) => deliveries.settleNow(token, answer), duties, isNewest: leases.isNewest },
  })
  return {
    deliveries,
    duties,
    leases,
    shared: createMemoryShared(),
    tallies: createMemoryTallies(),
    shortLived: createMemoryShortLived(clock),
    conversations,
    health: () => ({ state: 'ok' }),
    close: async () => undefined,
    pendingDuties: duties.pending,
  }
}
