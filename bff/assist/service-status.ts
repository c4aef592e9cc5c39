/** Whether agents get what they should: live transcript from the stream, live suggestions from the upstream. */
import type { StatusData } from '../../shared/wire/assist.ts'
import type { Clock, ServiceStatus } from '../ports.ts'

export interface StatusKeeper extends ServiceStatus {
  /** The stream is open, or it is down and why. */
  stream(state: { readonly isLive: boolean; readonly cause?: string }): void
  suggestions(isHealthy: boolean): void
  /** Since when no live suggestions are to be had; `undefined` while they are. Whatever the stream does. */
  suggestionsDownSince(): string | undefined
  /** Calls back on each change. */
  onChange(listener: (status: StatusData) => void): void
}

/** A lost stream weighs more than missing suggestions: without it agents do not even see what is said. */
export const createServiceStatus = (clock: Clock): StatusKeeper => {
  const listeners = new Set<(status: StatusData) => void>()
  const now = (): string => new Date(clock.now()).toISOString()
  let streamDown: { since: string; cause: string } | undefined
  let suggestionsDownSince: string | undefined
  let current: StatusData = { state: 'live', since: now() }

  const derive = (): Pick<StatusData, 'state' | 'reason'> & { readonly since?: string } => {
    if (streamDown !== undefined) return { state: 'reconnecting', since: streamDown.since, reason: streamDown.cause }
    if (suggestionsDownSince !== undefined) {
      return { state: 'degraded', since: suggestionsDownSince, reason: 'suggestions' }
    }
    return { state: 'live' }
  }

  const settle = (): void => {
    const { state, reason, since } = derive()
    if (state === current.state) return
    current = { state, since: since ?? now(), ...(reason === undefined ? {} : { reason }) }
    for (const listener of listeners) listener(current)
  }

  return {
    current: () => current,
    onChange: (listener) => {
      listeners.add(listener)
    },
    stream: ({ isLive, cause = 'connection' }) => {
      streamDown = isLive ? undefined : (streamDown ?? { since: now(), cause })
      settle()
    },
    suggestionsDownSince: () => suggestionsDownSince,
    suggestions: (isHealthy) => {
      suggestionsDownSince = isHealthy ? undefined : (suggestionsDownSince ?? now())
      settle()
    },
  }
}
