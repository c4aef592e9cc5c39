/**
 * An agent escalates: `POST {endpoint base}/inject/{URLToken}` brings it into the flow as an input of the session, which the
 * flow branches on. The token is all the authentication that is known of.
 */
import { cutText } from '../../../../shared/domain/conversation/cut-text.ts'
import type { EscalationLevel } from '../../../../shared/wire/vocabulary.ts'
import type { SessionAddress } from '../../../ports/cognigy.ts'
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { createHttpCall, pathSegment } from '../../http/http-call.ts'
import type { CallingParts } from './parts.ts'

/** The vendor's own bounds, in characters. */
const LONGEST_ID = 256
const LONGEST_REASON = 2000
/** Endpoints that take no injects, as the vendor lists them. */
const DEAF_ENDPOINTS: ReadonlySet<string> = new Set(['rest', 'nicecxone'])

export interface AgentInjectParts extends CallingParts {
  readonly endpointUrl: string | undefined
}

interface AgentEscalation {
  readonly level: EscalationLevel
  readonly reason: string | undefined
  readonly target: { readonly flow: string; readonly node: string }
}

export interface AgentInject {
  /** Not repeated once it may have arrived. Rejects with {@link UpstreamFailure}; its `code` says why nothing was sent. */
  escalate(session: SessionAddress, escalation: AgentEscalation, deadline: Deadline): Promise<void>
}

/** Why an agent's wish cannot be sent, as {@link UpstreamFailure} has it. */
type Unsendable = 'no_endpoint' | 'no_user' | 'no_token' | 'deaf_endpoint' | 'long_ids'

const unsendable = (code: Unsendable): UpstreamFailure =>
  new UpstreamFailure({ upstream: 'cognigy', kind: 'not_configured', code: `agent_${code}` })

export const createAgentInject = (parts: AgentInjectParts): AgentInject => {
  const { endpointUrl } = parts
  const call =
    endpointUrl === undefined ? undefined : createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: endpointUrl })
  return {
    escalate: async ({ sessionId, userId, urlToken, endpointType }, { level, reason, target }, deadline) => {
      if (call === undefined) throw unsendable('no_endpoint')
      if (endpointType !== undefined && DEAF_ENDPOINTS.has(endpointType.toLowerCase())) {
        throw unsendable('deaf_endpoint')
      }
      if (userId === undefined) throw unsendable('no_user')
      if (urlToken === undefined) throw unsendable('no_token')
      if (userId.length > LONGEST_ID || sessionId.length > LONGEST_ID) throw unsendable('long_ids')
      const cxAssist = {
        action: 'escalate',
        level,
        ...(reason === undefined ? {} : { reason: cutText(reason, LONGEST_REASON) }),
        targetFlow: target.flow,
        targetNode: target.node,
      }
      try {
        await call({
          operation: 'endpoint_inject',
          method: 'POST',
          path: `/inject/${pathSegment(urlToken)}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ userId, sessionId, text: '', data: { cxAssist } }),
          deadline,
          onlyOnce: true,
          readsBody: false,
        })
      } catch (error) {
        throw error instanceof UpstreamFailure ? new UpstreamFailure({ ...error.facts, code: 'agent_inject' }) : error
      }
    },
  }
}
