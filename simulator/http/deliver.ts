/** How an answer leaves a stand-in: whole and at once, or as the fault that was armed for it wants. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Response } from 'express'
import type { Answer } from './answer.ts'
import type { FaultKind } from './faults.ts'

const PROXY_PAGE = '<!doctype html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>'
const SLOW_PIECES = 10

export const send = (response: Response, answer: Answer): void => {
  response.status(answer.status).set({ ...answer.headers })
  if (answer.body === undefined) response.end()
  else if (typeof answer.body === 'string') response.send(answer.body)
  else response.json(answer.body)
}

const cut = (response: Response): void => {
  response.socket?.destroy()
}

const trickle = async (response: Response, answer: Answer, ms: number): Promise<void> => {
  const body = Buffer.from(JSON.stringify(answer.body ?? {}))
  response.status(answer.status).set({ ...answer.headers })
  response.set({ 'content-type': 'application/json', 'content-length': String(body.length) })
  for (let piece = 0; piece < SLOW_PIECES && !response.destroyed; piece += 1) {
    const [from, to] = [piece, piece + 1].map((n) => Math.floor((body.length * n) / SLOW_PIECES))
    response.write(body.subarray(from, to))
    await sleep(ms / SLOW_PIECES)
  }
  response.end()
}

/** Acts out the faults that come instead of the route. False: the route is to run. */
export const replaced = (fault: FaultKind, response: Response): { status?: number } | false => {
  switch (fault.kind) {
    case 'status':
      send(response, {
        status: fault.status,
        body: fault.body ?? { status: fault.status, message: 'a fault was armed' },
        ...(fault.headers !== undefined && { headers: fault.headers }),
      })
      return { status: fault.status }
    case 'drop':
      cut(response)
      return {}
    case 'hang':
      return {}
    case 'bad-body':
      if (fault.body === 'truncated-json') return false
      send(response, { status: 200, body: PROXY_PAGE, headers: { 'content-type': 'text/html; charset=utf-8' } })
      return { status: 200 }
    case 'delay':
    case 'drop-after-apply':
    case 'slow-body':
      return false
  }
}

/** Sends the route's answer, spoilt by the fault if there is one. */
export const deliver = async (response: Response, answer: Answer, fault: FaultKind | undefined): Promise<void> => {
  switch (fault?.kind) {
    case 'drop-after-apply':
      cut(response)
      return
    case 'slow-body':
      await trickle(response, answer, fault.ms)
      return
    case 'bad-body': {
      const whole = JSON.stringify(answer.body ?? {})
      const headers = { ...answer.headers, 'content-type': 'application/json' }
      send(response, { status: answer.status, headers, body: whole.slice(0, Math.ceil(whole.length / 2)) })
      return
    }
    default:
      send(response, answer)
  }
}
