/** What is worth another try, and when. Retries and backoff themselves are cockatiel's. */
import { DelegateBackoff, ExponentialBackoff, type IBackoff, type IRetryBackoffContext } from 'cockatiel'
import type { Deadline } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'

/** Three tries in all (docs/contract.md section 3). */
export const RETRIES = 2
const FIRST_BACKOFF_MS = 150
const LONGEST_BACKOFF_MS = 2000
/** An upstream that wants to be left alone for longer than this gets no second try within one answer. */
const LONGEST_RETRY_AFTER_MS = 3000
const RETRIED_STATUS = new Set([429, 502, 503])

/** What a call says about its own retries. */
interface RetriedCall {
  readonly deadline: Deadline
  readonly repeatsUnanswered?: boolean
  readonly onlyOnce?: true
}

/** A gateway that got no whole answer may well have passed the request on. */
const BAD_GATEWAY = 502

export const isWorthAnotherTry = (failure: UpstreamFailure, call: RetriedCall): boolean => {
  const { deadline, repeatsUnanswered, onlyOnce } = call
  const { kind, status, retryAfterSeconds, mayHaveApplied } = failure.facts
  if (mayHaveApplied === true && (repeatsUnanswered === false || onlyOnce === true)) return false
  if (onlyOnce === true && status === BAD_GATEWAY) return false
  const isPassing = status === undefined ? kind === 'unavailable' || kind === 'timeout' : RETRIED_STATUS.has(status)
  const waitMs = (retryAfterSeconds ?? 0) * 1000
  return isPassing && waitMs <= LONGEST_RETRY_AFTER_MS && waitMs < deadline.remainingMs()
}

/** What the upstream asked for, else exponential with cockatiel's decorrelated jitter; never past the deadline. */
export const waitBeforeRetry = (
  deadline: Deadline,
  limits = { first: FIRST_BACKOFF_MS, longest: LONGEST_BACKOFF_MS },
) => {
  const exponential = new ExponentialBackoff({ initialDelay: limits.first, maxDelay: limits.longest })
  return new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>(({ result }, last) => {
    const state = last === undefined ? exponential.next() : last.next(undefined)
    const asked =
      'error' in result && result.error instanceof UpstreamFailure ? result.error.facts.retryAfterSeconds : undefined
    return { delay: Math.min(asked === undefined ? state.duration : asked * 1000, deadline.remainingMs()), state }
  })
}
