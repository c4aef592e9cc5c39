/** A corporate proxy: leads on by `CONNECT`, and knows names that no DNS does. */
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'

export interface ConnectProxy {
  /** With user and password in it, where it wants some. */
  readonly url: string
  readonly host: string
  /** `host:port` of each request to be led on, and whether it was. */
  readonly asked: readonly { readonly to: string; readonly status: number }[]
  close(): Promise<void>
}

export interface ConnectProxyOptions {
  /** Ports on this machine, by the host names that they stand for. */
  readonly hosts: Readonly<Record<string, number>>
  /** `user:password` that it wants to see. */
  readonly credentials?: string
}

export const startConnectProxy = async ({ hosts, credentials }: ConnectProxyOptions): Promise<ConnectProxy> => {
  const asked: { to: string; status: number }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((_request, response) => {
    response.writeHead(405).end()
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy())
    const to = request.url ?? ''
    const port = hosts[to.replace(/:\d+$/, '')]
    const expected = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
    const isAllowed = expected === undefined || request.headers['proxy-authorization'] === expected
    const status = isAllowed ? (port === undefined ? 502 : 200) : 407
    asked.push({ to, status })
    if (status !== 200 || port === undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const [user = '', ...rest] = (credentials ?? '').split(':')
  const shown = `${encodeURIComponent(user)}:${encodeURIComponent(rest.join(':'))}@`
  return {
    url: `http://${credentials === undefined ? '' : shown}${host}`,
    host,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
