/** The agent-assist stream of docs/contract.md section 4: a WebSocket behind a bearer token. */
import type { AccessTokens } from '../../http/access-tokens.ts'
import type { StandIn } from '../../http/stand-in.ts'
import { openSockets } from '../../http/web-sockets.ts'
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

/** Opens the stream on the HTTP server of `standIn`; handshakes are journalled and meet its faults. */
export const openStream = (standIn: StandIn, tokens: AccessTokens, options: StreamOptions): AssistStream => {
  const subscribers = new Subscribers(options.keptFrames)
  const sockets = openSockets(standIn, {
    admit: ({ path, authorization }) => {
      if (path !== STREAM_PATH) return { status: 404, reason: 'no such stream' }
      return tokens.accepts(authorization)
        ? { status: 101 }
        : { status: 401, reason: 'access token missing or unknown' }
    },
    opened: (socket) => subscribers.add(socket),
    autoPong: false,
  })

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
      sockets.close()
    },
  }
}
