import type { LinkFactory } from './link.ts'

/** The connection is half of all code and of no use before the panel stands: it comes in a file of its own, at once. */
export const loadSocketLink = async (): Promise<LinkFactory> => {
  const { SocketLink } = await import('./socket-link.ts')
  return (target, listener) => new SocketLink(target, listener)
}
