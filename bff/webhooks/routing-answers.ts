/** What each routing outcome is over HTTP: the table of CONTRACT 1.1, one column a path. */
import type { RoutingAnswer, RoutingAnswerDetailed } from '../../shared/wire/webhooks.ts'
import type { HttpAnswer, UpstreamFailureFacts } from '../ports.ts'
import { httpProblem } from '../problem-answer.ts'
import type { RoutingOutcome } from './routing.ts'

const overflowNote = (overflowFrom: string | undefined) =>
  overflowFrom === undefined ? {} : ({ overflow: true, requestedSkill: overflowFrom } as const)

/** `/webhook/cognigy` */
export const answerRouting = (outcome: RoutingOutcome): HttpAnswer => {
  switch (outcome.kind) {
    case 'bot_fallback':
      return ok({ status: 'fallback', reason: 'low_confidence' } satisfies RoutingAnswer)
    case 'routed': {
      const { skill, overflowFrom } = outcome.choice
      return ok({ status: 'routed', skill, ...overflowNote(overflowFrom) } satisfies RoutingAnswer)
    }
    default:
      return answerTrouble(outcome)
  }
}

/** `/webhook/cognigy/routing` */
export const answerRoutingDetailed = (outcome: RoutingOutcome): HttpAnswer => {
  switch (outcome.kind) {
    case 'bot_fallback':
      return ok({ status: 'low_confidence', action: 'fallback' } satisfies RoutingAnswerDetailed)
    case 'routed': {
      const { skill, overflowFrom } = outcome.choice
      const { cxoneResponse } = outcome
      const answer = { status: 'success', routedTo: skill, cxoneResponse, ...overflowNote(overflowFrom) } as const
      return ok(answer satisfies RoutingAnswerDetailed)
    }
    default:
      return answerTrouble(outcome)
  }
}

const ok = (body: RoutingAnswer | RoutingAnswerDetailed): HttpAnswer => ({ status: 200, body })

type Trouble = Extract<RoutingOutcome, { kind: 'no_conversation' | 'failed' }>

const answerTrouble = (outcome: Trouble): HttpAnswer => {
  if (outcome.kind === 'no_conversation') {
    return httpProblem(400, 'session.cxone.conversationId is missing or is not an id')
  }
  const { failure, conversationId } = outcome
  const headers = retryAfterHeader(failure)
  switch (failure.kind) {
    case 'not_found':
      return httpProblem(404, `Conversation ${conversationId} not found`)
    case 'conflict':
      return httpProblem(409, `Conversation ${conversationId} is already routed or has ended`)
    case 'credentials':
      return httpProblem(502, 'CXone does not accept the credentials: check CXONE_CLIENT_ID and CXONE_CLIENT_SECRET')
    case 'permission':
      return httpProblem(502, 'CXone denies permission: the client needs the scope conversation:all routing:all')
    case 'not_configured':
      return httpProblem(502, 'CXone credentials are not configured: set CXONE_CLIENT_ID and CXONE_CLIENT_SECRET')
    case 'rate_limited':
      return httpProblem(502, 'CXone limits the rate of requests and did not take this one', { headers })
    case 'timeout':
      return httpProblem(504, 'CXone did not answer in time', { headers })
    case 'unavailable':
      return httpProblem(502, 'CXone is unavailable', { headers })
    case 'refused':
      return httpProblem(
        502,
        `CXone refused the routing request${failure.status === undefined ? '' : ` (${failure.status})`}`,
      )
    case 'bad_answer':
      return httpProblem(502, 'CXone answered in a form that is not its own')
    default:
      return unknownKind(failure.kind)
  }
}

const unknownKind = (kind: never): never => {
  throw new TypeError(`an upstream failure of unknown kind: ${String(kind)}`)
}

const retryAfterHeader = ({ retryAfterSeconds }: UpstreamFailureFacts): Record<string, string> =>
  retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }
