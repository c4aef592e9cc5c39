/** The link to Redis: scripts that are sent again until they were answered or it is too late, and how all that goes. */
import {
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import { ErrorReply } from 'redis'
import type { Log } from '../../ports/observe.ts'
import { type StoreHealth, type StoreMetrics, StoreUnavailable } from '../../ports/store.ts'
import { openClients } from './clients.ts'
import { BEAT, type Script } from './scripts.ts'
import type { ServerAddress } from './server-address.ts'

export interface RedisLink {
  /**
   * The script must do nothing a second time when it is sent again.
   *
   * @throws StoreUnavailable
   */
  run(script: Script, ...args: readonly string[]): Promise<unknown>
  /** @returns when messages come, however long that takes */
  subscribe(channel: string, listener: (message: string) => void): Promise<void>
  unsubscribe(channel: string, listener: (message: string) => void): void
  /** Calls back when messages may have been missed. */
  onMissed(listener: () => void): void
  health(): StoreHealth
  close(): void
}

const GIVE_UP_AFTER_MS = 5000
const ATTEMPT_WITHIN_MS = 1500
const FAILING_AFTER_MS = 1000
const HEARTBEAT_MS = 500
const BEAT_WITHIN_MS = 1000
const UNLIMITED = Number.MAX_SAFE_INTEGER

/** Answers that another moment, or another server, may not give. */
const PASSING = /^(LOADING|MASTERDOWN|READONLY|BUSY|NOREPLICAS|TRYAGAIN|UNBLOCKED)\b/

const isPassing = (error: Error): boolean => !(error instanceof ErrorReply) || PASSING.test(error.message)

/** Never the message: addresses, and with them passwords, stand in some. */
const causeOf = (error: unknown): string => {
  if (error instanceof ErrorReply) return /^[A-Z]+/.exec(error.message)?.[0] ?? 'ERR'
  if (error instanceof TaskCancelledError) return 'timeout'
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0])
  if (error instanceof Error && 'code' in error) return String(error.code)
  return error instanceof Error ? error.constructor.name.replace(/Error$/, '') : 'unknown'
}

/** Why there is no connection says more than that there is none. */
const SAYS_LITTLE: ReadonlySet<string> = new Set(['ClientOffline', 'DisconnectsClient', 'ClientClosed', 'timeout'])

/** @param isOver nothing is tried again */
const patient = (isOver: () => boolean): IPolicy =>
  wrap(
    timeout(GIVE_UP_AFTER_MS, TimeoutStrategy.Aggressive),
    retry(
      handleWhen((error) => !isOver() && isPassing(error)),
      {
        maxAttempts: UNLIMITED,
        backoff: new ExponentialBackoff({ initialDelay: 10, maxDelay: 250 }),
      },
    ),
  )

export interface LinkParts {
  readonly metrics?: Pick<StoreMetrics, 'storeReconnected'> | undefined
  /** Is told when nothing can be kept, and when it can again: as often as that begins, and each time for another reason. */
  readonly log?: Pick<Log, 'error' | 'info'> | undefined
}

export const openLink = (address: ServerAddress, { metrics, log }: LinkParts = {}): RedisLink => {
  let isClosed = false
  /** By a clock that never jumps; `undefined` while all goes well. */
  let failing: { readonly since: number; readonly at: string; cause: string } | undefined
  let reason: string | undefined
  /** What the log was told last of why nothing can be kept; `undefined`: that all goes well. */
  let toldCause: string | undefined
  const missed = new Set<() => void>()

  const clients = openClients(address, {
    onTrouble: (error) => {
      reason = causeOf(error)
    },
    onListening: () => {
      for (const listener of missed) listener()
    },
    onReconnecting: () => metrics?.storeReconnected(),
  })
  const attempted = timeout(ATTEMPT_WITHIN_MS, TimeoutStrategy.Aggressive)
  const beaten = timeout(BEAT_WITHIN_MS, TimeoutStrategy.Aggressive)

  const command = async (args: readonly string[], within: IPolicy): Promise<unknown> => {
    const since = performance.now()
    const at = new Date().toISOString()
    try {
      return await within.execute(() => clients.command(args))
    } catch (error) {
      if (error instanceof ErrorReply && /^NOSCRIPT\b/.test(error.message)) throw error
      const cause = causeOf(error)
      const said = SAYS_LITTLE.has(cause) ? (reason ?? cause) : cause
      failing = failing === undefined ? { since, at, cause: said } : { ...failing, cause: said }
      throw error
    }
  }

  const send = async ({ sha, text }: Script, args: readonly string[], within: IPolicy): Promise<unknown> => {
    try {
      return await command(['EVALSHA', sha, '0', ...args], within)
    } catch (error) {
      if (!(error instanceof ErrorReply && /^NOSCRIPT\b/.test(error.message))) throw error
      return await command(['EVAL', text, '0', ...args], within)
    }
  }

  const isFailing = (): boolean => failing !== undefined && performance.now() - failing.since >= FAILING_AFTER_MS
  const tellLog = (): void => {
    const cause = isFailing() && !isClosed ? failing?.cause : undefined
    if (cause !== undefined && cause !== toldCause) log?.error({ cause }, 'the store can keep nothing')
    if (failing === undefined && toldCause !== undefined) log?.info({}, 'the store keeps state again')
    toldCause = cause ?? (failing === undefined ? undefined : toldCause)
  }

  let isBeating = false
  const beat = async (): Promise<void> => {
    if (isBeating) return
    isBeating = true
    try {
      await send(BEAT, [], beaten)
      const isBack = failing !== undefined
      failing = undefined
      // What was looked for when the messages came again may have been refused, since nothing else did yet.
      if (isBack) for (const listener of missed) listener()
    } catch {
      // Counted already; the next beat tells whether it is well again.
    }
    tellLog()
    isBeating = false
  }
  const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS)
  heartbeat.unref()

  /**
   * Nobody is kept waiting then: those in hand have waited as long as that, and others would be answered too late. The
   * heartbeat finds out when it is over.
   */
  const hasFailed = (): boolean => failing !== undefined && performance.now() - failing.since >= GIVE_UP_AFTER_MS
  const patiently = patient(() => isClosed || hasFailed())
  const untilDone = retry(
    handleWhen(() => !isClosed),
    {
      maxAttempts: UNLIMITED,
      backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 1000 }),
    },
  )

  return {
    run: async (script, ...args) => {
      if (failing !== undefined && hasFailed()) throw new StoreUnavailable(failing.cause)
      try {
        return await patiently.execute(() => send(script, args, attempted))
      } catch (error) {
        if (error instanceof ErrorReply && causeOf(error) === 'ERR') throw error
        throw new StoreUnavailable(failing?.cause ?? causeOf(error))
      }
    },
    subscribe: (channel, listener) => untilDone.execute(() => clients.subscribe(channel, listener)),
    unsubscribe: (channel, listener) => void clients.unsubscribe(channel, listener).catch(() => undefined),
    onMissed: (listener) => void missed.add(listener),
    health: () =>
      failing === undefined || !isFailing()
        ? { state: 'ok' }
        : { state: 'failing', since: failing.at, cause: failing.cause },
    close: () => {
      isClosed = true
      clearInterval(heartbeat)
      clients.destroy()
    },
  }
}
