/** What each outcome of a handover is over HTTP. */
import type { HandoverFinding } from '../../../shared/wire/vocabulary.ts'
import type { HandoverAnswer } from '../../../shared/wire/webhooks.ts'
import type { Transferred } from '../../ports/cxone.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import { httpProblem } from '../../problem-answer.ts'
import { effectOf, retryAfterHeader, statusOf } from '../../upstream-answer.ts'
import type { HandoverOutcome } from './handover.ts'

export const answerHandover = (outcome: HandoverOutcome): HttpAnswer => {
  const { findings } = outcome
  switch (outcome.kind) {
    case 'transferred':
      return { status: 200, body: transferredBody(outcome.transferred) }
    case 'refused':
      return refusal(422, findings)
    case 'unchecked':
      return { ...refusal(isTimeout(findings) ? 504 : 502, findings), effect: 'none' }
    case 'failed':
      return {
        ...refusal(statusOf(outcome.failure, 422), findings, retryAfterHeader(outcome.failure)),
        effect: effectOf(outcome.failure),
      }
  }
}

const transferredBody = ({ via, reply, isSimulated }: Omit<Transferred, 'warnings'>): HandoverAnswer => ({
  status: 'transferred',
  ...(via === undefined ? {} : { via }),
  ...(reply === undefined ? {} : { reply }),
  ...(isSimulated === true ? { simulated: true } : {}),
})

const MOST_TOLD = 50

const refusal = (
  status: number,
  findings: readonly HandoverFinding[],
  headers: Readonly<Record<string, string>> = {},
) => {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : ''
  const detail = `nothing was transferred: ${first === undefined ? 'it could not be checked' : sentence(first)}${more}`
  return httpProblem(status, detail, { errors: findings.slice(0, MOST_TOLD), headers })
}

const sentence = ({ path, message }: HandoverFinding): string => (path === '' ? message : `${path}: ${message}`)

const isTimeout = (findings: readonly HandoverFinding[]): boolean =>
  findings.filter(({ severity }) => severity === 'error').every(({ code }) => code === 'unchecked_timeout')
