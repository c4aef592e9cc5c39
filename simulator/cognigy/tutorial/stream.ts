/** The agent-assist stream of docs/contract.md section 4: a WebSocket behind a bearer token. */
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import type { AccessTokens } from '../../http/access-tokens.ts'
import type { FaultKind } from '../../http/faults.ts'
import type { StandIn } from '../../http/stand-in.ts'
import { Subscribers } from './subscribers.ts'

export const STREAM_PATH = '/api/v1/streaming/agentassist'

export interface StreamOptions {
  readonly heartbeatMs: number
  /** Frames kept while nobody listens; beyond it the oldest is lost. */
  readonly keptFrames: number
}

export interface AssistStream {
  readonly subscriberCount: number
  readonly keptCount: number
  /** Sends as it is, well-formed or not; kept for the next subscriber while there is none. */
  publish(frame: string | Buffer): void
  drop(code?: number): void
  silence(ms: number): void
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

/** Opens the stream on the HTTP server of `standIn`; handshakes are journalled and meet its faults. */
export const openStream = (standIn: StandIn, tokens: AccessTokens, options: StreamOptions): AssistStream => {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong: false })
  const subscribers = new Subscribers(options.keptFrames)

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
    const status = path !== STREAM_PATH ? 404 : tokens.accepts(authorization) ? 101 : 401
    if (status !== 101) {
      settle({
        outcome: 'rejected',
        reason: status === 404 ? 'no such stream' : 'access token missing or unknown',
        status,
      })
      refuse(socket, status)
      return
    }
    settle({ outcome: 'applied', status })
    sockets.handleUpgrade(request, socket, head, (ready) => subscribers.add(ready))
  }
  standIn.server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head))

  const beat = setInterval(() => {
    subscribers.sendNow(JSON.stringify({ type: 'HEARTBEAT', payload: {} }))
  }, options.heartbeatMs)
  beat.unref()
  return {
    get subscriberCount() {
      return subscribers.count
    },
    get keptCount() {
      return subscribers.keptCount
    },
    publish: (frame) => subscribers.publish(frame),
    drop: (code) => subscribers.drop(code),
    silence: (ms) => subscribers.silence(ms),
    close: () => {
      clearInterval(beat)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}
