/** How many sockets one agent may have, and how many one address may hold without having said who it is. */
import type { IncomingMessage } from 'node:http'
import type { Metrics } from '../ports/observe.ts'

/** Long enough for a slow network; a connection that has not shown a token by then is closed. */
export const PROVES_ITSELF_WITHIN_MS = 10_000
/**
 * Many agents may come from one address, all at once after a restart. Each of them is through within milliseconds; who only
 * holds connections open is at an end here.
 */
const MOST_STRANGERS = 500

/** A connection below socket.io, so far as it is counted. */
export interface Counted {
  once(event: 'close', listener: () => void): unknown
}

export interface Connection extends Counted {
  readonly request: IncomingMessage
}

export interface SocketLimits {
  /** Whether this address may open one more connection. */
  admitsStranger(address: string): boolean
  /** Somebody connected and has yet to say who it is. */
  arrived(connection: Counted, address: string): void
  /** It has shown the token of this agent. @returns whether the agent may have this connection too */
  proved(connection: Counted, agentId: string): boolean
}

/** Counts by name, forgetting names that have none. */
const createTally = () => {
  const counts = new Map<string, number>()
  const of = (name: string): number => counts.get(name) ?? 0
  return {
    of,
    add: (name: string): void => {
      counts.set(name, of(name) + 1)
    },
    take: (name: string): void => {
      if (of(name) > 1) counts.set(name, of(name) - 1)
      else counts.delete(name)
    },
  }
}

/** @param mostOfAgent sockets that one agent may have at this moment */
export const createSocketLimits = (
  metrics: Pick<Metrics, 'socketRefused'>,
  mostOfAgent: () => number,
): SocketLimits => {
  const strangers = createTally()
  const agents = createTally()
  const known = new WeakSet<Counted>()

  /** Once, at whatever ends it first: the proof or the connection. */
  const leaving = new WeakMap<Counted, () => void>()

  return {
    admitsStranger: (address) => {
      const isAdmitted = strangers.of(address) < MOST_STRANGERS
      if (!isAdmitted) metrics.socketRefused('address')
      return isAdmitted
    },
    arrived: (connection, address) => {
      strangers.add(address)
      const leave = (): void => {
        if (leaving.delete(connection)) strangers.take(address)
      }
      leaving.set(connection, leave)
      connection.once('close', leave)
    },
    proved: (connection, agentId) => {
      if (known.has(connection)) return true
      if (agents.of(agentId) >= mostOfAgent()) {
        metrics.socketRefused('agent')
        return false
      }
      known.add(connection)
      leaving.get(connection)?.()
      agents.add(agentId)
      connection.once('close', () => agents.take(agentId))
      return true
    },
  }
}
