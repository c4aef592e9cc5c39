/** Lets in whoever has the key of an integrator, and slows down who guesses. */
import type { Request } from 'express'
import type { ClientAddresses } from '../callers/client-address.ts'
import type { Guessing } from '../callers/guessing.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import { httpProblem } from '../problem-answer.ts'
import { bearerToken, digest, matching } from './credentials.ts'

export interface IntegratorDoorParts {
  /** Any of them lets in; empty where none is configured. */
  readonly integratorKeys: readonly string[]
  readonly guessing: Guessing
  readonly addresses: ClientAddresses
}

/** Why somebody is not let in; `undefined` where they are. The key stands in a header: nobody's body is read before. */
export type IntegratorDoor = (request: Request) => Promise<HttpAnswer | undefined>

export const createIntegratorDoor = ({ integratorKeys, guessing, addresses }: IntegratorDoorParts): IntegratorDoor => {
  const keys = integratorKeys.map(digest)
  return async (request) => {
    const given = bearerToken(request.headers)
    const judged =
      given === undefined
        ? ({ kind: 'missing' } as const)
        : await guessing.judge(addresses.of(request), [digest(given)], (shown) => matching(shown, keys) >= 0)
    switch (judged.kind) {
      case 'right':
        return undefined
      case 'slowed': {
        const headers = { 'retry-after': String(judged.retryAfterSeconds) }
        return httpProblem(429, 'too many wrong keys came from this address: it has to wait', { headers })
      }
      default: {
        const headers = { 'www-authenticate': 'Bearer' }
        return httpProblem(401, 'the integrator key is missing or wrong', { headers })
      }
    }
  }
}
