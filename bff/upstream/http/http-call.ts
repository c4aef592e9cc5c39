/**
 * The one door to upstreams over HTTP: deadline, time-out of each attempt, retries, breaker, what an answer means.
 */
import { BrokenCircuitError, CircuitState, handleWhen, retry } from 'cockatiel'
import { errors } from 'undici'
import * as z from 'zod/mini'
import { withoutTrailingSlashes } from '../../../shared/wire/base-url.ts'
import { isHarmfulSkew, secondsAhead } from '../../clock-skew.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import { NO_TRACING, type Span, type Tracing } from '../../ports/tracing.ts'
import { UpstreamFailure, type UpstreamFailureKind, type UpstreamName } from '../../ports/upstream.ts'
import { parseJson, readText } from './answer-body.ts'
import { openConnections, wasNeverSent, watchCertificate } from './connections.ts'
import { orDeadline } from './or-deadline.ts'
import type { ProxyOf } from './proxies.ts'
import { isWorthAnotherTry, RETRIES, waitBeforeRetry } from './retries.ts'
import { parseRetryAfter } from './retry-after.ts'
import { createUpstreamGuard, OPEN_FOR_MS } from './upstream-guard.ts'

const LONGEST_ATTEMPT_MS = 2500
/** Shorter than an attempt: who could not even connect knows that nothing was sent. */
const CONNECT_WITHIN_MS = 2000
const LARGEST_REFUSAL_BYTES = 64 * 1024

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
  /** True: it must not arrive twice, so it is tried again only where it surely did not arrive. */
  readonly onlyOnce?: true
  /** False: any 2xx is a yes, and what is said besides is not read. Default true. */
  readonly readsBody?: boolean
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

/** An answer that was no 2xx, for whoever has to find it again at the upstream's. */
export interface Refusal {
  readonly operation: string
  readonly status: number
  /** A header by its name in small letters. */
  readonly header: (name: string) => string | undefined
}

export type HttpCall = (request: CallRequest) => Promise<CallAnswer>

export interface HttpCallParts {
  readonly upstream: UpstreamName
  readonly baseUrl: string
  readonly clock: Clock
  readonly metrics: Metrics
  /** How the upstream is reached from inside a corporate network; default: directly. */
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  /** Whether a page for people (`text/html`) is nobody's answer but a proxy's, whatever its status says. */
  readonly refusesPages?: true
  /** Is told of every answer that is no 2xx. */
  readonly onRefusal?: (refusal: Refusal) => void
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

const isTimeout = (error: unknown, { signal }: Deadline): boolean =>
  signal.aborted ||
  error instanceof errors.HeadersTimeoutError ||
  error instanceof errors.BodyTimeoutError ||
  error instanceof errors.ConnectTimeoutError

/** Only what OAuth itself defines gets further: an upstream's own words may hold anything. */
const oauthError = z.object({
  error: z.enum(['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'invalid_scope']),
})
const errorCodeOf = (text: string | undefined): string | undefined => {
  const parsed = parseJson(text)
  const known = oauthError.safeParse(parsed.ok ? parsed.json : undefined)
  return known.success ? known.data.error : undefined
}

/**
 * Makes the caller of one upstream. Each call gives the answer with a 2xx status or rejects with {@link UpstreamFailure};
 * redirects are not followed, so a token never travels to another host.
 */
export const createHttpCall = (parts: HttpCallParts): HttpCall => {
  const { upstream, clock, metrics, tracing = NO_TRACING } = parts
  const base = new URL(parts.baseUrl)
  const prefix = withoutTrailingSlashes(base.pathname)
  const connections = openConnections(parts.proxyOf?.(base.origin), CONNECT_WITHIN_MS)
  watchCertificate(base.host, (expiresAt) => metrics.upstreamCertificate(upstream, base.host, expiresAt))
  const guard = createUpstreamGuard()

  const attempt = async (call: CallRequest): Promise<{ status: number; json: unknown }> => {
    const { deadline } = call
    if (deadline.remainingMs() <= 0) throw new UpstreamFailure({ upstream, kind: 'timeout' })
    const limit = deadline.within(call.attemptMs ?? LONGEST_ATTEMPT_MS)
    try {
      // Not `request(url)`: that would resolve the path, and an id must reach the upstream as the segment it is.
      const answer = await connections.request({
        origin: base.origin,
        method: call.method,
        path: prefix + call.path,
        headers: { accept: 'application/json', ...call.headers, ...tracing.headers() },
        body: call.body ?? null,
        signal: limit.signal,
      })
      const { statusCode: status, headers, body } = answer
      const ahead = secondsAhead(oneOf(headers['date']), clock.now())
      if (!Number.isNaN(ahead)) metrics.upstreamClock(upstream, ahead)
      const retryAfterSeconds = parseRetryAfter(oneOf(headers['retry-after']), clock.now())
      const isRefusal = status < 200 || status > 299
      if (isRefusal) parts.onRefusal?.({ operation: call.operation, status, header: (name) => oneOf(headers[name]) })
      if (parts.refusesPages === true && isPage(oneOf(headers['content-type'])) && saysSomething(status)) {
        await body.dump({ limit: LARGEST_REFUSAL_BYTES })
        throw new UpstreamFailure({ upstream, kind: 'bad_answer', status })
      }
      if (isRefusal) {
        const text = call.readsErrorCode === true ? await readText(body, headers['content-encoding']) : undefined
        const code = errorCodeOf(text)
        if (text === undefined) await body.dump({ limit: LARGEST_REFUSAL_BYTES })
        // Only told where it may be why a token or a signature is refused.
        const clockAheadSeconds = isHarmfulSkew(ahead) ? ahead : undefined
        const facts = { status, code, retryAfterSeconds, clockAheadSeconds }
        throw new UpstreamFailure({ upstream, kind: failureKind(status), ...facts })
      }
      if (call.readsBody === false) {
        await body.dump({ limit: LARGEST_REFUSAL_BYTES })
        return { status, json: undefined }
      }
      const parsed = parseJson(await readText(body, headers['content-encoding']))
      if (!parsed.ok) throw new UpstreamFailure({ upstream, kind: 'bad_answer', status })
      return { status, json: parsed.json }
    } catch (error) {
      if (error instanceof UpstreamFailure) throw error
      const kind = isTimeout(error, limit) ? 'timeout' : 'unavailable'
      throw new UpstreamFailure({ upstream, kind, mayHaveApplied: !wasNeverSent(error) })
    } finally {
      limit.release()
    }
  }

  /** An attempt with a span of its own, which is what the upstream is told it belongs to. */
  const traced = (call: CallRequest, resend: number): Promise<{ status: number; json: unknown }> =>
    tracing.span(
      {
        name: `${upstream} ${call.operation}`,
        kind: 'client',
        attributes: {
          'http.request.method': call.method,
          'server.address': base.hostname,
          ...(resend === 0 ? {} : { 'http.request.resend_count': resend }),
        },
      },
      async (span) => {
        try {
          const answer = await attempt(call)
          span.set(STATUS, answer.status)
          return answer
        } catch (error) {
          failSpan(span, error)
          throw error
        }
      },
    )

  /** Where another one's attempt has to show first whether the upstream is back, nobody waits for it past a deadline. */
  const guarded = async (call: CallRequest, resend: number): Promise<{ status: number; json: unknown }> => {
    let hasBegun = false
    const work = guard.breakerOf(call.operation).execute(() => {
      hasBegun = true
      return traced(call, resend)
    })
    try {
      return await orDeadline(work, call.deadline, upstream)
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        throw new UpstreamFailure({ upstream, kind: 'unavailable', retryAfterSeconds: OPEN_FOR_MS / 1000 })
      }
      // An attempt keeps the deadline by itself, and only it knows whether it was sent.
      if (hasBegun) return await work
      throw error
    }
  }

  return async (call) => {
    const startedAt = clock.monotonic()
    let wentUnanswered = false
    let isLast = false
    const policy = retry(
      handleWhen((error) => !isLast && error instanceof UpstreamFailure && isWorthAnotherTry(error, call)),
      { maxAttempts: RETRIES, backoff: waitBeforeRetry(call.deadline, parts.backoffMs) },
    )
    policy.onRetry(() => metrics.upstreamRetried(upstream, call.operation))
    const finish = (outcome: string): void =>
      metrics.upstreamCalled(upstream, call.operation, outcome, (clock.monotonic() - startedAt) / 1000)
    try {
      await guard.called()
      const answer = await policy.execute(async ({ attempt: retries }) => {
        try {
          return await guarded(call, retries)
        } catch (error) {
          if (!(error instanceof UpstreamFailure)) throw error
          if (error.facts.mayHaveApplied) wentUnanswered = true
          const wantsAnother = retries < RETRIES && isWorthAnotherTry(error, call)
          isLast =
            wantsAnother && (guard.breakerOf(call.operation).state !== CircuitState.Closed || !(await guard.mayRetry()))
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

const STATUS = 'http.response.status_code'

const failSpan = (span: Span, error: unknown): void => {
  if (!(error instanceof UpstreamFailure)) return
  const { kind, status } = error.facts
  if (status !== undefined) span.set(STATUS, status)
  span.fail(kind)
}

const isPage = (contentType: string | undefined): boolean => /^\s*text\/html\b/i.test(contentType ?? '')

/** These mean the same whoever says so: come with another token, come later, nobody is there. */
const saysSomething = (status: number): boolean => status < 500 && status !== 401 && status !== 403 && status !== 429

const oneOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined
