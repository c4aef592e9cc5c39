/** A server that goes: what is being answered is, and nobody is waited for longer than that. */
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { orLateAfter } from '../deadline.ts'

export interface Drain {
  /** No connection is taken any more, and each that stands ends with its next answer. */
  begin(): void
  /** Resolves when no request is being answered and none is on its way, at the latest after `graceMs`. */
  finished(graceMs: number): Promise<void>
}

/** Resolves with `work`, at the latest after `ms`. */
export const atMost = (ms: number, work: Promise<void>): Promise<void> => orLateAfter(ms, work, () => undefined)

/**
 * How long idle connections are left open: a balancer may just be sending a webhook on one, and does not send it again where that
 * is closed. Each that is used meanwhile is closed by its answer, which balancers bear.
 */
const LINGER_MS = 500

const countConnections = (server: Server): Promise<number> =>
  new Promise((resolve) => server.getConnections((error, count) => resolve(error === null ? count : 1)))

/** Counts requests that are being answered. Long polls of sockets are not among them: socket.io takes those away first. */
export const createDrain = (server: Server): Drain => {
  const answering = new Set<ServerResponse>()
  let isLeaving = false
  let tell = (): void => undefined
  // Before all others: some answer at once.
  server.prependListener('request', (_request, response) => {
    answering.add(response)
    if (isLeaving) response.shouldKeepAlive = false
    response.once('close', () => {
      answering.delete(response)
      if (answering.size === 0) tell()
    })
  })
  const noneLeft = async (): Promise<void> => {
    if (answering.size === 0) return
    await new Promise<void>((resolve) => {
      tell = resolve
    })
  }
  const leave = async (): Promise<void> => {
    if ((await countConnections(server)) > 0) await new Promise((resolve) => setTimeout(resolve, LINGER_MS))
    await noneLeft()
  }
  return {
    begin: () => {
      isLeaving = true
      for (const response of answering) if (!response.headersSent) response.shouldKeepAlive = false
      // Not the one of HTTP, which closes idle connections at once.
      NetServer.prototype.close.call(server)
    },
    finished: (graceMs) => atMost(graceMs, leave()),
  }
}
