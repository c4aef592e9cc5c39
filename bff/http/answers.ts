import type { Response } from 'express'
import type { HttpAnswer } from '../ports.ts'

/** Writes an answer once; a second one (the deadline was faster) is dropped. Written raw: Express's `json` costs an ETag. */
export const writeAnswer = (response: Response, answer: HttpAnswer): boolean => {
  if (response.headersSent || response.writableEnded) return false
  // A string goes out in one piece with the header; a buffer would be a second write.
  const body = JSON.stringify(answer.body)
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  })
  response.end(body)
  return true
}
