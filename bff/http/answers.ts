import type { Response } from 'express'
import type { HttpAnswer } from '../ports.ts'

/** Writes an answer once; a second one (the deadline was faster) is dropped. Written raw: Express's `json` costs an ETag. */
export const writeAnswer = (response: Response, answer: HttpAnswer): boolean => {
  if (response.headersSent || response.writableEnded) return false
  const body = Buffer.from(JSON.stringify(answer.body))
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  })
  response.end(body)
  return true
}
