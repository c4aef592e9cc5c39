/** What every upstream has in common, whatever dialect it speaks: how it fails, how it is examined, how it is. */
import type { ReadinessCheck } from '../../shared/wire/widget-api.ts'
import type { Deadline } from './time.ts'

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

/** Whom the service asks, as metrics name them. */
export type UpstreamName = 'cxone' | 'cognigy' | 'translator' | 'language-model'

export interface UpstreamFailureFacts {
  readonly upstream: UpstreamName
  readonly kind: UpstreamFailureKind
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined
  /** The token endpoint's own word for it (RFC 6749, 5.2), such as `invalid_scope`, or the adapter's. */
  readonly code?: string | undefined
  /** What the upstream asked for by `Retry-After`, in seconds. */
  readonly retryAfterSeconds?: number | undefined
  /** How far this machine's clock is ahead of the upstream's, in seconds, where that may be why it refused. */
  readonly clockAheadSeconds?: number | undefined
  /** The request may have taken effect all the same: it was sent, and no answer came back. */
  readonly mayHaveApplied?: boolean
  /** The adapter has told the log of it, once for many. */
  readonly isLogged?: true
  /** It was a question, or what must come before the request: nothing can have come of it. */
  readonly changedNothing?: true
  /** What was refused is of our making or of the rules, not of whoever sent the webhook. */
  readonly isOurs?: true
  /** What it is about: a name out of the rules or an id of the upstream's, fit for an answer. */
  readonly about?: string | undefined
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

/** What came of one probe; how to mend it where it is not well. It holds no secret. */
export type ProbeFinding =
  | { readonly state: 'ok'; readonly detail: string }
  | { readonly state: 'warn' | 'fail'; readonly detail: string; readonly fix: string }

/**
 * One thing that an operator can have examined, named as the dialect names it:
 * - `address`: whether it is reached, and what time it is there; how that is found out is the same for all;
 * - `question`: what only the dialect knows how to ask;
 * - `unset`: nothing can be asked, since something is not configured. Without a `fix` that is told elsewhere.
 */
export type Probe =
  | {
      readonly kind: 'address'
      readonly name: string
      readonly url: string
      /** The variables that lead there, as a sentence names them. */
      readonly variables: string
    }
  | {
      readonly kind: 'question'
      readonly name: string
      /** An earlier probe that must have gone well, and what is so where it is not. */
      readonly needs?: { readonly probe: string; readonly otherwise: string }
      /** Asks once. */
      ask(deadline: Deadline): Promise<ProbeFinding>
    }
  | { readonly kind: 'unset'; readonly name: string; readonly detail: string; readonly fix?: string | undefined }

/** What every upstream tells whoever runs the service. */
export interface Upstream {
  /**
   * In the order in which they are read. Nothing is sent before one of them is asked.
   *
   * @param wanted what costs something, and is examined only where it is asked for
   */
  probes(wanted?: { readonly suggestions?: boolean }): readonly Probe[]
  /** What `/readyz` says of it right now. */
  health(): readonly ReadinessCheck[]
}
