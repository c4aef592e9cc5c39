/** The server that the application runs on, with bounds for those who connect and then do nothing, slowly or in numbers. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import { type ClientAddresses, limitKey } from '../callers/client-address.ts'
import type { Metrics } from '../ports/observe.ts'
import type { RimSettings } from './rim-settings.ts'

/** A slow client may not hold a connection for longer than this before its request is complete. */
const REQUEST_TIMEOUT_MS = 15_000
const HEADERS_TIMEOUT_MS = 10_000
/** How often the two are looked at; Node's own 30 s would make forty of the ten. */
const CHECK_EVERY_MS = 1000

export interface ServerParts {
  readonly serverOptions: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>
  readonly rim: RimSettings
  readonly addresses: ClientAddresses
  readonly metrics: Metrics
}

export const createRimServer = (
  listener: RequestListener,
  { serverOptions, rim, addresses, metrics }: ServerParts,
): Server => {
  const server = createServer(
    {
      ...serverOptions,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      keepAliveTimeout: rim.keepAliveSeconds * 1000,
    },
    listener,
  )
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    if (addresses.isProxy(socket.remoteAddress)) return
    const address = limitKey(socket.remoteAddress)
    const count = open.get(address) ?? 0
    if (count >= rim.connectionsPerAddress) {
      metrics.connectionRefused()
      socket.destroy()
      return
    }
    open.set(address, count + 1)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
  })
  return server
}

const DOUBLED_SLASHES = /\/{2,}/g

/** `//webhook//cognigy?a=//` is `/webhook/cognigy?a=//`: whoever joins a base and a path makes such ones. */
const withoutDoubledSlashes = (url: string): string => {
  if (!url.startsWith('/') || !url.includes('//')) return url
  const query = url.indexOf('?')
  const path = query < 0 ? url : url.slice(0, query)
  return path.replace(DOUBLED_SLASHES, '/') + url.slice(path.length)
}

/** To be called when everything listens: it goes before all others, sockets too. */
export const bearDoubledSlashes = (server: Server): void => {
  const tidy = (request: IncomingMessage): void => {
    if (request.url !== undefined) request.url = withoutDoubledSlashes(request.url)
  }
  server.prependListener('request', tidy)
  server.prependListener('upgrade', tidy)
}
