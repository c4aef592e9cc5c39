/** A server that goes: what is being answered is, and nobody is waited for longer than that. */
import type { Server } from 'node:http'
import { orLateAfter } from '../deadline.ts'

export interface Drain {
  /** Resolves when no request is being answered, at the latest after `graceMs`. */
  finished(graceMs: number): Promise<void>
}

/** Resolves with `work`, at the latest after `ms`. */
export const atMost = (ms: number, work: Promise<void>): Promise<void> => orLateAfter(ms, work, () => undefined)

/** Counts requests that are being answered. Long polls of sockets are not among them: socket.io takes those away first. */
export const createDrain = (server: Server): Drain => {
  let count = 0
  let tell = (): void => undefined
  server.on('request', (_request, response) => {
    count += 1
    response.once('close', () => {
      count -= 1
      if (count === 0) tell()
    })
  })
  return {
    finished: (graceMs) => {
      if (count === 0) return Promise.resolve()
      const done = new Promise<void>((resolve) => {
        tell = resolve
      })
      return atMost(graceMs, done)
    },
  }
}
