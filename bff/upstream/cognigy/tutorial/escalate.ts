/** Tells Cognigy's sessions of an escalation level, in the tutorial dialect (docs/contract.md section 3, `COGNIGY_ORG_URL`). */
import type { CognigySessions } from '../../../ports/cognigy.ts'
import type { Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import type { Tracing } from '../../../ports/tracing.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { createHttpCall, type HttpCallParts, pathSegment } from '../../http/http-call.ts'
import type { ProxyOf } from '../../http/proxies.ts'

export interface EscalateParts {
  /** `undefined`, as without a key: every call is refused as not configured, and nothing is sent. */
  readonly orgUrl: string | undefined
  readonly apiKey: string | undefined
  readonly clock: Clock
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
}

export const createEscalate = (parts: EscalateParts): CognigySessions['escalate'] => {
  const { orgUrl, apiKey } = parts
  if (orgUrl === undefined || apiKey === undefined) {
    return () => Promise.reject(new UpstreamFailure({ upstream: 'cognigy', kind: 'not_configured' }))
  }
  const call = createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: orgUrl })
  return async ({ sessionId }, { level, score, isEscalated, target }, deadline) => {
    const sessionData = { escalationLevel: level, frustrationScore: score, escalationTriggered: isEscalated }
    try {
      const answer = await call({
        operation: 'session_update',
        method: 'POST',
        path: `/api/v1/sessions/${pathSegment(sessionId)}/update`,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({ sessionData, ...target }),
        deadline,
        // Figures may be written twice; a flow that is sent to a node twice is interrupted there.
        repeatsUnanswered: target === undefined,
      })
      return answer.json
    } catch (error) {
      // It said yes: what it says besides is of no use, and no reason to call it a failure.
      if (error instanceof UpstreamFailure && error.facts.kind === 'bad_answer') return undefined
      throw error
    }
  }
}
