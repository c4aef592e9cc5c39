/** Keeps what an upstream lets us in with: fetched once for all callers, kept until shortly before it expires. */
import { startDeadline } from '../../deadline.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import { orDeadline } from './or-deadline.ts'

/** The shared request has a time of its own: it must not die with whichever caller came first. */
const TOKEN_BUDGET_MS = 5000

export interface TokenKeeper<T> {
  /** One that is not about to expire. */
  get(deadline: Deadline): Promise<T>
  /** Another one than `refused`, which the upstream no longer takes. */
  renew(refused: T, deadline: Deadline): Promise<T>
}

export interface TokenKeeperParts<T> {
  readonly upstream: 'cxone' | 'cognigy'
  readonly clock: Clock
  readonly metrics: Metrics
  /** Asks for a new one, and says for how long it is to be used. */
  readonly fetch: (deadline: Deadline) => Promise<{ readonly value: T; readonly freshSeconds: number }>
}

export const createTokenKeeper = <T>({ upstream, clock, metrics, fetch }: TokenKeeperParts<T>): TokenKeeper<T> => {
  let current: { readonly value: T; readonly freshUntil: number } | undefined
  let inFlight: Promise<T> | undefined

  const fetchOne = async (): Promise<T> => {
    const deadline = startDeadline(TOKEN_BUDGET_MS, clock)
    try {
      const { value, freshSeconds } = await fetch(deadline)
      current = { value, freshUntil: clock.monotonic() + freshSeconds * 1000 }
      metrics.tokenRequested(upstream, 'ok')
      return value
    } catch (error) {
      const failure = asTokenFailure(error, upstream)
      metrics.tokenRequested(upstream, failure.facts.kind)
      throw failure
    } finally {
      deadline.release()
    }
  }

  const share = (deadline: Deadline): Promise<T> => {
    inFlight ??= fetchOne().finally(() => {
      inFlight = undefined
    })
    return orDeadline(inFlight, deadline, upstream)
  }

  return {
    get: async (deadline) =>
      current !== undefined && clock.monotonic() < current.freshUntil ? current.value : await share(deadline),
    renew: async (refused, deadline) => {
      if (current?.value === refused) current = undefined
      return current !== undefined ? current.value : await share(deadline)
    },
  }
}

/** A token endpoint says 400 or 401 to wrong credentials alike, and 400 to scopes that were not granted (RFC 6749, 5.2). */
const asTokenFailure = (error: unknown, upstream: 'cxone' | 'cognigy'): UpstreamFailure => {
  if (!(error instanceof UpstreamFailure)) return new UpstreamFailure({ upstream, kind: 'unavailable' })
  const { facts } = error
  const isRefused = facts.status === 400 || facts.status === 401
  const kind = !isRefused ? facts.kind : facts.code === 'invalid_scope' ? 'permission' : 'credentials'
  // Whatever happened here, the operation that wanted the token was never sent.
  return new UpstreamFailure({ ...facts, kind, mayHaveApplied: false })
}

/** A token may be refused for what it is (401), or for what its owner was granted only after it was issued (403). */
export const isRefusedToken = (error: unknown): error is UpstreamFailure =>
  error instanceof UpstreamFailure && (error.facts.status === 401 || error.facts.status === 403)

/** How long one that lives so long is used. A life shorter than the margin would mean a request for every call. */
export const freshFor = (lifeSeconds: number, renewBeforeSeconds: number): number =>
  lifeSeconds > renewBeforeSeconds ? lifeSeconds - renewBeforeSeconds : lifeSeconds / 2
