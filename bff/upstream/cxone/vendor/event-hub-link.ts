/** One link to the event hub: registered by token, held by heartbeats, until it ends. */
import { WebSocket } from 'ws'
import type { Pauses, Timer } from '../../../ports/time.ts'
import type { ProxyOf } from '../../http/proxies.ts'
import { tunnel } from '../../http/tunnel.ts'
import { HEARTBEAT, type HubFrame, registration } from './event-hub-frames.ts'

/** As the vendor's own client does. */
const HEARTBEAT_EVERY_MS = 30_000
/** Heartbeats without a word from the other side, after which the link is dead, whatever TCP says. */
const MOST_UNANSWERED = 2
/** Where it says that somebody registers too often, as the vendor's own client does. */
const RATE_LIMIT_WAIT_MS = 30_000
const MOST_RATE_LIMITS = 3
const HANDSHAKE_MS = 10_000
const AUTHORIZED_WITHIN_MS = 10_000
const LARGEST_FRAME_BYTES = 1024 * 1024

export interface HubLinkParts {
  /** `wss`, or `ws` on this machine. A host that may be told the token. */
  readonly url: string
  readonly token: string
  readonly proxyOf?: ProxyOf | undefined
  readonly timer: Timer
  readonly pauses: Pauses
  readonly read: (text: string) => HubFrame
  readonly onFrame: (frame: HubFrame) => void
  readonly onAuthorized: () => void
  /** Once; not after `close`. */
  readonly onEnd: (cause: string) => void
}

/** A link that is torn down while it connects still reports an error. */
const silence = (link: WebSocket): void => {
  link.removeAllListeners()
  link.on('error', () => undefined)
}

/** @returns what closes it */
export const openHubLink = (parts: HubLinkParts): (() => void) => {
  const { url, token, timer, pauses } = parts
  const link = new WebSocket(url, {
    ...tunnel(parts.proxyOf?.(url.replace(/^ws/, 'http'))),
    handshakeTimeout: HANDSHAKE_MS,
    maxPayload: LARGEST_FRAME_BYTES,
    perMessageDeflate: false,
  })
  let isOver = false
  let rateLimits = 0
  let unanswered = 0
  let stopWaiting = (): void => undefined
  let stopHeartbeats = (): void => undefined

  const finish = (): boolean => {
    if (isOver) return false
    isOver = true
    stopWaiting()
    stopHeartbeats()
    silence(link)
    return true
  }
  const end = (cause: string): void => {
    if (!finish()) return
    link.terminate()
    parts.onEnd(cause)
  }

  const register = (): void => {
    link.send(registration(token))
    stopWaiting = pauses.after(AUTHORIZED_WITHIN_MS, () => end('not authorized'))
  }

  const beRateLimited = (): void => {
    stopWaiting()
    rateLimits += 1
    if (rateLimits > MOST_RATE_LIMITS) end('rate limit')
    else stopWaiting = pauses.after(RATE_LIMIT_WAIT_MS, register)
  }

  const beAuthorized = (): void => {
    stopWaiting()
    stopHeartbeats()
    rateLimits = 0
    stopHeartbeats = timer.every(HEARTBEAT_EVERY_MS, () => {
      if (unanswered >= MOST_UNANSWERED) return end('silence')
      unanswered += 1
      link.send(HEARTBEAT)
    })
    parts.onAuthorized()
  }

  link.on('open', register)
  link.on('message', (data) => {
    unanswered = 0
    const frame = parts.read(String(data))
    parts.onFrame(frame)
    if (frame.kind === 'authorized') beAuthorized()
    if (frame.kind === 'rate_limited') beRateLimited()
  })
  link.on('unexpected-response', (_request, response) => end(`handshake ${response.statusCode ?? ''}`.trim()))
  link.on('error', () => end('connection'))
  link.on('close', (code) => end(`closed ${code}`))

  return () => {
    if (finish()) link.close(1000)
  }
}
