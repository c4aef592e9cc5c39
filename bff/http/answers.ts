import type { IncomingMessage } from 'node:http'
import type { Response } from 'express'
import type { HttpAnswer } from '../ports/http-answer.ts'

/** How long a sender that was refused in the middle of its body may go on sending, so that it reads why. */
const LINGER_MS = 1000

const begin = (response: Response, answer: HttpAnswer): string | undefined => {
  if (response.headersSent || response.writableEnded) return undefined
  // A string goes out in one piece with the header; a buffer would be a second write.
  const body = JSON.stringify(answer.body)
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  })
  return body
}

/** Writes an answer once; a second one (the deadline was faster) is dropped. Written raw: Express's `json` costs an ETag. */
export const writeAnswer = (response: Response, answer: HttpAnswer): boolean => {
  const body = begin(response, answer)
  if (body === undefined) return false
  response.end(body)
  return true
}

/**
 * Answers a request whose body is not wanted, at once and whole, and then closes the connection. What the sender still
 * has under way is thrown away for a moment: a connection closed on it would be reset, and the answer lost with it.
 */
export const refuseUnread = (request: IncomingMessage, response: Response, answer: HttpAnswer): boolean => {
  const body = begin(response, { ...answer, headers: { ...answer.headers, connection: 'close' } })
  if (body === undefined) return false
  if (request.complete) {
    response.end(body)
    return true
  }
  response.write(body)
  const end = (): void => void response.end()
  const timer = setTimeout(end, LINGER_MS)
  request.once('end', end)
  response.once('close', () => clearTimeout(timer))
  request.resume()
  return true
}
