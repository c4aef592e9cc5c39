/** Sessions of Cognigy's bot in the tutorial dialect (docs/contract.md section 3). */
import type { CognigySessions, SessionOperation } from '../../../ports/cognigy.ts'
import type { Credentials } from '../../../ports/credentials.ts'
import type { Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { type CallRequest, createHttpCall, type HttpCall, pathSegment } from '../../http/http-call.ts'
import { callWithToken, createTokenSource, type TokenSource } from '../../http/oauth-token.ts'
import { createEscalate, type EscalateParts } from './escalate.ts'
import { explainEscalation } from './explain.ts'

const RENEW_BEFORE_SECONDS = 60

export interface CognigySessionsParts extends EscalateParts {
  readonly apiUrl: string
  /** `undefined`: context and nodes are refused as not configured, and nothing is sent. */
  readonly credentials: Credentials | undefined
  /** Told when sessions cease to be told of and when they are told again. That one session is unknown says nothing. */
  readonly onHealth: (isHealthy: boolean) => void
}

/** The token that sessions are told things with. */
export const createSessionTokens = (parts: {
  readonly credentials: Credentials
  readonly call: HttpCall
  readonly clock: Clock
  readonly metrics: Metrics
}): TokenSource =>
  createTokenSource({
    ...parts,
    upstream: 'cognigy',
    path: '/oauth/token',
    basic: parts.credentials,
    form: { grant_type: 'client_credentials' },
    renewBeforeSeconds: RENEW_BEFORE_SECONDS,
  })

/** Context and nodes by `COGNIGY_API_URL`, levels by `COGNIGY_ORG_URL`: two doors, each with credentials of its own. */
export const createCognigySessions = (parts: CognigySessionsParts): CognigySessions => ({
  ...createSessionCalls(parts),
  escalate: createEscalate(parts),
  explain: explainEscalation,
})

type SessionCalls = Pick<CognigySessions, 'mergeContext' | 'triggerNode'>

const createSessionCalls = (parts: CognigySessionsParts): SessionCalls => {
  const { apiUrl, credentials, clock, metrics } = parts
  if (credentials === undefined) return unconfigured
  const call = createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: apiUrl })
  const tokens = createSessionTokens({ credentials, call, clock, metrics })
  const health = createHealth(parts.onHealth)

  const send = async (operation: SessionOperation, request: Omit<CallRequest, 'operation' | 'headers'>) => {
    const headers = { 'content-type': 'application/json' }
    try {
      await callWithToken(takingAnyBody(call), tokens, { ...request, operation: `session_${operation}`, headers })
      health.worked(operation)
    } catch (error) {
      if (error instanceof UpstreamFailure) health.failed(operation, error)
      throw error
    }
  }

  return {
    mergeContext: ({ sessionId }, context, deadline) =>
      send('context', {
        method: 'PUT',
        path: `/api/v3/sessions/${pathSegment(sessionId)}/context`,
        body: JSON.stringify(context),
        deadline,
      }),
    triggerNode: ({ sessionId }, nodeId, deadline) =>
      send('trigger', {
        method: 'POST',
        path: `/api/v3/sessions/${pathSegment(sessionId)}/trigger`,
        body: JSON.stringify({ nodeId }),
        deadline,
        repeatsUnanswered: false,
      }),
  }
}

/** A yes is enough: nothing that it comes with is needed. */
const takingAnyBody =
  (call: HttpCall): HttpCall =>
  async (request) => {
    try {
      return await call(request)
    } catch (error) {
      const { kind, status } = error instanceof UpstreamFailure ? error.facts : {}
      if (kind !== 'bad_answer' || status === undefined) throw error
      return { status, json: undefined, afterUnansweredAttempt: false }
    }
  }

/** What one operation is denied, another one's success does not mend; everything else it does. */
const createHealth = (tell: (isHealthy: boolean) => void) => {
  const failing = new Map<SessionOperation, 'denied' | 'passing'>()
  return {
    worked: (operation: SessionOperation): void => {
      failing.delete(operation)
      for (const [other, how] of failing) if (how === 'passing') failing.delete(other)
      tell(failing.size === 0)
    },
    failed: (operation: SessionOperation, { facts: { kind } }: UpstreamFailure): void => {
      if (kind === 'not_found' || kind === 'conflict' || kind === 'refused') return
      failing.set(operation, kind === 'permission' ? 'denied' : 'passing')
      tell(false)
    },
  }
}

const refuse = (): Promise<never> =>
  Promise.reject(new UpstreamFailure({ upstream: 'cognigy', kind: 'not_configured' }))
const unconfigured: SessionCalls = { mergeContext: refuse, triggerNode: refuse }
