/** Connections to one upstream, direct or by a corporate proxy, and whether what failed had one at all. */
import { subscribe } from 'node:diagnostics_channel'
import { TLSSocket } from 'node:tls'
import { Agent, type Dispatcher, ProxyAgent } from 'undici'
import * as z from 'zod/mini'

const CONNECTIONS = 64
const KEEP_ALIVE_MS = 10_000

/** @param proxy the one that leads there; `undefined`: none does. Its credentials go to the proxy alone. */
export const openConnections = (proxy: string | undefined, connectWithinMs: number): Dispatcher => {
  const options = { connections: CONNECTIONS, keepAliveTimeout: KEEP_ALIVE_MS }
  const limit = { timeout: connectWithinMs }
  if (proxy === undefined) return new Agent({ ...options, connect: limit })
  return new ProxyAgent({ ...options, uri: proxy, proxyTls: limit })
}

const connectError = z.object({ error: z.instanceof(Error) })
const failedToConnect = new WeakSet<Error>()

// Names, addresses, refusals, certificates, proxies: undici tells of all that kept a connection from coming about.
subscribe('undici:client:connectError', (message) => {
  const told = connectError.safeParse(message)
  if (told.success) failedToConnect.add(told.data.error)
})

/** There was no connection to send the request on, so nothing can have come of it. */
export const wasNeverSent = (error: unknown): boolean => error instanceof Error && failedToConnect.has(error)

const connected = z.object({
  connectParams: z.object({ host: z.string(), protocol: z.literal('https:') }),
  socket: z.instanceof(TLSSocket),
})
type OnCertificate = (expiresAt: number) => void
const watched = new Map<string, OnCertificate>()

// Through a proxy too: what is told of there is the upstream's own connection, within the tunnel.
subscribe('undici:client:connected', (message) => {
  const told = connected.safeParse(message)
  if (!told.success) return
  const { connectParams, socket } = told.data
  const expiresAt = Date.parse(socket.getPeerCertificate().valid_to)
  if (!Number.isNaN(expiresAt)) watched.get(connectParams.host)?.(expiresAt)
})

/**
 * @param host of an upstream, with its port where that is not 443; who watches it last is told
 * @param onCertificate is told with each connection when the certificate expires, in milliseconds since 1970
 */
export const watchCertificate = (host: string, onCertificate: OnCertificate): void => {
  watched.set(host, onCertificate)
}
