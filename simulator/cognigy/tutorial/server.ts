/** A stand-in for Cognigy over real HTTP and WebSocket, as CONTRACT sections 3 and 4 describe it. */
import type { InteractionUpdate } from '../../../shared/wire/stream.ts'
import { AccessTokens } from '../../http/access-tokens.ts'
import { RateLimit } from '../../http/rate-limit.ts'
import { type StandIn, type StandInOptions, startStandIn } from '../../http/stand-in.ts'
import { sessionRoutes } from '../control-routes.ts'
import { apiRoutes } from './api-routes.ts'
import { orgRoutes } from './org-routes.ts'
import type { CognigyParts } from './parts.ts'
import { type CognigySession, Sessions } from './sessions.ts'
import { openStream, STREAM_PATH } from './stream.ts'

export interface CognigyOptions extends StandInOptions {
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  /** `COGNIGY_API_KEY`, for session updates. */
  readonly apiKey?: string | undefined
  /** Life of an access token. Default one hour. */
  readonly tokenSeconds?: number | undefined
  /** Session updates a minute before 429. Default unlimited. */
  readonly updatesPerMinute?: number | undefined
  /** Creates sessions on the fly instead of answering 404. */
  readonly acceptUnknownSessions?: boolean | undefined
  /** Default 15 seconds. */
  readonly heartbeatMs?: number | undefined
  /** Stream frames kept while nobody listens. Default 10,000. */
  readonly keptFrames?: number | undefined
  /** Milliseconds since 1970, for expiry and rate limit. */
  readonly now?: (() => number) | undefined
}

/** Payload of an `INTERACTION_UPDATE` as Cognigy documents it; the BFF bears more. */
export type UpdatePayload = Pick<InteractionUpdate, 'interactionId' | 'transcript'> & Partial<InteractionUpdate>

export interface CognigyStandIn extends StandIn {
  /** What the stand-in accepts: as given, or fixed values that are no secret. */
  readonly clientId: string
  readonly clientSecret: string
  readonly apiKey: string
  readonly streamPath: typeof STREAM_PATH
  /** Makes a session known; an equal id starts anew. */
  seedSession(id: string, context?: Readonly<Record<string, unknown>>): CognigySession
  session(id: string): CognigySession | undefined
  sessions(): readonly CognigySession[]
  forgetSession(id: string): void
  /** How many clients listen to the stream, and how many frames wait for one. */
  readonly subscriberCount: number
  readonly keptFrameCount: number
  /** Sends an `INTERACTION_UPDATE`, or keeps it for the next subscriber. */
  sendUpdate(payload: UpdatePayload): void
  /** Sends anything: an unknown type, broken JSON, a binary frame. */
  sendRaw(frame: string | Buffer): void
  /** With a code an orderly close of every subscriber, without one an abrupt end. */
  dropStream(code?: number): void
  /** The present links stay open and say nothing for `ms`: no frame, no heartbeat, no pong. */
  silence(ms: number): void
  /** The next `times` handshakes are answered with `status`. */
  refuseHandshake(status: number, times?: number): void
  /** All access tokens of both base URLs stop working; open streams stay. */
  revokeTokens(): void
}

const HOUR_SECONDS = 3600
const HEARTBEAT_MS = 15_000
const KEPT_FRAMES = 10_000

/** Starts the stand-in on a free port of the loopback interface unless told otherwise. One origin serves both base URLs. */
export const startCognigy = async (options: CognigyOptions = {}): Promise<CognigyStandIn> => {
  const now = options.now ?? Date.now
  const lifetime = options.tokenSeconds ?? HOUR_SECONDS
  const sessions = new Sessions()
  const parts: CognigyParts = {
    sessions,
    apiTokens: new AccessTokens(lifetime, now),
    orgTokens: new AccessTokens(lifetime, now),
    updateLimit: new RateLimit(options.updatesPerMinute, now),
    clientId: options.clientId ?? 'cognigy-client',
    clientSecret: options.clientSecret ?? 'cognigy-client-secret',
    apiKey: options.apiKey ?? 'cognigy-api-key',
    acceptUnknownSessions: options.acceptUnknownSessions ?? false,
  }
  const standIn = await startStandIn([...apiRoutes(parts), ...orgRoutes(parts)], options, sessionRoutes(sessions))
  const stream = openStream(standIn, parts.orgTokens, {
    heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
    keptFrames: options.keptFrames ?? KEPT_FRAMES,
  })
  return {
    ...standIn,
    clientId: parts.clientId,
    clientSecret: parts.clientSecret,
    apiKey: parts.apiKey,
    streamPath: STREAM_PATH,
    seedSession: (id, context = {}) => sessions.seed(id, context),
    session: (id) => sessions.get(id),
    sessions: () => sessions.all(),
    forgetSession: (id) => sessions.forget(id),
    get subscriberCount() {
      return stream.subscriberCount
    },
    get keptFrameCount() {
      return stream.keptCount
    },
    sendUpdate: (payload) => stream.publish(JSON.stringify({ type: 'INTERACTION_UPDATE', payload })),
    sendRaw: (frame) => stream.publish(frame),
    dropStream: (code) => stream.drop(code),
    silence: (ms) => stream.silence(ms),
    refuseHandshake: (status, times = 1) => {
      standIn.faults.add({ method: 'GET', path: STREAM_PATH, kind: 'status', status, times })
    },
    revokeTokens: () => {
      parts.apiTokens.revokeAll()
      parts.orgTokens.revokeAll()
    },
    close: () => {
      stream.close()
      return standIn.close()
    },
  }
}
