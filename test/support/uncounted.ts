import type { StoreMetrics } from '../../bff/ports/store.ts'

/** For stores whose figures nobody looks at. */
export const UNCOUNTED: StoreMetrics = {
  storeCommitted: () => undefined,
  storeConflict: () => undefined,
  storeGapRead: () => undefined,
  storeTailRead: () => undefined,
  storeReconnected: () => undefined,
  deliveryForgotten: () => undefined,
}
