/** A stand-in for NICE CXone over real HTTP, as docs/contract.md section 2 describes it: strict, journalled, faults on demand. */
import { AccessTokens } from '../../http/access-tokens.ts'
import { RateLimit } from '../../http/rate-limit.ts'
import { type StandIn, type StandInOptions, startStandIn } from '../../http/stand-in.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { type ConversationSeed, Conversations, type CxoneConversation } from './conversations.ts'
import { type AgentStatus, Directory, type DirectoryOptions, queueIdOf } from './directory.ts'
import { handoverRoutes } from './handover-routes.ts'
import type { CxoneParts, RoutedConversation, WrappedUp } from './parts.ts'
import { type ClientSettings, tokenRoute } from './token-route.ts'

export interface CxoneOptions extends StandInOptions, DirectoryOptions, Partial<ClientSettings> {
  /** Life of an access token. Default one hour. */
  readonly tokenSeconds?: number | undefined
  /** Calls a minute before 429, the token route excepted. Default unlimited. */
  readonly requestsPerMinute?: number | undefined
  /** Creates conversations on the fly instead of answering 404, for load tests. */
  readonly acceptUnknownConversations?: boolean | undefined
  /** Milliseconds since 1970, for expiry and rate limit. */
  readonly now?: (() => number) | undefined
}

export interface CxoneStandIn extends StandIn {
  /** What the stand-in accepts: as given, or fixed values that are no secret. */
  readonly clientId: string
  readonly clientSecret: string
  /** Makes a conversation known; state `bot` unless told otherwise. An equal id starts anew. */
  seedConversation(seed: ConversationSeed): CxoneConversation
  conversation(id: string): CxoneConversation | undefined
  conversations(): readonly CxoneConversation[]
  /** The bot hands the conversation over by itself: it waits for a person of that group. */
  queueConversation(id: string, skillGroup: string): void
  /** A person takes the conversation out of the queue. */
  assignAgent(id: string, agentName: string): void
  /** The conversation is over, with a wrap-up code where one is given. */
  endConversation(id: string, wrapupCode?: string): void
  /** Drops an ended conversation, so that a demo that runs for days stays small. */
  forgetConversation(id: string): void
  setAgentStatus(skillGroup: string, status: AgentStatus): void
  /** All access tokens issued so far stop working. */
  revokeTokens(): void
  /** Calls back after each routing that took effect; returns the undo. */
  onRouted(listener: (event: RoutedConversation) => void): () => void
  /** Calls back after each summary that was kept; returns the undo. */
  onWrappedUp(listener: (event: WrappedUp) => void): () => void
}

const HOUR_SECONDS = 3600

/** Starts the stand-in on a free port of the loopback interface unless told otherwise. */
export const startCxone = async (options: CxoneOptions = {}): Promise<CxoneStandIn> => {
  const client: ClientSettings = {
    clientId: options.clientId ?? 'cxone-client',
    clientSecret: options.clientSecret ?? 'cxone-client-secret',
    grantedScopes: options.grantedScopes,
  }
  const now = options.now ?? Date.now
  const tokens = new AccessTokens(options.tokenSeconds ?? HOUR_SECONDS, now)
  const limit = new RateLimit(options.requestsPerMinute, now)
  const conversations = new Conversations()
  const directory = new Directory(options)
  const listeners = new Set<(event: RoutedConversation) => void>()
  const wrapUpListeners = new Set<(event: WrappedUp) => void>()
  const parts: CxoneParts = {
    conversations,
    directory,
    options,
    enter: (call, ...scopes) => {
      limit.take()
      tokens.demand(call, ...scopes)
    },
    routed: (event) => {
      for (const listener of listeners) listener(event)
    },
    wrappedUp: (event) => {
      for (const listener of wrapUpListeners) listener(event)
    },
  }
  const routes = [tokenRoute(client, tokens), ...handoverRoutes(parts), ...conversationRoutes(parts)]
  const standIn = await startStandIn(routes, options)
  return {
    ...standIn,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    seedConversation: (seed) => conversations.seed(seed),
    conversation: (id) => conversations.get(id),
    conversations: () => conversations.all(),
    queueConversation: (id, skillGroup) => {
      conversations.update(id, { state: 'queued', skillGroup, queueId: queueIdOf(skillGroup) })
    },
    assignAgent: (id, agentName) => {
      conversations.update(id, { state: 'active', agentName })
    },
    endConversation: (id, wrapupCode) => {
      conversations.update(id, { state: 'ended', ...(wrapupCode !== undefined && { wrapupCode }) })
    },
    forgetConversation: (id) => conversations.forget(id),
    setAgentStatus: (skillGroup, status) => directory.setStatus(skillGroup, status),
    revokeTokens: () => tokens.revokeAll(),
    onRouted: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onWrappedUp: (listener) => {
      wrapUpListeners.add(listener)
      return () => wrapUpListeners.delete(listener)
    },
  }
}
