/**
 * The one door to upstreams over HTTP: deadline, time-out of each attempt, retries, `Retry-After`, size of what is read.
 * Retries and backoff are cockatiel's; this file only says what is worth another try.
 */
import {
  DelegateBackoff,
  ExponentialBackoff,
  handleWhen,
  type IBackoff,
  type IRetryBackoffContext,
  retry,
} from 'cockatiel'
import { Agent, errors } from 'undici'
import * as z from 'zod/mini'
import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'
import { type Clock, type Deadline, type Metrics, UpstreamFailure, type UpstreamFailureKind } from '../ports.ts'
import { parseRetryAfter } from './retry-after.ts'

/** Three tries in all (CONTRACT section 3). */
const RETRIES = 2
const FIRST_BACKOFF_MS = 150
const LONGEST_BACKOFF_MS = 2000
/** An upstream that wants to be left alone for longer than this gets no second try within one answer. */
const LONGEST_RETRY_AFTER_MS = 3000
const LONGEST_ATTEMPT_MS = 2500
const LARGEST_ANSWER_BYTES = 1024 * 1024
const RETRIED_STATUS = new Set([429, 502, 503])

export interface CallRequest {
  /** For metrics: a name from a fixed set, such as `route`. */
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  /** Path and query; every variable part already passed through {@link pathSegment} or URLSearchParams. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly deadline: Deadline
  /** Longest time for one attempt; default 2.5 s, always cut to what the deadline leaves. */
  readonly attemptMs?: number
  /** False: a try that was sent and never answered is the last one, since it may have taken effect. Default true. */
  readonly repeatsUnanswered?: boolean
  /** Whether a refusal says why in OAuth's terms (RFC 6749, 5.2). */
  readonly readsErrorCode?: boolean
}

export interface CallAnswer {
  readonly status: number
  /** Parsed JSON; `undefined` where the body was empty. */
  readonly json: unknown
  /** An earlier attempt of this call was sent but never answered, so it may have taken effect. */
  readonly afterUnansweredAttempt: boolean
}

export type HttpCall = (request: CallRequest) => Promise<CallAnswer>

export interface HttpCallParts {
  readonly upstream: 'cxone' | 'cognigy'
  readonly baseUrl: string
  readonly clock: Clock
  readonly metrics: Metrics
  /** First and longest wait between tries; injected so that tests need not wait. */
  readonly backoffMs?: { readonly first: number; readonly longest: number }
}

/** An id as exactly one path segment: `../x` arrives as text, never as a way up. */
export const pathSegment = (id: string): string => encodeURIComponent(id)

const failureKind = (status: number): UpstreamFailureKind => {
  if (status === 401) return 'credentials'
  if (status === 403) return 'permission'
  if (status === 404) return 'not_found'
  if (status === 409) return 'conflict'
  if (status === 429) return 'rate_limited'
  if (status === 504) return 'timeout'
  return status >= 500 || status < 400 ? 'unavailable' : 'refused'
}

const isTimeout = (error: unknown): boolean =>
  error instanceof errors.HeadersTimeoutError ||
  error instanceof errors.BodyTimeoutError ||
  error instanceof errors.ConnectTimeoutError ||
  (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))

/** Before the connection stood, nothing can have been applied. */
const wasNeverSent = (error: unknown): boolean =>
  error instanceof errors.ConnectTimeoutError ||
  (error instanceof Error &&
    'code' in error &&
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(String(error.code)))

const parseJson = (text: string): { ok: true; json: unknown } | { ok: false } => {
  if (text === '') return { ok: true, json: undefined }
  try {
    return { ok: true, json: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}

/** Only what OAuth itself defines gets further: an upstream's own words may hold anything. */
const oauthError = z.object({
  error: z.enum(['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'invalid_scope']),
})
const errorCodeOf = (text: string | undefined): string | undefined => {
  const parsed = parseJson(text ?? '')
  const known = oauthError.safeParse(parsed.ok ? parsed.json : undefined)
  return known.success ? known.data.error : undefined
}

const isWorthAnotherTry = (failure: UpstreamFailure, { deadline, repeatsUnanswered }: CallRequest): boolean => {
  const { kind, status, retryAfterSeconds, mayHaveApplied } = failure.facts
  if (mayHaveApplied === true && repeatsUnanswered === false) return false
  const isPassing = status === undefined ? kind === 'unavailable' || kind === 'timeout' : RETRIED_STATUS.has(status)
  const waitMs = (retryAfterSeconds ?? 0) * 1000
  return isPassing && waitMs <= LONGEST_RETRY_AFTER_MS && waitMs < deadline.remainingMs()
}

/**
 * Makes the caller of one upstream. Each call gives the answer with a 2xx status or rejects with {@link UpstreamFailure};
 * redirects are not followed, so a token never travels to another host.
 */
export const createHttpCall = (parts: HttpCallParts): HttpCall => {
  const { upstream, clock, metrics } = parts
  const base = new URL(parts.baseUrl)
  const prefix = withoutTrailingSlashes(base.pathname)
  const agent = new Agent({ connections: 64, keepAliveTimeout: 10_000, connect: { timeout: LONGEST_ATTEMPT_MS } })

  const attempt = async (call: CallRequest): Promise<{ status: number; json: unknown }> => {
    const { deadline } = call
    if (deadline.remainingMs() <= 0) throw new UpstreamFailure({ upstream, kind: 'timeout' })
    const limit = deadline.within(call.attemptMs ?? LONGEST_ATTEMPT_MS)
    try {
      // Not `request(url)`: that would resolve the path, and an id must reach the upstream as the segment it is.
      const answer = await agent.request({
        origin: base.origin,
        method: call.method,
        path: prefix + call.path,
        headers: { accept: 'application/json', ...call.headers },
        body: call.body ?? null,
        signal: limit.signal,
      })
      const status = answer.statusCode
      const retryAfter = answer.headers['retry-after']
      const retryAfterSeconds = parseRetryAfter(typeof retryAfter === 'string' ? retryAfter : undefined, clock.now())
      if (status < 200 || status > 299) {
        const code = call.readsErrorCode === true ? errorCodeOf(await readLimited(answer.body)) : undefined
        if (code === undefined) await answer.body.dump({ limit: LARGEST_ANSWER_BYTES })
        throw new UpstreamFailure({ upstream, kind: failureKind(status), status, code, retryAfterSeconds })
      }
      const text = await readLimited(answer.body)
      const parsed = text === undefined ? undefined : parseJson(text)
      if (parsed === undefined || !parsed.ok) throw new UpstreamFailure({ upstream, kind: 'bad_answer', status })
      return { status, json: parsed.json }
    } catch (error) {
      if (error instanceof UpstreamFailure) throw error
      const kind = isTimeout(error) ? 'timeout' : 'unavailable'
      throw new UpstreamFailure({ upstream, kind, mayHaveApplied: !wasNeverSent(error) })
    } finally {
      limit.release()
    }
  }

  return async (call) => {
    const startedAt = clock.monotonic()
    let wentUnanswered = false
    const policy = retry(
      handleWhen((error) => error instanceof UpstreamFailure && isWorthAnotherTry(error, call)),
      { maxAttempts: RETRIES, backoff: waitBeforeRetry(call.deadline, parts.backoffMs) },
    )
    policy.onRetry(() => metrics.upstreamRetried(upstream, call.operation))
    const finish = (outcome: string): void =>
      metrics.upstreamCalled(upstream, call.operation, outcome, (clock.monotonic() - startedAt) / 1000)
    try {
      const answer = await policy.execute(async () => {
        try {
          return await attempt(call)
        } catch (error) {
          if (error instanceof UpstreamFailure && error.facts.mayHaveApplied) wentUnanswered = true
          throw error
        }
      }, call.deadline.signal)
      finish('ok')
      return { ...answer, afterUnansweredAttempt: wentUnanswered }
    } catch (error) {
      const failure =
        error instanceof UpstreamFailure
          ? new UpstreamFailure({ ...error.facts, mayHaveApplied: wentUnanswered })
          : new UpstreamFailure({ upstream, kind: 'timeout', mayHaveApplied: wentUnanswered })
      finish(failure.facts.kind)
      throw failure
    }
  }
}

const readLimited = async (body: AsyncIterable<Uint8Array>): Promise<string | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > LARGEST_ANSWER_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What the upstream asked for, else exponential with cockatiel's decorrelated jitter; never past the deadline. */
const waitBeforeRetry = (deadline: Deadline, limits = { first: FIRST_BACKOFF_MS, longest: LONGEST_BACKOFF_MS }) => {
  const exponential = new ExponentialBackoff({ initialDelay: limits.first, maxDelay: limits.longest })
  return new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>(({ result }, last) => {
    const state = last === undefined ? exponential.next() : last.next(undefined)
    const asked =
      'error' in result && result.error instanceof UpstreamFailure ? result.error.facts.retryAfterSeconds : undefined
    return { delay: Math.min(asked === undefined ? state.duration : asked * 1000, deadline.remainingMs()), state }
  })
}
