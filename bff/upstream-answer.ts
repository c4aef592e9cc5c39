/** What the failure of an upstream is over HTTP, whichever webhook it befell. */
import type { FailedEffect } from './ports/http-answer.ts'
import type { UpstreamFailureFacts } from './ports/upstream.ts'

/**
 * Whether a request that failed so may have taken effect: it was sent and not answered, answered in a form that says
 * nothing, or a server broke down or a gateway waited in vain after it may have been passed on.
 */
export const effectOf = ({ kind, status, mayHaveApplied, changedNothing }: UpstreamFailureFacts): FailedEffect =>
  changedNothing !== true &&
  (mayHaveApplied === true || kind === 'bad_answer' || status === 500 || status === 502 || status === 504)
    ? 'unknown'
    : 'none'

/**
 * What is the sender's to mend is told so; all else is ours or the upstream's.
 *
 * @param ofRefused whose it is where the upstream took the request for wrong: 422 the sender's, 502 ours
 */
export const statusOf = ({ kind, isOurs }: UpstreamFailureFacts, ofRefused: 422 | 502): number => {
  switch (kind) {
    case 'not_found':
      return 404
    case 'conflict':
      return 409
    case 'refused':
      return isOurs === true ? 502 : ofRefused
    case 'timeout':
      return 504
    default:
      return 502
  }
}

/** What the upstream asked for is passed on to who can wait. */
export const retryAfterHeader = ({ retryAfterSeconds }: UpstreamFailureFacts): Readonly<Record<string, string>> =>
  retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }
