/** Cognigy, whatever dialect it speaks: suggestions, sessions, escalation. */
import type { InteractionUpdate } from '../../shared/wire/stream.ts'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import type { Deadline } from './time.ts'
import type { Upstream, UpstreamFailureFacts } from './upstream.ts'

export interface SuggestionQuery {
  /** The conversation's name; what is asked for one belongs together. */
  readonly conversationId?: string | undefined
  readonly interactionId: string
  readonly transcript: string
  /** In [-1, 1]; `undefined` where nobody scored the utterance. */
  readonly sentimentScore: number | undefined
  readonly context: Readonly<Record<string, unknown>>
}

/** As an upstream suggests it, before any policy. */
export interface RawSuggestion {
  readonly text: string
  /** In [0, 1]; `undefined` where the upstream gave none, or none that is a confidence. */
  readonly confidence: number | undefined
  /** `default`: the upstream gives none, and the rules stand in for it. */
  readonly confidenceSource?: 'default' | undefined
  readonly source: string
}

/** Where suggestions come from. Rejects with {@link UpstreamFailure}. */
export interface SuggestionSource {
  /** It can be asked about conversations that agent assist has not told of. */
  readonly needsNoInteraction?: true
  /** Where it suggests nothing, agents are better off with the generic replies. */
  readonly mayHaveNone?: true
  suggest(query: SuggestionQuery, deadline: Deadline): Promise<readonly RawSuggestion[]>
}

/** By which a session is found: what is known of it. Some dialects need more than the session's own id. */
export interface SessionAddress {
  readonly sessionId: string
  /** As the bot's endpoint knows the customer. */
  readonly userId?: string | undefined
  /** Names the endpoint that the session came in by. */
  readonly urlToken?: string | undefined
  /** What kind of endpoint that is, as the vendor calls it. */
  readonly endpointType?: string | undefined
}

/** What is written to a session after a misunderstood utterance: `context` is merged, a node is triggered. */
export type SessionOperation = 'context' | 'trigger'

/** What a session is told of its customer's frustration. */
export interface SessionEscalation {
  readonly level: EscalationLevel
  /** In [0, 1]. */
  readonly score: number
  /** More than the standard level. */
  readonly isEscalated: boolean
  /** Where the bot goes on; `undefined`: it stays where it is. */
  readonly target: Target | undefined
  /** An agent asks for it: in which words, and where that level leads. */
  readonly byAgent?: { readonly reason: string | undefined; readonly target: Target } | undefined
}

interface Target {
  readonly flow: string
  readonly node: string
}

/** The bot's sessions: all that Cognigy is told. Every call rejects with {@link UpstreamFailure}. */
export interface CognigySessions {
  /**
   * Whether Cognigy learns of levels by what its webhooks are answered: by that `alone`, or by that and by what it is
   * told `besides`. Not given: by what it is told.
   */
  readonly learnsFromAnswers?: 'alone' | 'besides' | undefined
  /** Adds the keys of `context` to the session's own; other keys stay. */
  mergeContext(session: SessionAddress, context: Readonly<Record<string, unknown>>, deadline: Deadline): Promise<void>
  /** Makes the flow go on at a node. Not to be repeated after a failure that `mayHaveApplied`. */
  triggerNode(session: SessionAddress, nodeId: string, deadline: Deadline): Promise<void>
  /** Tells of a level. Gives what Cognigy answered; `undefined` where that was no JSON. */
  escalate(session: SessionAddress, escalation: SessionEscalation, deadline: Deadline): Promise<unknown>
  /** What the failure of an escalation means to whoever configures this. Holds no secret and nothing that Cognigy wrote. */
  explain(failure: UpstreamFailureFacts): string
}

export type StreamState =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting'; readonly since: number }
  | { readonly kind: 'live'; readonly since: number }
  | { readonly kind: 'reconnecting'; readonly since: number; readonly cause: string }

export interface StreamListener {
  readonly onUpdate: (update: InteractionUpdate) => void
  /** Told when the link opens and each time it is lost or cannot be had. */
  readonly onState: (state: { readonly isLive: boolean; readonly cause?: string }) => void
}

/** The link by which Cognigy tells what is said. */
export interface AssistStream {
  state(): StreamState
  /** Ends the link and all attempts; harmless to call twice. */
  close(): void
}

/** All of Cognigy that the service needs, in one dialect. */
export interface CognigyUpstream extends Upstream {
  readonly suggestions: SuggestionSource
  readonly sessions: CognigySessions
  /** Begins to listen. To be called again only once it was closed. */
  openStream(listener: StreamListener): AssistStream
}
