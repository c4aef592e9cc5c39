/** What a webhook answers, and what its flow knows of the delivery it works on. */
import type { KindedId } from '../../shared/domain/conversation/conversation-ids.ts'

/** Names one claim of a delivery to whoever settles it, in this process or another. */
export interface ClaimToken {
  readonly key: string
  readonly claim: string
}

/** An answer as the HTTP rim writes it and as repeated deliveries get it again. */
export interface HttpAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The body in the form of other paths that do the same, by path. */
  readonly forms?: Readonly<Record<string, unknown>>
  /**
   * What a failure (5xx) left behind: `none`, so that a repeat is simply tried again, or `unknown` (the default), so that
   * it looks first. Every other answer is kept, and repeats get it.
   */
  readonly effect?: FailedEffect
  /** Whose words the body quotes, by the ids it was told by: it is not kept for longer than the conversation. */
  readonly about?: readonly KindedId[]
}

export type FailedEffect = 'none' | 'unknown'

/** What a flow may know of the delivery that it works on. */
export interface Delivery {
  /** What is said in it is heard under this name, so that a second try is no second utterance; none without an id. */
  readonly utteranceId: string | undefined
  /** An earlier try of it failed, and may have taken effect all the same: to be looked up before it is done again. */
  readonly resumed: boolean
  /** Where it is kept how it was answered; none where equal deliveries are not looked for. */
  readonly claim?: ClaimToken | undefined
}
