/** How any upstream fails. */
export type UpstreamFailureKind =
  | 'not_found'
  | 'conflict'
  | 'credentials'
  | 'permission'
  | 'rate_limited'
  | 'timeout'
  | 'unavailable'
  /** The upstream took our request for wrong: 400, 422 and the like. */
  | 'refused'
  /** It said yes in a shape that is not its own: a proxy's page, broken JSON. */
  | 'bad_answer'
  | 'not_configured'

export interface UpstreamFailureFacts {
  readonly upstream: 'cxone' | 'cognigy'
  readonly kind: UpstreamFailureKind
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined
  /** The token endpoint's own word for it (RFC 6749, 5.2), such as `invalid_scope`. */
  readonly code?: string | undefined
  /** What the upstream asked for by `Retry-After`, in seconds. */
  readonly retryAfterSeconds?: number | undefined
  /** How far this machine's clock is ahead of the upstream's, in seconds, where that may be why it refused. */
  readonly clockAheadSeconds?: number | undefined
  /** The request may have taken effect all the same: it was sent, and no answer came back. */
  readonly mayHaveApplied?: boolean
}

/** An upstream did not do what it was asked. The message holds no address, no body and no secret. */
export class UpstreamFailure extends Error {
  readonly facts: UpstreamFailureFacts

  constructor(facts: UpstreamFailureFacts) {
    super(`${facts.upstream}: ${facts.kind}${facts.status === undefined ? '' : ` (${facts.status})`}`)
    this.name = 'UpstreamFailure'
    this.facts = facts
  }
}
