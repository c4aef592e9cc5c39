/** What each routing outcome is over HTTP: the table of docs/contract.md 1.1, one column a path. */
import type { RoutingAnswer, RoutingAnswerDetailed } from '../../../shared/wire/webhooks.ts'
import type { Routed } from '../../ports/cxone.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import type { UpstreamFailureFacts } from '../../ports/upstream.ts'
import { httpProblem } from '../../problem-answer.ts'
import { effectOf, retryAfterHeader, statusOf } from '../../upstream-answer.ts'
import type { RoutingOutcome } from './routing.ts'

const overflowNote = (overflowFrom: string | undefined) =>
  overflowFrom === undefined ? {} : ({ overflow: true, requestedSkill: overflowFrom } as const)

const wayNote = ({ via, skillId, reply, isSimulated }: Routed) => ({
  ...(via === undefined ? {} : { via }),
  ...(skillId === undefined ? {} : { skillId }),
  ...(reply === undefined ? {} : { reply }),
  ...(isSimulated === true ? { simulated: true as const } : {}),
})

type Trouble = Extract<RoutingOutcome, { kind: 'no_conversation' | 'failed' }>
type Taken = Exclude<RoutingOutcome, Trouble>

const shortForm = (outcome: Taken): RoutingAnswer => {
  if (outcome.kind === 'bot_fallback') return { status: 'fallback', reason: 'low_confidence' }
  const { skill, overflowFrom } = outcome.choice
  return { status: 'routed', skill, ...overflowNote(overflowFrom), ...wayNote(outcome.routed) }
}

const detailedForm = (outcome: Taken): RoutingAnswerDetailed => {
  if (outcome.kind === 'bot_fallback') return { status: 'low_confidence', action: 'fallback' }
  const { skill, overflowFrom } = outcome.choice
  return {
    status: 'success',
    routedTo: skill,
    cxoneResponse: { ...outcome.routed.response },
    ...overflowNote(overflowFrom),
    ...wayNote(outcome.routed),
  }
}

/** The two paths of routing, and how a routing that went well is answered on each. */
const formsOf = (outcome: Taken): Readonly<Record<string, RoutingAnswer | RoutingAnswerDetailed>> => ({
  '/webhook/cognigy': shortForm(outcome),
  '/webhook/cognigy/routing': detailedForm(outcome),
})

/** The same for all: each that is kept for a repeat would else be one of its own. */
const LEFT_TO_THE_BOT = formsOf({ kind: 'bot_fallback' })

/** The answer on `path`, with its other form for a repeat that comes on the other path. */
export const answerRouting = (path: string, outcome: RoutingOutcome): HttpAnswer => {
  if (outcome.kind === 'no_conversation' || outcome.kind === 'failed') return answerTrouble(outcome)
  const forms = outcome.kind === 'bot_fallback' ? LEFT_TO_THE_BOT : formsOf(outcome)
  return { status: 200, body: forms[path], forms }
}

const answerTrouble = (outcome: Trouble): HttpAnswer => {
  if (outcome.kind === 'no_conversation') {
    return httpProblem(400, 'session.cxone.conversationId is missing or is not an id')
  }
  return { ...answerFailure(outcome), effect: effectOf(outcome.failure) }
}

const conflictDetail = (conversationId: string, { about }: UpstreamFailureFacts, explanation: string): string => {
  const said = `Conversation ${conversationId} is already routed or has ended`
  return about === undefined ? said : `${said}: ${explanation}`
}

/** What is wrong with the webhook is said in the webhook's terms; all else is the adapter's to explain. */
const answerFailure = ({ failure, explanation, conversationId }: Extract<Trouble, { kind: 'failed' }>): HttpAnswer => {
  switch (failure.kind) {
    case 'not_found':
      return httpProblem(
        404,
        `CXone knows no conversation with the id in session.cxone.conversationId (${conversationId.length} characters)`,
      )
    // CXone knows it, so it is an id and nothing else.
    case 'conflict':
      return httpProblem(409, conflictDetail(conversationId, failure, explanation))
    default:
      return httpProblem(statusOf(failure, 502), explanation, { headers: retryAfterHeader(failure) })
  }
}
