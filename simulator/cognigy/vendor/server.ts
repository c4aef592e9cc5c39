/** A stand-in for Cognigy.AI over real HTTP, in the words that the vendor publishes: its API and its endpoints on one origin. */

import { RateLimit } from '../../http/rate-limit.ts'
import { type StandIn, type StandInOptions, startStandIn } from '../../http/stand-in.ts'
import { sessionRoutes } from '../control-routes.ts'
import { apiRoutes } from './api-routes.ts'
import { Assist } from './assist.ts'
import { endpointRoutes } from './endpoint-routes.ts'
import { type Endpoint, Endpoints } from './endpoints.ts'
import type { CognigyVendorParts } from './parts.ts'
import { type VendorSession, VendorSessions } from './sessions.ts'

export interface CognigyVendorOptions extends StandInOptions {
  /** `COGNIGY_API_KEY`. */
  readonly apiKey?: string | undefined
  /** Of the REST endpoint whose Flow suggests. */
  readonly assistToken?: string | undefined
  /** Of the endpoint that the customers talk to. */
  readonly chatToken?: string | undefined
  /** Further endpoints. */
  readonly endpoints?: readonly Endpoint[] | undefined
  /** Calls of the API in five minutes before 429. Default 1,000. */
  readonly callsPerFiveMinutes?: number | undefined
  /** Refuses users who are no e-mail address. Default false. */
  readonly userIdIsEmail?: boolean | undefined
  /** Creates sessions on the fly instead of answering 404. */
  readonly acceptUnknownSessions?: boolean | undefined
  /** Milliseconds since 1970, for the rate limit. */
  readonly now?: (() => number) | undefined
}

export interface CognigyVendorStandIn extends StandIn {
  /** What the stand-in accepts: as given, or fixed values that are no secret. */
  readonly apiKey: string
  readonly chatToken: string
  /** `COGNIGY_ASSIST_URL`. */
  readonly assistUrl: string
  /** The Flow that suggests, and the sessions that it cost. */
  readonly assist: Assist
  /** Makes a session known; an equal id starts anew. */
  seedSession(id: string, userId: string, context?: Readonly<Record<string, unknown>>): VendorSession
  session(id: string): VendorSession | undefined
  sessions(): readonly VendorSession[]
  forgetSession(id: string): void
}

const FIVE_MINUTES_MS = 300_000
const CALLS = 1000

/** Starts the stand-in on a free port of the loopback interface unless told otherwise. */
export const startCognigyVendor = async (options: CognigyVendorOptions = {}): Promise<CognigyVendorStandIn> => {
  const sessions = new VendorSessions()
  const assist = new Assist()
  const assistToken = options.assistToken ?? 'assist-url-token'
  const chatToken = options.chatToken ?? 'chat-url-token'
  const parts: CognigyVendorParts = {
    sessions,
    assist,
    endpoints: new Endpoints([
      { urlToken: assistToken, type: 'rest' },
      { urlToken: chatToken, type: 'webchat3' },
      ...(options.endpoints ?? []),
    ]),
    apiLimit: new RateLimit(options.callsPerFiveMinutes ?? CALLS, options.now ?? Date.now, FIVE_MINUTES_MS),
    apiKey: options.apiKey ?? 'cognigy-api-key',
    userIdIsEmail: options.userIdIsEmail ?? false,
    acceptUnknownSessions: options.acceptUnknownSessions ?? false,
  }
  const routes = [...apiRoutes(parts), ...endpointRoutes(parts)]
  const standIn = await startStandIn(routes, options, sessionRoutes(sessions))
  return {
    ...standIn,
    apiKey: parts.apiKey,
    chatToken,
    assistUrl: `${standIn.url}/${assistToken}`,
    assist,
    seedSession: (id, userId, context = {}) => sessions.seed(id, userId, context),
    session: (id) => sessions.get(id),
    sessions: () => sessions.all(),
    forgetSession: (id) => sessions.forget(id),
  }
}
