/** Whom a request comes from, as far as that can be known: the other end of the connection, or what a trusted proxy says. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'

/** Whose `X-Forwarded-For` is believed: nobody's, so many hops', or that of addresses, networks and `loopback` and the like. */
export type TrustedProxies = number | readonly string[]

export interface ClientAddresses {
  /** A key for limits: an IPv4 address, or the /64 that an IPv6 address is of, since one customer has all of it. */
  of(request: IncomingMessage): string
  /** Whether a connection comes from a proxy that speaks for many. */
  isProxy(address: string | undefined): boolean
}

/** Throws where a network of `trusted` cannot be read. */
export const createClientAddresses = (trusted: TrustedProxies): ClientAddresses => {
  const trust =
    typeof trusted === 'number'
      ? (_address: string, hop: number): boolean => hop < trusted
      : proxyAddr.compile([...trusted])
  return {
    of: (request) => {
      const given = proxyAddr(request, trust)
      return limitKey(isIP(given) === 0 ? request.socket.remoteAddress : given)
    },
    isProxy: (address) => address !== undefined && isIP(address) !== 0 && trust(address, 0),
  }
}

/** See {@link ClientAddresses.of}; `unknown` where a connection is gone already. */
export const limitKey = (address: string | undefined): string => {
  const family = address === undefined ? 0 : isIP(address)
  if (address === undefined || family === 0) return 'unknown'
  // Has one spelling only.
  if (family === 4) return address
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
