/** Since when a part of an upstream does not work. */
import type { Clock } from '../../ports/time.ts'

export interface DownSince {
  /** Each success and each failure that says something about the upstream. */
  tell(isHealthy: boolean): void
  /** ISO 8601; `undefined` while all is well. */
  since(): string | undefined
}

/** @param onHealth is told all the same */
export const createDownSince = (clock: Clock, onHealth: (isHealthy: boolean) => void): DownSince => {
  let downSince: string | undefined
  return {
    tell: (isHealthy) => {
      downSince = isHealthy ? undefined : (downSince ?? new Date(clock.now()).toISOString())
      onHealth(isHealthy)
    },
    since: () => downSince,
  }
}
