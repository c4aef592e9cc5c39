/** How often one address may try to sign in: a whole office may begin its day behind one, and no guesser gets far. */
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { FailureReport } from '../callers/failure-report.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import type { Metrics } from '../ports/observe.ts'
import { httpProblem } from '../problem-answer.ts'

const BEGUN_PER_MINUTE = 300
const WRONG_PER_MINUTE = 100
const WINDOW_SECONDS = 60

export interface SignInLimits {
  /** Counts one that is begun, and whether that is too many. */
  isTooMany(address: string): Promise<boolean>
  /** Why nothing of that address is looked at any more; `undefined` while it is. */
  refusal(address: string): Promise<HttpAnswer | undefined>
  /** Something secret was not right. */
  wrong(address: string): Promise<void>
}

export const createSignInLimits = (parts: {
  readonly failures: FailureReport
  readonly metrics: Pick<Metrics, 'authenticationFailed'>
}): SignInLimits => {
  const begun = new RateLimiterMemory({ points: BEGUN_PER_MINUTE, duration: WINDOW_SECONDS })
  const wrong = new RateLimiterMemory({ points: WRONG_PER_MINUTE, duration: WINDOW_SECONDS })
  return {
    isTooMany: async (address) => {
      const { consumedPoints } = await begun.penalty(address, 1)
      const tried = await wrong.get(address)
      return consumedPoints > BEGUN_PER_MINUTE || (tried?.consumedPoints ?? 0) >= WRONG_PER_MINUTE
    },
    refusal: async (address) => {
      const tried = await wrong.get(address)
      if (tried === null || tried.consumedPoints < WRONG_PER_MINUTE) return undefined
      parts.metrics.authenticationFailed('sign-in', 'slowed')
      const headers = { 'retry-after': String(Math.max(1, Math.ceil(tried.msBeforeNext / 1000))) }
      return httpProblem(429, 'too much from this address was not right: it has to wait', { headers })
    },
    wrong: async (address) => {
      await wrong.penalty(address, 1)
      parts.metrics.authenticationFailed('sign-in', 'wrong')
      parts.failures.add('sign-in', address)
    },
  }
}
