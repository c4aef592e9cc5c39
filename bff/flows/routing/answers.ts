/** What each routing outcome is over HTTP: the table of CONTRACT 1.1, one column a path. */
import type { RoutingAnswer, RoutingAnswerDetailed } from '../../../shared/wire/webhooks.ts'
import { clockHint } from '../../clock-skew.ts'
import { effectOf } from '../../failed-effect.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import type { UpstreamFailureFacts } from '../../ports/upstream.ts'
import { httpProblem } from '../../problem-answer.ts'
import type { RoutingOutcome } from './routing.ts'

const overflowNote = (overflowFrom: string | undefined) =>
  overflowFrom === undefined ? {} : ({ overflow: true, requestedSkill: overflowFrom } as const)

type Trouble = Extract<RoutingOutcome, { kind: 'no_conversation' | 'failed' }>
type Taken = Exclude<RoutingOutcome, Trouble>

const shortForm = (outcome: Taken): RoutingAnswer => {
  if (outcome.kind === 'bot_fallback') return { status: 'fallback', reason: 'low_confidence' }
  const { skill, overflowFrom } = outcome.choice
  return { status: 'routed', skill, ...overflowNote(overflowFrom) }
}

const detailedForm = (outcome: Taken): RoutingAnswerDetailed => {
  if (outcome.kind === 'bot_fallback') return { status: 'low_confidence', action: 'fallback' }
  const { skill, overflowFrom } = outcome.choice
  return {
    status: 'success',
    routedTo: skill,
    cxoneResponse: outcome.cxoneResponse,
    ...overflowNote(overflowFrom),
  }
}

/** The two paths of routing, and how a routing that went well is answered on each. */
const ROUTING_FORMS: Readonly<Record<string, (outcome: Taken) => RoutingAnswer | RoutingAnswerDetailed>> = {
  '/webhook/cognigy': shortForm,
  '/webhook/cognigy/routing': detailedForm,
}

/** The answer on `path`, with its other form for a repeat that comes on the other path. */
export const answerRouting = (path: string, outcome: RoutingOutcome): HttpAnswer => {
  if (outcome.kind === 'no_conversation' || outcome.kind === 'failed') return answerTrouble(outcome)
  const forms = Object.fromEntries(Object.entries(ROUTING_FORMS).map(([each, form]) => [each, form(outcome)]))
  return { status: 200, body: forms[path], forms }
}

const answerTrouble = (outcome: Trouble): HttpAnswer => {
  if (outcome.kind === 'no_conversation') {
    return httpProblem(400, 'session.cxone.conversationId is missing or is not an id')
  }
  return { ...answerFailure(outcome), effect: effectOf(outcome.failure) }
}

const answerFailure = ({ failure, conversationId }: Extract<Trouble, { kind: 'failed' }>): HttpAnswer => {
  const headers = retryAfterHeader(failure)
  switch (failure.kind) {
    case 'not_found':
      return httpProblem(
        404,
        `CXone knows no conversation with the id in session.cxone.conversationId (${conversationId.length} characters)`,
      )
    // CXone knows it, so it is an id and nothing else.
    case 'conflict':
      return httpProblem(409, `Conversation ${conversationId} is already routed or has ended`)
    case 'credentials':
      return httpProblem(
        502,
        `CXone does not accept the credentials: check CXONE_CLIENT_ID and CXONE_CLIENT_SECRET${clockHint(failure.clockAheadSeconds)}`,
      )
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
