/**
 * Writes the context of sessions: `POST {API}/sessions/{id}/context/inject`. Always whole objects, since whether they are
 * merged is not known.
 */
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { CognigySessions, SessionAddress } from '../../../ports/cognigy.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { createHttpCall, pathSegment } from '../../http/http-call.ts'
import { apiBase } from './api-base.ts'
import type { CallingParts } from './parts.ts'

/** The vendor takes 1,000 requests in five minutes from one address, for all that comes from there. */
const WRITES_PER_MINUTE = 180
const MINUTE_SECONDS = 60
const ALL = 'all'
/** Sessions that are remembered as told of to the log. */
const REMEMBERED_SESSIONS = 10_000
const BAD_REQUEST = 400

export interface ContextInjectParts extends CallingParts {
  readonly apiUrl: string
  readonly apiKey: string
  /** Told when writing ceases to work and when it works again. */
  readonly onHealth: (isHealthy: boolean) => void
}

export interface ContextInject {
  readonly inject: CognigySessions['mergeContext']
  /** Cognigy took our request for wrong: nothing more is written by this process. */
  isRefused(): boolean
}

/** Why nothing was sent, as {@link UpstreamFailure} has it. */
type Unsent = 'no_user' | 'dropped' | 'answers_only'

const unsent = (code: Unsent): UpstreamFailure =>
  new UpstreamFailure({ upstream: 'cognigy', kind: 'refused', code, isLogged: true })

export const createContextInject = (parts: ContextInjectParts): ContextInject => {
  const { apiKey, log, metrics, onHealth } = parts
  const limiter = new RateLimiterMemory({ points: WRITES_PER_MINUTE, duration: MINUTE_SECONDS })
  const call = createHttpCall({
    ...parts,
    upstream: 'cognigy',
    baseUrl: apiBase(parts.apiUrl),
    metrics: {
      ...metrics,
      upstreamRetried: (upstream, operation) => {
        // A second try is a request like any other.
        limiter.penalty(ALL, 1).catch(() => undefined)
        metrics.upstreamRetried(upstream, operation)
      },
    },
  })
  const withoutUser = new LRUCache<string, true>({ max: REMEMBERED_SESSIONS })
  let isRefused = false

  const userOf = ({ sessionId, userId }: SessionAddress): string => {
    if (userId !== undefined) return userId
    if (!withoutUser.has(sessionId)) {
      withoutUser.set(sessionId, true)
      log.warn({ sessionId }, 'Cognigy is told nothing of a session: no webhook of it brought a userId')
    }
    throw unsent('no_user')
  }

  const takeTurn = async (): Promise<void> => {
    const full = await limiter.consume(ALL).then(
      () => undefined,
      (refusal: unknown) => refusal,
    )
    if (full === undefined) return
    metrics.upstreamCalled('cognigy', 'session_context', 'dropped', 0)
    // Of all that are dropped within a minute, the first one is enough.
    if (full instanceof RateLimiterRes && full.consumedPoints === WRITES_PER_MINUTE + 1) {
      log.warn(
        { perMinute: WRITES_PER_MINUTE },
        'more is told to Cognigy’s sessions than it takes: the rest is dropped',
      )
    }
    throw unsent('dropped')
  }

  const send = async (session: SessionAddress, context: unknown, deadline: Deadline): Promise<void> => {
    const userId = userOf(session)
    if (isRefused) throw unsent('answers_only')
    await takeTurn()
    try {
      await call({
        operation: 'session_context',
        method: 'POST',
        path: `/sessions/${pathSegment(session.sessionId)}/context/inject`,
        headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
        body: JSON.stringify({ userId, context }),
        deadline,
        readsBody: false,
      })
      onHealth(true)
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      onHealth(false)
      if (error.facts.status !== BAD_REQUEST) throw error
      if (!isRefused)
        log.warn({ status: BAD_REQUEST }, 'Cognigy takes no injects of ours: its flows learn from our answers alone')
      isRefused = true
      throw new UpstreamFailure({ ...error.facts, isLogged: true })
    }
  }

  return { inject: send, isRefused: () => isRefused }
}
