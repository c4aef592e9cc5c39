/** Cognigy, whatever dialect it speaks: suggestions, sessions, escalation. */
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import type { Deadline } from './time.ts'

export interface SuggestionQuery {
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
  readonly source: string
}

/** Where suggestions come from. Rejects with {@link UpstreamFailure}. */
export interface SuggestionSource {
  suggest(query: SuggestionQuery, deadline: Deadline): Promise<readonly RawSuggestion[]>
}

/** What can be done to a session: `context` is merged, a node is triggered. */
export type SessionOperation = 'context' | 'trigger'

/** Sessions of Cognigy's bot, whatever dialect it speaks. Both reject with {@link UpstreamFailure}. */
export interface CognigySessions {
  /** Adds the keys of `context` to the session's own; other keys stay. */
  mergeContext(sessionId: string, context: Readonly<Record<string, unknown>>, deadline: Deadline): Promise<void>
  /** Makes the flow go on at a node. Not to be repeated after a failure that `mayHaveApplied`. */
  triggerNode(sessionId: string, nodeId: string, deadline: Deadline): Promise<void>
}

/** What a session is told of its customer's frustration. */
export interface SessionUpdate {
  readonly sessionData: {
    readonly escalationLevel: EscalationLevel
    /** In [0, 1]. */
    readonly frustrationScore: number
    readonly escalationTriggered: boolean
  }
  /** Where the bot goes on; both or none. */
  readonly target: { readonly flow: string; readonly node: string } | undefined
}

/** Tells Cognigy of a level. Rejects with {@link UpstreamFailure}. */
export interface SessionUpdates {
  /** Gives what Cognigy answered; `undefined` where that was no JSON. */
  update(sessionId: string, update: SessionUpdate, deadline: Deadline): Promise<unknown>
}
