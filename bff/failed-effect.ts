import type { FailedEffect } from './ports/http-answer.ts'
import type { UpstreamFailureFacts } from './ports/upstream.ts'

/**
 * Whether a request that failed so may have taken effect: it was sent and not answered, answered in a form that says
 * nothing, or a server broke down or a gateway waited in vain after it may have been passed on.
 */
export const effectOf = ({ kind, status, mayHaveApplied }: UpstreamFailureFacts): FailedEffect =>
  mayHaveApplied === true || kind === 'bad_answer' || status === 500 || status === 502 || status === 504
    ? 'unknown'
    : 'none'
