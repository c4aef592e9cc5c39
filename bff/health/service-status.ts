/** Whether all works as it should: live transcript, live suggestions, and the bot's sessions that are told of fallbacks. */
import * as z from 'zod/mini'
import type { StatusData } from '../../shared/wire/assist.ts'
import { describeFault } from '../fault.ts'
import type { Log } from '../ports/observe.ts'
import type { ServiceStatus } from '../ports/push.ts'
import { type SharedStore, StoreUnavailable } from '../ports/store.ts'
import type { Clock } from '../ports/time.ts'

export interface StatusKeeper extends ServiceStatus {
  /** The stream is open, or it is down and why. Told by the process that listens to it. */
  stream(state: { readonly isLive: boolean; readonly cause?: string }): void
  suggestions(isHealthy: boolean): void
  /** Since when no live suggestions are to be had; `undefined` while they are. Whatever the stream does. */
  suggestionsDownSince(): string | undefined
  /** Whether Cognigy's sessions can be told what was found out about a misunderstood utterance. */
  sessions(isHealthy: boolean): void
  /** Since when they cannot; `undefined` while they can. */
  sessionsDownSince(): string | undefined
  /** Calls back on each change, whichever process saw it. */
  onChange(listener: (status: StatusData) => void): void
  close(): void
}

const PARTS = ['stream', 'suggestions', 'sessions'] as const
type Part = (typeof PARTS)[number]

/** Of a part that is down; `null` while it works. */
const trouble = z.nullable(z.object({ since: z.string(), cause: z.string() }))
type Trouble = z.infer<typeof trouble>

export interface ServiceStatusParts {
  readonly clock: Pick<Clock, 'now'>
  /** All processes tell the same: what one of them sees, the widgets of the others are to know too. */
  readonly shared: SharedStore
  readonly log: Pick<Log, 'error'>
}

/** Between two tries to tell the others. */
const AGAIN_AFTER_MS = 1000

/**
 * A lost stream weighs most: without it agents do not even see what is said. Missing suggestions they notice themselves;
 * that the bot was not told is what they would learn of last.
 */
export const createServiceStatus = ({ clock, shared, log }: ServiceStatusParts): StatusKeeper => {
  const listeners = new Set<(status: StatusData) => void>()
  const now = (): string => new Date(clock.now()).toISOString()
  const down = new Map<Part, NonNullable<Trouble>>()
  let current: StatusData = { state: 'live', since: now() }
  let isClosed = false

  const derive = (): Pick<StatusData, 'state' | 'reason'> & { readonly since?: string } => {
    const stream = down.get('stream')
    if (stream !== undefined) return { state: 'reconnecting', since: stream.since, reason: stream.cause }
    for (const part of ['suggestions', 'sessions'] as const) {
      const since = down.get(part)?.since
      if (since !== undefined) return { state: 'degraded', since, reason: part }
    }
    return { state: 'live' }
  }

  const settle = (): void => {
    const { state, reason, since } = derive()
    const isSame = state === current.state && reason === current.reason
    if (isSame && (state === 'live' || since === current.since)) return
    current = { state, since: since ?? now(), ...(reason === undefined ? {} : { reason }) }
    for (const listener of listeners) listener(current)
  }

  const learn = (part: Part, text: string): void => {
    const told = trouble.parse(JSON.parse(text))
    if (told === null) down.delete(part)
    else down.set(part, told)
    settle()
  }
  const following = PARTS.map((part) => shared.follow(part, (text) => learn(part, text)))

  /** What is yet to be told of each part, the newest alone. */
  const untold = new Map<Part, Trouble>()
  const tellAll = async (part: Part): Promise<void> => {
    for (let told = untold.get(part); told !== undefined && !isClosed; told = untold.get(part)) {
      try {
        await shared.tell(part, JSON.stringify(told))
        if (untold.get(part) === told) untold.delete(part)
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS).unref())
      }
    }
  }
  /** Trouble is told again each time it is met: what nobody tells any more is forgotten. */
  const say = (part: Part, cause: string | undefined): void => {
    const isBeingTold = untold.has(part)
    const known = isBeingTold ? (untold.get(part) ?? undefined) : down.get(part)
    // Of the stream, what was told by a process that is no more may be on its way to this one.
    if (cause === undefined && known === undefined && part !== 'stream') return
    untold.set(part, cause === undefined ? null : (known ?? { since: now(), cause }))
    if (isBeingTold) return
    tellAll(part).catch((error: unknown) =>
      log.error(describeFault(error), 'other processes could not be told how the service is'),
    )
  }

  return {
    current: () => current,
    onChange: (listener) => {
      listeners.add(listener)
    },
    stream: ({ isLive, cause = 'connection' }) => say('stream', isLive ? undefined : cause),
    suggestionsDownSince: () => down.get('suggestions')?.since,
    suggestions: (isHealthy) => say('suggestions', isHealthy ? undefined : 'suggestions'),
    sessionsDownSince: () => down.get('sessions')?.since,
    sessions: (isHealthy) => say('sessions', isHealthy ? undefined : 'sessions'),
    close: () => {
      isClosed = true
      for (const each of following) each.stop()
    },
  }
}
