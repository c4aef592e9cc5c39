import { systemClock } from '../../bff/deadline.ts'
import { createServiceStatus, type StatusKeeper } from '../../bff/health/service-status.ts'
import { createMemoryShared } from '../../bff/store/memory/shared.ts'

/** How the service is, of a process that is alone. */
export const createAloneStatus = (): StatusKeeper =>
  createServiceStatus({ clock: systemClock, shared: createMemoryShared(), log: { error: () => undefined } })
