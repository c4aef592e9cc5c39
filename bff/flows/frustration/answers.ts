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
      const { level, score, target, isScored, told } = outcome
      const body: SentimentAnswer = {
        status: 'success',
        escalationLevel: level,
        frustrationScore: score,
        targetFlow: target.flow,
        targetNode: target.node,
        cognigyApiResult: told?.answer ?? null,
        ...(isScored ? {} : { scored: false as const }),
        ...(told === undefined ? { coolDown: true as const } : {}),
      }
      return { status: 200, body }
    }
  }
}
