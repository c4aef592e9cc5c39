/** Room for one more webhook: what could not be answered in time is refused unread. */
import type { Request, Response } from 'express'
import type { Metrics } from '../ports/observe.ts'
import { httpProblem } from '../problem-answer.ts'
import { refuseUnread } from './answers.ts'
import type { Pressure } from './pressure.ts'

export interface RoomParts {
  readonly pressure: Pressure
  readonly metrics: Pick<Metrics, 'requestShed'>
}

const BUSY = httpProblem(503, 'too much is being worked on to answer in time; send it again', {
  headers: { 'retry-after': '1' },
})

/** Whether it is refused, for want of room. */
export const isShed = (
  bytes: number,
  request: Request,
  response: Response,
  { pressure, metrics }: RoomParts,
): boolean => {
  const shedding = pressure.shedding(bytes)
  if (shedding === undefined) return false
  metrics.requestShed(shedding)
  refuseUnread(request, response, BUSY)
  return true
}

/** Whether there is room, which it then takes until it is answered; else it is refused. */
export const isTaken = (bytes: number, request: Request, response: Response, parts: RoomParts): boolean => {
  if (isShed(bytes, request, response, parts)) return false
  response.once('close', parts.pressure.take(bytes))
  return true
}
