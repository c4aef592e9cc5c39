/** The Cognigy agent-assist stream (docs/contract.md section 4): one WebSocket, held for ever. */
import { type RawData, WebSocket } from 'ws'
import { withoutTrailingSlashes } from '../../../../shared/wire/base-url.ts'
import { interactionUpdate, streamFrame } from '../../../../shared/wire/stream.ts'
import { startDeadline } from '../../../deadline.ts'
import type { AssistStream, StreamListener, StreamState } from '../../../ports/cognigy.ts'
import type { Log, Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { TokenSource } from '../../http/oauth-token.ts'
import type { ProxyOf } from '../../http/proxies.ts'
import { createReconnects, type ReconnectLimits } from '../../http/reconnects.ts'
import { tunnel } from '../../http/tunnel.ts'

const PATH = '/api/v1/streaming/agentassist'
/** Silence after which the link is dead, whatever TCP says. */
const LONGEST_SILENCE_MS = 45_000
const HANDSHAKE_MS = 10_000
const TOKEN_MS = 6000
const LARGEST_FRAME_BYTES = 1024 * 1024

export interface AssistStreamParts extends StreamListener {
  readonly orgUrl: string
  readonly tokens: TokenSource
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** How the stream is reached from inside a corporate network; default: directly. */
  readonly proxyOf?: ProxyOf
  readonly backoffMs?: ReconnectLimits
  readonly silenceMs?: number
}

/** @param orgUrl `http` or `https`; the stream is `ws` or `wss` after it. */
export const streamUrl = (orgUrl: string): string => `${withoutTrailingSlashes(orgUrl.replace(/^http/, 'ws'))}${PATH}`

export const openAssistStream = (parts: AssistStreamParts): AssistStream => {
  const { tokens, clock, log, metrics } = parts
  const reconnects = createReconnects(clock, parts.backoffMs)
  const url = streamUrl(parts.orgUrl)
  let state: StreamState = { kind: 'connecting', since: clock.now() }
  let socket: WebSocket | undefined
  let timer: NodeJS.Timeout | undefined
  let lastToken: string | undefined
  let closed = false

  const connect = async (): Promise<void> => {
    const deadline = startDeadline(TOKEN_MS, clock)
    try {
      lastToken = lastToken === undefined ? await tokens.get(deadline) : await tokens.renew(lastToken, deadline)
    } catch (error) {
      const facts = error instanceof UpstreamFailure ? error.facts : undefined
      lost(facts === undefined ? 'token' : `token ${facts.kind}`, facts?.clockAheadSeconds)
      return
    } finally {
      deadline.release()
    }
    if (!closed) listen(lastToken)
  }

  const listen = (token: string): void => {
    const link = new WebSocket(url, {
      ...tunnel(parts.proxyOf?.(parts.orgUrl)),
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: LARGEST_FRAME_BYTES,
      perMessageDeflate: false,
    })
    socket = link
    let watchdog: NodeJS.Timeout | undefined
    const hearBeat = (): void => {
      clearTimeout(watchdog)
      watchdog = setTimeout(() => end('silence'), parts.silenceMs ?? LONGEST_SILENCE_MS)
    }
    const end = (cause: string): void => {
      clearTimeout(watchdog)
      if (socket !== link) return
      socket = undefined
      link.removeAllListeners()
      // A link that is torn down while it connects still reports an error.
      link.on('error', () => undefined)
      link.terminate()
      lost(cause)
    }
    link.on('open', () => {
      state = { kind: 'live', since: clock.now() }
      reconnects.live()
      metrics.streamState(true)
      parts.onState({ isLive: true })
      log.info({}, 'the Cognigy stream is live')
      hearBeat()
    })
    link.on('ping', hearBeat)
    link.on('message', (data) => {
      hearBeat()
      receive(data)
    })
    link.on('unexpected-response', (_request, response) => end(`handshake ${response.statusCode ?? ''}`.trim()))
    link.on('error', () => end('connection'))
    link.on('close', (code) => end(`closed ${code}`))
  }

  const receive = (data: RawData): void => {
    const frame = streamFrame.safeParse(readJson(data))
    const isUpdate = frame.success && frame.data.type === 'INTERACTION_UPDATE'
    const update = isUpdate ? interactionUpdate.safeParse(frame.data.payload) : undefined
    if (!frame.success) drop('not_a_frame')
    else if (update === undefined) metrics.streamFrame('other')
    else if (!update.success) drop('bad_update')
    else {
      metrics.streamFrame('update')
      parts.onUpdate(update.data)
    }
  }

  const drop = (outcome: string): void => {
    metrics.streamFrame(outcome)
    log.warn({ outcome }, 'a frame of the Cognigy stream was dropped')
  }

  /** @param clockAheadSeconds where this machine's clock may be why a token was refused */
  const lost = (cause: string, clockAheadSeconds?: number): void => {
    if (closed) return
    metrics.streamState(false)
    parts.onState({ isLive: false, cause })
    const waitMs = reconnects.lost()
    state = { kind: 'reconnecting', since: state.kind === 'reconnecting' ? state.since : clock.now(), cause }
    const retryInMs = Math.round(waitMs)
    log.warn({ cause, retryInMs, clockAheadSeconds }, 'the Cognigy stream is down')
    timer = setTimeout(() => void connect(), waitMs)
  }

  void connect()
  return {
    state: () => state,
    close: () => {
      closed = true
      clearTimeout(timer)
      const link = socket
      socket = undefined
      link?.removeAllListeners()
      link?.on('error', () => undefined)
      link?.close(1000)
      state = { kind: 'off' }
      metrics.streamState(false)
    },
  }
}

const encodingOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** Text or binary, with a BOM or without: what is JSON in UTF-8, or in the encoding of its mark, is a frame. */
const readJson = (data: RawData): unknown => {
  try {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data)
    return JSON.parse(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
