/** What each outcome of a frustration webhook is over HTTP (docs/contract.md 1.3). */
import type { SentimentAnswer } from '../../../shared/wire/webhooks.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import { httpProblem } from '../../problem-answer.ts'
import type { SentimentOutcome } from './frustration.ts'

export const answerSentiment = (outcome: SentimentOutcome): HttpAnswer => {
  switch (outcome.kind) {
    case 'no_session':
      return httpProblem(400, 'session.id is missing or no id')
    case 'not_told': {
      const body: SentimentAnswer = { status: 'error', message: outcome.message, escalationLevel: 'standard' }
      return { status: 200, body }
    }
    case 'decided': {
      const { level, score, target, isScored, told, isToldByAnswer } = outcome
      const body: SentimentAnswer = {
        status: 'success',
        escalationLevel: level,
        frustrationScore: score,
        targetFlow: target.flow,
        targetNode: target.node,
        cognigyApiResult: told?.answer ?? null,
        ...(isScored ? {} : { scored: false as const }),
        ...(isToldByAnswer ? { escalationTriggered: level !== 'standard' } : {}),
        ...(told === undefined ? repeatedIn(isToldByAnswer) : {}),
      }
      return { status: 200, body }
    }
  }
}

/** What the flow is to make of a level that was triggered lately. */
const repeatedIn = (isToldByAnswer: boolean) =>
  isToldByAnswer ? { repeated: true as const } : { coolDown: true as const }
