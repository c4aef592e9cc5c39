import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'

export interface ListenOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined
  readonly host?: string | undefined
}

export interface Listening {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly server: Server
  /** Stops listening and cuts what is still open. Harmless to call twice. */
  close(): Promise<void>
}

/** Listens on loopback unless told otherwise; rejects when the port is taken. */
export const listen = async (handler: RequestListener, options: ListenOptions = {}): Promise<Listening> => {
  const host = options.host ?? '127.0.0.1'
  const server = createServer(handler)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  let closing: Promise<void> | undefined
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    server,
    close: () => {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve())
        // Calls and handshakes that hang on purpose would otherwise keep the server up for ever.
        for (const socket of sockets) socket.destroy()
      })
      return closing
    },
  }
}
