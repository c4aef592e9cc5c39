/** WebSockets on the server of a stand-in: handshakes are journalled and meet its faults, as any other call. */
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import type { FaultKind } from './faults.ts'
import type { StandIn } from './stand-in.ts'

interface Handshake {
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
}

export interface SocketDoor {
  /** A status other than 101 refuses the handshake, and the reason goes to the journal. */
  readonly admit: (handshake: Handshake) => { readonly status: number; readonly reason?: string }
  readonly opened: (socket: WebSocket) => void
  /** False: whoever opens the door answers pings itself. Default true. */
  readonly autoPong?: boolean | undefined
}

export interface OpenSockets {
  /** Cuts every connection; nobody is let in any more. */
  close(): void
}

const refuse = (socket: Duplex, status: number, headers: Readonly<Record<string, string>> = {}): void => {
  const lines = Object.entries({ connection: 'close', 'content-length': '0', ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n`)
}

/** Acts out a fault at the handshake. True: there will be no handshake. */
const spoilt = (socket: Duplex, fault: FaultKind | undefined): boolean => {
  switch (fault?.kind) {
    case 'status':
      refuse(socket, fault.status, fault.headers)
      return true
    case 'bad-body':
      refuse(socket, 200)
      return true
    case 'drop':
    case 'drop-after-apply':
      socket.destroy()
      return true
    case 'hang':
      return true
    default:
      return false
  }
}

/** Lets WebSockets in on the HTTP server of `standIn`. */
export const openSockets = (standIn: StandIn, { admit, opened, autoPong = true }: SocketDoor): OpenSockets => {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong })

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy())
    const [path = '', query = ''] = (request.url ?? '').split('?', 2)
    const { authorization } = request.headers
    const settle = standIn.journal.begin({ method: 'GET', path, query, authorization, body: undefined })
    const fault = standIn.faults.take({ method: 'GET', path })
    if (spoilt(socket, fault)) {
      settle({ outcome: 'fault', reason: fault?.kind, status: fault?.kind === 'status' ? fault.status : undefined })
      return
    }
    if (fault?.kind === 'delay' || fault?.kind === 'slow-body') await sleep(fault.ms)
    const { status, reason } = admit({ path, query: new URLSearchParams(query), authorization })
    if (status !== 101) {
      settle({ outcome: 'rejected', reason, status })
      refuse(socket, status)
      return
    }
    settle({ outcome: 'applied', status })
    sockets.handleUpgrade(request, socket, head, opened)
  }
  standIn.server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head))
  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}
