/** Whether all works as it should: live transcript, live suggestions, and the bot's sessions that are told of fallbacks. */
import type { StatusData } from '../../shared/wire/assist.ts'
import type { ServiceStatus } from '../ports/push.ts'
import type { Clock } from '../ports/time.ts'

export interface StatusKeeper extends ServiceStatus {
  /** The stream is open, or it is down and why. */
  stream(state: { readonly isLive: boolean; readonly cause?: string }): void
  suggestions(isHealthy: boolean): void
  /** Since when no live suggestions are to be had; `undefined` while they are. Whatever the stream does. */
  suggestionsDownSince(): string | undefined
  /** Whether Cognigy's sessions can be told what was found out about a misunderstood utterance. */
  sessions(isHealthy: boolean): void
  /** Since when they cannot; `undefined` while they can. */
  sessionsDownSince(): string | undefined
  /** Calls back on each change. */
  onChange(listener: (status: StatusData) => void): void
}

/**
 * A lost stream weighs most: without it agents do not even see what is said. Missing suggestions they notice themselves;
 * that the bot was not told is what they would learn of last.
 */
export const createServiceStatus = (clock: Clock): StatusKeeper => {
  const listeners = new Set<(status: StatusData) => void>()
  const now = (): string => new Date(clock.now()).toISOString()
  let streamDown: { since: string; cause: string } | undefined
  let suggestionsDownSince: string | undefined
  let sessionsDownSince: string | undefined
  let current: StatusData = { state: 'live', since: now() }

  const derive = (): Pick<StatusData, 'state' | 'reason'> & { readonly since?: string } => {
    if (streamDown !== undefined) return { state: 'reconnecting', since: streamDown.since, reason: streamDown.cause }
    if (suggestionsDownSince !== undefined) {
      return { state: 'degraded', since: suggestionsDownSince, reason: 'suggestions' }
    }
    if (sessionsDownSince !== undefined) return { state: 'degraded', since: sessionsDownSince, reason: 'sessions' }
    return { state: 'live' }
  }

  const settle = (): void => {
    const { state, reason, since } = derive()
    if (state === current.state && reason === current.reason) return
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
    sessionsDownSince: () => sessionsDownSince,
    sessions: (isHealthy) => {
      sessionsDownSince = isHealthy ? undefined : (sessionsDownSince ?? now())
      settle()
    },
  }
}
