/** What Express and its body reader throw, as problem answers. */
import type { ErrorRequestHandler, RequestHandler } from 'express'
import * as z from 'zod/mini'
import { describeFault } from '../fault.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import type { Log } from '../ports/observe.ts'
import { StoreUnavailable } from '../ports/store.ts'
import { httpProblem } from '../problem-answer.ts'
import { writeAnswer } from './answers.ts'

const httpError = z.object({ status: z.int().check(z.minimum(400), z.maximum(499)), type: z.optional(z.string()) })

const answerFor = (status: number, type: string | undefined): HttpAnswer => {
  if (status === 413) return httpProblem(413, 'the body is larger than this path takes')
  if (status === 415) return httpProblem(415, 'the body must be in UTF-8 and not compressed')
  if (type === 'request.aborted') return httpProblem(400, 'the body ended early')
  return httpProblem(status, 'the request cannot be read')
}

/** While nothing can be kept, nothing is promised; the store says in the log why. */
export const STORE_FAILS = httpProblem(503, 'nothing can be kept right now; send it again', {
  headers: { 'retry-after': '1' },
})

export const notFound: RequestHandler = (_request, response) => {
  writeAnswer(response, httpProblem(404, 'there is nothing at this path'))
}

export const answerErrors =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    const known = httpError.safeParse(error)
    if (known.success) {
      writeAnswer(response, answerFor(known.data.status, known.data.type))
      return
    }
    if (error instanceof StoreUnavailable) {
      writeAnswer(response, STORE_FAILS)
      return
    }
    log.error(describeFault(error), 'a request failed on a fault of ours')
    writeAnswer(response, httpProblem(500, 'an internal error; the operator finds it in the log'))
  }
